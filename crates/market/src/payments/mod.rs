//! Payments: gateways, attempts, refunds and bank receipts. What an answer means for an order is decided in `checkout`.

mod answers;
mod gateway;
mod refunds;
mod sandbox;
mod store;

pub use answers::{Begun, GatewayAnswer, GatewayEvent, Genuine, News, NextStep, RefundAnswer, Taken};
pub use gateway::{Charge, ChargeRef, Gateways, PaymentGateway, PaymentInstrument, RefundOrder};
pub(crate) use refunds::{
    hear_of_refund, leave_mismatch_to_staff, list_refunds_for_staff, request_surplus_refund, send_refund,
};
pub use sandbox::{References, Sandbox};
pub use store::{Attempt, Payment, Refund};
pub(crate) use store::{
    CardFacts, NewPayment, WaitingEvent, add_captured, check_later, check_soon, clean_events, close_attempt,
    complete, copy_card_of_attempt, count_to_check, count_unknown, count_waiting_events, end, find_attempt,
    find_attempt_of_news, find_last_attempt, find_of_order, find_refund_by_key, insert, insert_attempt,
    keep_event, keep_fee, keep_reference, keep_taken, list_awaited_gateways, list_due_events, lock_of_order,
    mark_closing, mark_event_applied, move_attempt, open_attempt, put_event_off, received_by_transfer,
    resend, set_method, take_to_check,
};
