//! Letters in as few words as tell them apart.

use souk_domain::vendor::MemberRole;
use souk_market::{
    notifications::{Letter, Letterhead, Letters, RefundNews, Written},
    orders::OrderView,
};

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
            // the link, so that a test can follow it as a reader does
            Letter::OrderLink { order, link } => format!("link to {} {link}", order.number),
            Letter::VendorNewOrder { order, position } => {
                format!("new order {} part {position}", order.number)
            }
            // the link, so that a test can follow it as a reader does
            Letter::Account(letter) => format!("{} {}", letter.about.as_str(), letter.link),
            // the link, so that a test can follow it as a reader does
            Letter::Vendor(letter) => {
                let role = letter.role.map_or("", MemberRole::as_str);
                let about = format!("{}{}{role}", letter.answer, letter.member);
                format!("{} {} {about} {}", letter.news.as_str(), letter.vendor, letter.link)
            }
            Letter::ToMarket { message } => format!("message from {}", message.name),
            Letter::RefundLeftToStaff { order, refunds } => {
                format!("{} refunds of {}", refunds.len(), order.number)
            }
            Letter::RefundContradicted { order, refunds } => {
                format!("{} doubtful refunds of {}", refunds.len(), order.number)
            }
            Letter::PaymentStayedOpen { order } => format!("payment open {}", order.number),
            Letter::TransferAwaited { order, .. } => format!("transfer awaited {}", order.number),
            Letter::Parcel { order, news, .. } => format!("{} {}", news.as_str(), order.number),
            Letter::NotReceived { order, position, .. } => {
                format!("not received {} part {position}", order.number)
            }
            Letter::ReviewAsked { order, lines, .. } => {
                format!("{} lines to review of {}", lines.len(), order.number)
            }
            Letter::StockRanLow { stock, .. } => format!("{} left of {}", stock.left, stock.name),
            Letter::CalledOff { order, refund } => {
                format!("called off {} of {}", refund.refund.id, order.number)
            }
            Letter::Refund { order, refund, news, .. } => {
                let what = match news {
                    RefundNews::Sent => "refunded",
                    RefundNews::Failed => "not refunded",
                    RefundNews::ByHand => "to be refunded by hand",
                };
                format!("{what} {} of {}", refund.refund.total, order.number)
            }
            Letter::Return { order, status, answer, .. } => {
                format!("return {status} of {} {answer}", order.number)
            }
            Letter::VendorReturn { order, request } => {
                format!("return asked of {} for {}", order.number, request.reason)
            }
        };
        let text = match letter {
            Letter::OrderPlaced { order, .. }
            | Letter::PaymentReceived { order, .. }
            | Letter::PaymentFailed { order, .. }
            | Letter::OrderCancelled { order, .. }
            | Letter::LatePaymentReturned { order, .. } => format!("{subject}, {}", standing(order)),
            Letter::Account(letter) => format!("{subject} to {}", letter.name),
            _ => subject.clone(),
        };
        Written { text, html: format!("<p>{subject}</p>"), subject }
    }
}

/// What of an order may be otherwise a moment later.
fn standing(order: &OrderView) -> String {
    let attempt = order.last_attempt.as_ref().map_or("no try", |attempt| attempt.status.as_str());
    format!("{} with {} after {attempt}", order.status, order.payment.captured)
}
