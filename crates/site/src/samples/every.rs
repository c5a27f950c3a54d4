//! The list of all samples.

use askama::Template;

use super::Sample;
use crate::storefront::catalogue::{ListingPage, ProductPage};
use crate::storefront::home::HomePage;
use crate::storefront::vendors::{VendorPage, VendorsPage};

/// Every page and letter, rendered from its sample.
pub fn every() -> Vec<Sample> {
    vec![
        sample("home", &HomePage::sample()),
        sample("listing", &ListingPage::sample()),
        sample("listing-empty", &ListingPage::sample_empty()),
        sample("product", &ProductPage::sample()),
        sample("product-on-hold", &ProductPage::sample_on_hold()),
        sample("vendors", &VendorsPage::sample()),
        sample("vendor", &VendorPage::sample()),
    ]
}

fn sample<T: Template>(name: &'static str, page: &T) -> Sample {
    Sample { name, rendered: page.render() }
}
