use souk_market::mail::{Letter, Letterhead, Written};

/// Letters in plain words.
pub(super) struct Letters;

impl souk_market::mail::Letters for Letters {
    fn write(&self, _head: &Letterhead, letter: &Letter<'_>) -> Written {
        let (subject, link) = match letter {
            Letter::OrderPlaced { link, .. } => ("Your order", link.as_str()),
            Letter::PaymentFailed { link, .. } => ("Your payment did not go through", link.as_str()),
            Letter::OrderCancelled { link, .. } => ("Your order is cancelled", link.as_str()),
            Letter::LatePaymentReturned { link, .. } => ("Your payment is returned", link.as_str()),
            Letter::VendorNewOrder { .. } => ("A new order", ""),
        };
        Written { subject: subject.to_owned(), text: link.to_owned(), html: format!("<p>{link}</p>") }
    }
}
