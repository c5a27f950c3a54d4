use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use souk_domain::{
    ids::{CartId, CartKey, CartLineId, OrderId, PromotionCodeId, ShippingMethodId, VariantId, VendorId},
    money::Currency,
    pricing::{
        CartTax, CartToPrice, Considered, Destination, EnteredCode, LineToPrice, Outcome, PricedCart,
        PricedLine, Promotion, price,
    },
    refusal::CartRefusal,
    stock::Availability,
};

use super::store;
use crate::{
    Ctx, Result, catalogue,
    catalogue::PurchasableVariant,
    promotions::{self, Customer, Which},
    secrets::capability_hash,
    shipping, tax,
};

/// Where a cart goes and how, as far as it is known.
#[derive(Clone, Debug, Default)]
pub struct Delivery {
    pub destination: Option<Destination>,
    /// What was chosen; a vendor left out ships the cheapest way.
    pub chosen: BTreeMap<VendorId, ShippingMethodId>,
    /// Of a guest: the e-mail address, as it is compared. What one may use so often counts by it.
    pub email_key: Option<String>,
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
    /// The codes that were entered, the first one first.
    pub codes: Vec<(PromotionCodeId, EnteredCode)>,
    /// By whose uses promotions counted, as far as it is known.
    pub(crate) customer: Option<Customer>,
}

impl CartView {
    /// The promotions that a buyer is told of: those that apply, and those whose code was entered.
    pub fn told_promotions(&self) -> impl Iterator<Item = &Considered> {
        let is_told = |one: &&Considered| one.code.is_some() || !matches!(one.outcome, Outcome::Refused(_));
        self.priced.considered.iter().filter(is_told)
    }
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
    let codes = if row.codes > 0 { promotions::entered_codes(ctx, row.id).await? } else { Vec::new() };
    let to_price: Vec<LineToPrice> =
        lines.iter().map(|(line, variant)| line_to_price(line.id, line.quantity, variant)).collect();
    let account = ctx.actor.account().or(row.account);
    let customer = Customer::of(ctx.app, account, delivery.email_key.as_deref());
    let vendors = vendors_of(&to_price);
    let with = promotions::for_cart(ctx, &vendors, &codes, customer.as_ref(), Which::Unlocked).await?;
    let to_price = CartToPrice {
        currency: row.currency,
        lines: to_price,
        destination: delivery.destination.clone(),
        chosen: delivery.chosen.clone(),
        codes: codes.iter().map(|(_, code)| code.clone()).collect(),
        used_up: with.used_up,
        live: BTreeMap::new(),
        tax: CartTax::default(),
    };
    let priced = price_now(ctx, to_price, &with.promotions, ctx.now).await?;
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
    Ok(CartView {
        id: row.id,
        order: row.order,
        currency: row.currency,
        lines,
        priced,
        notices,
        codes,
        customer,
    })
}

pub(super) fn vendors_of(lines: &[LineToPrice]) -> BTreeSet<VendorId> {
    lines.iter().map(|line| line.vendor).collect()
}

/// Prices a cart by the one rule, with the market's taxes and ways to ship of this moment.
pub(super) async fn price_now(
    ctx: &Ctx<'_>,
    to_price: CartToPrice,
    promotions: &[Promotion],
    at: Timestamp,
) -> Result<PricedCart> {
    let (taxes, known) = tax::of_cart(ctx, to_price.destination.as_ref()).await?;
    let ways = shipping::rules(ctx).await?;
    let to_price = CartToPrice { tax: known, ..to_price };
    let priced = price(&to_price, promotions, &taxes, &ways, at)?;
    let live = shipping::known_fees(ctx, &priced);
    if live.is_empty() {
        return Ok(priced);
    }
    Ok(price(&CartToPrice { live, ..to_price }, promotions, &taxes, &ways, at)?)
}

pub(super) fn line_to_price(
    line: CartLineId,
    quantity: u32,
    purchasable: &PurchasableVariant,
) -> LineToPrice {
    LineToPrice {
        line,
        variant: purchasable.variant,
        product: purchasable.product,
        vendor: purchasable.vendor,
        categories: purchasable.categories.clone(),
        unit_price: purchasable.unit_price,
        quantity,
        taxable: purchasable.taxable,
        tax_class: purchasable.tax_class.clone(),
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
