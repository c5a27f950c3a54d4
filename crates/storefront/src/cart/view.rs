//! From a priced cart to what its page shows.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use souk_domain::ids::VendorId;
use souk_domain::money::Money;
use souk_domain::pricing::{AdjustmentTarget, PricedCart, PricedVendor};
use souk_domain::quantity::Quantity;
use souk_market::cart::{CartLineView, CartView, NoticeKind};
use souk_market::{Ctx, Result, vendors};
use souk_ui::bill::{Standing, one_rate};
use souk_ui::texts::say;
use souk_ui::{Bill, Discount, Price, Seller, Tone};

use super::pictures::picture;
use super::{Cart, CartGroup, CartLine, GroupDelivery, Notice};

/// From here down a word about how many are left is worth its room.
const FEW: u32 = 6;

/// An empty cart.
pub(super) fn empty() -> Cart {
    Cart {
        notices: Vec::new(),
        groups: Vec::new(),
        bill: None,
        undo: None,
        more: Vec::new(),
        ships_to: String::new(),
        blocked: false,
    }
}

/// What the page shows of a cart: sellers in the order in which their things were put in.
pub(super) async fn filled(ctx: &Ctx<'_>, view: &CartView) -> Result<Cart> {
    let mut cart = empty();
    if view.lines.is_empty() {
        return Ok(cart);
    }
    cart.notices = price_notices(view);
    for vendor in sellers_of(view) {
        cart.groups.push(group(ctx, view, vendor).await?);
    }
    cart.blocked = cart.groups.iter().flat_map(|group| &group.lines).any(|line| line.blocked);
    cart.bill = Some(bill(&view.priced, Standing::Open));
    Ok(cart)
}

/// The sellers of a cart, in the order of their first lines.
pub(crate) fn sellers_of(view: &CartView) -> Vec<VendorId> {
    let mut sellers = Vec::new();
    for line in &view.lines {
        if !sellers.contains(&line.purchasable.vendor) {
            sellers.push(line.purchasable.vendor);
        }
    }
    sellers
}

fn price_notices(view: &CartView) -> Vec<Notice> {
    let money = |minor| Money::new(minor, view.currency);
    let words = |name: &String, from, to| {
        let (from, to) = (money(from), money(to));
        say("cart-price-changed", &[("name", name), ("from", &from), ("to", &to)])
    };
    view.notices
        .iter()
        .filter_map(|notice| match notice.kind {
            NoticeKind::PriceChanged { from, to } => {
                Some(Notice { tone: Tone::Warn, words: words(&notice.name, from, to) })
            }
            _ => None,
        })
        .collect()
}

async fn group(ctx: &Ctx<'_>, view: &CartView, vendor: VendorId) -> Result<CartGroup> {
    let mut lines = Vec::new();
    for line in view.lines.iter().filter(|line| line.purchasable.vendor == vendor) {
        lines.push(cart_line(ctx, view, line).await?);
    }
    let seller = vendors::find(ctx, vendor).await?;
    let priced = view.priced.vendors.iter().find(|priced| priced.vendor == vendor);
    let subtotal = priced.map_or(0, |priced| priced.subtotal - priced.discount);
    Ok(CartGroup {
        seller: Seller { name: seller.name, slug: seller.slug, place: seller.city },
        lines,
        subtotal: Money::new(subtotal, view.currency),
        delivery: priced.and_then(|priced| delivery(priced, view, ctx.now)),
    })
}

fn delivery(priced: &PricedVendor, view: &CartView, now: Timestamp) -> Option<GroupDelivery> {
    let option = priced.chosen_option()?;
    Some(GroupDelivery {
        method: option.name.clone(),
        fee: Money::new(priced.shipping, view.currency),
        latest: day_after(now, option.max_days),
    })
}

/// The day so many days from now.
pub(crate) fn day_after(now: Timestamp, days: u16) -> jiff::civil::Date {
    let then = now.saturating_add(SignedDuration::from_hours(24 * i64::from(days)));
    then.unwrap_or(now).to_zoned(TimeZone::UTC).date()
}

async fn cart_line(ctx: &Ctx<'_>, view: &CartView, line: &CartLineView) -> Result<CartLine> {
    let (purchasable, priced) = (&line.purchasable, &line.priced);
    let money = |minor| Money::new(minor, view.currency);
    let now = money(priced.subtotal - priced.discount);
    let was =
        (priced.discount > 0).then(|| money(priced.subtotal)).or_else(|| lowered(view, line).map(money));
    let (note, blocked) = note(line);
    Ok(CartLine {
        id: line.id.to_string(),
        slug: purchasable.slug.clone(),
        variant: purchasable.variant.to_string(),
        name: purchasable.name.clone(),
        options: purchasable.options.clone(),
        picture: picture(ctx, purchasable.image.as_deref(), &purchasable.name, &purchasable.categories)
            .await?,
        price: Price { now, was, from: false },
        quantity: line.quantity,
        most: most(line),
        note,
        blocked,
    })
}

/// What the line cost when it was put in, where that was more.
fn lowered(view: &CartView, line: &CartLineView) -> Option<i64> {
    view.notices.iter().filter(|notice| notice.line == line.id).find_map(|notice| match notice.kind {
        NoticeKind::PriceChanged { from, to } if from > to => Some(from * i64::from(line.quantity)),
        _ => None,
    })
}

fn most(line: &CartLineView) -> u32 {
    if line.purchasable.is_unique {
        1
    } else {
        line.purchasable.left().unwrap_or(Quantity::MAX).min(Quantity::MAX)
    }
}

/// What to say of a line, and whether it stands in the way of buying.
fn note(line: &CartLineView) -> (String, bool) {
    let purchasable = &line.purchasable;
    if !purchasable.for_sale {
        return (say("cart-not-for-sale", &[]), true);
    }
    match purchasable.left() {
        _ if purchasable.sold => (say("cart-sold", &[]), true),
        Some(0) => (say("cart-sold", &[]), true),
        Some(left) if left < line.quantity => (say("cart-only-left", &[("count", &left)]), true),
        Some(left) if left <= FEW && !purchasable.is_unique => (say("stock-few", &[("count", &left)]), false),
        _ => (String::new(), false),
    }
}

/// The bill of a priced cart. While a seller does not deliver there, it is of the goods alone.
pub(crate) fn bill(priced: &PricedCart, standing: Standing) -> Bill {
    let money = |minor| Money::new(minor, priced.currency);
    let sends = priced.vendors.iter().any(|vendor| vendor.needs_shipping);
    let knows_where =
        priced.is_deliverable() && priced.vendors.iter().any(|vendor| !vendor.options.is_empty());
    let totals = if priced.is_deliverable() { priced.totals() } else { priced.totals_before_shipping() };
    Bill {
        pieces: priced.lines.iter().map(|line| line.quantity).sum(),
        sellers: u32::try_from(priced.vendors.len()).unwrap_or(u32::MAX),
        goods: money(priced.subtotal),
        discounts: discounts(priced),
        delivery: (knows_where || !sends).then(|| money(totals.shipping_total)),
        tax: money(totals.tax_total),
        tax_rate: one_rate(priced.lines.iter().map(|line| line.tax_bps)),
        tax_included: priced.tax_included,
        total: money(totals.grand_total),
        standing,
    }
}

/// What lowered prices, one for each promotion; a lowered delivery fee is in the fee already.
fn discounts(priced: &PricedCart) -> Vec<Discount> {
    let mut found: Vec<(souk_domain::ids::PromotionId, Discount)> = Vec::new();
    for one in &priced.adjustments {
        if matches!(one.target, AdjustmentTarget::Shipping(_)) {
            continue;
        }
        match found.iter_mut().find(|(promotion, _)| *promotion == one.promotion) {
            Some((_, discount)) => discount.off.minor += one.discount,
            None => {
                let off = Money::new(one.discount, priced.currency);
                found.push((one.promotion, Discount { label: one.name.clone(), off }));
            }
        }
    }
    found.into_iter().map(|(_, discount)| discount).collect()
}
