//! What an order refuses.

use super::{ActorKind, OrderStatus};
use crate::code::{ALREADY_SHIPPED, Code, NOT_FOUND, STEP_NOT_ALLOWED, STEP_NOT_YOURS};

/// What an order refuses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrderRefusal {
    /// There is no such order, or it is not the asker's.
    #[error("There is no such order.")]
    NotFound,
    /// There is no such step.
    #[error("The order is {from}: it cannot become {to}.")]
    StepNotAllowed {
        /// Where it stands.
        from: OrderStatus,
        /// Where it should go.
        to: OrderStatus,
    },
    /// The step is another's to take.
    #[error("The step from {from} to {to} is not for a {actor} to take.")]
    StepNotYours {
        /// Who tried.
        actor: ActorKind,
        /// Where it stands.
        from: OrderStatus,
        /// Where it should go.
        to: OrderStatus,
    },
    /// A buyer cancels only while nothing is shipped.
    #[error(
        "Part of this order is on its way already, so it cannot be cancelled. You can return it when it arrives."
    )]
    AlreadyShipped,
}

impl OrderRefusal {
    /// Its row in the table of codes.
    pub fn code(&self) -> &'static Code {
        match self {
            Self::NotFound => &NOT_FOUND,
            Self::StepNotAllowed { .. } => &STEP_NOT_ALLOWED,
            Self::StepNotYours { .. } => &STEP_NOT_YOURS,
            Self::AlreadyShipped => &ALREADY_SHIPPED,
        }
    }
}
