//! From an order to what its page shows.

use souk_domain::card::Brand;
use souk_domain::ids::{CategoryId, VariantId};
use souk_domain::money::Money;
use souk_domain::order::{AttemptStatus, OrderStatus, PaymentMethod};
use souk_domain::refusal::DeclineCode;
use souk_market::orders::{LineView, OrderView, VendorOrderView};
use souk_market::{Ctx, Result, catalogue, vendors};
use souk_ui::Seller;
use souk_ui::address::address_lines;
use souk_ui::dates::at;
use souk_ui::order::{Transfer, bill, paid_back};
use souk_ui::request::Setting;
use souk_ui::texts::say;

use super::show::Trouble;
use super::timeline::{is_new, parcel_status, steps};
use super::{Join, Order, PaidBy, Parcel, PayAgain, Standing};
use crate::cart::pictures::picture;
use crate::checkout::{Item, fresh_key};

/// When the page is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    Any,
    /// The bank just sent the buyer back, and its own notice may not be here yet.
    BackFromBank,
}

/// The order as its page shows it.
pub(super) async fn draw(
    ctx: &Ctx<'_>,
    setting: &Setting,
    view: &OrderView,
    moment: Moment,
    trouble: Trouble,
) -> Result<Order> {
    let join =
        (setting.frame.account.is_none() && view.buyer.is_none() && !view.email.is_empty()).then(|| {
            let faults = &trouble.join;
            Join { errors: faults.summary(&["password"]), password_error: faults.words("password") }
        });
    let standing = standing(ctx, setting, view, moment, trouble);
    let waits = view.status == OrderStatus::Pending && !matches!(standing, Standing::Confirming);
    let variants: Vec<VariantId> =
        view.vendor_orders.iter().flat_map(|part| &part.lines).map(|line| line.variant).collect();
    let things = catalogue::purchasable_variants(ctx, &variants).await?;
    let mut parcels = Vec::new();
    for part in &view.vendor_orders {
        let seller = vendors::find(ctx, part.vendor).await?;
        let mut items = Vec::new();
        for line in &part.lines {
            let thing = things.iter().find(|thing| thing.variant == line.variant);
            let categories = thing.map(|thing| thing.categories.as_slice()).unwrap_or_default();
            items.push(item(ctx, view, line, categories).await?);
        }
        parcels.push(Parcel {
            seller: Seller {
                name: part.vendor_name.clone(),
                slug: part.vendor_slug.clone(),
                place: seller.city,
            },
            status: parcel_status(part.status),
            steps: steps(view, part, ctx.now),
            items,
        });
    }
    let name = view.shipping_address.as_ref().map(|address| address.name.as_str()).unwrap_or_default();
    Ok(Order {
        number: view.number.clone(),
        buyer: name.split_whitespace().next().unwrap_or_default().to_owned(),
        email: view.email.clone(),
        placed: at(view.created_at),
        is_new: is_new(view, ctx.now),
        bill: bill(view),
        address: view.shipping_address.as_ref().map(address_lines).unwrap_or_default(),
        paid_by: paid_by(view),
        paid_back: paid_back(view),
        received: received(view),
        may_cancel: waits,
        contact: setting.market.contact.clone(),
        join,
        standing,
        parcels,
    })
}

fn standing(
    ctx: &Ctx<'_>,
    setting: &Setting,
    view: &OrderView,
    moment: Moment,
    trouble: Trouble,
) -> Standing {
    let payment = &view.payment;
    match view.status {
        OrderStatus::Cancelled => {
            return Standing::Cancelled { paid_back: paid_back(view), why: why_cancelled(view) };
        }
        OrderStatus::Pending => {}
        _ => return Standing::Paid,
    }
    if payment.closing {
        return Standing::Confirming;
    }
    if payment.open_attempt.is_some() {
        let attempt = view.last_attempt.as_ref();
        let asked = attempt.filter(|attempt| attempt.status == AttemptStatus::RequiresAction);
        return match asked.and_then(|attempt| attempt.next_action_url.as_deref()) {
            Some(href) if moment == Moment::Any && is_web(href) => {
                Standing::NeedsConfirmation { href: href.to_owned() }
            }
            _ => Standing::Confirming,
        };
    }
    let held_until = at(view.expires_at.unwrap_or(ctx.now));
    if payment.method == PaymentMethod::BankTransfer {
        return Standing::AwaitingTransfer(Transfer::of(&setting.market, view, held_until));
    }
    let most = ctx.app.limits().attempts_per_order;
    Standing::Unpaid(PayAgain {
        reason: reason(view),
        tries_left: most.saturating_sub(payment.attempts),
        held_until,
        errors: trouble.errors,
        card: trouble.card,
        idempotency_key: fresh_key(ctx.app),
    })
}

/// A link of a gateway is only ever followed to the web.
fn is_web(href: &str) -> bool {
    href.starts_with("https://") || href.starts_with("http://")
}

/// Why the last try brought nothing, in the bank's words.
fn reason(view: &OrderView) -> String {
    match &view.last_attempt {
        Some(attempt) if attempt.status == AttemptStatus::Declined => {
            let code = DeclineCode::from_gateway(attempt.decline_code.as_deref().unwrap_or_default());
            format!("{} {}", code.advice(), say("order-declined-calm", &[]))
        }
        _ => String::new(),
    }
}

fn why_cancelled(view: &OrderView) -> String {
    match view.cancel_reason.as_deref() {
        Some("expired") => say("order-cancelled-expired", &[]),
        _ => String::new(),
    }
}

/// Money that came by transfer and waits for the rest.
fn received(view: &OrderView) -> Option<Money> {
    let waits = view.status == OrderStatus::Pending && view.received > 0;
    waits.then(|| Money::new(view.received, view.currency))
}

async fn item(ctx: &Ctx<'_>, view: &OrderView, line: &LineView, categories: &[CategoryId]) -> Result<Item> {
    Ok(Item {
        name: line.name.clone(),
        detail: line.options.clone(),
        picture: picture(ctx, line.image.as_deref(), &line.name, categories).await?,
        quantity: line.quantity,
        total: Money::new(line.unit_price * i64::from(line.quantity), view.currency),
    })
}

/// How it was, or is to be, paid.
fn paid_by(view: &OrderView) -> Option<PaidBy> {
    let payment = &view.payment;
    match (payment.method, view.status) {
        (PaymentMethod::BankTransfer, _) => Some(PaidBy::BankTransfer),
        (PaymentMethod::None, _) => Some(PaidBy::Nothing),
        (PaymentMethod::Card, _) => {
            let brand = brand_name(payment.brand.as_deref()?);
            Some(PaidBy::Card { brand, last4: payment.last4.clone()? })
        }
    }
}

fn brand_name(word: &str) -> String {
    match Brand::parse(word) {
        Some(Brand::Visa) => "Visa".to_owned(),
        Some(Brand::Mastercard) => "Mastercard".to_owned(),
        Some(Brand::Amex) => "American Express".to_owned(),
        Some(Brand::Discover) => "Discover".to_owned(),
        Some(Brand::Other) | None => say("way-card", &[]),
    }
}

/// Whether a part has anything that travels.
pub(super) fn travels(part: &VendorOrderView) -> bool {
    part.shipping_method_name.is_some()
}
