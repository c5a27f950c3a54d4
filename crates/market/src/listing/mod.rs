//! The listing: what the shop shows, one row for each product and each category it stands in, kept in the transaction
//! that changes the product. Vendors, catalogue and inventory all move it, so it belongs to none of them.

mod refresh;
mod store;

pub(crate) use refresh::{hold_vendor, lock_products, refresh_vendor};
pub use refresh::{refresh_listing, refresh_stock};
use souk_domain::ids::CategoryId;

/// Stands for the whole market where a row of the listing names a category.
pub(crate) const WHOLE_MARKET: CategoryId = CategoryId::from_bytes([0; 16]);
