//! What became of each promotion that was looked at, and why.

use crate::ids::PromotionId;
use crate::money::{Currency, to_decimal};
use jiff::Timestamp;

/// A promotion that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Considered {
    /// The promotion.
    pub promotion: PromotionId,
    /// Its name.
    pub name: String,
    /// The code that was entered for it, as it is written in the promotion.
    pub code: Option<String>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a promotion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It lowers prices.
    Applied {
        /// By how much together, in minor units.
        discount: i64,
    },
    /// It takes the shipping fee off as soon as it is known where the goods go.
    AddressNeeded,
    /// It lowers nothing.
    Refused(NotApplied),
}

/// Why a promotion lowers nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotApplied {
    /// It begins later.
    NotStarted {
        /// When.
        at: Timestamp,
    },
    /// It is over.
    Ended {
        /// Since when.
        at: Timestamp,
    },
    /// It wants a code that was not entered.
    CodeMissing,
    /// The code, or what it unlocked, was taken back.
    CodeWithdrawn,
    /// It was used as often as it may be.
    UsedUp,
    /// This buyer used it as often as one may.
    UsedUpByYou,
    /// It reaches nothing in the cart.
    NothingInScope,
    /// What it reaches is worth too little.
    MinimumNotReached {
        /// What is missing, in minor units.
        missing: i64,
    },
    /// It reaches too few pieces.
    QuantityNotReached {
        /// What is missing, in pieces.
        missing: u32,
    },
    /// Another one that excludes it is better for the buyer, or comes first.
    NotCombinable {
        /// What the other is called.
        with: String,
    },
    /// It reaches something, and nothing of it gets cheaper.
    NoEffect,
    /// With it the cart would cost more: it would take free shipping away, say.
    WouldCostMore,
}

impl NotApplied {
    /// The stable word for it, snake_case.
    pub fn word(&self) -> &'static str {
        match self {
            Self::NotStarted { .. } => "not_started",
            Self::Ended { .. } => "ended",
            Self::CodeMissing => "code_missing",
            Self::CodeWithdrawn => "code_withdrawn",
            Self::UsedUp => "used_up",
            Self::UsedUpByYou => "used_up_by_you",
            Self::NothingInScope => "nothing_in_scope",
            Self::MinimumNotReached { .. } => "minimum_not_reached",
            Self::QuantityNotReached { .. } => "quantity_not_reached",
            Self::NotCombinable { .. } => "not_combinable",
            Self::NoEffect => "no_effect",
            Self::WouldCostMore => "would_cost_more",
        }
    }

    /// Every stable word, in the order of the documentation.
    pub const WORDS: &'static [&'static str] = &[
        "not_started",
        "ended",
        "code_missing",
        "code_withdrawn",
        "used_up",
        "used_up_by_you",
        "nothing_in_scope",
        "minimum_not_reached",
        "quantity_not_reached",
        "not_combinable",
        "no_effect",
        "would_cost_more",
    ];

    /// Why, and how to mend it, in full sentences.
    pub fn detail(&self, currency: Currency) -> String {
        match self {
            Self::NotStarted { at } => format!("It begins at {at}."),
            Self::Ended { at } => format!("It ended at {at}."),
            Self::CodeMissing => "It applies with its code only.".to_owned(),
            Self::CodeWithdrawn => "It is not offered any more. Take the code out.".to_owned(),
            Self::UsedUp => "It was used as often as it may be.".to_owned(),
            Self::UsedUpByYou => "You used it as often as one may.".to_owned(),
            Self::NothingInScope => "It is for other things than those in the cart.".to_owned(),
            Self::MinimumNotReached { missing } => {
                format!("Add {} {currency} of what it is for.", to_decimal(*missing, currency))
            }
            Self::QuantityNotReached { missing: 1 } => "Add 1 more piece of what it is for.".to_owned(),
            Self::QuantityNotReached { missing } => format!("Add {missing} more pieces of what it is for."),
            Self::NotCombinable { with } => format!("It does not go together with “{with}”."),
            Self::NoEffect => "Nothing gets cheaper by it.".to_owned(),
            Self::WouldCostMore => "With it the cart would cost more.".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_word_of_its_own_and_a_sentence() {
        let at = Timestamp::UNIX_EPOCH;
        let all = [
            NotApplied::NotStarted { at },
            NotApplied::Ended { at },
            NotApplied::CodeMissing,
            NotApplied::CodeWithdrawn,
            NotApplied::UsedUp,
            NotApplied::UsedUpByYou,
            NotApplied::NothingInScope,
            NotApplied::MinimumNotReached { missing: 550 },
            NotApplied::QuantityNotReached { missing: 2 },
            NotApplied::NotCombinable { with: "Spring".into() },
            NotApplied::NoEffect,
            NotApplied::WouldCostMore,
        ];
        let words: Vec<_> = all.iter().map(NotApplied::word).collect();
        assert_eq!(words, NotApplied::WORDS);
        assert!(all.iter().all(|why| why.detail(Currency::USD).ends_with('.')));
        assert_eq!(all[7].detail(Currency::USD), "Add 5.50 USD of what it is for.");
        assert_eq!(all[8].detail(Currency::USD), "Add 2 more pieces of what it is for.");
    }
}
