//! The money path: PREPARE in one transaction, PAY with none open, FINALISE in one that may come twice.
//!
//! - [`place_order`], [`pay_order`], [`cancel_order`]: what a buyer does
//! - `finalise`: what a gateway's answer means, called alike by request, webhook and sweeper
//! - [`receive_event`], [`settle_doubtful`], [`end_expired`], [`record_incoming_transfer`]: what happens without the buyer
//!
//! Locks are taken in one order everywhere: idempotency record, cart, order, vendor orders, payment, stock by id.

mod abuse;
mod answer;
mod close;
mod finalise;
mod incoming;
mod pay;
mod place;
mod prepare;
mod quote;
pub(crate) mod store;
mod sweep;
mod webhook;

pub use answer::{Answer, Outcome, Settled};
pub use close::{Cancelled, cancel_order, cancel_order_into_cart};
pub use incoming::{
    BookedTransfer, IncomingTransfer, TransferOutcome, TransferState, list_incoming_transfers,
    record_incoming_transfer,
};
pub use pay::{PayOrder, pay_order};
pub use place::{Payer, place_order};
pub use prepare::{PlaceOrder, offers_transfer};
pub use quote::{Quote, quote_cart};
pub(crate) use sweep::{
    Doubtful, LookedUp, end_expired, has_doubtful, list_expired, settle_doubtful, take_doubtful,
};
pub use webhook::receive_event;
