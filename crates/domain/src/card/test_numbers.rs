//! The published test numbers and what the sandbox bank does with each.

use crate::words::words;

/// What the sandbox bank does with a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Charges.
    Approved,
    /// Declines and gives no reason.
    Declined,
    /// Declines: not enough money.
    InsufficientFunds,
    /// Declines: expired.
    ExpiredCard,
    /// Declines: wrong security code.
    IncorrectCvc,
    /// Asks the buyer to confirm at the bank first.
    RequiresAction,
    /// As before, and charges when the shop completes what the buyer approved.
    RequiresCompletion,
    /// Charges; its refunds are pending for a while and succeed.
    RefundedLater,
    /// Charges; its refunds are pending for a while and fail.
    RefundFailsLater,
    /// Charges; its refunds succeed and fail after a while.
    RefundUndone,
    /// Charges, after a long while.
    Slow,
    /// Charges, and its answer is lost.
    ChargedAnswerLost,
    /// Drops the connection and charges nothing.
    DroppedBeforeCharge,
}

words!(Outcome {
    Approved = "approved",
    Declined = "declined",
    InsufficientFunds = "insufficient_funds",
    ExpiredCard = "expired_card",
    IncorrectCvc = "incorrect_cvc",
    RequiresAction = "requires_action",
    RequiresCompletion = "requires_completion",
    RefundedLater = "refunded_later",
    RefundFailsLater = "refund_fails_later",
    RefundUndone = "refund_undone",
    Slow = "slow",
    ChargedAnswerLost = "charged_answer_lost",
    DroppedBeforeCharge = "dropped_before_charge",
});

/// A published test number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TestCard {
    /// Its digits.
    pub number: &'static str,
    /// What happens with it.
    pub outcome: Outcome,
}

/// Every published test number: those the field knows, then our own.
pub const TEST_CARDS: &[TestCard] = &[
    TestCard { number: "4242424242424242", outcome: Outcome::Approved },
    TestCard { number: "5555555555554444", outcome: Outcome::Approved },
    TestCard { number: "378282246310005", outcome: Outcome::Approved },
    TestCard { number: "4000000000000002", outcome: Outcome::Declined },
    TestCard { number: "4000000000009995", outcome: Outcome::InsufficientFunds },
    TestCard { number: "4000000000000069", outcome: Outcome::ExpiredCard },
    TestCard { number: "4000000000000127", outcome: Outcome::IncorrectCvc },
    TestCard { number: "4000002500003155", outcome: Outcome::RequiresAction },
    TestCard { number: "4000000000003220", outcome: Outcome::RequiresCompletion },
    TestCard { number: "4000000000007726", outcome: Outcome::RefundedLater },
    TestCard { number: "4000000000000416", outcome: Outcome::RefundFailsLater },
    TestCard { number: "4000000000005126", outcome: Outcome::RefundUndone },
    TestCard { number: "4000000000000119", outcome: Outcome::Slow },
    TestCard { number: "4000000000000218", outcome: Outcome::ChargedAnswerLost },
    TestCard { number: "4000000000000317", outcome: Outcome::DroppedBeforeCharge },
];

/// What the sandbox bank does with a number (digits only); `None` for every number that is not published.
pub fn published_test_number(digits: &str) -> Option<Outcome> {
    TEST_CARDS.iter().find(|card| card.number == digits).map(|card| card.outcome)
}
