//! The drafts of the market made from what the files say: decimals become minor units.

use anyhow::{Context as _, Result};
use souk_domain::{
    content::{Content, ContentUnit},
    ids::CategoryId,
    money::{Currency, parse_price},
    pricing::{ShippingKind, ShippingZone},
    tax::TaxClassCode,
    text::{Email, Slug},
};
use souk_market::{
    catalogue::{NewProduct, ProductDetails, ProductStatus, VariantDraft},
    shipping::NewMethod,
    vendors::NewVendor,
};

use super::shape::{Fee, Product, Shipping, Variant, Vendor};

pub(super) fn shipping(method: &Shipping, currency: Currency) -> Result<NewMethod> {
    let minor = |text: &str| parse_price(text, currency).with_context(|| method.name.clone());
    let (kind, free_from) = match &method.fee {
        Fee::Flat { fee } => (ShippingKind::Flat { fee: minor(fee)? }, None),
        Fee::ByWeight { base, per_kg } => {
            (ShippingKind::ByWeight { base: minor(base)?, per_kg: minor(per_kg)? }, None)
        }
        Fee::FreeOver { fee, free_from } => {
            (ShippingKind::Flat { fee: minor(fee)? }, Some(minor(free_from)?))
        }
    };
    Ok(NewMethod {
        vendor: None,
        name: method.name.clone(),
        zones: vec![ShippingZone { free_from, ..ShippingZone::of_countries(&method.countries, kind) }],
        min_days: method.min_days,
        max_days: method.max_days,
        takes_cash: false,
    })
}

pub(super) fn vendor(vendor: &Vendor) -> Result<NewVendor> {
    let city = match &vendor.region {
        Some(region) => format!("{}, {region}", vendor.city),
        None => vendor.city.clone(),
    };
    Ok(NewVendor {
        name: vendor.name.clone(),
        email: Email::parse(&vendor.contact).with_context(|| vendor.slug.clone())?,
        slug: Some(slug(&vendor.slug)?),
        tagline: vendor.tagline.clone(),
        story: vendor.story.clone(),
        city,
        country: vendor.country.clone(),
    })
}

pub(super) fn product(product: &Product, category: CategoryId, currency: Currency) -> Result<NewProduct> {
    let variants = product.variants.iter().map(|each| variant(each, currency));
    Ok(NewProduct {
        category,
        name: product.name.clone(),
        description: product.description.clone(),
        slug: Some(slug(&product.slug)?),
        handle: None,
        specs: product.specs.iter().map(|spec| (spec.name.clone(), spec.value.clone())).collect(),
        tags: product.tags.clone(),
        details: ProductDetails { tax_class: tax_class(&product.category), ..ProductDetails::default() },
        status: ProductStatus::Active,
        options: product.options.clone(),
        variants: variants.collect::<Result<_>>()?,
    })
}

/// What one eats or drinks is taxed less.
fn tax_class(category: &str) -> TaxClassCode {
    const FOOD: [&str; 5] = ["honey-and-preserves", "coffee", "tea", "chocolate", "oil-and-vinegar"];
    let reduced = FOOD.contains(&category).then(|| TaxClassCode::parse(super::load::REDUCED).ok());
    reduced.flatten().unwrap_or_default()
}

fn variant(variant: &Variant, currency: Currency) -> Result<VariantDraft> {
    let minor = |text: &str| parse_price(text, currency).with_context(|| variant.sku.clone());
    Ok(VariantDraft {
        options: variant.values.clone(),
        sku: Some(variant.sku.clone()),
        compare_at: variant.compare_at.as_deref().map(minor).transpose()?,
        weight_g: variant.weight_g,
        content: variant.content.as_deref().map(content).transpose()?,
        is_unique: variant.unique,
        tracked: variant.tracked,
        backorder: variant.backorder,
        requires_shipping: variant.requires_shipping,
        ..VariantDraft::new(minor(&variant.price)?, variant.stock.unwrap_or(i64::from(variant.unique)))
    })
}

fn content(text: &str) -> Result<Content> {
    let parts = text
        .split_once(' ')
        .and_then(|(amount, unit)| Some((amount.parse().ok()?, ContentUnit::parse(unit)?)));
    let content = parts.and_then(|(amount, unit)| Content::new(amount, unit));
    content.with_context(|| format!("`{text}` is no content"))
}

pub(super) fn slug(text: &str) -> Result<Slug> {
    Slug::parse(text).with_context(|| format!("`{text}` is no slug"))
}
