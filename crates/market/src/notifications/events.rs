//! What happened, told to whom it concerns: who gets which letter, and the facts of it.

use souk_db::BoxFuture;
use souk_domain::ids::OrderId;

use super::{
    DeliverMails, RefundByHand,
    facts::{Facts, OrderThen},
    kind::Kind,
    store::{self, OrderNow},
};
use crate::{
    Ctx, Error, Result, accounts,
    mail::{self, Batch, NewMail},
    payments,
    queue::{self, Event, EventKind, Subscriber},
    settings,
};

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

/// One letter to one reader.
struct Draft {
    kind: Kind,
    recipient: String,
    facts: Facts,
}

async fn handle(ctx: &Ctx<'_>, event: &Event) -> Result<()> {
    let Some(kind) = kind_for_buyer(event.kind) else { return handle_other(ctx, event).await };
    let id = OrderId::from_bytes(event.subject);
    let order = store::find_order(ctx, id).await?;
    let order = order.ok_or_else(|| Error::broken(format!("{id} is not there")))?;
    // whoever was told where to transfer knows the order already
    let is_known = event.kind == EventKind::OrderPaid && order.reference.is_some();
    let kind = if is_known { Kind::PaymentReceived } else { kind };
    let facts = Facts::Order(order_then(ctx, &order, kind).await?);
    let mut drafts = vec![Draft { kind, recipient: order.email, facts }];
    if event.kind == EventKind::OrderPaid {
        let vendors = store::list_vendor_emails(ctx, id).await?.into_iter().enumerate();
        drafts.extend(vendors.map(|(part, recipient)| Draft {
            kind: Kind::VendorNewOrder,
            recipient,
            facts: Facts::VendorOrder(part),
        }));
    }
    post(ctx, event, Some(id), &drafts).await
}

/// What a buyer is told of an event; none where it is not the buyer who is told. Money that is there is told, a promise of it
/// is not: an order is told of when it is paid, or at once where its buyer needs a reference to transfer it.
const fn kind_for_buyer(event: EventKind) -> Option<Kind> {
    match event {
        EventKind::OrderPlaced | EventKind::OrderPaid => Some(Kind::OrderPlaced),
        EventKind::PaymentFailed => Some(Kind::PaymentFailed),
        EventKind::OrderCancelled => Some(Kind::OrderCancelled),
        EventKind::LatePaymentReturned => Some(Kind::LatePaymentReturned),
        EventKind::RefundLeftToStaff
        | EventKind::LinkAsked
        | EventKind::PasswordChanged
        | EventKind::EmailChangeAsked
        | EventKind::SecondFactorOn
        | EventKind::SecondFactorOff => None,
    }
}

async fn order_then(ctx: &Ctx<'_>, order: &OrderNow, kind: Kind) -> Result<OrderThen> {
    let attempt = match kind {
        Kind::PaymentFailed => payments::find_last_attempt(ctx, order.payment).await?,
        _ => None,
    };
    // without a reference no transfer can be told to be for it
    let received = match order.reference {
        Some(_) => payments::received_by_transfer(ctx, order.payment).await?,
        None => 0,
    };
    Ok(OrderThen::of(order, received, attempt.as_ref()))
}

/// Tells the market's people, or the owner of an account, where there is an address to write to.
async fn handle_other(ctx: &Ctx<'_>, event: &Event) -> Result<()> {
    if event.kind == EventKind::RefundLeftToStaff {
        return tell_market(ctx, event, OrderId::from_bytes(event.subject)).await;
    }
    let Some(news) = accounts::news_of(ctx, event).await? else { return Ok(()) };
    let facts = Facts::of_account(&news);
    post(ctx, event, None, &[Draft { kind: Kind::Account(news.about), recipient: news.recipient, facts }])
        .await
}

/// Tells the market's people; the log has told it either way.
async fn tell_market(ctx: &Ctx<'_>, event: &Event, order: OrderId) -> Result<()> {
    let contact = settings::load(ctx).await?.contact;
    let refunds = payments::list_refunds_for_staff(ctx, order).await?;
    tracing::warn!(%order, refunds = refunds.len(), "money must be sent back by hand");
    // somebody may have settled it meanwhile
    if refunds.is_empty() {
        return Ok(());
    }
    let refunds: Vec<RefundByHand> = refunds.iter().map(RefundByHand::of).collect();
    let draft =
        Draft { kind: Kind::RefundLeftToStaff, recipient: contact, facts: Facts::of_refunds(&refunds) };
    post(ctx, event, Some(order), &[draft]).await
}

/// Writes one mail for each reader of an event; none to a buyer who left and was forgotten.
async fn post(ctx: &Ctx<'_>, event: &Event, order: Option<OrderId>, drafts: &[Draft]) -> Result<()> {
    let told = drafts.iter().filter(|draft| !draft.recipient.is_empty());
    let facts = told.clone().map(|draft| draft.facts.to_words()).collect::<Result<Vec<String>>>()?;
    let mails: Vec<NewMail<'_>> = told
        .zip(&facts)
        .map(|(draft, facts)| NewMail {
            kind: draft.kind.as_str(),
            order,
            recipient: &draft.recipient,
            reply_to: None,
            facts,
        })
        .collect();
    if mails.is_empty() {
        return Ok(());
    }
    let batch = Batch::of_event(event.id);
    mail::write(ctx, batch, &mails).await?;
    queue::enqueue(ctx, &DeliverMails(batch)).await
}
