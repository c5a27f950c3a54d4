//! What most tests need: one vendor with a few mugs, and short ways to say what is expected.

use std::{future::Future, time::Duration};

use souk_domain::{
    ids::{OrderId, VariantId},
    order::{AttemptStatus, OrderStatus, PaymentStatus},
};
use souk_market::{Error, Result};
use souk_testkit::{Market, market::CARD};

/// What a mug costs with shipping and tax: 24.50 + 5.00 + 1.47.
pub(crate) const MUG_TOTAL: i64 = 3097;
pub(crate) const DECLINED: &str = "4000000000000002";
pub(crate) const CONFIRM: &str = "4000002500003155";
pub(crate) const SLOW: &str = "4000000000000119";
pub(crate) const ANSWER_LOST: &str = "4000000000000218";
pub(crate) const DROPPED: &str = "4000000000000317";
/// How long anything may take that must come.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A market where ten mugs are for sale.
pub(crate) async fn mugs() -> (Market, VariantId) {
    let market = Market::open().await;
    let mug = mug_of(&market, 10).await;
    (market, mug)
}

/// A mug of which there are so many.
pub(crate) async fn mug_of(market: &Market, stock: i64) -> VariantId {
    let vendor = market.vendor("Kiln & Fern").await;
    market.product(vendor, 2450, stock).await
}

/// Orders one mug with a card and tells what came of it.
pub(crate) async fn order_one(market: &Market, mug: VariantId, card: &'static str) -> (OrderId, String) {
    let answer = market.place(market.cart(&[(mug, 1)]).await, card).await.unwrap();
    (answer.order, answer.body)
}

/// Order, payment and newest attempt.
pub(crate) async fn statuses(
    market: &Market,
    order: OrderId,
) -> (OrderStatus, PaymentStatus, Option<AttemptStatus>) {
    let view = market.order_view(order).await;
    (view.status, view.payment.status, view.last_attempt.map(|attempt| attempt.status))
}

pub(crate) async fn status(market: &Market, order: OrderId) -> OrderStatus {
    market.order_view(order).await.status
}

/// The bank's key of the order's newest attempt.
pub(crate) async fn last_key(market: &Market, order: OrderId) -> String {
    market.order_view(order).await.last_attempt.unwrap().row.gateway_key
}

/// The page on which the buyer confirms.
pub(crate) async fn page(market: &Market, order: OrderId) -> String {
    market.order_view(order).await.last_attempt.unwrap().row.next_action_url.unwrap()
}

/// Kinds of the mails to buyers, in the order they were written.
pub(crate) async fn told(market: &Market) -> Vec<String> {
    let mails = market.mails().await.into_iter();
    mails.filter(|(reader, _)| !reader.ends_with("vendors.example")).map(|(_, kind)| kind).collect()
}

/// The stable code of a refusal.
#[track_caller]
pub(crate) fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
    match outcome.unwrap_err() {
        Error::Refused(refusal) => refusal.code().name,
        Error::Fault(fault) => panic!("a fault instead of a refusal: {fault}"),
    }
}

/// True when another buyer could have so many.
pub(crate) async fn can_be_had(market: &Market, mug: VariantId, pieces: u32) -> bool {
    market.try_cart(&[(mug, pieces)]).await.is_ok()
}

/// Proves that the shop still sells: the last word of a test about trouble.
pub(crate) async fn still_sells(market: &Market, mug: VariantId) {
    assert_eq!(order_one(market, mug, CARD).await.1, "paid");
}

/// Looks until it is so.
pub(crate) async fn until<F: Future<Output = bool>>(what: &str, mut is_so: impl FnMut() -> F) {
    let mut ticks = tokio::time::interval(Duration::from_millis(20));
    let looking = async {
        while !is_so().await {
            ticks.tick().await;
        }
    };
    assert!(tokio::time::timeout(PATIENCE, looking).await.is_ok(), "{what}");
}
