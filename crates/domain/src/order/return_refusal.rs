//! What a return refuses.

use super::{ActorKind, ReturnStatus};
use crate::code::refusals;

refusals! {
    /// What a return refuses.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum ReturnRefusal {
        /// There is no such return, or it is not the asker's.
        #[error("There is no such return.")]
        NotFound => NOT_FOUND,
        /// There is no such step.
        #[error("The return is {from}: it cannot become {to}.")]
        StepNotAllowed {
            /// Where it stands.
            from: ReturnStatus,
            /// Where it should go.
            to: ReturnStatus,
        } => RETURN_STEP_NOT_ALLOWED,
        /// The step is another's to take.
        #[error("The step from {from} to {to} is not for a {actor} to take.")]
        StepNotYours {
            /// Who tried.
            actor: ActorKind,
            /// Where it stands.
            from: ReturnStatus,
            /// Where it should go.
            to: ReturnStatus,
        } => STEP_NOT_YOURS,
        /// What has come in part is not refused any more.
        #[error("Some of this return has arrived: receive the rest of it, or close it.")]
        PartlyReceived => RETURN_PARTLY_RECEIVED,
        /// What has not arrived is not returned.
        #[error("These things have not arrived yet: wait until the order says that they were delivered.")]
        NotDelivered => NOT_DELIVERED,
        /// The vendor takes things back for so long.
        #[error("Things are taken back for {days} days after they arrived, and those are over.")]
        TooLate {
            /// How many days.
            days: u32,
        } => RETURN_TOO_LATE,
        /// So many of one order that nobody could read them.
        #[error("An order has at most {max} returns.")]
        TooMany {
            /// The most.
            max: u32,
        } => TOO_MANY_RETURNS,
        /// Photographs are for looking at, all of them.
        #[error("A return has at most {max} photographs.")]
        TooManyPhotos {
            /// The most.
            max: usize,
        } => TOO_MANY_PHOTOS,
    }
}
