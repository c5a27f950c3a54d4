//! Listing and product.
//!
//! - `route_table`: their addresses; `show_listing`, `show_product`: from the market to what the pages show;
//!   `old_address`: from where the usual shop software has them

mod listing;
mod old_address;
mod picker;
mod product;
mod route_table;
mod sample;
mod show_listing;
mod show_product;
mod structured;
mod swatches;
#[cfg(test)]
mod tests;

pub use listing::{Chip, Facets, Listing, ListingPage, SellerChoice};
pub use picker::{Offer, OptionGroup, OptionValue, groups};
pub use product::{DeliveryEstimate, Product, ProductPage, ReviewOnPage, UnitPrice};
pub(crate) use route_table::mounted;
