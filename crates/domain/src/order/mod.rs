//! What an order costs whom, and the life of it and of its payment, as graphs that nothing may leave.
//!
//! - [`Placement`], [`SaleTerms`]: every amount of an order
//! - [`Refundable`], [`Shares`], [`shares_of_sum`], [`split_of_pieces`], [`Pieces`]: what goes back of it
//! - [`ReturnStatus`], [`may_return`], [`ReturnReason`]: things on their way back
//! - [`OrderStatus`], [`may`], [`derive_status`]: order and vendor order
//! - [`PaymentStatus`], [`AttemptStatus`], [`RefundStatus`]: the payment, each try of it, and what goes back
//! - [`CancelReason`]: why one ended
//! - [`PaymentMethod`], [`Terms`], [`Collector`]: what each way to pay asks and allows
//! - [`may_pay_at_the_door`], [`CashTerms`], [`CashCart`], [`CashCollector`]: cash on delivery

mod cancel_reason;
mod cash;
mod method;
mod payment;
mod pieces;
mod placement;
mod refund;
mod refundable;
mod refusal;
mod return_refusal;
mod returning;
mod status;
mod step;
#[cfg(test)]
mod tests;

pub use cancel_reason::CancelReason;
pub use cash::{CashCart, CashCollector, CashTerms, NoCash, may_pay_at_the_door};
pub use method::{Collector, PaymentMethod, Terms};
pub use payment::{AttemptStatus, PaymentStatus};
pub use pieces::{Pieces, Taken};
pub use placement::{PlacedLine, PlacedVendorOrder, Placement, SaleTerms, split_of_pieces};
pub use refund::RefundStatus;
pub use refundable::{Refundable, Shares, shares_of_sum};
pub use refusal::OrderRefusal;
pub use return_refusal::ReturnRefusal;
pub use returning::{RETURN_STEPS, ReturnReason, ReturnStatus, ReturnStep, may_return};
pub use status::{OrderStatus, derive_status};
pub use step::{ActorKind, STEPS, Step, may};
