//! What an order refuses.

use super::{ActorKind, OrderStatus};
use crate::code::refusals;

refusals! {
    /// What an order refuses.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum OrderRefusal {
        /// There is no such order, or it is not the asker's.
        #[error("There is no such order.")]
        NotFound => NOT_FOUND,
        /// There is no such step.
        #[error("The order is {from}: it cannot become {to}.")]
        StepNotAllowed {
            /// Where it stands.
            from: OrderStatus,
            /// Where it should go.
            to: OrderStatus,
        } => STEP_NOT_ALLOWED,
        /// The step is another's to take.
        #[error("The step from {from} to {to} is not for a {actor} to take.")]
        StepNotYours {
            /// Who tried.
            actor: ActorKind,
            /// Where it stands.
            from: OrderStatus,
            /// Where it should go.
            to: OrderStatus,
        } => STEP_NOT_YOURS,
        /// A buyer cancels only while nothing is shipped.
        #[error(
            "Part of this order is on its way already, so it cannot be cancelled. You can return it when it arrives."
        )]
        AlreadyShipped => ALREADY_SHIPPED,
    }
}
