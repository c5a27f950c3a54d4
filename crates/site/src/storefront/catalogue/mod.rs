//! Listing and product.

mod listing;
mod listing_query;
mod picker;
mod product;
mod sample;
mod structured;
#[cfg(test)]
mod tests;

pub use listing::{Chip, Facets, Kind, Listing, ListingPage, SellerChoice};
pub use listing_query::{ListingQuery, Sort};
pub use picker::{Offer, OptionGroup, OptionValue, groups};
pub use product::{CleanHtml, DeliveryEstimate, Product, ProductPage};
