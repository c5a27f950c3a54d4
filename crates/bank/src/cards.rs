//! The test cards the bank knows, and what each one does.

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The longest card number there is.
const LONGEST_NUMBER: usize = 19;

/// What the bank does with a card.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Outcome {
    Approved,
    Declined(DeclineCode),
    NeedsConfirmation,
    /// The buyer decides, and then the shop completes the charge.
    NeedsCompletion,
    /// Approved; its refunds go another way.
    Refunds(Refunding),
    /// Charged at once, answered late.
    Slow,
    /// Charged, then the connection closes without an answer.
    AnswerLost,
    /// The connection closes and nothing was charged.
    Dropped,
}

/// How money goes back to a card.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Refunding {
    AtOnce,
    /// Pending, made after a while.
    Later,
    /// Pending, failed after a while.
    FailsLater,
    /// Made at once, and come back after a while.
    Undone,
}

/// Why a card was declined.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DeclineCode {
    GenericDecline,
    InsufficientFunds,
    ExpiredCard,
    IncorrectCvc,
    /// The buyer pressed Decline.
    AuthenticationFailed,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Brand {
    Visa,
    Mastercard,
    Amex,
}

/// A published number and what it does.
pub(crate) struct TestCard {
    pub(crate) number: &'static str,
    pub(crate) brand: Brand,
    pub(crate) outcome: Outcome,
}

const fn visa(number: &'static str, outcome: Outcome) -> TestCard {
    TestCard { number, brand: Brand::Visa, outcome }
}

/// Every number the bank takes. The last four are our own, the others are the ones the field knows.
pub(crate) const TEST_CARDS: &[TestCard] = &[
    visa("4242424242424242", Outcome::Approved),
    TestCard { number: "5555555555554444", brand: Brand::Mastercard, outcome: Outcome::Approved },
    TestCard { number: "378282246310005", brand: Brand::Amex, outcome: Outcome::Approved },
    visa("4000000000000002", Outcome::Declined(DeclineCode::GenericDecline)),
    visa("4000000000009995", Outcome::Declined(DeclineCode::InsufficientFunds)),
    visa("4000000000000069", Outcome::Declined(DeclineCode::ExpiredCard)),
    visa("4000000000000127", Outcome::Declined(DeclineCode::IncorrectCvc)),
    visa("4000002500003155", Outcome::NeedsConfirmation),
    visa("4000000000003220", Outcome::NeedsCompletion),
    visa("4000000000007726", Outcome::Refunds(Refunding::Later)),
    visa("4000000000005126", Outcome::Refunds(Refunding::Undone)),
    visa("4000000000000416", Outcome::Refunds(Refunding::FailsLater)),
    visa("4000000000000119", Outcome::Slow),
    visa("4000000000000218", Outcome::AnswerLost),
    visa("4000000000000317", Outcome::Dropped),
];

/// A card as a caller sends it. No Debug, wiped when dropped.
#[derive(Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub(crate) struct SentCard {
    number: String,
    exp_month: u8,
    exp_year: u16,
    cvc: String,
}

/// What may be kept of a card.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct CardFacts {
    pub(crate) brand: Brand,
    pub(crate) last4: String,
    pub(crate) exp_month: u8,
    pub(crate) exp_year: u16,
}

/// What is wrong with a card.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CardFault {
    NotATestCard,
    Expiry,
    Cvc,
}

impl SentCard {
    /// Reads the card: what may be kept of it, and what it does. The number alone decides; a past expiry is the
    /// shop's to refuse.
    pub(crate) fn read(&self) -> Result<(CardFacts, Outcome), CardFault> {
        let card = self.published().ok_or(CardFault::NotATestCard)?;
        let exp_year = if self.exp_year < 100 { self.exp_year + 2000 } else { self.exp_year };
        if !(1..=12).contains(&self.exp_month) || !(2000..=2099).contains(&exp_year) {
            return Err(CardFault::Expiry);
        }
        let cvc_digits = if card.brand == Brand::Amex { 4 } else { 3 };
        if self.cvc.len() != cvc_digits || !self.cvc.bytes().all(|b| b.is_ascii_digit()) {
            return Err(CardFault::Cvc);
        }
        let last4 = card.number[card.number.len() - 4..].to_owned();
        Ok((CardFacts { brand: card.brand, last4, exp_month: self.exp_month, exp_year }, card.outcome))
    }

    fn published(&self) -> Option<&'static TestCard> {
        let mut digits = [0_u8; LONGEST_NUMBER];
        let mut length = 0;
        for byte in self.number.bytes().filter(|b| !matches!(b, b' ' | b'-')) {
            *digits.get_mut(length)? = byte;
            length += 1;
        }
        let found = TEST_CARDS.iter().find(|card| card.number.as_bytes() == &digits[..length]);
        digits.zeroize();
        found
    }
}

/// Whether a text carries a card number, be it with spaces or dashes: such a text must not reach the file.
pub(crate) fn names_a_card(text: &str) -> bool {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let mut bare: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let found = TEST_CARDS.iter().any(|card| bare.contains(card.number));
    bare.zeroize();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luhn(number: &str) -> bool {
        let sum: u32 = number
            .bytes()
            .rev()
            .zip([1, 2].into_iter().cycle())
            .map(|(b, weight)| u32::from(b - b'0') * weight)
            .map(|d| d / 10 + d % 10)
            .sum();
        sum.is_multiple_of(10)
    }

    #[test]
    fn every_test_number_passes_luhn_and_stands_once() {
        assert!(!luhn("4242424242424241"));
        for (at, card) in TEST_CARDS.iter().enumerate() {
            assert!(luhn(card.number), "{}", card.number);
            assert!(TEST_CARDS[..at].iter().all(|earlier| earlier.number != card.number));
        }
    }

    fn sent(number: &str, exp_month: u8, exp_year: u16, cvc: &str) -> SentCard {
        SentCard { number: number.into(), exp_month, exp_year, cvc: cvc.into() }
    }

    #[test]
    fn spaces_and_dashes_do_not_matter_but_other_characters_do() {
        assert!(sent("4242 4242-4242 4242", 1, 30, "123").read().is_ok());
        assert!(matches!(sent("4242.4242.4242.4242", 1, 30, "123").read(), Err(CardFault::NotATestCard)));
        assert!(matches!(sent("42424242424242424242424", 1, 30, "123").read(), Err(CardFault::NotATestCard)));
    }

    #[test]
    fn expiry_and_cvc_have_their_form() {
        assert!(matches!(sent("4242424242424242", 13, 2030, "123").read(), Err(CardFault::Expiry)));
        assert!(matches!(sent("4242424242424242", 1, 1999, "123").read(), Err(CardFault::Expiry)));
        assert!(matches!(sent("4242424242424242", 1, 2030, "1234").read(), Err(CardFault::Cvc)));
        let (facts, _) = sent("378282246310005", 1, 30, "1234").read().unwrap_or_else(|f| panic!("{f:?}"));
        assert_eq!((facts.exp_year, facts.last4.as_str()), (2030, "0005"));
    }

    #[test]
    fn a_card_number_inside_a_text_is_seen() {
        assert!(names_a_card("paid with 4242-4242 4242 4242 today"));
        assert!(!names_a_card("order 4242424242424241"));
    }
}
