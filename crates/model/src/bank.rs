//! The bank: idempotent by attempt key and by refund key.

use crate::Flaw;
use crate::world::{Answer, BankRecord, BankStatus};

/// Settles a charge, or a confirmation that was open, and sends the webhook.
pub fn settle(record: &mut BankRecord, outcome: BankStatus) {
    if outcome == BankStatus::Charged {
        record.charges += 1;
    }
    record.status = outcome;
    record.tells = true;
}

/// Keeps a charge until the buyer confirms it, and sends the webhook.
pub fn ask_buyer(record: &mut BankRecord) {
    record.status = BankStatus::AwaitsBuyer;
    record.asks = true;
}

/// Cancels by key: a charge that is not made never will be; one that is made is told.
pub fn cancel(record: &mut BankRecord, flaw: Flaw) -> Answer {
    if !matches!(record.status, BankStatus::Unknown | BankStatus::AwaitsBuyer) {
        return record.status.answer();
    }
    record.status = if flaw == Flaw::BankForgetsCancel { BankStatus::Unknown } else { BankStatus::Tombstone };
    Answer::Refused
}

/// Gives a charge back, once.
pub fn refund(record: &mut BankRecord) {
    record.refunds = record.charges.min(1);
}
