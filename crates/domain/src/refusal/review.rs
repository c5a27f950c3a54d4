//! What a review refuses.

use crate::code::refusals;

refusals! {
    /// What a review refuses.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum ReviewRefusal {
        /// There is no such review, or nothing of the asker's to review.
        #[error("There is nothing here to review.")]
        NotFound => NOT_FOUND,
        /// Only what arrived is reviewed.
        #[error("This has not arrived yet: review it once you have seen it.")]
        NotDelivered => NOT_DELIVERED,
        /// Each thing that was bought is reviewed once.
        #[error("You have reviewed this already.")]
        AlreadyReviewed => ALREADY_REVIEWED,
    }
}
