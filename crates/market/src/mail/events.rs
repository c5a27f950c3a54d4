use std::{collections::BTreeSet, sync::Arc};

use souk_domain::ids::{EventId, MailId, OrderId};

use super::{Letter, Letterhead, failing, store};
use crate::{
    Actor, App, Ctx, Result, accounts,
    faults::{FaultPoint, reach},
    jobs::{self, Job},
    orders::{self, OrderView},
    outbox::{self, Event, EventKind},
    payments, settings,
};

/// The kind of mail that a shopper's message is.
pub(super) const MESSAGE: &str = "message";

/// Tells the events that wait: writes their mails and promises the delivery. Answers how many were told. One that cannot
/// be told is logged and tried again later; the others do not wait for it.
pub(crate) async fn handle_events(app: &App) -> Result<usize> {
    // a read first: a write for nothing costs a sync, and would wake the worker again
    let (waiting, _) = app.read(Actor::System, |ctx| Box::pin(outbox::backlog(ctx))).await?;
    if waiting == 0 {
        return Ok(0);
    }
    let resting = Arc::new(failing::resting(app.now()));
    let together = app.write(Actor::System, move |ctx| {
        let resting = Arc::clone(&resting);
        Box::pin(async move { tell_together(ctx, &resting).await })
    });
    let handled = match together.await {
        Ok(handled) => handled,
        Err(error) => {
            tracing::warn!(%error, "events could not be told together; each is told alone");
            tell_each_alone(app).await?
        }
    };
    if handled > 0 {
        reach(FaultPoint::AfterEventsCommit);
    }
    Ok(handled)
}

async fn tell_together(ctx: &Ctx<'_>, resting: &BTreeSet<EventId>) -> Result<usize> {
    let events = outbox::take(ctx, resting).await?;
    for event in &events {
        handle(ctx, event).await?;
        outbox::mark_handled(ctx, event.id).await?;
    }
    if !events.is_empty() {
        reach(FaultPoint::BeforeEventsCommit);
    }
    Ok(events.len())
}

/// A statement that failed may end its transaction, so each event has one of its own. Goes on until one was told or none
/// is left to try: those that fail rest, and do not stand before the others.
async fn tell_each_alone(app: &App) -> Result<usize> {
    loop {
        let resting = Arc::new(failing::resting(app.now()));
        let waiting = app.write(Actor::System, move |ctx| {
            let resting = Arc::clone(&resting);
            Box::pin(async move { outbox::take(ctx, &resting).await })
        });
        let waiting = waiting.await?;
        let (mut handled, mut failed) = (0, 0);
        for event in &waiting {
            match try_alone(app, *event).await {
                Ok(told) => handled += told,
                Err(_) => failed += 1,
            }
        }
        // what neither was told nor failed is in the hands of another process
        if handled > 0 || failed == 0 {
            return Ok(handled);
        }
    }
}

async fn try_alone(app: &App, event: Event) -> Result<usize> {
    let told = app.write(Actor::System, move |ctx| Box::pin(tell_alone(ctx, event.id))).await;
    match &told {
        Ok(_) => failing::forget(event.id),
        Err(error) => {
            tracing::error!(event = %event.id, kind = event.kind.as_str(), %error, "an event cannot be told");
            failing::note(event.id, app.now());
        }
    }
    told
}

/// Answers how many were told: none when another process was faster.
async fn tell_alone(ctx: &Ctx<'_>, event: EventId) -> Result<usize> {
    let Some(event) = outbox::lock(ctx, event).await? else { return Ok(0) };
    handle(ctx, &event).await?;
    outbox::mark_handled(ctx, event.id).await?;
    reach(FaultPoint::BeforeEventsCommit);
    Ok(1)
}

async fn handle(ctx: &Ctx<'_>, event: &Event) -> Result<()> {
    if event.kind.is_of_account() {
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
    for (part, vendor_order) in order.parts.iter().enumerate() {
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
    let id = ctx.id(MailId::from_parts);
    let written = ctx.app.letters().write(&letterhead(ctx).await?, letter);
    store::insert_if_new(ctx, id, &key, kind(letter), order, recipient, &written).await?;
    jobs::enqueue(ctx, Job::DeliverMail(id)).await
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
