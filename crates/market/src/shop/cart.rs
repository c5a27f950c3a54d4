use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use souk_db::BoxFuture;
use souk_domain::{
    ids::{CartKey, ProductId, VariantId, VendorId},
    pricing::{Destination, ShippingRules},
    refusal::{CartRefusal, Refusal},
};

use super::{
    Layout, ListedProduct, PictureSource, Viewer, cards::others, delivery::in_country, layout, pictures,
};
use crate::{
    Actor, App, Ctx, Result,
    cart::{self, CartView, Delivery},
    catalogue::{self, MAX_VENDORS, ProductFilter, PurchasableVariant},
    orders::{self, OrderView},
    shipping,
    vendors::{self, Vendor},
};

/// Other products below the cart: one row.
const MORE: usize = 4;

/// What the key of a cart opens.
#[derive(Clone, Debug)]
pub enum HeldCart {
    /// No cart yet, or one that is gone.
    Nothing,
    /// A cart to fill.
    Cart(Box<CartView>),
    /// The cart became this order.
    Order(Box<OrderView>),
}

/// The cart's page.
#[derive(Clone, Debug)]
pub struct CartPage {
    pub layout: Layout,
    pub held: HeldCart,
    /// One picture for each line, in their order.
    pub pictures: Vec<PictureSource>,
    /// The vendors of its lines, in the order in which their things were put in.
    pub vendors: Vec<Vendor>,
    /// What else these vendors have: they send it along.
    pub more: Vec<ListedProduct>,
    /// What was taken out a moment ago and can still be had.
    pub removed: Option<PurchasableVariant>,
    /// How much more of a vendor's goods makes its delivery free, minor units; those who offer no such thing are left out.
    pub until_free: BTreeMap<VendorId, i64>,
    /// When it was priced.
    pub now: Timestamp,
}

/// The visitor's cart, priced for their country; `removed` is what they took out a moment ago. A vendor that does not
/// deliver there says so in its part of the price.
pub fn cart(app: &App, viewer: Viewer, removed: Option<VariantId>) -> BoxFuture<'static, Result<CartPage>> {
    let (app, asked) = (app.clone(), Arc::new((viewer, removed)));
    Box::pin(async move {
        let look = || {
            app.read_with(Actor::Guest, Arc::clone(&asked), |ctx, asked| {
                Box::pin(load(ctx, &asked.0, asked.1))
            })
        };
        let found = look().await?;
        match &found.held {
            HeldCart::Cart(view) if shipping::ask(&app, &view.priced).await? => look().await,
            _ => Ok(found),
        }
    })
}

async fn load(ctx: &Ctx<'_>, viewer: &Viewer, removed: Option<VariantId>) -> Result<CartPage> {
    let layout = layout::load(ctx, viewer).await?;
    let held = find(ctx, viewer.cart, Some(in_country(&layout.country))).await?;
    let mut page = CartPage {
        layout,
        held,
        pictures: Vec::new(),
        vendors: Vec::new(),
        more: Vec::new(),
        removed: None,
        until_free: BTreeMap::new(),
        now: ctx.now,
    };
    if let HeldCart::Cart(view) = &page.held {
        page.pictures = line_pictures(ctx, view).await?;
        for vendor in vendors_of(view) {
            page.vendors.push(vendors::find(ctx, vendor).await?);
        }
        page.more = more(ctx, &page.layout, view).await?;
        let rules = shipping::rules(ctx).await?;
        page.until_free = until_free(&rules, view, &page.layout.country);
    }
    if let Some(variant) = removed {
        let found = catalogue::purchasable_variants(ctx, &[variant]).await?.pop();
        page.removed = found.filter(|variant| variant.can_be_had(1));
    }
    Ok(page)
}

pub(super) async fn line_pictures(ctx: &Ctx<'_>, view: &CartView) -> Result<Vec<PictureSource>> {
    let mut found = Vec::with_capacity(view.lines.len());
    for line in &view.lines {
        let variant = &line.purchasable;
        found.push(pictures::source(ctx, variant.image.as_deref(), &variant.categories).await?);
    }
    Ok(found)
}

async fn more(ctx: &Ctx<'_>, layout: &Layout, view: &CartView) -> Result<Vec<ListedProduct>> {
    let sellers: Vec<VendorId> = vendors_of(view).into_iter().take(MAX_VENDORS).collect();
    if sellers.is_empty() {
        return Ok(Vec::new());
    }
    let there: Vec<ProductId> = view.lines.iter().map(|line| line.purchasable.product).collect();
    let filter = ProductFilter { vendors: sellers, in_stock_only: true, ..ProductFilter::default() };
    others(ctx, layout, filter, &there, MORE).await
}

/// What is missing for free delivery, of each vendor whose delivery costs something.
fn until_free(rules: &ShippingRules, view: &CartView, country: &str) -> BTreeMap<VendorId, i64> {
    let there = in_country(country);
    let paid = view.priced.vendors.iter().filter(|vendor| vendor.shipping > 0);
    paid.filter_map(|vendor| {
        let goods = vendor.subtotal - vendor.discount;
        let zones = rules.offered_by(vendor.vendor).filter_map(|method| method.zone_of(&there).ok());
        let missing = zones.filter_map(|zone| zone.free_from.filter(|free| *free > goods));
        Some((vendor.vendor, missing.min()? - goods))
    })
    .collect()
}

/// The vendors of a cart, in the order of their first lines.
fn vendors_of(view: &CartView) -> Vec<VendorId> {
    let mut found = Vec::new();
    for line in &view.lines {
        if !found.contains(&line.purchasable.vendor) {
            found.push(line.purchasable.vendor);
        }
    }
    found
}

/// What a key opens, priced for a place as far as it is known.
pub(super) async fn find(
    ctx: &Ctx<'_>,
    key: Option<CartKey>,
    destination: Option<Destination>,
) -> Result<HeldCart> {
    let Some(key) = key else { return Ok(HeldCart::Nothing) };
    let delivery = Delivery { destination, ..Delivery::default() };
    match cart::quote_or_cheapest(ctx, key, &delivery).await {
        Ok(CartView { order: Some(order), .. }) => {
            Ok(HeldCart::Order(Box::new(orders::load(ctx, order).await?)))
        }
        Ok(view) => Ok(HeldCart::Cart(Box::new(view))),
        Err(error) if matches!(error.refusal(), Some(Refusal::Cart(CartRefusal::NotFound))) => {
            Ok(HeldCart::Nothing)
        }
        Err(error) => Err(error),
    }
}
