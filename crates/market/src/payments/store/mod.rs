mod attempt;
mod event;
mod payment;
mod refund;
mod transfer;

/// Payments, attempts or events that one statement reads or changes.
const AT_ONCE: usize = 16;

pub(crate) use attempt::*;
pub(crate) use event::*;
pub(crate) use payment::*;
pub(crate) use refund::*;
pub(crate) use transfer::*;
pub use {
    attempt::Attempt,
    payment::Payment,
    refund::{Discrepancy, Refund},
    transfer::{BookedTransfer, TransferRow, TransferState},
};
