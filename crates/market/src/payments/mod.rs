//! Payments: gateways, attempts, refunds and incoming bank transfers. What an answer means for an order is decided in `checkout`.

mod refunds;
mod sandbox;
mod store;

pub use crate::ports::{Charge, ChargeEvent, GatewayAnswer, Gateways, PaymentGateway, RefundAnswer};
pub(crate) use refunds::{SendRefund, list_refunds_for_staff, request_surplus_refund};
pub use sandbox::Sandbox;
pub use store::{Attempt, Payment, Refund};
pub(crate) use store::{
    CardFacts, NewPayment, add_captured, close_attempt, complete, copy_card_of_attempt, count_to_check,
    count_unknown, end, find_attempt, find_attempt_by_key, find_last_attempt, find_of_order, has_in_doubt,
    insert, insert_attempt, insert_event, lock_of_order, mark_closing, move_attempt, open_attempt,
    received_by_transfer, resend, set_method, take_to_check,
};
