//! The money path's use cases, on the database `SOUK_TEST_DATABASE` names. Every test ends with the proof that no
//! invariant is broken.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on fails"
)]

mod abuse;
mod arriving;
mod at_once;
mod away;
mod broken;
mod cancelled;
mod cash;
mod commission;
mod declined;
mod documents;
mod doubt;
mod downloads;
mod gateway;
mod gateway_events;
mod giving_back;
mod gone;
mod guest_carts;
mod idempotency;
mod joining;
mod joining_owners;
mod lanes;
mod letters;
mod locks;
mod notices;
mod paid;
mod plans;
mod price_history;
mod prices;
mod promotion_races;
mod promotions;
mod races;
mod refund_answers;
mod refunds;
mod returning;
mod reviewing;
mod shipping;
mod shop;
mod staff;
mod staff_log;
mod subscribers;
mod subscribers_killed;
mod tables;
mod taxes;
mod transfers;
mod transitions;
mod trial;
mod vendor_orders;
mod vendor_roles;
mod vendor_roles_whole;
mod ways_to_ship;
