//! What a payment refuses.

use super::NOT_A_TEST_CARD;
use super::{CARD_DATA_NOT_ACCEPTED, FieldError, METHOD_NOT_OFFERED};
use crate::code::refusals;
use crate::money::Currency;
use crate::order::NoCash;
use crate::text::counted;
use crate::words::words;

/// Why a card was declined, as far as the bank says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeclineCode {
    /// The bank gives no reason.
    GenericDecline,
    /// Not enough money.
    InsufficientFunds,
    /// The bank says the card has expired.
    ExpiredCard,
    /// The security code is not the card's.
    IncorrectCvc,
    /// The buyer did not confirm at the bank.
    NotConfirmed,
}

words!(DeclineCode {
    GenericDecline = "generic_decline",
    InsufficientFunds = "insufficient_funds",
    ExpiredCard = "expired_card",
    IncorrectCvc = "incorrect_cvc",
    NotConfirmed = "not_confirmed",
});

impl DeclineCode {
    /// The code of a gateway's word; any word we do not know is a decline without a reason.
    pub fn from_gateway(word: &str) -> Self {
        Self::parse(word).unwrap_or(Self::GenericDecline)
    }

    /// What to tell the buyer.
    pub const fn advice(self) -> &'static str {
        match self {
            Self::GenericDecline => {
                "The bank declined the card and gave no reason. Try another card, or ask the bank."
            }
            Self::InsufficientFunds => "Insufficient funds. Try another card.",
            Self::ExpiredCard => "The bank says this card has expired. Try another card.",
            Self::IncorrectCvc => "The security code does not match the card. Check it and try again.",
            Self::NotConfirmed => {
                "The payment was not confirmed at the bank. Try again, or use another card."
            }
        }
    }
}

refusals! {
    /// What a payment refuses.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum PaymentRefusal {
        /// There is no such order or payment, or it is not the asker's.
        #[error("There is no such payment.")]
        NotFound => NOT_FOUND,
        /// One attempt is open, and there is never a second.
        #[error("A payment for this order is in progress. Wait a moment: the order shows how it ends.")]
        InProgress {
            /// When to look again.
            retry_after_s: u32,
        } => PAYMENT_IN_PROGRESS,
        /// The bank said no; the order waits for another try.
        #[error("{} Nothing was charged, and your order is kept for you.", decline.advice())]
        CardDeclined {
            /// Why.
            decline: DeclineCode,
        } => CARD_DECLINED,
        /// Nothing is left to pay.
        #[error("This order is paid already.")]
        AlreadyPaid => ALREADY_PAID,
        /// The order ended, or is about to.
        #[error("This order takes no payment any more. Its things are back in your cart: place a new order.")]
        Closed => PAYMENT_CLOSED,
        /// Only tokens are taken.
        #[error("Card numbers are not taken here. Use the gateway's own form, which gives a token.")]
        CardDataNotAccepted => CARD_DATA_NOT_ACCEPTED,
        /// Something in the card's data is wrong.
        #[error("Something in the card's data is wrong. Nothing was charged.")]
        InvalidCard {
            /// Each wrong field; never with what was typed.
            fields: Vec<FieldError>,
        } => INVALID_CARD,
        /// The sandbox takes published test numbers only.
        #[error("This is a test shop: never enter a real card.")]
        NotATestCard {
            /// JSON pointer of the number.
            pointer: String,
        } => NOT_A_TEST_CARD,
        /// The order was tried too often.
        #[error("This order was tried {}. Place a new one, or write to the market.", counted(*max, "time", "times"))]
        TooManyAttempts {
            /// The most.
            max: u32,
        } => TOO_MANY_ATTEMPTS,
        /// This way to pay is not for this order.
        #[error("This way to pay is not offered for this order. Choose another.")]
        MethodNotOffered => METHOD_NOT_OFFERED,
        /// Paying at the door is not for this order.
        #[error("{} Choose another way to pay.", why.advice())]
        CashNotOffered {
            /// Why not.
            why: NoCash,
        } => METHOD_NOT_OFFERED,
        /// Whoever brings the parcel takes the money.
        #[error("This order is paid in cash when it arrives: no other payment is taken for it.")]
        PaidOnDelivery => PAID_ON_DELIVERY,
        /// Only a failed refund is tried again, at a gateway that is set up.
        #[error("This refund cannot be tried again: it has not failed, or its gateway is not set up.")]
        RefundNotRetriable => REFUND_NOT_RETRIABLE,
        /// Only what waits for people is ended by them.
        #[error("This refund does not wait for anybody: it is done, on its way, or another stands in its place.")]
        RefundNotWaiting => REFUND_NOT_WAITING,
        /// Only what no order has used is applied or returned.
        #[error("This transfer does not wait any more: it was applied to an order, or returned.")]
        TransferNotWaiting => TRANSFER_NOT_WAITING,
        /// Money pays only what is charged in its currency.
        #[error("This order is charged in {charged}: money of another currency does not pay it. Return it.")]
        CurrencyDiffers {
            /// The order's currency.
            charged: Currency,
        } => CURRENCY_MISMATCH,
    }
}

impl PaymentRefusal {
    /// The fields that are wrong.
    pub fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::CardDeclined { decline } => {
                vec![FieldError::new("/payment/card", decline.as_str(), decline.advice())]
            }
            Self::CardDataNotAccepted => {
                vec![FieldError::new("/payment/card", CARD_DATA_NOT_ACCEPTED.name, self.to_string())]
            }
            Self::InvalidCard { fields } => fields.clone(),
            Self::NotATestCard { pointer } => {
                vec![FieldError::new(pointer.as_str(), NOT_A_TEST_CARD.name, self.to_string())]
            }
            Self::MethodNotOffered | Self::CashNotOffered { .. } => {
                vec![FieldError::new("/payment/method", METHOD_NOT_OFFERED.name, self.to_string())]
            }
            _ => Vec::new(),
        }
    }
}
