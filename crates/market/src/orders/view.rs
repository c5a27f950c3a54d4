use std::{collections::BTreeMap, ops::Deref};

use souk_domain::{address::Address, ids::OrderId};

pub use super::store::{EventRow as EventView, LineRow as LineView, OrderRow};
use super::{
    address_from_json,
    adjustments::{self, AdjustmentRow},
    store,
    vendor_orders::{self, Stepped, VendorOrderView},
};
use crate::{
    App, Ctx, Error, Result,
    payments::{self, Attempt, Payment},
};

/// A whole order as its buyer may see it. It reads as its row.
#[derive(Clone, Debug)]
pub struct OrderView {
    pub row: OrderRow,
    pub shipping_address: Option<Address>,
    pub billing_address: Option<Address>,
    /// In the order of the cart.
    pub vendor_orders: Vec<VendorOrderView>,
    pub payment: Payment,
    /// What came for it by bank transfer so far.
    pub received: i64,
    /// The newest try to pay.
    pub last_attempt: Option<Attempt>,
    pub events: Vec<EventView>,
    /// What promotions took off, as it was granted.
    pub adjustments: Vec<AdjustmentRow>,
}

impl Deref for OrderView {
    type Target = OrderRow;

    fn deref(&self) -> &OrderRow {
        &self.row
    }
}

/// The order of an id that stands in our own tables. Errors: it is not there, which is a fault.
pub async fn load(ctx: &Ctx<'_>, id: OrderId) -> Result<OrderView> {
    find(ctx, id).await?.ok_or_else(|| Error::broken(format!("{id} is not there")))
}

/// The order of an id that came from outside.
pub async fn find(ctx: &Ctx<'_>, id: OrderId) -> Result<Option<OrderView>> {
    Ok(find_all(ctx, &[id]).await?.pop())
}

/// Orders by their ids, which are given once each and come in any order; one that is not there is left out.
pub async fn find_all(ctx: &Ctx<'_>, ids: &[OrderId]) -> Result<Vec<OrderView>> {
    read(ctx, store::list(ctx, ids).await?).await
}

/// An order that this transaction has just paid, with the lines that it has read before.
pub(crate) struct Paid {
    pub(crate) stepped: Stepped,
    pub(crate) lines: Vec<LineView>,
}

/// An order that this transaction has just paid, with its payment and newest attempt as they stand now; what is not known
/// of them is read.
pub(crate) async fn load_paid(
    ctx: &Ctx<'_>,
    Paid { stepped: Stepped { order, vendor_orders }, lines }: Paid,
    payment: Payment,
    last_attempt: Option<Attempt>,
) -> Result<OrderView> {
    let ids = [order.id];
    let last_attempt = match last_attempt {
        None => payments::list_last_attempts(ctx, &ids).await?.remove(&order.id),
        known => known,
    };
    let known = Known {
        vendor_orders: vendor_orders::with_lines(vendor_orders, lines),
        received: received(ctx, &payment).await?,
        payment,
        last_attempt,
        events: store::list_events(ctx, &ids).await?,
        adjustments: adjustments::list(ctx, std::slice::from_ref(&order)).await?,
    };
    known.view(order)
}

/// The steps of an order, in the order they were taken.
pub(crate) async fn list_events(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<EventView>> {
    store::list_events(ctx, &[order]).await
}

/// The order of a number as a buyer knows it.
pub async fn find_by_number(ctx: &Ctx<'_>, number: &str) -> Result<Option<OrderView>> {
    let row = store::find_by_number(ctx, number).await?;
    Ok(read(ctx, row.into_iter().collect()).await?.pop())
}

/// The link by which whoever placed the order sees it without an account.
pub fn guest_link(app: &App, order: &OrderView) -> String {
    let token = app.key().order_token(order.id, order.token_version).reveal();
    format!("{}/o/{}?token={token}", app.public_url(), order.number)
}

async fn read(ctx: &Ctx<'_>, rows: Vec<OrderRow>) -> Result<Vec<OrderView>> {
    let ids: Vec<OrderId> = rows.iter().map(|row| row.id).collect();
    let vendor_orders = vendor_orders::load_of_orders(ctx, &ids).await?;
    let mut payments = payments::list_of_orders(ctx, &ids).await?;
    let mut attempts = payments::list_last_attempts(ctx, &ids).await?;
    let mut vendor_orders = by_order(vendor_orders, |vendor_order| vendor_order.order);
    let mut events = by_order(store::list_events(ctx, &ids).await?, |event| event.order);
    let mut given = by_order(adjustments::list(ctx, &rows).await?, |given| given.order);
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        let payment = payments.remove(&row.id);
        let payment = payment.ok_or_else(|| Error::broken(format!("{} has no payment", row.id)))?;
        let known = Known {
            vendor_orders: vendor_orders.remove(&row.id).unwrap_or_default(),
            received: received(ctx, &payment).await?,
            payment,
            last_attempt: attempts.remove(&row.id),
            events: events.remove(&row.id).unwrap_or_default(),
            adjustments: given.remove(&row.id).unwrap_or_default(),
        };
        views.push(known.view(row)?);
    }
    Ok(views)
}

/// What came for a payment by bank transfer: without a reference no transfer can be told to be for it.
async fn received(ctx: &Ctx<'_>, payment: &Payment) -> Result<i64> {
    match payment.reference {
        Some(_) => payments::received_by_transfer(ctx, payment.id).await,
        None => Ok(0),
    }
}

/// What an order's view holds beside its row.
struct Known {
    vendor_orders: Vec<VendorOrderView>,
    payment: Payment,
    received: i64,
    last_attempt: Option<Attempt>,
    events: Vec<EventView>,
    adjustments: Vec<AdjustmentRow>,
}

impl Known {
    fn view(self, row: OrderRow) -> Result<OrderView> {
        let Self { vendor_orders, payment, received, last_attempt, events, adjustments } = self;
        let shipping_address = row.shipping_address.as_deref().map(address_from_json).transpose()?;
        let billing_address = row.billing_address.as_deref().map(address_from_json).transpose()?;
        Ok(OrderView {
            billing_address: billing_address.or_else(|| shipping_address.clone()),
            shipping_address,
            vendor_orders,
            payment,
            received,
            last_attempt,
            events,
            adjustments,
            row,
        })
    }
}

fn by_order<T>(all: Vec<T>, order: impl Fn(&T) -> OrderId) -> BTreeMap<OrderId, Vec<T>> {
    let mut of: BTreeMap<OrderId, Vec<T>> = BTreeMap::new();
    for one in all {
        of.entry(order(&one)).or_default().push(one);
    }
    of
}
