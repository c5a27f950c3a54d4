//! What a refund refuses.

use super::{FieldError, MORE_THAN_BOUGHT, REFUND_TOO_LARGE};
use crate::code::refusals;
use crate::money::Money;

refusals! {
    /// What a refund refuses.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum RefundRefusal {
        /// It is paid when it arrives, so nothing goes back before that.
        #[error("This is paid when it arrives: call off what is not sent, and give money back once it has arrived.")]
        NotPaidYet => ORDER_NOT_PAID,
        /// Nothing was paid, so nothing goes back.
        #[error("This order is not paid, so there is nothing to give back.")]
        NotPaid => ORDER_NOT_PAID,
        /// More money than is left.
        #[error("At most {left} can go back still.")]
        TooLarge {
            /// What is left.
            left: Money,
        } => REFUND_TOO_LARGE,
        /// Who gives it back has seen another sum, or none.
        #[error("{sum} would go back.")]
        OtherSum {
            /// What would go back.
            sum: Money,
        } => REFUND_OTHER_SUM,
        /// More pieces than are left.
        #[error("Of this line {left} pieces can go back still.")]
        MorePieces {
            /// JSON pointer of the quantity.
            pointer: String,
            /// How many are left.
            left: u32,
        } => MORE_THAN_BOUGHT,
        /// What is to come back is paid back by its return.
        #[error(
            "A return of this is open, and gives its money back when it arrives. Receive and refund the return, or refuse it first."
        )]
        ReturnOpen => RETURN_OPEN,
        /// Each refund is a transfer of money.
        #[error("This vendor order has {max} refunds already: give back all that is left of it in one.")]
        TooMany {
            /// The most.
            max: u32,
        } => TOO_MANY_REFUNDS,
    }
}

impl RefundRefusal {
    /// The fields that are wrong.
    pub fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::NotPaid
            | Self::NotPaidYet
            | Self::ReturnOpen
            | Self::OtherSum { .. }
            | Self::TooMany { .. } => Vec::new(),
            Self::TooLarge { .. } => {
                vec![FieldError::new("/amount", REFUND_TOO_LARGE.name, self.to_string())]
            }
            Self::MorePieces { pointer, .. } => {
                vec![FieldError::new(pointer.as_str(), MORE_THAN_BOUGHT.name, self.to_string())]
            }
        }
    }
}
