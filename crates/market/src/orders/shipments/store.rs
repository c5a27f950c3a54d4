use std::collections::BTreeMap;

use jiff::Timestamp;
use souk_db::{fill_places, params, sql, table};
use souk_domain::{
    bounds::shipment,
    ids::{OrderId, OrderLineId, ShipmentId, TrackingEventId, VendorId, VendorOrderId},
    shipment::{DeliveredBy, ShipmentStatus},
};

use crate::{Ctx, Result, orders::store::AT_ONCE};

/// Parcels of one number of one carrier that one statement reads.
const BY_TRACKING_AT_ONCE: i64 = 16;

table! {
    /// A parcel's own row.
    #[derive(Clone, Debug)]
    pub struct ShipmentRow in "shipment", private {
        pub id: ShipmentId,
        pub vendor_order as vendor_order_id: VendorOrderId,
        /// Its number among those of its vendor order, from 1.
        pub position: u32,
        pub status: ShipmentStatus,
        /// None: nobody carries it, such as what is handed over or sent as a file.
        pub carrier: Option<String> [free_text, max(shipment::MAX_CARRIER_CHARS)],
        /// The carrier's name as it is compared.
        pub(crate) carrier_key: Option<String> [free_text, max(shipment::MAX_CARRIER_CHARS)],
        pub tracking_number: Option<String> [free_text, max(shipment::MAX_TRACKING_NUMBER_CHARS)],
        /// The number as it is compared.
        pub(crate) tracking_key: Option<String> [free_text, max(shipment::MAX_TRACKING_NUMBER_CHARS)],
        /// Until when it was promised to be there.
        pub estimated_delivery: Option<Timestamp>,
        /// When it was told to be on its way, and to have arrived.
        pub shipped_at: Option<Timestamp>,
        pub delivered_at: Option<Timestamp>,
        pub delivered_by: Option<DeliveredBy>,
        /// Counts its changes.
        pub revision: i64,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

table! {
    /// Pieces of a line in a parcel.
    #[derive(Clone, Debug)]
    pub struct ShipmentLineRow in "shipment_line", private {
        pub shipment as shipment_id: ShipmentId,
        pub line as order_line_id: OrderLineId,
        pub quantity: u32,
    }
}

table! {
    /// A moment in the life of a parcel, as it was told.
    #[derive(Clone, Debug)]
    pub struct TrackingEventRow in "tracking_event", private {
        pub(crate) id: TrackingEventId,
        pub(crate) shipment as shipment_id: ShipmentId,
        pub status: ShipmentStatus,
        pub words: Option<String> [free_text, max(shipment::MAX_TEXT_CHARS)],
        pub place: Option<String> [free_text, max(shipment::MAX_PLACE_CHARS)],
        pub happened_at: Timestamp,
        /// Who told it, as [`crate::Actor`] is written.
        pub actor: String [free_text],
        /// The carrier's own id of it.
        pub(crate) carrier_event: Option<String> [free_text, max(shipment::MAX_EVENT_ID_CHARS)],
        /// The time that its carrier gave it, where that cannot be: it is kept as of when it was told, and moved nothing.
        pub claimed_at: Option<Timestamp>,
        pub created_at: Timestamp,
    }
}

pub(super) async fn list(ctx: &Ctx<'_>, vendor_orders: &[VendorOrderId]) -> Result<Vec<ShipmentRow>> {
    let mut rows = Vec::new();
    for some in vendor_orders.chunks(AT_ONCE) {
        let statement = sql!(
            "select {columns shipment} from shipment \
             where vendor_order_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) order by vendor_order_id, position"
        );
        rows.extend(ctx.tx.list::<ShipmentRow>(statement, &fill_places::<AT_ONCE, _>(some)).await?);
    }
    Ok(rows)
}

/// The parcels of one vendor order.
pub(crate) async fn list_of_vendor_order(
    ctx: &Ctx<'_>,
    vendor_order: VendorOrderId,
) -> Result<Vec<ShipmentRow>> {
    list(ctx, &[vendor_order]).await
}

/// What is in parcels.
pub(crate) async fn list_lines(ctx: &Ctx<'_>, shipments: &[ShipmentId]) -> Result<Vec<ShipmentLineRow>> {
    let mut rows = Vec::new();
    for some in shipments.chunks(AT_ONCE) {
        let statement = sql!(
            "select {columns shipment_line} from shipment_line \
             where shipment_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) order by shipment_id, order_line_id"
        );
        rows.extend(ctx.tx.list::<ShipmentLineRow>(statement, &fill_places::<AT_ONCE, _>(some)).await?);
    }
    Ok(rows)
}

/// What was told of parcels, of each in the order it happened.
pub(super) async fn list_events(ctx: &Ctx<'_>, shipments: &[ShipmentId]) -> Result<Vec<TrackingEventRow>> {
    let mut rows = Vec::new();
    for some in shipments.chunks(AT_ONCE) {
        let statement = sql!(
            "select {columns tracking_event} from tracking_event \
             where shipment_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) order by shipment_id, happened_at, id"
        );
        rows.extend(ctx.tx.list::<TrackingEventRow>(statement, &fill_places::<AT_ONCE, _>(some)).await?);
    }
    Ok(rows)
}

/// A parcel; of another vendor it is not there, unless no vendor is named.
pub(crate) async fn find(
    ctx: &Ctx<'_>,
    id: ShipmentId,
    vendor: Option<VendorId>,
) -> Result<Option<ShipmentRow>> {
    let Some(vendor) = vendor else {
        let any = sql!("select {columns shipment} from shipment where id = ?");
        return Ok(ctx.tx.find(any, params![id]).await?);
    };
    Ok(ctx
        .tx
        .find(
            sql!(
                "select {columns shipment s} from shipment s join vendor_order o on o.id = s.vendor_order_id \
                 where s.id = ? and o.vendor_id = ?"
            ),
            params![id, vendor],
        )
        .await?)
}

/// Some of the parcels that a carrier names by a number, the newest first, before one of them: a parcel for several vendor
/// orders, or of other years.
pub(crate) async fn find_by_tracking(
    ctx: &Ctx<'_>,
    carrier_key: &str,
    tracking_key: &str,
    before: ShipmentId,
) -> Result<Vec<ShipmentId>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select id from shipment where tracking_key = ? and carrier_key = ? and id < ? order by id desc limit ?"
            ),
            params![tracking_key, carrier_key, before, BY_TRACKING_AT_ONCE],
        )
        .await?)
}

/// The orders that parcels belong to.
pub(crate) async fn list_orders(
    ctx: &Ctx<'_>,
    shipments: &[ShipmentId],
) -> Result<BTreeMap<ShipmentId, OrderId>> {
    let mut found = BTreeMap::new();
    for some in shipments.chunks(AT_ONCE) {
        let rows: Vec<(ShipmentId, OrderId)> = ctx
            .tx
            .list(
                sql!(
                    "select s.id, o.order_id from shipment s join vendor_order o on o.id = s.vendor_order_id \
                     where s.id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                ),
                &fill_places::<AT_ONCE, _>(some),
            )
            .await?;
        found.extend(rows);
    }
    Ok(found)
}

/// How many parcels a vendor order has; its order is locked.
pub(crate) async fn count(ctx: &Ctx<'_>, vendor_order: VendorOrderId) -> Result<u32> {
    let of = sql!("select count(*) from shipment where vendor_order_id = ?");
    let count: i64 = ctx.tx.one(of, params![vendor_order]).await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

pub(crate) async fn insert(ctx: &Ctx<'_>, row: &ShipmentRow, lines: &[ShipmentLineRow]) -> Result<()> {
    ctx.tx.insert(row).await?;
    Ok(ctx.tx.insert_all(lines).await?)
}

/// Writes where a parcel stands now; false when it was changed meanwhile.
pub(crate) async fn save(ctx: &Ctx<'_>, now: &ShipmentRow) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update shipment set status = ?, carrier_key = ?, carrier = ?, tracking_number = ?, tracking_key = ?, shipped_at = ?, delivered_at = ?, delivered_by = ?, revision = ?, \
                 updated_at = ? where id = ? and revision = ?"
            ),
            params![
                now.status,
                now.carrier_key,
                now.carrier,
                now.tracking_number,
                now.tracking_key,
                now.shipped_at,
                now.delivered_at,
                now.delivered_by,
                now.revision,
                now.updated_at,
                now.id,
                now.revision - 1
            ],
        )
        .await?)
}

/// How many moments are kept of a parcel, and of all parcels of its vendor order.
pub(crate) async fn count_events(ctx: &Ctx<'_>, shipment: &ShipmentRow) -> Result<(u32, u32)> {
    let (own, all): (i64, i64) = ctx
        .tx
        .one(
            sql!(
                "select (select count(*) from tracking_event where shipment_id = ?), \
                 (select count(*) from tracking_event e join shipment s on s.id = e.shipment_id where s.vendor_order_id = ?)"
            ),
            params![shipment.id, shipment.vendor_order],
        )
        .await?;
    let count = |count| u32::try_from(count).unwrap_or(u32::MAX);
    Ok((count(own), count(all)))
}

pub(crate) async fn insert_event(ctx: &Ctx<'_>, event: &TrackingEventRow) -> Result<()> {
    Ok(ctx.tx.insert(event).await?)
}

/// Whether a carrier has told this of a parcel before.
pub(crate) async fn has_carrier_event(ctx: &Ctx<'_>, shipment: ShipmentId, event: &str) -> Result<bool> {
    let found: Option<TrackingEventId> = ctx
        .tx
        .find(
            sql!("select id from tracking_event where shipment_id = ? and carrier_event = ?"),
            params![shipment, event],
        )
        .await?;
    Ok(found.is_some())
}

/// When the newest of what a carrier told of a parcel happened, as far as its times can be. None: no carrier told anything.
pub(crate) async fn last_carrier_news(ctx: &Ctx<'_>, shipment: ShipmentId) -> Result<Option<Timestamp>> {
    Ok(ctx
        .tx
        .find(
            sql!(
                "select happened_at from tracking_event where shipment_id = ? and carrier_event is not null \
                 and claimed_at is null order by happened_at desc limit 1"
            ),
            params![shipment],
        )
        .await?)
}

/// Counts pieces of a line as sent; false when fewer are open.
pub(crate) async fn fulfil(
    ctx: &Ctx<'_>,
    (vendor_order, line): (VendorOrderId, OrderLineId),
    pieces: u32,
) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update order_line set fulfilled = fulfilled + ? \
                 where id = ? and vendor_order_id = ? and fulfilled + cancelled + ? <= quantity"
            ),
            params![pieces, line, vendor_order, pieces],
        )
        .await?)
}

/// Removes what was told of an order's parcels, and by what their carriers know where they went.
pub(crate) async fn forget_buyer(ctx: &Ctx<'_>, order: OrderId) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update tracking_event set words = null, place = null where shipment_id in (select s.id from shipment s \
                 join vendor_order o on o.id = s.vendor_order_id where o.order_id = ?)"
            ),
            params![order],
        )
        .await?;
    ctx.tx
        .run(
            sql!(
                "update shipment set tracking_number = null, tracking_key = null where vendor_order_id in \
                 (select id from vendor_order where order_id = ?)"
            ),
            params![order],
        )
        .await?;
    Ok(())
}
