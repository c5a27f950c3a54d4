//! Things on their way back to their vendor.

use super::ActorKind::{self, Staff, System, Vendor};
use super::ReturnRefusal;
use crate::words::words;

/// Where a return stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReturnStatus {
    /// The buyer asked; the vendor must answer.
    Requested,
    /// The vendor agreed; the things are to be sent.
    Approved,
    /// The vendor said no, or nothing came.
    Refused,
    /// The things are at the vendor's.
    Received,
    /// Their money went back, or is on its way.
    Refunded,
}

words!(ReturnStatus {
    Requested = "requested",
    Approved = "approved",
    Refused = "refused",
    Received = "received",
    Refunded = "refunded",
});

impl ReturnStatus {
    /// Whether something is still to be done about it.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Refused | Self::Refunded)
    }
}

/// Why a buyer gives something back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReturnReason {
    /// It came broken.
    Damaged,
    /// It is not as it was described.
    NotAsDescribed,
    /// Another thing came.
    WrongItem,
    /// It does not fit.
    DoesNotFit,
    /// It is not wanted any more.
    NoLongerWanted,
    /// As the buyer's words say.
    Other,
}

words!(ReturnReason {
    Damaged = "damaged",
    NotAsDescribed = "not_as_described",
    WrongItem = "wrong_item",
    DoesNotFit = "does_not_fit",
    NoLongerWanted = "no_longer_wanted",
    Other = "other",
});

/// One step of a return and who may take it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReturnStep {
    /// Where it starts.
    pub from: ReturnStatus,
    /// Where it leads.
    pub to: ReturnStatus,
    /// Who may take it.
    pub actors: &'static [ActorKind],
}

/// Who answers a return.
const SELLERS: &[ActorKind] = &[Vendor, Staff, System];

/// Every step of a return; one that is not here does not exist. What was approved is refused when nothing comes, and stays approved
/// while only some of it has come.
pub const RETURN_STEPS: &[ReturnStep] = &[
    ReturnStep { from: ReturnStatus::Requested, to: ReturnStatus::Approved, actors: SELLERS },
    ReturnStep { from: ReturnStatus::Requested, to: ReturnStatus::Refused, actors: SELLERS },
    ReturnStep { from: ReturnStatus::Approved, to: ReturnStatus::Refused, actors: SELLERS },
    ReturnStep { from: ReturnStatus::Approved, to: ReturnStatus::Approved, actors: SELLERS },
    ReturnStep { from: ReturnStatus::Approved, to: ReturnStatus::Received, actors: SELLERS },
    ReturnStep { from: ReturnStatus::Received, to: ReturnStatus::Refunded, actors: SELLERS },
];

/// Whether `actor` may take a return from one status to another. Errors: there is no such step, or it is another's.
pub fn may_return(actor: ActorKind, from: ReturnStatus, to: ReturnStatus) -> Result<(), ReturnRefusal> {
    match RETURN_STEPS.iter().find(|step| step.from == from && step.to == to) {
        None => Err(ReturnRefusal::StepNotAllowed { from, to }),
        Some(step) if step.actors.contains(&actor) => Ok(()),
        Some(_) => Err(ReturnRefusal::StepNotYours { actor, from, to }),
    }
}
