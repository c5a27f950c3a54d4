//! Letters in as few words as tell them apart.

use souk_market::notifications::{Letter, Letterhead, Letters, Written};

/// Says what the letter is about and names the order.
pub(super) struct Plain;

impl Letters for Plain {
    fn write(&self, _head: &Letterhead, letter: &Letter<'_>) -> Written {
        let subject = match letter {
            Letter::OrderPlaced { order, .. } => format!("placed {}", order.number),
            Letter::PaymentReceived { order, .. } => format!("payment received {}", order.number),
            Letter::PaymentFailed { order, .. } => format!("payment failed {}", order.number),
            Letter::OrderCancelled { order, .. } => format!("cancelled {}", order.number),
            Letter::LatePaymentReturned { order, .. } => format!("late payment {}", order.number),
            Letter::VendorNewOrder { order, part } => format!("new order {} part {part}", order.number),
            // the link, so that a test can follow it as a reader does
            Letter::Account(letter) => format!("{} {}", letter.about.as_str(), letter.link),
            Letter::ToMarket { message } => format!("message from {}", message.name),
            Letter::RefundLeftToStaff { order, refunds } => {
                format!("{} refunds of {}", refunds.len(), order.number)
            }
        };
        Written { text: subject.clone(), html: format!("<p>{subject}</p>"), subject }
    }
}
