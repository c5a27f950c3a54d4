//! Vendor orders: what one vendor sells and sends of an order. Each has its own revision, loader and steps; none tells what
//! other vendors sell. All of an order's change under the lock of the order's row.

mod holds;
mod status;
mod store;

use std::{collections::BTreeMap, ops::Deref};

pub use holds::{HeldVendorOrder, HoldKind};
pub(crate) use holds::{hold, is_held_for, list_held, unhold};
use souk_domain::{
    address::Address,
    ids::{OrderId, OrderNumber, VendorId, VendorOrderId},
    order::OrderStatus,
    refusal::OrderRefusal,
};
pub(crate) use status::{
    Stepped, advance, advance_all, cancel_all, cancel_vendor_order, follow_parcels, touch,
};
pub use store::{NamedVendorOrder, OrderFacts, VendorOrderRow};
pub(crate) use store::{
    is_reviewed, list_due, list_of_orders, list_reviews_due, set_due, set_review_due, take_review_due,
};

use super::{
    LineView, OrderRow, ShipmentView, address_from_json, list_lines, shipments, store::list as list_orders,
};
use crate::{Ctx, Error, Result};

/// A vendor order with its lines and parcels. It reads as its row.
#[derive(Clone, Debug)]
pub struct VendorOrderView {
    pub row: NamedVendorOrder,
    pub lines: Vec<LineView>,
    pub shipments: Vec<ShipmentView>,
}

impl Deref for VendorOrderView {
    type Target = NamedVendorOrder;

    fn deref(&self) -> &NamedVendorOrder {
        &self.row
    }
}

/// A vendor order as its vendor sees it: with what is needed to send it. It reads as its vendor order.
#[derive(Clone, Debug)]
pub struct VendorOrderSheet {
    pub vendor_order: VendorOrderView,
    pub order: OrderFacts,
    pub shipping_address: Option<Address>,
}

impl Deref for VendorOrderSheet {
    type Target = VendorOrderView;

    fn deref(&self) -> &VendorOrderView {
        &self.vendor_order
    }
}

/// How a vendor names one of its vendor orders: by its own id, or by its order's id or number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VendorOrderKey {
    Id(VendorOrderId),
    Order(OrderId),
    Number(OrderNumber),
}

impl VendorOrderKey {
    /// What somebody wrote; `None` when it is none of the three.
    pub fn parse(asked: &str) -> Option<Self> {
        let id = asked.parse().ok().map(Self::Id);
        let order = || asked.parse().ok().map(Self::Order);
        id.or_else(order).or_else(|| asked.parse().ok().map(Self::Number))
    }
}

/// A vendor's orders from the moment they are paid, newest first, before `before`: a few statements, however many there are.
pub async fn list_of_vendor(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    status: Option<OrderStatus>,
    before: Option<VendorOrderId>,
    limit: u32,
) -> Result<Vec<VendorOrderSheet>> {
    let before = before.unwrap_or(VendorOrderId::from_bytes([0xff; 16]));
    sheets(ctx, store::PageOf { vendor, status, before, limit }).await
}

/// The id of a vendor's own vendor order, and the order it belongs to; without a vendor, of any. Errors: there is none, or it is
/// another vendor's.
pub(crate) async fn find_place(
    ctx: &Ctx<'_>,
    vendor: Option<VendorId>,
    id: VendorOrderId,
) -> Result<(VendorOrderId, OrderId)> {
    let found = store::find_order(ctx, id, vendor).await?;
    found.map(|order| (id, order)).ok_or_else(|| OrderRefusal::NotFound.into())
}

/// The id that a vendor means. Errors: there is none.
pub(crate) async fn find_meant(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    key: &VendorOrderKey,
) -> Result<VendorOrderId> {
    store::find_id(ctx, vendor, key).await?.ok_or_else(|| OrderRefusal::NotFound.into())
}

/// A vendor's own vendor order. Errors: there is none, it is another vendor's, or it was never paid.
pub async fn find_of_vendor(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    key: &VendorOrderKey,
) -> Result<VendorOrderSheet> {
    let id = store::find_id(ctx, vendor, key).await?.ok_or(OrderRefusal::NotFound)?;
    // the first of those up to it is itself, if it is in the vendor's list at all
    let just_above = u128::from_be_bytes(*id.as_bytes()).saturating_add(1).to_be_bytes();
    let before = VendorOrderId::from_bytes(just_above);
    let page = store::PageOf { vendor, status: None, before, limit: 1 };
    let found = sheets(ctx, page).await?.pop().filter(|sheet| sheet.id == id);
    found.ok_or_else(|| OrderRefusal::NotFound.into())
}

/// What a vendor sees of orders, each given once; one that it has nothing of, or that was never paid, is left out.
pub(crate) async fn list_sheets(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    orders: &[OrderId],
) -> Result<Vec<VendorOrderSheet>> {
    let mut facts: BTreeMap<OrderId, OrderRow> =
        list_orders(ctx, orders).await?.into_iter().map(|order| (order.id, order)).collect();
    let mut rows = list_of_orders(ctx, orders).await?;
    rows.retain(|row| row.vendor == vendor && row.processing_at.is_some());
    let mut lines = list_lines(ctx, orders).await?;
    lines.retain(|line| rows.iter().any(|row| row.id == line.vendor_order));
    let sheet = |vendor_order: VendorOrderView| {
        let order = facts.remove(&vendor_order.order);
        let order = order.ok_or_else(|| Error::broken(format!("{} has no order", vendor_order.id)))?;
        let shipping_address = order.shipping_address.as_deref().map(address_from_json).transpose()?;
        let OrderRow { id, number, currency, shipping_address: stored, created_at, .. } = order;
        let order = OrderFacts { id, number, currency, shipping_address: stored, placed_at: created_at };
        Ok(VendorOrderSheet { vendor_order, order, shipping_address })
    };
    whole(ctx, rows, lines).await?.into_iter().map(sheet).collect()
}

async fn sheets(ctx: &Ctx<'_>, page: store::PageOf) -> Result<Vec<VendorOrderSheet>> {
    let orders: BTreeMap<OrderId, OrderFacts> =
        store::list_orders_of_page(ctx, page).await?.into_iter().map(|order| (order.id, order)).collect();
    let lines = store::list_lines_of_page(ctx, page).await?;
    let sheet = |vendor_order: VendorOrderView| {
        let order = orders.get(&vendor_order.order).cloned();
        let order = order.ok_or_else(|| Error::broken(format!("{} has no order", vendor_order.id)))?;
        let shipping_address = order.shipping_address.as_deref().map(address_from_json).transpose()?;
        Ok(VendorOrderSheet { vendor_order, order, shipping_address })
    };
    let rows = store::list_of_vendor(ctx, page).await?;
    whole(ctx, rows, lines).await?.into_iter().map(sheet).collect()
}

/// The rows of an order's vendor orders, in the order of the cart.
pub(crate) async fn list_vendor_rows(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<VendorOrderRow>> {
    let named = list_of_orders(ctx, &[order]).await?;
    Ok(named.into_iter().map(|named| named.row).collect())
}

/// The vendor orders of orders with their lines and parcels, those of each in the order of its cart.
pub(super) async fn load_of_orders(ctx: &Ctx<'_>, orders: &[OrderId]) -> Result<Vec<VendorOrderView>> {
    let lines = list_lines(ctx, orders).await?;
    whole(ctx, list_of_orders(ctx, orders).await?, lines).await
}

/// Gives each vendor order its lines and parcels. Nothing of one that is not shipped yet is read.
async fn whole(
    ctx: &Ctx<'_>,
    rows: Vec<NamedVendorOrder>,
    lines: Vec<LineView>,
) -> Result<Vec<VendorOrderView>> {
    let paid: Vec<VendorOrderId> =
        rows.iter().filter(|row| row.processing_at.is_some()).map(|row| row.id).collect();
    let mut parcels = shipments::load_of(ctx, &paid).await?;
    let mut views = with_lines(rows, lines);
    for view in &mut views {
        view.shipments = parcels.remove(&view.row.id).unwrap_or_default();
    }
    Ok(views)
}

/// Gives each vendor order its lines. It has no parcels yet.
pub(super) fn with_lines(rows: Vec<NamedVendorOrder>, lines: Vec<LineView>) -> Vec<VendorOrderView> {
    let mut of: BTreeMap<VendorOrderId, Vec<LineView>> = BTreeMap::new();
    for line in lines {
        of.entry(line.vendor_order).or_default().push(line);
    }
    let view = |row: NamedVendorOrder| VendorOrderView {
        lines: of.remove(&row.id).unwrap_or_default(),
        shipments: Vec::new(),
        row,
    };
    rows.into_iter().map(view).collect()
}
