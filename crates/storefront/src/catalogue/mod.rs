//! Listing and product.
//!
//! - `answers`: their addresses; `show_listing`, `show_product`: from the market to what the pages show
//! - `shelf`: cards for any page; `delivery`: when a thing would come and for how much

mod answers;
pub(crate) mod delivery;
pub(crate) mod forgiving;
mod listing;
mod listing_query;
mod picker;
mod product;
mod sample;
pub(crate) mod shelf;
mod show_listing;
mod show_product;
pub(crate) mod structured;
mod swatches;
#[cfg(test)]
mod tests;

pub(crate) use answers::mounted;
pub use listing::{Chip, Facets, Kind, Listing, ListingPage, SellerChoice};
pub(crate) use listing_query::unescape;
pub use listing_query::{ListingQuery, Sort};
pub use picker::{Offer, OptionGroup, OptionValue, groups};
pub use product::{CleanHtml, DeliveryEstimate, Product, ProductPage, UnitPrice};
pub(crate) use show_listing::narrow::order;
pub(crate) use show_product::place_of;
