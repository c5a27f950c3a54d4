use jiff::Timestamp;
use souk_domain::{
    address::Address,
    ids::{AccountId, OrderId, VendorId, VendorOrderId},
    money::Currency,
    order::OrderStatus,
};

pub use super::store::{EventRow as EventView, LineRow as LineView};
use super::{address_from_json, store};
use crate::{App, Ctx, Error, Result, payments};

/// A whole order as its buyer may see it. Amounts are minor units of `currency`.
#[derive(Clone, Debug)]
pub struct OrderView {
    pub id: OrderId,
    pub number: String,
    /// Whose order it is; `None`: a guest's.
    pub buyer: Option<AccountId>,
    pub email: String,
    pub phone: Option<String>,
    pub status: OrderStatus,
    pub currency: Currency,
    pub tax_included: bool,
    pub subtotal: i64,
    pub discount_total: i64,
    pub shipping_total: i64,
    pub tax_total: i64,
    pub grand_total: i64,
    pub shipping_address: Option<Address>,
    pub billing_address: Option<Address>,
    pub token_version: i64,
    /// When it ends by itself if it is not paid.
    pub expires_at: Option<Timestamp>,
    pub cancel_reason: Option<String>,
    pub revision: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub parts: Vec<PartView>,
    pub payment: payments::Payment,
    /// What came for it by bank transfer so far.
    pub received: i64,
    /// The newest try to pay.
    pub last_attempt: Option<payments::Attempt>,
    pub events: Vec<EventView>,
}

/// One vendor's part of an order.
#[derive(Clone, Debug)]
pub struct PartView {
    pub id: VendorOrderId,
    pub vendor: VendorId,
    pub vendor_name: String,
    pub vendor_slug: String,
    pub vendor_email: String,
    pub status: OrderStatus,
    pub subtotal: i64,
    pub discount_total: i64,
    pub shipping: i64,
    /// Of its lines and its shipping.
    pub tax_total: i64,
    pub total: i64,
    pub commission: i64,
    pub vendor_net: i64,
    pub shipping_method_name: Option<String>,
    pub arrives_from: Option<Timestamp>,
    pub arrives_by: Option<Timestamp>,
    pub lines: Vec<LineView>,
}

/// The order of an id that stands in our own tables. Errors: it is not there, which is a fault.
pub async fn load(ctx: &Ctx<'_>, id: OrderId) -> Result<OrderView> {
    find(ctx, id).await?.ok_or_else(|| Error::broken(format!("{id} is not there")))
}

/// The order of an id that came from outside.
pub async fn find(ctx: &Ctx<'_>, id: OrderId) -> Result<Option<OrderView>> {
    match store::find(ctx, id).await? {
        Some(row) => Ok(Some(fill(ctx, row).await?)),
        None => Ok(None),
    }
}

/// The order of a number as a buyer knows it.
pub async fn find_by_number(ctx: &Ctx<'_>, number: &str) -> Result<Option<OrderView>> {
    match store::find_by_number(ctx, number).await? {
        Some(row) => Ok(Some(fill(ctx, row).await?)),
        None => Ok(None),
    }
}

/// A vendor's orders from the moment they are paid, newest first, before `before`: each with the place of its own part.
pub async fn list_of_vendor(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    status: Option<OrderStatus>,
    before: Option<VendorOrderId>,
    limit: u32,
) -> Result<Vec<(OrderView, usize)>> {
    let before = before.unwrap_or(VendorOrderId::from_bytes([0xff; 16]));
    let mut orders = Vec::new();
    for (part_id, order) in store::list_of_vendor(ctx, vendor, status, before, limit).await? {
        let view = load(ctx, order).await?;
        if let Some(place) = view.parts.iter().position(|part| part.id == part_id) {
            orders.push((view, place));
        }
    }
    Ok(orders)
}

/// The link by which whoever placed the order sees it without an account.
pub fn guest_link(app: &App, order: &OrderView) -> String {
    let token = app.key().order_token(order.id, order.token_version).reveal();
    format!("{}/o/{}?token={token}", app.public_url(), order.number)
}

async fn fill(ctx: &Ctx<'_>, row: store::OrderRow) -> Result<OrderView> {
    let payment = payments::find_of_order(ctx, row.id).await?;
    // without a reference no transfer can be told to be for it
    let received = match payment.reference {
        Some(_) => payments::received_by_transfer(ctx, payment.id).await?,
        None => 0,
    };
    let last_attempt = payments::find_last_attempt(ctx, payment.id).await?;
    let mut lines = store::list_lines(ctx, row.id).await?;
    let parts = store::list_parts(ctx, row.id).await?.into_iter().map(|part| {
        let (own, others) = std::mem::take(&mut lines).into_iter().partition(|line| line.part == part.id);
        lines = others;
        part_view(part, own)
    });
    let parts: Vec<PartView> = parts.collect();
    Ok(OrderView {
        id: row.id,
        number: row.number,
        buyer: row.buyer,
        email: row.email,
        phone: row.phone,
        status: row.status,
        currency: row.currency,
        tax_included: row.tax_included,
        subtotal: row.subtotal,
        discount_total: row.discount_total,
        shipping_total: row.shipping_total,
        tax_total: row.tax_total,
        grand_total: row.grand_total,
        shipping_address: row.shipping_address.as_deref().map(address_from_json).transpose()?,
        billing_address: row.billing_address.as_deref().map(address_from_json).transpose()?,
        token_version: row.token_version,
        expires_at: row.expires_at,
        cancel_reason: row.cancel_reason,
        revision: row.revision,
        created_at: row.created_at,
        updated_at: row.updated_at,
        parts,
        payment,
        received,
        last_attempt,
        events: store::list_events(ctx, row.id).await?,
    })
}

fn part_view(part: store::PartRow, lines: Vec<LineView>) -> PartView {
    PartView {
        id: part.id,
        vendor: part.vendor,
        vendor_name: part.vendor_name,
        vendor_slug: part.vendor_slug,
        vendor_email: part.vendor_email,
        status: part.status,
        subtotal: part.subtotal,
        discount_total: part.discount_total,
        shipping: part.shipping,
        tax_total: part.tax_total,
        total: part.total,
        commission: part.commission,
        vendor_net: part.vendor_net,
        shipping_method_name: part.shipping_method_name,
        arrives_from: part.arrives_from,
        arrives_by: part.arrives_by,
        lines,
    }
}
