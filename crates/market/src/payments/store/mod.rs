mod attempt;
mod event;
mod payment;
mod refund;

pub(crate) use attempt::*;
pub(crate) use event::*;
pub(crate) use payment::*;
pub(crate) use refund::*;
pub use {attempt::Attempt, payment::Payment, refund::Refund};
