//! What an order costs whom, and the life of it and of its payment, as graphs that nothing may leave.
//!
//! - [`Placement`], [`SaleTerms`], [`split_of_pieces`]: every amount of an order, and what goes back of it
//! - [`OrderStatus`], [`may`], [`derive_status`]: order and vendor order
//! - [`PaymentStatus`], [`AttemptStatus`], [`RefundStatus`]: the payment, each try of it, and what goes back
//! - [`CancelReason`]: why one ended unpaid
//! - [`PaymentMethod`], [`Terms`]: what each way to pay asks and allows

mod cancel_reason;
mod method;
mod payment;
mod placement;
mod refund;
mod refusal;
mod status;
mod step;
#[cfg(test)]
mod tests;

pub use cancel_reason::CancelReason;
pub use method::{PaymentMethod, Terms};
pub use payment::{AttemptStatus, PaymentStatus};
pub use placement::{PlacedLine, PlacedVendorOrder, Placement, SaleTerms, TaxRemitter, split_of_pieces};
pub use refund::RefundStatus;
pub use refusal::OrderRefusal;
pub use status::{OrderStatus, derive_status};
pub use step::{ActorKind, STEPS, Step, may};
