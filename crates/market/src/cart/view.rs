use std::collections::BTreeMap;

use jiff::Timestamp;
use souk_domain::{
    ids::{CartId, CartKey, CartLineId, OrderId, ShippingMethodId, VariantId, VendorId},
    money::Currency,
    pricing::{CartToPrice, Destination, LineToPrice, PricedCart, PricedLine, price},
    refusal::CartRefusal,
    stock::Availability,
};

use super::store;
use crate::{Ctx, Result, catalogue, catalogue::PurchasableVariant, secrets::capability_hash, shipping, tax};

/// Where a cart goes and how, as far as it is known.
#[derive(Clone, Debug, Default)]
pub struct Delivery {
    pub destination: Option<Destination>,
    /// What was chosen; a vendor left out ships the cheapest way.
    pub chosen: BTreeMap<VendorId, ShippingMethodId>,
}

/// A cart at this moment.
#[derive(Clone, Debug)]
pub struct CartView {
    pub id: CartId,
    /// The order it became, when it did.
    pub order: Option<OrderId>,
    pub currency: Currency,
    pub lines: Vec<CartLineView>,
    pub priced: PricedCart,
    pub notices: Vec<Notice>,
}

/// A line with what it would cost now.
#[derive(Clone, Debug)]
pub struct CartLineView {
    pub id: CartLineId,
    pub quantity: u32,
    pub purchasable: PurchasableVariant,
    pub priced: PricedLine,
}

/// Something the buyer should know before ordering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub line: CartLineId,
    pub variant: VariantId,
    pub name: String,
    pub kind: NoticeKind,
}

/// What changed since the line was put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    PriceChanged {
        from: i64,
        to: i64,
    },
    OnlyLeft {
        left: u32,
    },
    Sold,
    NotForSale,
    /// Its vendor sells nothing until then; `None`: until it says so.
    VendorAway {
        until: Option<Timestamp>,
    },
}

/// The cart of a key, not yet going anywhere. Errors: no such cart.
pub async fn load(ctx: &Ctx<'_>, key: CartKey) -> Result<CartView> {
    quote_or_cheapest(ctx, key, &Delivery::default()).await
}

/// The cart of a key, priced for where it goes: shipping options for each vendor, tax, totals. A vendor that does not ship
/// there says so ([`souk_domain::pricing::PricedVendor::undeliverable`]).
/// Errors: no such cart, a choice that is not offered.
pub async fn quote(ctx: &Ctx<'_>, key: CartKey, delivery: &Delivery) -> Result<CartView> {
    let view = quote_or_cheapest(ctx, key, delivery).await?;
    view.priced.require_choices()?;
    Ok(view)
}

/// As [`quote`], and a choice that is not offered gives way to the cheapest. Errors: no such cart.
pub async fn quote_or_cheapest(ctx: &Ctx<'_>, key: CartKey, delivery: &Delivery) -> Result<CartView> {
    let row = store::find(ctx, &capability_hash(key.as_bytes())).await?.ok_or(CartRefusal::NotFound)?;
    view(ctx, row, delivery).await
}

/// As [`quote_or_cheapest`], with the cart locked for this transaction.
pub(crate) async fn load_locked(ctx: &Ctx<'_>, key: CartKey, delivery: &Delivery) -> Result<CartView> {
    let row = store::lock(ctx, &capability_hash(key.as_bytes())).await?.ok_or(CartRefusal::NotFound)?;
    view(ctx, row, delivery).await
}

async fn view(ctx: &Ctx<'_>, row: store::CartRow, delivery: &Delivery) -> Result<CartView> {
    let rows = store::list_lines(ctx, row.id).await?;
    let variants: Vec<VariantId> = rows.iter().map(|line| line.variant).collect();
    let purchasable_variants = catalogue::purchasable_variants(ctx, &variants).await?;
    // a variant is archived, never deleted, so each line finds its own
    let lines: Vec<(store::CartLineRow, &PurchasableVariant)> = rows
        .into_iter()
        .filter_map(|line| {
            let purchasable =
                purchasable_variants.iter().find(|purchasable| purchasable.variant == line.variant)?;
            Some((line, purchasable))
        })
        .collect();
    let notices = lines.iter().flat_map(|(line, purchasable)| notices(line, purchasable)).collect();
    let priced = price_lines(ctx, row.currency, &lines, delivery).await?;
    let lines = lines
        .into_iter()
        .zip(priced.lines.clone())
        .map(|((line, purchasable), priced)| CartLineView {
            id: line.id,
            quantity: line.quantity,
            purchasable: purchasable.clone(),
            priced,
        })
        .collect();
    Ok(CartView { id: row.id, order: row.order, currency: row.currency, lines, priced, notices })
}

/// Prices lines by the one rule, with the market's taxes and ways to ship of this moment.
async fn price_lines(
    ctx: &Ctx<'_>,
    currency: Currency,
    lines: &[(store::CartLineRow, &PurchasableVariant)],
    delivery: &Delivery,
) -> Result<PricedCart> {
    let to_price = CartToPrice {
        currency,
        lines: lines.iter().map(|(line, purchasable)| line_to_price(line, purchasable)).collect(),
        destination: delivery.destination.clone(),
        chosen: delivery.chosen.clone(),
        codes: Vec::new(),
        live: BTreeMap::new(),
    };
    let (taxes, ways) = (tax::rules(ctx).await?, shipping::rules(ctx).await?);
    let priced = price(&to_price, &[], &taxes, &ways, ctx.now)?;
    let live = shipping::known_fees(ctx, &priced);
    if live.is_empty() {
        return Ok(priced);
    }
    Ok(price(&CartToPrice { live, ..to_price }, &[], &taxes, &ways, ctx.now)?)
}

fn line_to_price(line: &store::CartLineRow, purchasable: &PurchasableVariant) -> LineToPrice {
    LineToPrice {
        line: line.id,
        variant: purchasable.variant,
        product: purchasable.product,
        vendor: purchasable.vendor,
        categories: purchasable.categories.clone(),
        unit_price: purchasable.unit_price,
        quantity: line.quantity,
        taxable: purchasable.taxable,
        requires_shipping: purchasable.requires_shipping,
        weight_g: purchasable.weight_g,
    }
}

fn notices(line: &store::CartLineRow, purchasable: &PurchasableVariant) -> Vec<Notice> {
    let notice =
        |kind| Notice { line: line.id, variant: purchasable.variant, name: purchasable.name.clone(), kind };
    if !purchasable.for_sale {
        return vec![notice(NoticeKind::NotForSale)];
    }
    if let Some(closure) = purchasable.away {
        return vec![notice(NoticeKind::VendorAway { until: closure.until })];
    }
    let availability = purchasable.availability();
    if availability == Availability::Sold {
        return vec![notice(NoticeKind::Sold)];
    }
    let short =
        availability.left().filter(|left| *left < line.quantity).map(|left| NoticeKind::OnlyLeft { left });
    let changed = (line.quoted_price != purchasable.unit_price)
        .then_some(NoticeKind::PriceChanged { from: line.quoted_price, to: purchasable.unit_price });
    short.into_iter().chain(changed).map(notice).collect()
}
