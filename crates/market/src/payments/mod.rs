//! Payments: gateways, attempts and refunds. What an answer means for an order, and what a bank transfer pays, is decided in
//! `checkout`.

mod giving_back;
mod listing;
mod refunds;
mod sandbox;
mod store;

/// The stored name of the market's own bank account, where transfers arrive and from where people send money.
pub(crate) const BANK: &str = "bank";
/// The stored names of who takes the cash of an order at the door, and owes the market its part: its vendors, or their carriers.
pub(crate) const CASH_OF_VENDOR: &str = "cash_vendor";
pub(crate) const CASH_OF_CARRIER: &str = "cash_carrier";

pub use crate::ports::{
    Begun, Charge, ChargeRef, GatewayAnswer, GatewayEvent, GatewayEventKind, Gateways, Genuine, NextStep,
    PaymentGateway, PaymentInstrument, RefundAnswer, RefundOrder, Taken,
};
pub use giving_back::send_refunds_of;
pub(crate) use giving_back::{GivenBack, request_refund};
pub(crate) use listing::page_of_refunds;
pub use listing::{RefundList, list_refunds};
pub(crate) use refunds::{
    LookUpRefund, SendRefund, leave_mismatch_to_staff, list_refunds_for_staff, record_refund_event,
    request_surplus_refund,
};
pub use refunds::{mark_refund_done, retry_refund};
pub use sandbox::{References, Sandbox};
pub use store::{Attempt, BookedTransfer, Discrepancy, Payment, Refund, TransferRow, TransferState};
pub(crate) use store::{
    CardFacts, NewPayment, WaitingEvent, add_captured, check_open_soon, check_soon, clean_events,
    close_attempt, complete, complete_by_card, count_to_check, count_unknown, count_waiting_events, end,
    find_attempt, find_attempt_of_event, find_last_attempt, find_of_order, find_order_of_reference,
    find_refund, find_refund_by_key, find_standing_refund, find_transfer, forget_refund_notes,
    has_failed_event, has_in_doubt, insert, insert_attempt, insert_transfer, keep_event, keep_fee,
    keep_reference, keep_taken, list_attempts_by_key, list_awaited_gateways, list_contradicted_refunds,
    list_due_events, list_incoming_transfers, list_last_attempts, list_of_orders, list_received,
    list_refunds_of_order, lock_of_order, lock_with_attempt, mark_closing, mark_event_applied,
    mark_events_applied, move_attempt, open_attempt, put_event_off, received_by_transfer, resend,
    set_alerted, set_applied, set_cash, set_method, set_reminded, set_returned, take_to_check,
};
