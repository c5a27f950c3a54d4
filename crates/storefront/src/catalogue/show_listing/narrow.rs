//! The filters of an address, as far as they can be understood. What cannot is dropped, and said when it was typed.

use souk_domain::money::parse_price;
use souk_domain::refusal::{Refusal, VendorRefusal};
use souk_market::catalogue::{MAX_VENDORS, ProductFilter, Sort as Order};
use souk_market::vendors::{self, Vendor};
use souk_market::{Ctx, Result};
use souk_ui::request::Setting;
use souk_ui::texts::say;

use crate::catalogue::{ListingQuery, Sort};

/// What is left of a query.
pub(super) struct Narrowed {
    /// Without what could not be understood.
    pub(super) query: ListingQuery,
    /// Of the whole market.
    pub(super) filter: ProductFilter,
    /// The chosen sellers.
    pub(super) sellers: Vec<Vendor>,
    /// What was typed and could not be read; may be empty.
    pub(super) notice: String,
}

pub(super) async fn narrow(ctx: &Ctx<'_>, setting: &Setting, mut query: ListingQuery) -> Result<Narrowed> {
    let sellers = sellers(ctx, &query).await?;
    // a category's own page is chosen by its address
    query.kind.clear();
    query.sellers = sellers.iter().map(|seller| seller.slug.clone()).collect();
    let mut notice = String::new();
    let mut read = |typed: &mut String| {
        let price = parse_price(typed.trim(), setting.market.currency).ok();
        if price.is_none() && !typed.is_empty() {
            notice = say("listing-odd-price", &[]);
            typed.clear();
        }
        price
    };
    let (mut min, mut max) = (read(&mut query.min), read(&mut query.max));
    if let (Some(low), Some(high)) = (min, max)
        && low > high
    {
        // typed the wrong way round
        std::mem::swap(&mut query.min, &mut query.max);
        (min, max) = (Some(high), Some(low));
    }
    let filter = ProductFilter {
        vendors: sellers.iter().map(|seller| seller.id).collect(),
        min_price: min,
        max_price: max,
        in_stock_only: query.in_stock,
        on_sale_only: query.on_sale,
        sort: order(query.sort),
        after: query.after.clone(),
        ..ProductFilter::default()
    };
    Ok(Narrowed { query, filter, sellers, notice })
}

/// The sellers of a query that sell here, as many as one statement takes.
async fn sellers(ctx: &Ctx<'_>, query: &ListingQuery) -> Result<Vec<Vendor>> {
    let mut found: Vec<Vendor> = Vec::new();
    for slug in query.sellers.iter().take(MAX_VENDORS) {
        match vendors::find_open_by_slug(ctx, slug).await {
            Ok(vendor) if !found.contains(&vendor) => found.push(vendor),
            Ok(_) => {}
            Err(error) if matches!(error.refusal(), Some(Refusal::Vendor(VendorRefusal::NotFound))) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

pub(crate) fn order(sort: Sort) -> Order {
    match sort {
        Sort::Newest => Order::Newest,
        Sort::PriceUp => Order::PriceUp,
        Sort::PriceDown => Order::PriceDown,
    }
}
