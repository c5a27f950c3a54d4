//! The listing: what the shop shows, one row for each product and category it stands in, kept in the transaction that
//! changes the product.

mod refresh;
mod store;

pub use refresh::{refresh_listing, refresh_stock, refresh_vendor};
