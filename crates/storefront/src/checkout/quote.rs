//! What a cart costs when it goes where the form says.

use souk_domain::ids::{CartKey, VendorId};
use souk_domain::pricing::{CartToPrice, Destination, LineToPrice, PricedCart, PricedVendor, price};
use souk_domain::refusal::PricingRefusal;
use souk_market::cart::{self, CartLineView, CartView, Delivery};
use souk_market::{Ctx, Result, shipping, tax};
use souk_ui::address::{countries, regions};
use std::collections::{BTreeMap, BTreeSet};

use super::check;
use super::sent::Typed;
use crate::cart::held::is_undeliverable;

/// A cart priced for its way, as far as sellers deliver there.
pub(super) struct Quoted {
    pub(super) view: CartView,
    /// The sellers with something to send: each with the ways it can go.
    pub(super) senders: Vec<PricedVendor>,
    /// Those of them that do not deliver there.
    pub(super) undelivered: BTreeSet<VendorId>,
}

/// Where the form says it goes: as an order would have it once the address is whole, and as far as is known before.
pub(super) fn destination(typed: &Typed) -> Destination {
    if let Ok(address) = check::address(typed) {
        return address.destination();
    }
    let country =
        if countries::is_known(&typed.place.country) { typed.place.country.clone() } else { String::new() };
    let region = regions::kept(&country, &typed.place.region);
    Destination { country, region, postal_code: typed.place.postal_code.trim().to_owned() }
}

/// Prices the cart for the form's destination. A way that a seller does not offer there gives way to the cheapest.
pub(super) async fn quote(ctx: &Ctx<'_>, key: CartKey, typed: &Typed) -> Result<Quoted> {
    let destination = Some(destination(typed));
    let cheapest = Delivery { destination: destination.clone(), chosen: BTreeMap::new() };
    let view = match cart::quote(ctx, key, &cheapest).await {
        Err(error) if is_undeliverable(&error) => {
            return partly(ctx, cart::load(ctx, key).await?, destination).await;
        }
        view => view?,
    };
    let mut chosen = typed.deliveries.clone();
    chosen.retain(|vendor, method| {
        let offered = view.priced.vendors.iter().find(|priced| priced.vendor == *vendor);
        offered.is_some_and(|priced| priced.options.iter().any(|option| option.method == *method))
    });
    let view = if chosen.is_empty() {
        view
    } else {
        cart::quote(ctx, key, &Delivery { destination, chosen }).await?
    };
    let senders = senders(&view.priced);
    Ok(Quoted { view, senders, undelivered: BTreeSet::new() })
}

fn senders(priced: &PricedCart) -> Vec<PricedVendor> {
    priced.vendors.iter().filter(|vendor| vendor.needs_shipping).cloned().collect()
}

/// The ways of those sellers that do deliver there, found by leaving out the others one by one.
async fn partly(ctx: &Ctx<'_>, view: CartView, destination: Option<Destination>) -> Result<Quoted> {
    let (rules, rates) = (tax::rules(ctx).await?, shipping::rates(ctx).await?);
    let mut undelivered = BTreeSet::new();
    let mut delivered = Vec::new();
    loop {
        let lines: Vec<LineToPrice> = view
            .lines
            .iter()
            .filter(|line| !undelivered.contains(&line.sellable.vendor))
            .map(line_to_price)
            .collect();
        if lines.is_empty() {
            break;
        }
        let to_price = CartToPrice {
            currency: view.currency,
            lines,
            destination: destination.clone(),
            chosen: BTreeMap::new(),
            codes: Vec::new(),
        };
        match price(&to_price, &[], &rules, &rates, ctx.now) {
            Err(PricingRefusal::NoShippingMethod { vendor }) if undelivered.insert(vendor) => {}
            priced => {
                delivered = priced.map(|priced| senders(&priced))?;
                break;
            }
        }
    }
    let senders = senders(&view.priced)
        .into_iter()
        .map(|vendor| delivered.iter().find(|known| known.vendor == vendor.vendor).cloned().unwrap_or(vendor))
        .collect();
    Ok(Quoted { view, senders, undelivered })
}

fn line_to_price(line: &CartLineView) -> LineToPrice {
    let sellable = &line.sellable;
    LineToPrice {
        line: line.id,
        variant: sellable.variant,
        product: sellable.product,
        vendor: sellable.vendor,
        categories: sellable.categories.clone(),
        unit_price: sellable.unit_price,
        quantity: line.quantity,
        taxable: sellable.taxable,
        requires_shipping: sellable.requires_shipping,
        weight_g: sellable.weight_g,
    }
}
