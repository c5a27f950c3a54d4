//! What happened, in letters to whom it concerns.

use souk_db::BoxFuture;
use souk_domain::ids::OrderId;

use super::{Letter, Letterhead, letters};
use crate::{
    Ctx, Result, accounts,
    mail::{self, NewMail},
    orders::{self, OrderView},
    payments,
    queue::{Event, EventKind, Subscriber},
    settings,
};

/// The kind of mail that a shopper's message is.
pub(super) const MESSAGE: &str = "message";

/// Writes the letters of each event and promises their delivery.
pub(crate) struct LetterWriter;

impl Subscriber for LetterWriter {
    fn name(&self) -> &'static str {
        "mail"
    }

    fn handle<'a>(&'a self, ctx: &'a Ctx<'_>, event: &'a Event) -> BoxFuture<'a, Result<()>> {
        Box::pin(handle(ctx, event))
    }
}

async fn handle(ctx: &Ctx<'_>, event: &Event) -> Result<()> {
    if is_of_account(event.kind) {
        return tell_owner(ctx, event).await;
    }
    let order = orders::load(ctx, OrderId::from_bytes(event.subject)).await?;
    let link = orders::guest_link(ctx.app, &order);
    let to_buyer = |letter| (letter, order.email.as_str());
    let (letter, recipient) = match event.kind {
        EventKind::OrderPaid => return tell_vendors_and_buyer(ctx, event, &order, link).await,
        EventKind::RefundLeftToStaff => return tell_market(ctx, event, &order).await,
        // the buyer is told when the money is there; a transfer needs its reference at once
        EventKind::OrderPlaced => to_buyer(Letter::OrderPlaced { order: &order, link }),
        EventKind::PaymentFailed => to_buyer(Letter::PaymentFailed { order: &order, link }),
        EventKind::OrderCancelled => to_buyer(Letter::OrderCancelled { order: &order, link }),
        EventKind::LatePaymentReturned => to_buyer(Letter::LatePaymentReturned { order: &order, link }),
        EventKind::LinkAsked
        | EventKind::PasswordChanged
        | EventKind::EmailChangeAsked
        | EventKind::SecondFactorOn
        | EventKind::SecondFactorOff => return Ok(()),
    };
    post(ctx, event, "buyer", recipient, Some(order.id), &letter).await
}

/// Whether the subject of an event belongs to an account rather than to an order.
const fn is_of_account(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::LinkAsked
            | EventKind::PasswordChanged
            | EventKind::EmailChangeAsked
            | EventKind::SecondFactorOn
            | EventKind::SecondFactorOff
    )
}

/// Tells the owner of an account, where there is an address to write to.
async fn tell_owner(ctx: &Ctx<'_>, event: &Event) -> Result<()> {
    let Some((letter, recipient)) = accounts::letter_of(ctx, event).await? else { return Ok(()) };
    post(ctx, event, "owner", &recipient, None, &Letter::Account(&letter)).await
}

/// Tells the market's people, where there is an address of theirs; the log has told it either way.
async fn tell_market(ctx: &Ctx<'_>, event: &Event, order: &OrderView) -> Result<()> {
    let contact = settings::load(ctx).await?.contact;
    let refunds = payments::list_refunds_for_staff(ctx, order.id).await?;
    tracing::warn!(order = %order.id, refunds = refunds.len(), "money must be sent back by hand");
    // somebody may have settled it meanwhile
    if contact.is_empty() || refunds.is_empty() {
        return Ok(());
    }
    let letter = Letter::RefundLeftToStaff { order, refunds: &refunds };
    post(ctx, event, "market", &contact, Some(order.id), &letter).await
}

async fn tell_vendors_and_buyer(ctx: &Ctx<'_>, event: &Event, order: &OrderView, link: String) -> Result<()> {
    // whoever was told where to transfer knows the order already
    let letter = match order.payment.reference {
        Some(_) => Letter::PaymentReceived { order, link },
        None => Letter::OrderPlaced { order, link },
    };
    post(ctx, event, "buyer", &order.email, Some(order.id), &letter).await?;
    for (part, vendor_order) in order.vendor_orders.iter().enumerate() {
        let reader = vendor_order.id.to_string();
        let letter = Letter::VendorNewOrder { order, part };
        post(ctx, event, &reader, &vendor_order.vendor_email, Some(order.id), &letter).await?;
    }
    Ok(())
}

/// Writes one mail for one reader of one event; none to a buyer who left and was forgotten.
async fn post(
    ctx: &Ctx<'_>,
    event: &Event,
    reader: &str,
    recipient: &str,
    order: Option<OrderId>,
    letter: &Letter<'_>,
) -> Result<()> {
    if recipient.is_empty() {
        return Ok(());
    }
    let key = format!("{}:{reader}", event.id);
    let written = letters(ctx.app)?.write(&letterhead(ctx).await?, letter);
    let kind = kind(letter);
    mail::post(ctx, &NewMail { key: &key, kind, order, recipient, reply_to: None, written: &written }).await
}

pub(super) async fn letterhead(ctx: &Ctx<'_>) -> Result<Letterhead> {
    Ok(Letterhead {
        market: settings::load(ctx).await?,
        public_url: ctx.app.public_url().to_owned(),
        is_test: ctx.app.gateways().is_test(),
    })
}

const fn kind(letter: &Letter<'_>) -> &'static str {
    match letter {
        Letter::OrderPlaced { .. } => "order_placed",
        Letter::PaymentReceived { .. } => "payment_received",
        Letter::PaymentFailed { .. } => "payment_failed",
        Letter::OrderCancelled { .. } => "order_cancelled",
        Letter::LatePaymentReturned { .. } => "late_payment_returned",
        Letter::VendorNewOrder { .. } => "vendor_new_order",
        Letter::ToMarket { .. } => MESSAGE,
        Letter::RefundLeftToStaff { .. } => "refund_left_to_staff",
        Letter::Account(letter) => letter.about.as_str(),
    }
}
