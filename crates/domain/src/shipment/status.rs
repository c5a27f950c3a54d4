//! Where a parcel stands, and the table of its steps.

use super::ShipmentRefusal;
use crate::order::ActorKind::{self, Buyer, Staff, System, Vendor};
use crate::words::words;

/// Where a parcel stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ShipmentStatus {
    /// Planned: what goes into it is decided.
    Pending,
    /// Closed and addressed.
    Packed,
    /// With its carrier.
    InTransit,
    /// On the last van.
    OutForDelivery,
    /// Handed over.
    Delivered,
    /// Nobody finds it: what was in it is to be sent again, or paid back.
    Lost,
    /// It came back to its sender: what was in it is to be sent again, or paid back.
    Returned,
}

words!(ShipmentStatus {
    Pending = "pending",
    Packed = "packed",
    InTransit = "in_transit",
    OutForDelivery = "out_for_delivery",
    Delivered = "delivered",
    Lost = "lost",
    Returned = "returned",
});

use ShipmentStatus::{Delivered, InTransit, Lost, OutForDelivery, Packed, Pending, Returned};

impl ShipmentStatus {
    /// Whether what is in it counts as sent.
    pub const fn counts(self) -> bool {
        !matches!(self, Lost | Returned)
    }

    /// Whether its way is over. That it was delivered may still have been a mistake.
    pub const fn is_end(self) -> bool {
        matches!(self, Delivered | Lost | Returned)
    }

    /// Whether it has left its vendor and has not come to an end.
    pub const fn is_on_its_way(self) -> bool {
        matches!(self, InTransit | OutForDelivery)
    }
}

/// One step of a parcel and who may take it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShipmentStep {
    /// Where it starts.
    pub from: ShipmentStatus,
    /// Where it leads.
    pub to: ShipmentStatus,
    /// Who may take it; a carrier is the system's eye.
    pub actors: &'static [ActorKind],
}

/// Who sends, and who watches.
const SENDER: &[ActorKind] = &[Vendor, System, Staff];
/// A buyer who holds it in hands says so too.
const ANYBODY: &[ActorKind] = &[Buyer, Vendor, System, Staff];

const fn step(from: ShipmentStatus, to: ShipmentStatus, actors: &'static [ActorKind]) -> ShipmentStep {
    ShipmentStep { from, to, actors }
}

/// Who finds out that a parcel did not arrive after all.
const CORRECTS: &[ActorKind] = &[Vendor, Staff];

/// Every step there is. A parcel goes forward, and may pass over what nobody told; it is lost or returned only once it is packed,
/// also when it was said to have been delivered.
pub const SHIPMENT_STEPS: &[ShipmentStep] = &[
    step(Pending, Packed, SENDER),
    step(Pending, InTransit, SENDER),
    step(Pending, OutForDelivery, SENDER),
    step(Pending, Delivered, ANYBODY),
    step(Packed, InTransit, SENDER),
    step(Packed, OutForDelivery, SENDER),
    step(Packed, Delivered, ANYBODY),
    step(Packed, Lost, SENDER),
    step(Packed, Returned, SENDER),
    step(InTransit, OutForDelivery, SENDER),
    step(InTransit, Delivered, ANYBODY),
    step(InTransit, Lost, SENDER),
    step(InTransit, Returned, SENDER),
    step(OutForDelivery, Delivered, ANYBODY),
    step(OutForDelivery, Lost, SENDER),
    step(OutForDelivery, Returned, SENDER),
    step(Delivered, Lost, CORRECTS),
    step(Delivered, Returned, CORRECTS),
];

/// Whether `actor` may move a parcel from one status to another.
///
/// Errors: no such step exists, or it is another's to take.
pub fn may_move(actor: ActorKind, from: ShipmentStatus, to: ShipmentStatus) -> Result<(), ShipmentRefusal> {
    match SHIPMENT_STEPS.iter().find(|step| step.from == from && step.to == to) {
        None => Err(ShipmentRefusal::StepNotAllowed { from, to }),
        Some(step) if step.actors.contains(&actor) => Ok(()),
        Some(_) => Err(ShipmentRefusal::StepNotYours { actor, from, to }),
    }
}

/// Whose word it is that a parcel arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeliveredBy {
    /// Its buyer's.
    Buyer,
    /// Its carrier's.
    Carrier,
    /// Its vendor's, or the staff's in the vendor's place.
    Vendor,
}

words!(DeliveredBy { Buyer = "buyer", Carrier = "carrier", Vendor = "vendor" });

impl DeliveredBy {
    /// Whose word it is when this kind of actor says so.
    pub const fn of(actor: ActorKind) -> Self {
        match actor {
            Buyer => Self::Buyer,
            System => Self::Carrier,
            Vendor | Staff => Self::Vendor,
        }
    }
}
