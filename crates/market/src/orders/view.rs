use std::ops::Deref;

use souk_domain::{address::Address, ids::OrderId};

pub use super::store::{EventRow as EventView, LineRow as LineView, OrderRow};
use super::{
    address_from_json, store,
    vendor_orders::{self, Stepped, VendorOrderView},
};
use crate::{App, Ctx, Error, Result, payments};

/// A whole order as its buyer may see it. It reads as its row.
#[derive(Clone, Debug)]
pub struct OrderView {
    pub row: OrderRow,
    pub shipping_address: Option<Address>,
    pub billing_address: Option<Address>,
    /// In the order of the cart.
    pub vendor_orders: Vec<VendorOrderView>,
    pub payment: payments::Payment,
    /// What came for it by bank transfer so far.
    pub received: i64,
    /// The newest try to pay.
    pub last_attempt: Option<payments::Attempt>,
    pub events: Vec<EventView>,
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
    match store::find(ctx, id).await? {
        Some(row) => Ok(Some(read(ctx, row).await?)),
        None => Ok(None),
    }
}

/// An order that this transaction has just moved, with the lines that it has read before.
pub(crate) async fn load_stepped(
    ctx: &Ctx<'_>,
    Stepped { order, vendor_orders }: Stepped,
    lines: Vec<LineView>,
) -> Result<OrderView> {
    fill(ctx, order, vendor_orders::with_lines(vendor_orders, lines)).await
}

/// The order of a number as a buyer knows it.
pub async fn find_by_number(ctx: &Ctx<'_>, number: &str) -> Result<Option<OrderView>> {
    match store::find_by_number(ctx, number).await? {
        Some(row) => Ok(Some(read(ctx, row).await?)),
        None => Ok(None),
    }
}

/// The link by which whoever placed the order sees it without an account.
pub fn guest_link(app: &App, order: &OrderView) -> String {
    let token = app.key().order_token(order.id, order.token_version).reveal();
    format!("{}/o/{}?token={token}", app.public_url(), order.number)
}

async fn read(ctx: &Ctx<'_>, row: OrderRow) -> Result<OrderView> {
    let lines = store::list_lines(ctx, row.id).await?;
    let vendor_orders = vendor_orders::with_lines(vendor_orders::list_of_order(ctx, row.id).await?, lines);
    fill(ctx, row, vendor_orders).await
}

async fn fill(ctx: &Ctx<'_>, row: OrderRow, vendor_orders: Vec<VendorOrderView>) -> Result<OrderView> {
    let payment = payments::find_of_order(ctx, row.id).await?;
    // without a reference no transfer can be told to be for it
    let received = match payment.reference {
        Some(_) => payments::received_by_transfer(ctx, payment.id).await?,
        None => 0,
    };
    let last_attempt = payments::find_last_attempt(ctx, payment.id).await?;
    Ok(OrderView {
        shipping_address: row.shipping_address.as_deref().map(address_from_json).transpose()?,
        billing_address: row.billing_address.as_deref().map(address_from_json).transpose()?,
        vendor_orders,
        payment,
        received,
        last_attempt,
        events: store::list_events(ctx, row.id).await?,
        row,
    })
}
