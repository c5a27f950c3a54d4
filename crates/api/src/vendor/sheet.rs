//! A product as its vendor sees it.

use serde::Serialize;
use souk_domain::money::Currency;
use souk_http::HttpState;
use souk_market::catalogue::{ProductPage, VariantStatus};
use utoipa::ToSchema;

use crate::{
    catalogue::{ProductParts, Variant, product, variant},
    wire::{Metadata, Money},
};

/// One of your products, with what shoppers are not told.
#[derive(Serialize, ToSchema)]
pub(crate) struct VendorProduct {
    #[serde(flatten)]
    parts: ProductParts,
    variants: Vec<VendorVariant>,
    metadata: Metadata,
}

/// One of your variants, with what shoppers are not told.
#[derive(Serialize, ToSchema)]
pub(crate) struct VendorVariant {
    #[serde(flatten)]
    variant: Variant,
    /// What a piece costs you; null when nobody said.
    cost: Option<Money>,
}

/// A product as its vendor's API writes it.
pub(super) fn vendor_product(http: &HttpState, currency: Currency, page: ProductPage) -> VendorProduct {
    let offered = page.variants.iter().filter(|found| found.variant.status == VariantStatus::Active);
    let variants = offered.map(|found| VendorVariant {
        variant: variant(&page.options, currency, found),
        cost: found.variant.cost.map(|minor| Money::of(minor, currency)),
    });
    VendorProduct {
        variants: variants.collect(),
        metadata: Metadata(page.product.details().metadata),
        parts: product(http, currency, page).parts,
    }
}
