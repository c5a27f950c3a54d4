//! What happened, told to whom it concerns: who gets which letter, and the facts of it.

use std::collections::{BTreeMap, BTreeSet};

use souk_db::BoxFuture;
use souk_domain::{
    ids::{EventId, OrderId, RefundId, ReturnId, ShipmentId, VariantId, VendorOrderId},
    order::OrderStatus,
};

use super::{
    DeliverMails, ParcelNews, StaffRefund,
    facts::{Facts, OrderThen},
    kind::Kind,
    store::{self, OrderNow},
};
use crate::{
    Ctx, Error, Result, accounts,
    inventory::{self, Lowness},
    joining,
    mail::{self, Batch, NewMail},
    orders,
    payments::{self, Refund},
    queue::{self, Event, EventKind, Subscriber, outbox},
    returns::{self, ReturnView},
    reviews, settings,
};

/// Writes the letters of each event and promises their delivery.
pub(crate) struct LetterWriter;

impl Subscriber for LetterWriter {
    fn name(&self) -> &'static str {
        "mail"
    }

    fn handle<'a>(&'a self, ctx: &'a Ctx<'_>, event: &'a Event) -> BoxFuture<'a, Result<()>> {
        self.handle_all(ctx, std::slice::from_ref(event))
    }

    fn handle_all<'a>(&'a self, ctx: &'a Ctx<'_>, events: &'a [Event]) -> BoxFuture<'a, Result<()>> {
        Box::pin(handle_all(ctx, events))
    }
}

/// One letter to one reader.
struct Draft {
    kind: Kind,
    /// Empty where the reader was forgotten.
    recipient: String,
    facts: Facts,
}

/// Reads the orders of all events at once, and writes all letters at once.
async fn handle_all(ctx: &Ctx<'_>, events: &[Event]) -> Result<()> {
    // what would have been written of them is gone by now, and nobody waits for news so old
    let gone_until = outbox::find_cleaned_until(ctx).await?;
    let events: Vec<&Event> =
        events.iter().filter(|event| gone_until.is_none_or(|gone| event.at > gone)).collect();
    if events.is_empty() {
        return Ok(());
    }
    let parcels: Vec<ShipmentId> = events.iter().filter_map(|event| event.shipment()).collect();
    let parcels = orders::list_orders_of_shipments(ctx, &parcels).await?;
    let things = things_of(ctx, &events).await?;
    let about = |event: &Event| {
        let of_parcel = || event.shipment().and_then(|parcel| parcels.get(&parcel).copied());
        event.order().or_else(of_parcel).or_else(|| things.get(&event.id).map(Thing::order))
    };
    let orders_of_all: BTreeSet<OrderId> = events.iter().filter_map(|event| about(event)).collect();
    let paid = events.iter().filter(|event| opens(event));
    let paid: BTreeSet<OrderId> = paid.filter_map(|event| event.order()).collect();
    let known = store::list_orders(ctx, &Vec::from_iter(orders_of_all)).await?;
    let vendors = store::list_vendor_emails(ctx, &Vec::from_iter(paid)).await?;
    let (mut mails, mut deliveries) = (Vec::new(), Vec::new());
    for event in events {
        let (order, drafts) = match about(event) {
            Some(id) => {
                let now = known.get(&id).ok_or_else(|| Error::broken(format!("{id} is not there")))?;
                let vendors = vendors.get(&id).map_or(&[][..], Vec::as_slice);
                let drafts = match things.get(&event.id) {
                    Some(thing) => of_thing(ctx, event, now, thing).await?,
                    None => of_order(ctx, event, now, vendors).await?,
                };
                (Some(id), drafts)
            }
            None if event.kind == EventKind::StockRanLow => (None, ran_low(ctx, event).await?),
            None if event.kind == EventKind::NotReceived => missed(ctx, event).await?,
            None if event.kind == EventKind::ReviewAwaited => review_awaited(ctx, event).await?,
            None => {
                let mut drafts = of_account(ctx, event).await?;
                drafts.extend(of_vendor(ctx, event).await?);
                (None, drafts)
            }
        };
        let batch = Batch::of_event(event.id);
        let written = mails.len();
        // nothing is told to a buyer who left and was forgotten
        for (draft, number) in drafts.into_iter().filter(|draft| !draft.recipient.is_empty()).zip(0_u16..) {
            mails.push(NewMail {
                id: batch.mail(number),
                kind: draft.kind.as_str(),
                order,
                recipient: draft.recipient,
                reply_to: None,
                facts: draft.facts.to_words()?,
            });
        }
        if mails.len() > written {
            deliveries.push(batch.mail(0));
        }
    }
    mail::write(ctx, mails).await?;
    queue::enqueue_all::<DeliverMails>(ctx, &deliveries).await
}

/// What of an order an event is about, where it is not about all of it.
enum Thing {
    Refund(Box<Refund>),
    Return(Box<ReturnView>),
}

impl Thing {
    fn order(&self) -> OrderId {
        match self {
            Self::Refund(refund) => refund.order,
            Self::Return(request) => request.order,
        }
    }
}

/// The refunds and returns of events.
async fn things_of(ctx: &Ctx<'_>, events: &[&Event]) -> Result<BTreeMap<EventId, Thing>> {
    let mut things = BTreeMap::new();
    for event in events {
        let thing = match event.kind {
            EventKind::RefundSent
            | EventKind::RefundFailed
            | EventKind::RefundByHand
            | EventKind::PiecesCalledOff => {
                let found = payments::find_refund(ctx, RefundId::from_bytes(event.subject)).await?;
                found.map(|refund| Thing::Refund(Box::new(refund)))
            }
            EventKind::ReturnRequested
            | EventKind::ReturnApproved
            | EventKind::ReturnRefused
            | EventKind::ReturnReceived => {
                let found = returns::find(ctx, ReturnId::from_bytes(event.subject)).await?;
                found.map(|request| Thing::Return(Box::new(request)))
            }
            _ => continue,
        };
        let thing = thing.ok_or_else(|| Error::broken(format!("{} is of nothing", event.id)))?;
        things.insert(event.id, thing);
    }
    Ok(things)
}

/// What is told of a refund or a return.
async fn of_thing(ctx: &Ctx<'_>, event: &Event, order: &OrderNow, thing: &Thing) -> Result<Vec<Draft>> {
    let (kind, facts) = match thing {
        Thing::Refund(refund) => {
            let kind = match event.kind {
                EventKind::RefundSent => Kind::RefundSent,
                EventKind::RefundByHand => Kind::RefundByHand,
                EventKind::PiecesCalledOff => Kind::CalledOff,
                _ => Kind::RefundFailed,
            };
            (kind, Facts::Refund(refund.id.to_string()))
        }
        Thing::Return(request) => {
            let kind = match event.kind {
                EventKind::ReturnApproved => Kind::ReturnApproved,
                EventKind::ReturnRefused => Kind::ReturnRefused,
                EventKind::ReturnReceived => Kind::ReturnReceived,
                _ => Kind::ReturnRequested,
            };
            // what was said when it was agreed to is known by the time it arrives
            let answer = if kind == Kind::ReturnReceived { &request.closing } else { &request.answer };
            (kind, Facts::Return { id: request.id.to_string(), answer: answer.clone() })
        }
    };
    let recipient = match (kind, thing) {
        (Kind::ReturnRequested, Thing::Return(request)) => {
            returns::vendor_email(ctx, request).await?.unwrap_or_default()
        }
        (Kind::CalledOff, Thing::Refund(refund)) => vendor_email(ctx, refund).await?,
        _ => order.email.clone(),
    };
    Ok(vec![Draft { kind, recipient, facts }])
}

/// Where the vendor reads mail of whose things money goes back.
async fn vendor_email(ctx: &Ctx<'_>, refund: &Refund) -> Result<String> {
    let own = orders::list_of_orders(ctx, &[refund.order]).await?;
    let own = own.into_iter().find(|row| Some(row.id) == refund.vendor_order);
    Ok(own.map(|row| row.vendor_email).unwrap_or_default())
}

async fn of_order(
    ctx: &Ctx<'_>,
    event: &Event,
    order: &OrderNow,
    vendors: &[(u32, String)],
) -> Result<Vec<Draft>> {
    if let Some((news, shipment)) = parcel_news(event) {
        let facts = Facts::Shipment(shipment.to_string());
        return Ok(vec![Draft { kind: Kind::Parcel(news), recipient: order.email.clone(), facts }]);
    }
    // money that is there is told, a promise of it is not: an order is told of when it is paid, or at once where its buyer needs
    // a reference to transfer it
    let kind = match event.kind {
        // whoever was told where to transfer knows the order already
        EventKind::OrderPaid if order.reference.is_some() => Kind::PaymentReceived,
        EventKind::OrderPlaced | EventKind::OrderPaid | EventKind::OrderAccepted => Kind::OrderPlaced,
        EventKind::PaymentFailed => Kind::PaymentFailed,
        EventKind::OrderCancelled => Kind::OrderCancelled,
        EventKind::LatePaymentReturned => Kind::LatePaymentReturned,
        EventKind::OrderLinkAsked => Kind::OrderLink,
        EventKind::TransferAwaited if order.status == OrderStatus::Pending => Kind::TransferAwaited,
        EventKind::RefundLeftToStaff => return refunds_to_send(ctx, order.id).await,
        EventKind::RefundContradicted => return contradicted_refunds(ctx, order.id).await,
        EventKind::PaymentStayedOpen => {
            let facts = Facts::Order(order_then(ctx, order, Kind::PaymentStayedOpen).await?);
            return Ok(vec![to_staff(ctx, Kind::PaymentStayedOpen, facts).await?]);
        }
        _ => return Ok(Vec::new()),
    };
    let facts = Facts::Order(order_then(ctx, order, kind).await?);
    let buyer = Draft { kind, recipient: order.email.clone(), facts };
    let of_vendor = |(position, recipient): &(u32, String)| Draft {
        kind: Kind::VendorNewOrder,
        recipient: recipient.clone(),
        facts: Facts::VendorOrder(*position),
    };
    let vendors = vendors.iter().filter(|_| opens(event));
    Ok(std::iter::once(buyer).chain(vendors.map(of_vendor)).collect())
}

/// Whether an order's vendors may pack it from then on.
const fn opens(event: &Event) -> bool {
    matches!(event.kind, EventKind::OrderPaid | EventKind::OrderAccepted)
}

/// What an event tells of a parcel.
fn parcel_news(event: &Event) -> Option<(ParcelNews, ShipmentId)> {
    let news = match event.kind {
        EventKind::ShipmentSent => ParcelNews::Sent,
        EventKind::ShipmentOutForDelivery => ParcelNews::OutForDelivery,
        EventKind::ShipmentDelivered => ParcelNews::Delivered,
        EventKind::ShipmentLost => ParcelNews::Lost,
        EventKind::ShipmentReturned => ParcelNews::Returned,
        _ => return None,
    };
    event.shipment().map(|shipment| (news, shipment))
}

/// What a vendor is told whose buyer misses something, and the market, which alone can settle it; and the order that is about.
async fn missed(ctx: &Ctx<'_>, event: &Event) -> Result<(Option<OrderId>, Vec<Draft>)> {
    let (id, order) = orders::find_place(ctx, None, VendorOrderId::from_bytes(event.subject)).await?;
    let own = orders::list_of_orders(ctx, &[order]).await?.into_iter().find(|row| row.id == id);
    let Some(row) = own else { return Ok((Some(order), Vec::new())) };
    let facts = || Facts::VendorOrder(row.position);
    let of_vendor = Draft { kind: Kind::NotReceived, recipient: row.vendor_email.clone(), facts: facts() };
    Ok((Some(order), vec![of_vendor, to_staff(ctx, Kind::NotReceivedToMarket, facts()).await?]))
}

/// What a buyer is asked who has had things for some days; nothing of what went back or was reviewed.
async fn review_awaited(ctx: &Ctx<'_>, event: &Event) -> Result<(Option<OrderId>, Vec<Draft>)> {
    let (id, order) = orders::find_place(ctx, None, VendorOrderId::from_bytes(event.subject)).await?;
    let Some(found) = orders::find_all(ctx, &[order]).await?.pop() else {
        return Ok((Some(order), Vec::new()));
    };
    let reviewed = reviews::list_reviewed(ctx, order).await?;
    let own = found.vendor_orders.iter().filter(|part| part.id == id).flat_map(|part| &part.lines);
    let kept = own.filter(|line| line.fulfilled > line.returned && !reviewed.contains(&line.id));
    let lines: Vec<String> = kept.map(|line| line.id.to_string()).collect();
    if lines.is_empty() {
        return Ok((Some(order), Vec::new()));
    }
    let recipient = found.email.clone();
    let draft = Draft { kind: Kind::ReviewAsked, recipient, facts: Facts::ToReview(lines) };
    Ok((Some(order), vec![draft]))
}

/// What a vendor is told of whose variant few are left; nothing where there is enough again, or will be if nobody pays.
async fn ran_low(ctx: &Ctx<'_>, event: &Event) -> Result<Vec<Draft>> {
    let variant = VariantId::from_bytes(event.subject);
    let draft = |low: inventory::LowStock| Draft {
        kind: Kind::StockRanLow,
        recipient: low.vendor_email,
        facts: Facts::Stock { variant: variant.to_string(), left: low.left },
    };
    Ok(match inventory::judge_low_stock(ctx, variant).await? {
        Lowness::Few(low) => vec![draft(low)],
        Lowness::Enough | Lowness::UntilUnpaidLapse => Vec::new(),
    })
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

/// What the owner of an account is told, where there is an address to write to.
async fn of_account(ctx: &Ctx<'_>, event: &Event) -> Result<Vec<Draft>> {
    let news = accounts::news_of(ctx, event).await?;
    let draft = |news: accounts::AccountNews| {
        let facts = Facts::of_account(&news);
        Draft { kind: Kind::Account(news.about), recipient: news.recipient, facts }
    };
    Ok(news.map(draft).into_iter().collect())
}

/// What is told of a vendor to who sells here or wants to, and to the market.
async fn of_vendor(ctx: &Ctx<'_>, event: &Event) -> Result<Vec<Draft>> {
    let draft = |told: joining::Told| {
        let facts = Facts::of_vendor(&told);
        Draft { kind: Kind::Vendor(told.news), recipient: told.recipient, facts }
    };
    Ok(joining::told_of(ctx, event).await?.into_iter().map(draft).collect())
}

/// A letter to the market's people; the log has told it either way.
async fn to_staff(ctx: &Ctx<'_>, kind: Kind, facts: Facts) -> Result<Draft> {
    Ok(Draft { kind, recipient: settings::load(ctx).await?.contact, facts })
}

async fn refunds_to_send(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<Draft>> {
    let refunds = payments::list_refunds_for_staff(ctx, order).await?;
    tracing::warn!(%order, refunds = refunds.len(), "money must be sent back by hand");
    let refunds: Vec<StaffRefund> = refunds.iter().map(StaffRefund::to_send).collect();
    of_refunds(ctx, Kind::RefundLeftToStaff, &refunds).await
}

async fn contradicted_refunds(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<Draft>> {
    let refunds = payments::list_contradicted_refunds(ctx, order).await?;
    let refunds: Vec<StaffRefund> = refunds.iter().filter_map(StaffRefund::contradicted).collect();
    of_refunds(ctx, Kind::RefundContradicted, &refunds).await
}

async fn of_refunds(ctx: &Ctx<'_>, kind: Kind, refunds: &[StaffRefund]) -> Result<Vec<Draft>> {
    // somebody may have settled it meanwhile
    if refunds.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![to_staff(ctx, kind, Facts::of_refunds(refunds)).await?])
}
