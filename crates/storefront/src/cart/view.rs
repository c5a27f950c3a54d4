//! From a priced cart to what its page shows.

use jiff::Timestamp;
use souk_domain::money::Money;
use souk_domain::pricing::{PricedVendor, Undeliverable};
use souk_domain::quantity::Quantity;
use souk_market::cart::{CartLineView, CartView, NoticeKind};
use souk_market::shop::{CartPage, PictureSource, day_after};
use souk_market::vendors::Vendor;
use souk_ui::bill::Standing;
use souk_ui::texts::say;
use souk_ui::{Entry, Price, Seller, Tone};

use super::{Cart, CartGroup, CartLine, GroupDelivery, Notice};
use crate::shared::away::away;
use crate::shared::coupons::coupons;
use crate::shared::makers::place_of;
use crate::shared::pictures::picture;
use crate::shared::priced::bill;

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
        crosses_border: false,
        blocked: false,
        placed: None,
        codes: Vec::new(),
        coupon: Entry::default(),
    }
}

/// What the page shows of a cart: sellers in the order in which their products were put in.
pub(super) fn filled(page: &CartPage, view: &CartView) -> Cart {
    let mut cart = empty();
    if view.lines.is_empty() {
        return cart;
    }
    cart.notices = price_notices(view);
    cart.groups = page.vendors.iter().map(|vendor| group(page, view, vendor)).collect();
    cart.blocked = cart.groups.iter().flat_map(|group| &group.lines).any(|line| line.blocked);
    cart.codes = coupons(view);
    cart.bill = Some(bill(&view.priced, Standing::Open));
    cart
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

fn group(page: &CartPage, view: &CartView, vendor: &Vendor) -> CartGroup {
    let priced = view.priced.vendors.iter().find(|priced| priced.vendor == vendor.id);
    let subtotal = priced.map_or(0, |priced| priced.subtotal - priced.discount);
    let lines = view.lines.iter().zip(&page.pictures);
    CartGroup {
        vendor: vendor.id.to_string(),
        undeliverable: matches!(
            priced.and_then(|priced| priced.undeliverable),
            Some(Undeliverable::NoMethod | Undeliverable::NoFee)
        ),
        ships: priced.is_some_and(|priced| priced.needs_shipping),
        seller: Seller {
            name: vendor.name.clone(),
            slug: vendor.slug.clone(),
            place: place_of(&vendor.city, &vendor.country),
        },
        lines: lines
            .filter(|(line, _)| line.purchasable.vendor == vendor.id)
            .map(|(line, source)| cart_line(view, line, source))
            .collect(),
        subtotal: Money::new(subtotal, view.currency),
        until_free: page.until_free.get(&vendor.id).map(|more| Money::new(*more, view.currency)),
        delivery: priced.and_then(|priced| delivery(priced, view, page.now)),
    }
}

fn delivery(priced: &PricedVendor, view: &CartView, now: Timestamp) -> Option<GroupDelivery> {
    let option = priced.chosen_option()?;
    Some(GroupDelivery {
        method: option.name.clone(),
        fee: Money::new(priced.shipping, view.currency),
        latest: day_after(now, option.max_days),
    })
}

fn cart_line(view: &CartView, line: &CartLineView, source: &PictureSource) -> CartLine {
    let (purchasable, priced) = (&line.purchasable, &line.priced);
    let money = |minor| Money::new(minor, view.currency);
    let now = money(priced.subtotal - priced.discount);
    let was =
        (priced.discount > 0).then(|| money(priced.subtotal)).or_else(|| lowered(view, line).map(money));
    let (note, blocked) = note(line);
    CartLine {
        id: line.id.to_string(),
        slug: purchasable.slug.clone(),
        variant: purchasable.variant.to_string(),
        name: purchasable.name.clone(),
        options: purchasable.options.clone(),
        picture: picture(source, &purchasable.name),
        price: Price { now, was, from: false },
        quantity: line.quantity,
        most: most(line),
        note,
        blocked,
    }
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
    if let Some(closure) = purchasable.away {
        return (away(&purchasable.vendor_name, closure.until), true);
    }
    match purchasable.left() {
        _ if purchasable.sold => (say("cart-sold", &[]), true),
        Some(0) => (say("cart-sold", &[]), true),
        Some(left) if left < line.quantity => (say("cart-only-left", &[("count", &left)]), true),
        Some(left) if left <= FEW && !purchasable.is_unique => (say("stock-few", &[("count", &left)]), false),
        _ => (String::new(), false),
    }
}
