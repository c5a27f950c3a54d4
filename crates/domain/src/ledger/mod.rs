//! The ledger: double entry, so that every cent is somewhere.
//!
//! - [`Account`], [`Entry`]: debit positive, credit negative
//! - [`Balance`], [`changes_of_balances`]: what vendors have
//! - [`Split`]: what of a sale goes to whom
//! - [`capture`], [`collected_by_vendor`], [`capture_undone`], [`refund_requested`], [`refund_done`], [`surplus`], [`receipt`], [`receipt_applied`],
//!   [`receipt_returned`], [`refund_by_hand`], [`fee`], [`settlement`], [`release`]: the postings, each summing to zero

mod account;
mod balance;
mod entry;
mod postings;
mod split;
#[cfg(test)]
mod tests;

pub use account::Account;
pub use balance::{Balance, changes_of_balances};
pub use entry::{Entry, is_balanced};
pub use postings::{
    capture, capture_undone, collected_by_vendor, fee, receipt, receipt_applied, receipt_returned,
    refund_by_hand, refund_done, refund_requested, release, settlement, surplus,
};
pub use split::Split;
