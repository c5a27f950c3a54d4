mod prices;
mod products;
mod stock;
mod variants;

pub use prices::PriceRow;
pub(super) use prices::*;
pub(super) use products::*;
pub use products::{ProductRow, find_product_by_handle, list_option_names};
pub(super) use stock::*;
pub(crate) use variants::list_all_variants;
pub(super) use variants::*;
pub use variants::{VariantRow, list_variants};
