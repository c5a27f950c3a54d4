//! What is refused about parcels.

use super::ShipmentStatus;
use crate::code::{MORE_THAN_OPEN, refusals};
use crate::field::FieldError;
use crate::order::{ActorKind, OrderStatus};

/// A line of which more was to be sent than is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOpen {
    /// JSON pointer of its quantity in what was sent.
    pub pointer: String,
    /// Pieces that are still to be sent.
    pub open: u32,
}

refusals! {
    /// What is refused about parcels, and about what follows from them.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum ShipmentRefusal {
        /// There is no such parcel, or it is not the asker's.
        #[error("There is no such shipment.")]
        NotFound => NOT_FOUND,
        /// There is no such step.
        #[error("The shipment is {from}: it cannot become {to}.")]
        StepNotAllowed {
            /// Where it stands.
            from: ShipmentStatus,
            /// Where it should go.
            to: ShipmentStatus,
        } => SHIPMENT_STEP_NOT_ALLOWED,
        /// The step is another's to take.
        #[error("The step of a shipment from {from} to {to} is not for a {actor} to take.")]
        StepNotYours {
            /// Who tried.
            actor: ActorKind,
            /// Where it stands.
            from: ShipmentStatus,
            /// Where it should go.
            to: ShipmentStatus,
        } => STEP_NOT_YOURS,
        /// Only what is paid and not all sent is shipped.
        #[error("This vendor order is {status}: nothing of it is to be sent.")]
        NothingToSend {
            /// Where it stands.
            status: OrderStatus,
        } => NOTHING_TO_SEND,
        /// Whose way is over is carried by nobody any more.
        #[error("The shipment is {status}: its carrier and its number stay as they are.")]
        Ended {
            /// Where it stands.
            status: ShipmentStatus,
        } => SHIPMENT_STEP_NOT_ALLOWED,
        /// More than is still to be sent.
        #[error("More was to be sent than is open: {}.", listed(lines))]
        MoreThanOpen {
            /// Each line of which it was too much.
            lines: Vec<LeftOpen>,
        } => MORE_THAN_OPEN,
        /// The shelf holds less than goes into the parcel.
        #[error("Only {on_hand} of “{name}” are on hand. Count your stock, then ship again.")]
        NotOnHand {
            /// What it is.
            name: String,
            /// Pieces on hand.
            on_hand: i64,
        } => NOT_ON_HAND,
        /// What is paid at the door is paid in one sum.
        #[error("This is paid in one sum when it arrives: send all of it in one shipment, or call off what you cannot send first.")]
        OneShipmentOnly => ONE_SHIPMENT_ONLY,
        /// A parcel or its history has grown beyond what is kept.
        #[error("At most {max} {what} are kept of one {whole}.")]
        TooMany {
            /// What there is too much of.
            what: &'static str,
            /// What it belongs to.
            whole: &'static str,
            /// The most.
            max: u32,
        } => TOO_MUCH_TRACKING,
        /// Nothing of it was sent, or it is confirmed already.
        #[error("Nothing of this order is on its way or has just arrived.")]
        NothingArrives => NOTHING_ARRIVES,
        /// A return, dispute or report stands in the way.
        #[error("A return or dispute of this order is open: it has to be settled first.")]
        Held => VENDOR_ORDER_HELD,
    }
}

impl ShipmentRefusal {
    /// The fields that are wrong.
    pub fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::MoreThanOpen { lines } => lines.iter().map(LeftOpen::field).collect(),
            _ => Vec::new(),
        }
    }
}

impl LeftOpen {
    fn field(&self) -> FieldError {
        let detail = format!("{} of it are still to be sent.", self.open);
        FieldError::new(self.pointer.clone(), MORE_THAN_OPEN.name, detail)
    }
}

fn listed(lines: &[LeftOpen]) -> String {
    let one = |line: &LeftOpen| format!("{} has {} left", line.pointer, line.open);
    lines.iter().map(one).collect::<Vec<_>>().join(", ")
}
