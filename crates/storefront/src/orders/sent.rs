//! What was sent of a seller's part, parcel by parcel, and what its buyer is asked.

use souk_domain::order::OrderStatus;
use souk_domain::shipment::ShipmentStatus;
use souk_market::orders::{ShipmentView, TrackingEventRow, VendorOrderView};
use souk_market::returns::ReturnView;
use souk_ui::dates::at;
use souk_ui::order::{shipment_label, so_many};
use souk_ui::texts::say;

use super::{Reached, Receipt, SentParcel, TimelineStep};

/// The parcels of a part, in their order.
pub(super) fn parcels(part: &VendorOrderView) -> Vec<SentParcel> {
    let several = part.shipments.len() > 1;
    let parcel = |shipment: &ShipmentView| SentParcel {
        number: several.then_some(shipment.position),
        is_all: !several && part.status != OrderStatus::Processing,
        status: shipment.status,
        items: items(part, shipment),
        carrier: shipment.carrier.clone().unwrap_or_default(),
        tracking_number: shipment.tracking_number.clone().unwrap_or_default(),
        link: shipment.tracking_link(),
        steps: steps(shipment),
    };
    part.shipments.iter().map(parcel).collect()
}

fn items(part: &VendorOrderView, shipment: &ShipmentView) -> Vec<String> {
    let named = shipment.lines.iter().filter_map(|sent| {
        let line = part.lines.iter().find(|line| line.id == sent.line)?;
        Some(so_many(sent.quantity, &line.name, &line.options))
    });
    named.collect()
}

/// Its road as it was told: the last moment is where it is.
fn steps(shipment: &ShipmentView) -> Vec<TimelineStep> {
    // what cannot be says nothing of where it is
    let events: Vec<&TrackingEventRow> =
        shipment.events.iter().filter(|event| event.claimed_at.is_none()).collect();
    let last = events.len().saturating_sub(1);
    let step = |(place, event): (usize, &TrackingEventRow)| TimelineStep {
        words: say(shipment_label(event.status), &[]),
        when: Some(at(event.happened_at)),
        more: [&event.words, &event.place].into_iter().flatten().cloned().collect::<Vec<_>>().join(" · "),
        reached: match event.status {
            ShipmentStatus::Lost | ShipmentStatus::Returned => Reached::Over,
            status if place == last && status != ShipmentStatus::Delivered => Reached::Now,
            _ => Reached::Done,
        },
    };
    events.into_iter().enumerate().map(step).collect()
}

/// What the buyer of a part is asked: whether it is there, from when something of it has left. Nobody is asked while a return of it
/// is open: who gives something back has it, and nothing is confirmed before that is settled.
pub(super) fn receipt(part: &VendorOrderView, returns: &[ReturnView]) -> Option<Receipt> {
    if returns.iter().any(|one| one.vendor_order == part.id && one.status.is_open()) {
        return None;
    }
    let left = part.shipments.iter().any(|parcel| parcel.status.counts() && parcel.shipped_at.is_some());
    let asked = match part.status {
        OrderStatus::Delivered => true,
        OrderStatus::Shipped => left,
        _ => false,
    };
    asked.then(|| Receipt {
        vendor_order: part.id.to_string(),
        reported: part.holds > 0,
        confirms: part.due_at.filter(|_| part.holds == 0).map(at),
    })
}
