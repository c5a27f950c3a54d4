use souk_domain::ids::{MailId, OrderId};

use super::{Letter, Letterhead, store};
use crate::{
    Actor, App, Ctx, Result,
    faults::{FaultPoint, reach},
    jobs::{self, Job},
    orders::{self, OrderView},
    outbox::{self, Event, EventKind},
    settings,
};

/// Tells the events that wait: writes their mails and promises the delivery. Answers how many were told.
pub(crate) async fn handle_events(app: &App) -> Result<usize> {
    // a read first: a write for nothing costs a sync, and would wake the worker again
    let (waiting, _) = app.read(Actor::System, |ctx| Box::pin(outbox::backlog(ctx))).await?;
    if waiting == 0 {
        return Ok(0);
    }
    let handled = app
        .write(Actor::System, |ctx| {
            Box::pin(async move {
                let events = outbox::take(ctx).await?;
                for event in &events {
                    handle(ctx, event).await?;
                    outbox::mark_handled(ctx, event.id).await?;
                }
                if !events.is_empty() {
                    reach(FaultPoint::BeforeEventsCommit);
                }
                Ok(events.len())
            })
        })
        .await?;
    if handled > 0 {
        reach(FaultPoint::AfterEventsCommit);
    }
    Ok(handled)
}

async fn handle(ctx: &Ctx<'_>, event: &Event) -> Result<()> {
    let order = orders::load(ctx, OrderId::from_bytes(event.subject)).await?;
    let link = orders::guest_link(ctx.app, &order);
    let to_buyer = |letter| (letter, order.email.as_str());
    let (letter, recipient) = match event.kind {
        EventKind::OrderPaid => return tell_vendors_and_buyer(ctx, event, &order, link).await,
        // the buyer is told when the money is there; a transfer needs its reference at once
        EventKind::OrderPlaced => to_buyer(Letter::OrderPlaced { order: &order, link }),
        EventKind::PaymentFailed => to_buyer(Letter::PaymentFailed { order: &order, link }),
        EventKind::OrderCancelled => to_buyer(Letter::OrderCancelled { order: &order, link }),
        EventKind::LatePaymentReturned => to_buyer(Letter::LatePaymentReturned { order: &order, link }),
    };
    post(ctx, event, "buyer", recipient, &order, &letter).await
}

async fn tell_vendors_and_buyer(ctx: &Ctx<'_>, event: &Event, order: &OrderView, link: String) -> Result<()> {
    post(ctx, event, "buyer", &order.email, order, &Letter::OrderPlaced { order, link }).await?;
    for (part, vendor_order) in order.parts.iter().enumerate() {
        let reader = vendor_order.id.to_string();
        post(ctx, event, &reader, &vendor_order.vendor_email, order, &Letter::VendorNewOrder { order, part })
            .await?;
    }
    Ok(())
}

/// Writes one mail for one reader of one event.
async fn post(
    ctx: &Ctx<'_>,
    event: &Event,
    reader: &str,
    recipient: &str,
    order: &OrderView,
    letter: &Letter<'_>,
) -> Result<()> {
    let key = format!("{}:{reader}", event.id);
    let id = ctx.id(MailId::from_parts);
    let written = ctx.app.letters().write(&letterhead(ctx).await?, letter);
    store::insert_if_new(ctx, id, &key, kind(letter), order.id, recipient, &written).await?;
    jobs::enqueue(ctx, Job::DeliverMail(id)).await
}

async fn letterhead(ctx: &Ctx<'_>) -> Result<Letterhead> {
    Ok(Letterhead {
        market: settings::load(ctx).await?,
        public_url: ctx.app.public_url().to_owned(),
        is_test: ctx.app.gateways().is_test(),
    })
}

const fn kind(letter: &Letter<'_>) -> &'static str {
    match letter {
        Letter::OrderPlaced { .. } => "order_placed",
        Letter::PaymentFailed { .. } => "payment_failed",
        Letter::OrderCancelled { .. } => "order_cancelled",
        Letter::LatePaymentReturned { .. } => "late_payment_returned",
        Letter::VendorNewOrder { .. } => "vendor_new_order",
    }
}
