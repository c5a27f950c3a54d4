//! Which step from status to status each kind of actor may take.

use super::OrderRefusal;
use super::OrderStatus::{
    self, Cancelled, Completed, Confirmed, Delivered, Pending, Processing, Reviewed, Shipped,
};
use crate::words::words;

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorKind {
    /// Who placed the order, signed in or by its token.
    Buyer,
    /// A member of the vendor it belongs to.
    Vendor,
    /// Someone of the market, with a reason.
    Staff,
    /// The server itself: payments, time, carriers.
    System,
}

words!(ActorKind { Buyer = "buyer", Vendor = "vendor", Staff = "staff", System = "system" });

/// One edge of the graph and who may walk it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Where it starts.
    pub from: OrderStatus,
    /// Where it leads.
    pub to: OrderStatus,
    /// Who may take it.
    pub actors: &'static [ActorKind],
}

use ActorKind::{Buyer, Staff, System, Vendor};

/// The whole graph; a step that is not here does not exist.
pub const STEPS: &[Step] = &[
    Step { from: Pending, to: Processing, actors: &[System, Staff] },
    Step { from: Pending, to: Cancelled, actors: &[Buyer, System, Staff] },
    Step { from: Processing, to: Shipped, actors: &[Vendor, System, Staff] },
    // Goods that need no shipping skip it: delivered on the vendor's mark or when the file is opened.
    Step { from: Processing, to: Delivered, actors: &[Vendor, System, Staff] },
    Step { from: Processing, to: Cancelled, actors: &[Buyer, Vendor, System, Staff] },
    // A buyer who has it in hands confirms it at once, whatever the carrier says.
    Step { from: Shipped, to: Delivered, actors: &[Buyer, Vendor, System, Staff] },
    // A parcel that is lost, or comes back, leaves something to be sent again.
    Step { from: Shipped, to: Processing, actors: &[Vendor, System, Staff] },
    // So does one that had been said to have arrived, and had not. A carrier's news never take that back.
    Step { from: Delivered, to: Processing, actors: &[Vendor, Staff] },
    Step { from: Delivered, to: Confirmed, actors: &[Buyer, System, Staff] },
    Step { from: Confirmed, to: Reviewed, actors: &[Buyer, System, Staff] },
    Step { from: Confirmed, to: Completed, actors: &[System, Staff] },
    Step { from: Reviewed, to: Completed, actors: &[System, Staff] },
];

/// Whether `actor` may take an order, or vendor order, from one status to another.
///
/// Errors: [`OrderRefusal::StepNotAllowed`] when no such step exists, [`OrderRefusal::StepNotYours`] when it is
/// another's to take.
pub fn may(actor: ActorKind, from: OrderStatus, to: OrderStatus) -> Result<(), OrderRefusal> {
    match STEPS.iter().find(|step| step.from == from && step.to == to) {
        None => Err(OrderRefusal::StepNotAllowed { from, to }),
        Some(step) if step.actors.contains(&actor) => Ok(()),
        Some(_) => Err(OrderRefusal::StepNotYours { actor, from, to }),
    }
}
