//! Where parcels are: what is told of one, and what follows from that.

use jiff::{SignedDuration, Timestamp};
use souk_domain::{
    bounds::shipment::{MAX_EVENTS, MAX_EVENTS_OF_VENDOR_ORDER, MAX_PLACE_CHARS, MAX_TEXT_CHARS},
    field::FieldErrors,
    ids::{ShipmentId, TrackingEventId, VendorId},
    order::ActorKind,
    refusal::{OrderRefusal, RequestRefusal, ShipmentRefusal, expect_revision},
    shipment::{DeliveredBy, ShipmentStatus, folded_carrier, may_move, tracking_key},
    text::{bounded_line, cut_line},
};

use super::{Part, lock_part, parcel::read_carriage};
use crate::{
    Ctx, Error, Result,
    orders::{self, HoldKind, OrderRow, ShipmentRow, TrackingEventRow},
    queue::{self, EventKind},
    refunds,
};

/// How far other clocks may be ahead of ours.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_mins(5);
/// How far the times of carriers may be ahead of ours: a local time that is sent as if it were of Greenwich is ahead by as much.
const CARRIERS_AHEAD: SignedDuration = SignedDuration::from_hours(14);
/// How long ago what a carrier tells may have happened: what was scanned is told within days, and numbers are given out anew.
const CARRIERS_BEHIND: SignedDuration = SignedDuration::from_hours(24 * 30);

/// What a carrier says of what it tells.
struct OfCarrier<'a> {
    /// Its own id of it.
    event: &'a str,
    /// The time that it gave, where that cannot be.
    claimed: Option<Timestamp>,
    /// Whether the parcel may move by it: nothing later is known of it.
    moves: bool,
}

/// What is told of a parcel.
#[derive(Clone, Debug, Hash)]
pub struct NewTracking {
    pub status: ShipmentStatus,
    pub words: Option<String>,
    pub place: Option<String>,
    /// When it happened; left out: now.
    pub at: Option<Timestamp>,
}

/// Who carries a parcel; what is left out, nobody knows.
#[derive(Clone, Debug, Default, Hash)]
pub struct Carriage {
    pub carrier: Option<String>,
    pub tracking_number: Option<String>,
}

impl NewTracking {
    /// Nothing but where it stands now.
    pub const fn at(status: ShipmentStatus) -> Self {
        Self { status, words: None, place: None, at: None }
    }
}

/// Writes down what is told of a parcel, moves it, and with it what it belongs to. What was told before changes nothing.
/// Errors: there is no such parcel; it cannot go there; a time before the order or in the future.
pub(super) async fn record(
    ctx: &Ctx<'_>,
    (vendor, id): (Option<VendorId>, ShipmentId),
    expected: Option<i64>,
    told: &NewTracking,
) -> Result<ShipmentId> {
    let (part, parcel) = lock_parcel(ctx, vendor, id).await?;
    expect_revision(expected, parcel.revision)?;
    tell(ctx, &part.order, &parcel, told, None).await?;
    Ok(id)
}

/// Says who carries a parcel, and under which number, while it has not come to an end. The history keeps what was said. What is so
/// already changes nothing. Errors: there is no such parcel; it has come to an end; a field is wrong.
pub(super) async fn carry(
    ctx: &Ctx<'_>,
    (vendor, id): (Option<VendorId>, ShipmentId),
    expected: Option<i64>,
    carriage: &Carriage,
) -> Result<ShipmentId> {
    let (_part, parcel) = lock_parcel(ctx, vendor, id).await?;
    expect_revision(expected, parcel.revision)?;
    let mut wrong = FieldErrors::default();
    let (carrier, number) = read_carriage(&mut wrong, &carriage.carrier, &carriage.tracking_number);
    wrong.none().map_err(|fields| RequestRefusal::InvalidFields { fields })?;
    if parcel.status.is_end() {
        return Err(ShipmentRefusal::Ended { status: parcel.status }.into());
    }
    if (&carrier, &number) == (&parcel.carrier, &parcel.tracking_number) {
        return Ok(id);
    }
    require_room(ctx, &parcel).await?;
    let said = [carrier.as_deref(), number.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let words = Some(cut_line(&said, MAX_TEXT_CHARS)).filter(|said| !said.is_empty());
    let event = TrackingEventRow {
        id: ctx.id(TrackingEventId::from_parts),
        shipment: id,
        status: parcel.status,
        words,
        place: None,
        happened_at: ctx.now,
        actor: ctx.actor.to_string(),
        carrier_event: None,
        claimed_at: None,
        created_at: ctx.now,
    };
    orders::insert_tracking_event(ctx, &event).await?;
    let now = ShipmentRow {
        carrier_key: carrier.as_deref().map(folded_carrier),
        carrier,
        tracking_key: number.as_deref().and_then(tracking_key),
        tracking_number: number,
        revision: parcel.revision + 1,
        updated_at: ctx.now,
        ..parcel
    };
    if !orders::save_shipment(ctx, &now).await? {
        return Err(Error::broken(format!("{id} moved while its order was locked")));
    }
    Ok(id)
}

/// As [`record`], from a carrier, under its own id of the news. A parcel goes forward only, and by news that are not older than what its
/// carrier told before: others are kept and move nothing, as do those whose time cannot be.
pub(super) async fn record_of_carrier(
    ctx: &Ctx<'_>,
    id: ShipmentId,
    told: &NewTracking,
    event: &str,
) -> Result<()> {
    let (part, parcel) = lock_parcel(ctx, None, id).await?;
    if orders::has_carrier_event(ctx, id, event).await? {
        return Ok(());
    }
    let known = orders::last_carrier_news(ctx, id).await?;
    let (told, claimed) = bearable(ctx, &part.order, told);
    let is_late = told.at.is_some_and(|at| known.is_some_and(|known| at < known));
    let of_carrier = OfCarrier { event, claimed, moves: claimed.is_none() && !is_late };
    tell(ctx, &part.order, &parcel, &told, Some(&of_carrier)).await.map(|_| ())
}

/// What a carrier tells, as it can be kept, and the time that it gave it where that cannot be: before the order was placed, long ago, or
/// far ahead. A stranger mends neither its clock nor its words.
fn bearable(ctx: &Ctx<'_>, order: &OrderRow, told: &NewTracking) -> (NewTracking, Option<Timestamp>) {
    let line = |text: &Option<String>, most| text.as_deref().map(|text| cut_line(text, most));
    let earliest = order.created_at.max(ctx.now - CARRIERS_BEHIND);
    let can_be = |at: &Timestamp| (earliest..=ctx.now + CARRIERS_AHEAD).contains(at);
    let kept = NewTracking {
        status: told.status,
        words: line(&told.words, MAX_TEXT_CHARS),
        place: line(&told.place, MAX_PLACE_CHARS),
        at: told.at.filter(can_be).map(|at| at.min(ctx.now)),
    };
    (kept, told.at.filter(|at| !can_be(at)))
}

/// A parcel has arrived, for its buyer says so. Answers its order as it stands then.
pub(super) async fn arrived(ctx: &Ctx<'_>, order: &OrderRow, parcel: &ShipmentRow) -> Result<OrderRow> {
    tell(ctx, order, parcel, &NewTracking::at(ShipmentStatus::Delivered), None).await
}

/// A parcel, its vendor order, and the order, whose row is locked.
async fn lock_parcel(ctx: &Ctx<'_>, vendor: Option<VendorId>, id: ShipmentId) -> Result<(Part, ShipmentRow)> {
    let found = orders::find_shipment(ctx, id, vendor).await?.ok_or(ShipmentRefusal::NotFound)?;
    let part = lock_part(ctx, vendor, found.vendor_order).await?;
    // as it is now that nobody else can move it
    let parcel = orders::find_shipment(ctx, id, vendor).await?.ok_or(ShipmentRefusal::NotFound)?;
    Ok((part, parcel))
}

/// Answers the order as it stands then.
async fn tell(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    parcel: &ShipmentRow,
    told: &NewTracking,
    of_carrier: Option<&OfCarrier<'_>>,
) -> Result<OrderRow> {
    let event = checked(ctx, order, parcel, told, of_carrier)?;
    if told.status == parcel.status && told.status.is_end() {
        return Ok(order.clone());
    }
    let moves = match may_move(ctx.actor.kind(), parcel.status, told.status) {
        Ok(()) => of_carrier.is_none_or(|said| said.moves),
        Err(_) if told.status == parcel.status || of_carrier.is_some() => false,
        Err(refusal) => return Err(refusal.into()),
    };
    // an end is always told: else a parcel could be scanned so often that it never arrives
    if !(moves && told.status.is_end()) {
        require_room(ctx, parcel).await?;
    }
    if moves && parcel.status == ShipmentStatus::Delivered {
        require_correctable(ctx, order, parcel, told.status).await?;
    }
    orders::insert_tracking_event(ctx, &event).await?;
    if moves { move_on(ctx, order, parcel, told.status, event.happened_at).await } else { Ok(order.clone()) }
}

/// A parcel that was said to have arrived may be found not to have, until its vendor order is confirmed: its buyer, or time, has said
/// otherwise by then, and its money is free. What somebody gives back did arrive.
async fn require_correctable(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    parcel: &ShipmentRow,
    to: ShipmentStatus,
) -> Result<()> {
    let rows = orders::list_vendor_rows(ctx, order.id).await?;
    let row = rows.iter().find(|row| row.id == parcel.vendor_order).ok_or(OrderRefusal::NotFound)?;
    if row.status.is_released() {
        return Err(ShipmentRefusal::StepNotAllowed { from: parcel.status, to }.into());
    }
    if orders::is_held_for(ctx, row.id, HoldKind::Return).await? {
        return Err(ShipmentRefusal::Held.into());
    }
    // what was paid at the door and went back of that was paid: it had arrived
    if row.collected_at.is_some() && refunds::has_given_back(ctx, row.id).await? {
        return Err(ShipmentRefusal::StepNotAllowed { from: parcel.status, to }.into());
    }
    Ok(())
}

/// Errors: as many events are kept of the parcel, or of its vendor order, as anybody wants to read.
async fn require_room(ctx: &Ctx<'_>, parcel: &ShipmentRow) -> Result<()> {
    let (of_parcel, of_all) = orders::count_tracking_events(ctx, parcel).await?;
    let (whole, max) = match (of_parcel >= MAX_EVENTS, of_all >= MAX_EVENTS_OF_VENDOR_ORDER) {
        (true, _) => ("shipment", MAX_EVENTS),
        (_, true) => ("vendor order", MAX_EVENTS_OF_VENDOR_ORDER),
        _ => return Ok(()),
    };
    Err(ShipmentRefusal::TooMany { what: "events", whole, max }.into())
}

fn checked(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    parcel: &ShipmentRow,
    told: &NewTracking,
    of_carrier: Option<&OfCarrier<'_>>,
) -> Result<TrackingEventRow> {
    let mut wrong = FieldErrors::default();
    let at = told.at.unwrap_or(ctx.now);
    if at < order.created_at {
        wrong.add("/at", "out_of_range", "The order was placed after that.");
    }
    if at > ctx.now + CLOCKS_DIFFER {
        wrong.add("/at", "out_of_range", "That time has not come yet.");
    }
    let said = |text: &Option<String>| {
        text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let words =
        said(&told.words).and_then(|words| wrong.take(bounded_line("/text", &words, 1, MAX_TEXT_CHARS)));
    let place =
        said(&told.place).and_then(|place| wrong.take(bounded_line("/place", &place, 1, MAX_PLACE_CHARS)));
    wrong.none().map_err(|fields| RequestRefusal::InvalidFields { fields })?;
    Ok(TrackingEventRow {
        id: ctx.id(TrackingEventId::from_parts),
        shipment: parcel.id,
        status: told.status,
        words,
        place,
        happened_at: at,
        actor: ctx.actor.to_string(),
        carrier_event: of_carrier.map(|said| said.event.to_owned()),
        claimed_at: of_carrier.and_then(|said| said.claimed),
        created_at: ctx.now,
    })
}

/// Moves a parcel, what is in it, and its vendor order.
async fn move_on(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    parcel: &ShipmentRow,
    to: ShipmentStatus,
    at: Timestamp,
) -> Result<OrderRow> {
    let arrived = to == ShipmentStatus::Delivered;
    let left = arrived || to.is_on_its_way();
    let now = ShipmentRow {
        status: to,
        shipped_at: parcel.shipped_at.or(left.then_some(at)),
        delivered_at: arrived.then_some(at),
        delivered_by: arrived.then_some(DeliveredBy::of(ctx.actor.kind())),
        revision: parcel.revision + 1,
        updated_at: ctx.now,
        ..parcel.clone()
    };
    if !orders::save_shipment(ctx, &now).await? {
        return Err(Error::broken(format!("{} moved while its order was locked", parcel.id)));
    }
    let order = match to {
        ShipmentStatus::Lost => refunds::give_up(ctx, order, &now, "a shipment was lost").await?,
        ShipmentStatus::Returned => refunds::give_up(ctx, order, &now, "a shipment came back").await?,
        _ => orders::follow_parcels(ctx, order, parcel.vendor_order, None).await?,
    };
    if arrived {
        refunds::collect(ctx, &order, &now).await?;
    }
    let kind = match to {
        ShipmentStatus::InTransit => Some(EventKind::ShipmentSent),
        ShipmentStatus::OutForDelivery => Some(EventKind::ShipmentOutForDelivery),
        // a buyer who says so knows it
        ShipmentStatus::Delivered if ctx.actor.kind() != ActorKind::Buyer => {
            Some(EventKind::ShipmentDelivered)
        }
        ShipmentStatus::Lost => Some(EventKind::ShipmentLost),
        // what never left is unpacked: nobody waits for it to come back
        ShipmentStatus::Returned if now.shipped_at.is_some() => Some(EventKind::ShipmentReturned),
        _ => None,
    };
    if let Some(kind) = kind {
        queue::emit(ctx, kind, parcel.id.as_bytes()).await?;
    }
    Ok(order)
}
