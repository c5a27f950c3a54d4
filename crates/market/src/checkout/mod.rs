//! The money path: PREPARE in one transaction, PAY with none open, FINALISE in one that may come twice.
//!
//! - [`place_order`], [`pay_order`], [`complete_on_return`], [`cancel_order`]: what a buyer does
//! - `finalise`: what a gateway's answer means, called alike by request, webhook and sweeper
//! - [`receive_event`], [`apply_gateway_event`], [`settle_doubtful`], [`end_expired`], [`record_incoming_transfer`]: what
//!   happens without the buyer
//!
//! Locks are taken in one order everywhere: ARCHITECTURE.md has it, `docs/decisions/020-locks.md` says why.

mod abuse;
mod answer;
mod close;
mod finalise;
mod gateway_events;
mod incoming;
mod pay;
mod place;
mod prepare;
mod quote;
mod remind;
mod returning;
pub(crate) mod store;
mod sweep;
mod webhook;

pub use answer::{Answer, Outcome, Settled};
pub use close::{Cancelled, cancel_any_order, cancel_order, cancel_order_into_cart};
pub(crate) use gateway_events::{
    apply_gateway_event, clean_gateway_events, count_gateway_events, has_failed_gateway_event,
    list_due_gateway_events, put_gateway_event_off, skip_known_gateway_events,
};
pub(crate) use incoming::page_of_transfers;
pub use incoming::{
    IncomingTransfer, TransferOutcome, apply_incoming_transfer, list_incoming_transfers,
    record_incoming_transfer, return_incoming_transfer,
};
pub use pay::{PayOrder, pay_order};
pub use place::{Payer, place_order};
pub use prepare::PlaceOrder;
pub(crate) use quote::{Offered, offered_methods};
pub use quote::{Quote, quote_cart};
pub(crate) use remind::remind_of_transfers;
pub use returning::complete_on_return;
pub use sweep::end_overdue_order;
pub(crate) use sweep::{
    Doubtful, LookedUp, end_expired, find_gateway_not_set_up, has_doubtful, list_expired, settle_doubtful,
    take_doubtful,
};
pub use webhook::receive_event;

use souk_domain::refusal::PaymentRefusal;

/// Seconds after which an attempt that is open is worth another look: few are answered later.
const ASK_AGAIN_S: u32 = 5;

/// Nobody can say yet what the order's open attempt came to.
fn in_progress() -> PaymentRefusal {
    PaymentRefusal::InProgress { retry_after_s: ASK_AGAIN_S }
}
