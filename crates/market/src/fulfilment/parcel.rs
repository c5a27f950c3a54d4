//! Putting what was bought into parcels.

use souk_domain::{
    bounds::shipment::{MAX_CARRIER_CHARS, MAX_PER_VENDOR_ORDER, MAX_TRACKING_NUMBER_CHARS},
    field::{FieldError, FieldErrors},
    ids::{OrderLineId, ShipmentId, TrackingEventId, VendorId, VendorOrderId},
    order::OrderStatus,
    refusal::{LeftOpen, OrderRefusal, RequestRefusal, ShipmentRefusal, expect_revision},
    shipment::{DeliveredBy, ShipmentStatus, folded_carrier, tracking_key},
    text::bounded_line,
};

use super::{Part, lock_part};
use crate::{
    Ctx, Error, Result,
    inventory::{self, Sent},
    orders::{self, LineView, ShipmentLineRow, ShipmentRow, TrackingEventRow},
    queue::{self, EventKind},
};

/// A parcel to be made.
#[derive(Clone, Debug, Hash)]
pub struct NewShipment {
    /// Pieces of lines; none named: all that is still to be sent.
    pub lines: Vec<(OrderLineId, u32)>,
    pub carrier: Option<String>,
    pub tracking_number: Option<String>,
    /// Where it stands: `pending`, `packed` or `in_transit`.
    pub status: ShipmentStatus,
}

impl NewShipment {
    /// All that is still to be sent, without a carrier, and not packed yet.
    pub const fn of_all() -> Self {
        Self { lines: Vec::new(), carrier: None, tracking_number: None, status: ShipmentStatus::Pending }
    }
}

/// A parcel as it is written.
struct Contents<'a> {
    lines: Vec<(&'a LineView, u32)>,
    carrier: Option<String>,
    tracking_number: Option<String>,
    status: ShipmentStatus,
}

/// Makes a parcel of a vendor order; without a vendor, of any.
/// Errors: there is no such vendor order; nothing of it is to be sent; more than is open; less on the shelf; part of
/// what is paid at the door.
pub(super) async fn ship(
    ctx: &Ctx<'_>,
    (vendor, id): (Option<VendorId>, VendorOrderId),
    expected: Option<i64>,
    new: &NewShipment,
) -> Result<ShipmentId> {
    let (carrier, tracking_number) = checked(new)?;
    let (part, lines) = open_part(ctx, (vendor, id), expected).await?;
    let own: Vec<&LineView> = lines.iter().filter(|line| line.vendor_order == id).collect();
    let lines = match new.lines.as_slice() {
        [] => all_open(&part, own.clone())?,
        named => named_open(&own, named)?,
    };
    if part.row.cash_due.is_some() && own.iter().any(|line| left_by(&lines, line) > 0) {
        return Err(ShipmentRefusal::OneShipmentOnly.into());
    }
    pack(ctx, &part, Contents { lines, carrier, tracking_number, status: new.status }).await
}

/// Pieces of a line that a parcel of `lines` leaves open.
fn left_by(lines: &[(&LineView, u32)], line: &LineView) -> u32 {
    let packed = lines.iter().find(|(own, _)| own.id == line.id).map_or(0, |(_, pieces)| *pieces);
    line.counts().open().saturating_sub(packed)
}

/// Hands over what needs no parcel: all of a vendor order, or one line of it, that has not been provided yet.
/// Errors: there is no such vendor order, or nothing of that kind is left of it.
pub(super) async fn provide(
    ctx: &Ctx<'_>,
    (vendor, id): (Option<VendorId>, VendorOrderId),
    expected: Option<i64>,
    only: Option<OrderLineId>,
) -> Result<ShipmentId> {
    let (part, lines) = open_part(ctx, (vendor, id), expected).await?;
    let is_meant = |line: &&LineView| {
        line.vendor_order == id && !line.requires_shipping && only.is_none_or(|only| line.id == only)
    };
    let lines = all_open(&part, lines.iter().filter(is_meant).collect())?;
    let status = ShipmentStatus::Delivered;
    pack(ctx, &part, Contents { lines, carrier: None, tracking_number: None, status }).await
}

/// A vendor order that may be sent, and the lines of its order.
async fn open_part(
    ctx: &Ctx<'_>,
    (vendor, id): (Option<VendorId>, VendorOrderId),
    expected: Option<i64>,
) -> Result<(Part, Vec<LineView>)> {
    let part = lock_part(ctx, vendor, id).await?;
    expect_revision(expected, part.row.revision)?;
    if part.row.status != OrderStatus::Processing {
        return Err(ShipmentRefusal::NothingToSend { status: part.row.status }.into());
    }
    let lines = orders::list_lines(ctx, &[part.order.id]).await?;
    Ok((part, lines))
}

/// The carrier and the number, as they are kept.
fn checked(new: &NewShipment) -> Result<(Option<String>, Option<String>)> {
    let mut wrong = FieldErrors::default();
    if new.lines.iter().any(|(_, pieces)| *pieces == 0) {
        wrong.add("/lines", "out_of_range", "At least one piece of each line.");
    }
    if !matches!(new.status, ShipmentStatus::Pending | ShipmentStatus::Packed | ShipmentStatus::InTransit) {
        wrong.add("/status", "invalid_value", "A new shipment is pending, packed or in_transit.");
    }
    let carriage = read_carriage(&mut wrong, &new.carrier, &new.tracking_number);
    wrong.none().map_err(|fields| RequestRefusal::InvalidFields { fields })?;
    Ok(carriage)
}

/// The carrier and the number as they are kept; what is wrong with them is added.
pub(super) fn read_carriage(
    wrong: &mut FieldErrors,
    carrier: &Option<String>,
    tracking_number: &Option<String>,
) -> (Option<String>, Option<String>) {
    let said = |text: &Option<String>| {
        text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let carrier = said(carrier)
        .and_then(|carrier| wrong.take(bounded_line("/carrier", &carrier, 1, MAX_CARRIER_CHARS)));
    let number = said(tracking_number).and_then(|number| {
        // carriers print it in groups, and know it without
        let number: String = number.chars().filter(|letter| !letter.is_whitespace()).collect();
        wrong.take(bounded_line("/tracking_number", &number, 1, MAX_TRACKING_NUMBER_CHARS))
    });
    (carrier, number)
}

/// All that is open of these lines. Errors: nothing is.
fn all_open<'a>(part: &Part, own: Vec<&'a LineView>) -> Result<Vec<(&'a LineView, u32)>> {
    let open = own.into_iter().map(|line| (line, line.counts().open()));
    let open: Vec<(&LineView, u32)> = open.filter(|(_, pieces)| *pieces > 0).collect();
    if open.is_empty() {
        return Err(ShipmentRefusal::NothingToSend { status: part.row.status }.into());
    }
    Ok(open)
}

/// The lines that were named, each once. Errors: one is not there, one is there twice, one has less open.
fn named_open<'a>(own: &[&'a LineView], named: &[(OrderLineId, u32)]) -> Result<Vec<(&'a LineView, u32)>> {
    let mut wrong: Vec<FieldError> = Vec::new();
    let mut short: Vec<LeftOpen> = Vec::new();
    let mut found: Vec<(&LineView, u32)> = Vec::with_capacity(named.len());
    for (place, (id, pieces)) in named.iter().enumerate() {
        let pointer = format!("/lines/{place}/order_line_id");
        let Some(line) = own.iter().copied().find(|line| line.id == *id) else {
            wrong.push(FieldError::new(pointer, "not_found", "This vendor order has no such line."));
            continue;
        };
        if found.iter().any(|(known, _)| known.id == *id) {
            wrong.push(FieldError::new(pointer, "repeated", "Name each line once."));
            continue;
        }
        let open = line.counts().open();
        if *pieces > open {
            short.push(LeftOpen { pointer: format!("/lines/{place}/quantity"), open });
        }
        found.push((line, *pieces));
    }
    if !wrong.is_empty() {
        return Err(RequestRefusal::InvalidFields { fields: wrong }.into());
    }
    if !short.is_empty() {
        return Err(ShipmentRefusal::MoreThanOpen { lines: short }.into());
    }
    Ok(found)
}

/// Writes a parcel, takes what is in it off the shelf, and moves its vendor order on.
async fn pack(ctx: &Ctx<'_>, part: &Part, contents: Contents<'_>) -> Result<ShipmentId> {
    let before = orders::count_shipments(ctx, part.row.id).await?;
    if before >= MAX_PER_VENDOR_ORDER {
        let (what, whole) = ("shipments", "vendor order");
        return Err(ShipmentRefusal::TooMany { what, whole, max: MAX_PER_VENDOR_ORDER }.into());
    }
    let parcel = new_row(ctx, part, before + 1, &contents);
    let lines: Vec<ShipmentLineRow> = contents
        .lines
        .iter()
        .map(|(line, quantity)| ShipmentLineRow { shipment: parcel.id, line: line.id, quantity: *quantity })
        .collect();
    orders::insert_shipment(ctx, &parcel, &lines).await?;
    for (line, pieces) in &contents.lines {
        if !orders::fulfil(ctx, (part.row.id, line.id), *pieces).await? {
            return Err(Error::broken(format!("{} changed while its order was locked", line.id)));
        }
    }
    let sent: Vec<Sent> = contents
        .lines
        .iter()
        .map(|(line, pieces)| Sent { line: line.id, pieces: *pieces, name: line.name.clone() })
        .collect();
    inventory::ship(ctx, part.order.id, parcel.id.as_bytes(), &sent).await?;
    orders::insert_tracking_event(ctx, &first_event(ctx, &parcel)).await?;
    orders::follow_parcels(ctx, &part.order, part.row.id, None).await?;
    let told = match parcel.status {
        ShipmentStatus::InTransit => Some(EventKind::ShipmentSent),
        ShipmentStatus::Delivered => Some(EventKind::ShipmentDelivered),
        _ => None,
    };
    if let Some(kind) = told {
        queue::emit(ctx, kind, parcel.id.as_bytes()).await?;
    }
    Ok(parcel.id)
}

fn new_row(ctx: &Ctx<'_>, part: &Part, position: u32, contents: &Contents<'_>) -> ShipmentRow {
    let arrived = contents.status == ShipmentStatus::Delivered;
    let left = arrived || contents.status.is_on_its_way();
    ShipmentRow {
        id: ctx.id(ShipmentId::from_parts),
        vendor_order: part.row.id,
        position,
        status: contents.status,
        carrier_key: contents.carrier.as_deref().map(folded_carrier),
        carrier: contents.carrier.clone(),
        tracking_key: contents.tracking_number.as_deref().and_then(tracking_key),
        tracking_number: contents.tracking_number.clone(),
        estimated_delivery: part.row.arrives_by,
        shipped_at: left.then_some(ctx.now),
        delivered_at: arrived.then_some(ctx.now),
        delivered_by: arrived.then_some(DeliveredBy::of(ctx.actor.kind())),
        revision: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
    }
}

fn first_event(ctx: &Ctx<'_>, parcel: &ShipmentRow) -> TrackingEventRow {
    TrackingEventRow {
        id: ctx.id(TrackingEventId::from_parts),
        shipment: parcel.id,
        status: parcel.status,
        words: None,
        place: None,
        happened_at: ctx.now,
        claimed_at: None,
        actor: ctx.actor.to_string(),
        carrier_event: None,
        created_at: ctx.now,
    }
}

/// The vendor order that a vendor names. Errors: there is none.
pub(super) async fn meant(ctx: &Ctx<'_>, vendor: VendorId, asked: &str) -> Result<VendorOrderId> {
    let key = orders::VendorOrderKey::parse(asked).ok_or(OrderRefusal::NotFound)?;
    orders::find_meant(ctx, vendor, &key).await
}
