//! Parcels of vendor orders: what is in each, where it is, and what was told of it.

mod store;

use std::{collections::BTreeMap, ops::Deref};

use souk_domain::{
    ids::{ShipmentId, VendorOrderId},
    shipment::tracking_link,
};

pub use store::{ShipmentLineRow, ShipmentRow, TrackingEventRow};
pub(crate) use store::{
    count as count_shipments, count_events as count_tracking_events, find as find_shipment,
    find_by_tracking as find_shipments_by_tracking, fulfil, has_carrier_event, insert as insert_shipment,
    insert_event as insert_tracking_event, last_carrier_news, list_lines as list_shipment_lines,
    list_of_vendor_order as list_shipments, list_orders as list_orders_of_shipments, save as save_shipment,
};

pub(super) use store::forget_buyer;

use crate::{Ctx, Result};

/// A parcel with what is in it and its history. It reads as its row.
#[derive(Clone, Debug)]
pub struct ShipmentView {
    pub row: ShipmentRow,
    pub lines: Vec<ShipmentLineRow>,
    /// In the order they happened.
    pub events: Vec<TrackingEventRow>,
}

impl Deref for ShipmentView {
    type Target = ShipmentRow;

    fn deref(&self) -> &ShipmentRow {
        &self.row
    }
}

impl ShipmentRow {
    /// Where its carrier tells of it, if that is known.
    pub fn tracking_link(&self) -> Option<String> {
        tracking_link(self.carrier.as_deref()?, self.tracking_number.as_deref()?)
    }
}

/// A parcel, whosever it is.
pub(crate) async fn load_shipment(ctx: &Ctx<'_>, id: ShipmentId) -> Result<Option<ShipmentView>> {
    let Some(row) = store::find(ctx, id, None).await? else { return Ok(None) };
    let (lines, events) = (store::list_lines(ctx, &[id]).await?, store::list_events(ctx, &[id]).await?);
    Ok(Some(ShipmentView { row, lines, events }))
}

/// The parcels of vendor orders, those of each in their order.
pub(super) async fn load_of(
    ctx: &Ctx<'_>,
    vendor_orders: &[VendorOrderId],
) -> Result<BTreeMap<VendorOrderId, Vec<ShipmentView>>> {
    let rows = store::list(ctx, vendor_orders).await?;
    let ids: Vec<ShipmentId> = rows.iter().map(|row| row.id).collect();
    let mut lines = by_shipment(store::list_lines(ctx, &ids).await?, |line| line.shipment);
    let mut events = by_shipment(store::list_events(ctx, &ids).await?, |event| event.shipment);
    let mut of: BTreeMap<VendorOrderId, Vec<ShipmentView>> = BTreeMap::new();
    for row in rows {
        let (lines, events) = (lines.remove(&row.id), events.remove(&row.id));
        let (lines, events) = (lines.unwrap_or_default(), events.unwrap_or_default());
        of.entry(row.vendor_order).or_default().push(ShipmentView { row, lines, events });
    }
    Ok(of)
}

fn by_shipment<T>(all: Vec<T>, shipment: impl Fn(&T) -> ShipmentId) -> BTreeMap<ShipmentId, Vec<T>> {
    let mut of: BTreeMap<ShipmentId, Vec<T>> = BTreeMap::new();
    for one in all {
        of.entry(shipment(&one)).or_default().push(one);
    }
    of
}
