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
    /// Why the staff rejected it; null unless it did.
    rejection: Option<String>,
}

/// One of your variants, with what shoppers are not told.
#[derive(Serialize, ToSchema)]
pub(crate) struct VendorVariant {
    #[serde(flatten)]
    variant: Variant,
    /// What a piece costs you; null when nobody said.
    cost: Option<Money>,
    barcode: Option<String>,
    /// Whether it is counted.
    tracked: bool,
    /// Whether more may be sold than is there.
    backorder: bool,
    taxable: bool,
    /// So many pieces, or fewer, are few; null: nobody wants to hear of it.
    low_stock_at: Option<u32>,
}

/// A product as its vendor's API writes it.
pub(super) fn vendor_product(http: &HttpState, currency: Currency, page: ProductPage) -> VendorProduct {
    let offered = page.variants.iter().filter(|found| found.variant.status == VariantStatus::Active);
    let variants = offered.map(|found| VendorVariant {
        variant: variant(&page.options, currency, found),
        cost: found.variant.cost.map(|minor| Money::of(minor, currency)),
        barcode: found.variant.barcode.clone(),
        tracked: found.variant.tracked,
        backorder: found.variant.backorder,
        taxable: found.variant.taxable,
        low_stock_at: found.variant.low_stock_at,
    });
    VendorProduct {
        variants: variants.collect(),
        metadata: Metadata(page.product.details().metadata),
        rejection: page.product.told_rejection().map(str::to_owned),
        parts: product(http, currency, page).parts,
    }
}
