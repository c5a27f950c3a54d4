//! Events: what happened, written in the transaction in which it happened, told to others after it was committed.

mod store;

use souk_domain::ids::EventId;
pub use store::backlog;
pub(crate) use store::{emit, lock, mark_handled, take};

/// What happened. Every kind is named in the past tense and carries ids only: whoever handles it reads what is true then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// An order was placed and waits for money.
    OrderPlaced,
    /// An order is paid, or its payment is otherwise assured.
    OrderPaid,
    /// A try to pay ended without money; the order may be paid again.
    PaymentFailed,
    /// An order ended without having been paid.
    OrderCancelled,
    /// Money arrived for an order that had ended; it is on its way back.
    LatePaymentReturned,
    /// Money of an order must go back and no gateway does it: one refused, or it came by bank transfer.
    RefundLeftToStaff,
    /// A link to an account's owner was made; the subject is the link.
    LinkAsked,
    /// An account's password was changed.
    PasswordChanged,
    /// Another e-mail address was asked for, for an account that has a proven one.
    EmailChangeAsked,
    /// Signing in to an account asks for codes now.
    SecondFactorOn,
    /// Signing in to an account asks for no codes any more.
    SecondFactorOff,
}

impl EventKind {
    pub const ALL: &'static [Self] = &[
        Self::OrderPlaced,
        Self::OrderPaid,
        Self::PaymentFailed,
        Self::OrderCancelled,
        Self::LatePaymentReturned,
        Self::RefundLeftToStaff,
        Self::LinkAsked,
        Self::PasswordChanged,
        Self::EmailChangeAsked,
        Self::SecondFactorOn,
        Self::SecondFactorOff,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OrderPlaced => "order_placed",
            Self::OrderPaid => "order_paid",
            Self::PaymentFailed => "payment_failed",
            Self::OrderCancelled => "order_cancelled",
            Self::LatePaymentReturned => "late_payment_returned",
            Self::RefundLeftToStaff => "refund_left_to_staff",
            Self::LinkAsked => "link_asked",
            Self::PasswordChanged => "password_changed",
            Self::EmailChangeAsked => "email_change_asked",
            Self::SecondFactorOn => "second_factor_on",
            Self::SecondFactorOff => "second_factor_off",
        }
    }

    /// Whether its subject belongs to an account rather than to an order.
    pub(crate) const fn is_of_account(self) -> bool {
        matches!(
            self,
            Self::LinkAsked
                | Self::PasswordChanged
                | Self::EmailChangeAsked
                | Self::SecondFactorOn
                | Self::SecondFactorOff
        )
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == word)
    }
}

/// An event as it waits in the outbox. `subject` is the 16 bytes of the id of what it happened to.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    pub id: EventId,
    pub kind: EventKind,
    pub subject: [u8; 16],
}
