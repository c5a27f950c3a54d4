//! The money path: PREPARE in one transaction, PAY with none open, FINALISE in one that may come twice.
//!
//! - [`place_order`], [`pay_order`], [`complete_on_return`], [`cancel_order`]: what a buyer does
//! - `finalise`: what a gateway's answer means, called alike by request, webhook and sweeper
//! - [`receive_event`], `apply_news`, `sweep`, [`record_receipt`]: what happens without the buyer
//!
//! Locks are taken in one order everywhere: idempotency record, cart, order, vendor orders, payment, stock by id.

mod abuse;
mod answer;
mod close;
mod finalise;
mod news;
mod pay;
mod place;
mod prepare;
mod receipts;
mod returning;
pub(crate) mod store;
mod sweep;
mod webhook;

pub use answer::{Answer, Outcome, Render};
pub use close::cancel_order;
pub(crate) use news::clean_news;
pub use news::{apply_news, count_waiting_news};
pub use pay::{PayOrder, pay_order};
pub use place::place_order;
pub use prepare::{PlaceOrder, offers_transfer};
pub use receipts::{
    BankReceipt, BookedReceipt, ReceiptOutcome, ReceiptState, list_receipts, record_receipt,
    record_receipt_once,
};
pub use returning::complete_on_return;
pub use sweep::count_without_gateway;
pub(crate) use sweep::sweep;
pub use webhook::receive_event;
