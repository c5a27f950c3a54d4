//! What one stranger may ask.

use futures_util::future::join_all;
use jiff::SignedDuration;
use souk_domain::ids::AccountId;
use souk_market::{Result, checkout::Answer, limits::Limits};
use souk_testkit::{Market, market::CARD};

use super::shop::{DECLINED, mug_of, mugs, order_one, refused};

/// Orders one thing as somebody.
async fn order_as(
    market: &Market,
    mug: souk_domain::ids::VariantId,
    email: &str,
    card: &'static str,
) -> Result<Answer> {
    let mut purchase = market.purchase(market.cart(&[(mug, 1)]).await, card);
    purchase.email = email.to_owned();
    market.buy(&purchase).await
}

#[tokio::test]
async fn one_buyer_has_three_unpaid_orders_at_most() {
    let (market, mug) = mugs().await;
    let mut orders = Vec::new();
    for email in ["ada@example.org", "ADA@example.org", "ada@Example.org"] {
        orders.push(order_as(&market, mug, email, DECLINED).await.unwrap().order);
    }
    assert_eq!(refused(order_as(&market, mug, "ada@example.org", CARD).await), "too_many_unpaid");
    assert_eq!(order_as(&market, mug, "bob@example.org", CARD).await.unwrap().body, "paid");
    market.pay(orders[0], CARD).await.unwrap();
    assert_eq!(order_as(&market, mug, "ada@example.org", CARD).await.unwrap().body, "paid");
    market.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_limit_holds_when_one_buyer_orders_many_times_at_once() {
    let market = Market::open().await;
    let mug = mug_of(&market, 20).await;
    let mut purchases = Vec::new();
    for _ in 0..8 {
        let mut purchase = market.purchase(market.cart(&[(mug, 1)]).await, CARD).by_transfer();
        purchase.email = "ada@example.org".to_owned();
        purchases.push(purchase);
    }
    let answers = join_all(purchases.iter().map(|purchase| market.buy(purchase))).await;
    let (placed, others): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!(placed.len(), 3);
    for other in others {
        assert_eq!(refused(other), "too_many_unpaid");
    }
    market.close().await;
}

#[tokio::test]
async fn one_network_has_ten_unpaid_orders_at_most() {
    let market = Market::open().await;
    let mug = mug_of(&market, 20).await;
    for turn in 0..11 {
        let mut purchase = market.purchase(market.cart(&[(mug, 1)]).await, CARD).by_transfer();
        purchase.client = Some("203.0.113.0/24".to_owned());
        match (turn, market.buy(&purchase).await) {
            (0..10, Ok(answer)) => assert_eq!(answer.body, "pending"),
            (10, refusal) => assert_eq!(refused(refusal), "too_many_unpaid"),
            (_, other) => panic!("{other:?}"),
        }
    }
    market.close().await;
}

#[tokio::test]
async fn one_order_is_tried_five_times_at_most() {
    let (market, mug) = mugs().await;
    let (order, _) = order_one(&market, mug, DECLINED).await;
    for _ in 0..4 {
        assert_eq!(market.pay(order, DECLINED).await.unwrap().body, "declined generic_decline");
    }
    assert_eq!(refused(market.pay(order, CARD).await), "too_many_attempts");
    assert_eq!(market.order_view(order).await.payment.attempts, 5);
    market.close().await;
}

#[tokio::test]
async fn declined_cards_are_slowed_down() {
    let limits = Limits { declines_per_quarter_hour: 3, ..Limits::default() };
    let market = Market::with_limits(limits).await;
    let mug = mug_of(&market, 10).await;
    let order = order_as(&market, mug, "ada@example.org", DECLINED).await.unwrap().order;
    for _ in 0..2 {
        market.pay(order, DECLINED).await.unwrap();
    }
    assert_eq!(refused(market.pay(order, CARD).await), "too_many_requests");
    assert_eq!(refused(order_as(&market, mug, "ada@example.org", CARD).await), "too_many_requests");
    assert_eq!(order_as(&market, mug, "bob@example.org", CARD).await.unwrap().body, "paid");
    market.clock.advance(SignedDuration::from_mins(15));
    assert_eq!(order_as(&market, mug, "ada@example.org", CARD).await.unwrap().body, "paid");
    market.close().await;
}

#[tokio::test]
async fn orders_of_strangers_under_an_address_bind_neither_its_owner_nor_another_client() {
    let market = Market::open().await;
    let mug = mug_of(&market, 20).await;
    let order = async |client: &str, account: Option<AccountId>, card: &'static str| {
        let mut purchase = market.purchase(market.cart(&[(mug, 1)]).await, card);
        (purchase.email, purchase.client) = ("ada@example.org".to_owned(), Some(client.to_owned()));
        purchase.account = account;
        market.buy(&purchase).await
    };
    let (stranger, owner) = ("203.0.113.0/24", "198.51.100.0/24");
    for _ in 0..3 {
        order(stranger, None, DECLINED).await.unwrap();
    }
    assert_eq!(refused(order(stranger, None, CARD).await), "too_many_unpaid");
    assert_eq!(order(owner, None, CARD).await.unwrap().body, "paid");
    // signed in, even behind the same connection
    let account = Some(AccountId::from_bytes([7; 16]));
    for _ in 0..3 {
        order(stranger, account, DECLINED).await.unwrap();
    }
    assert_eq!(refused(order(stranger, account, CARD).await), "too_many_unpaid", "its own count");
    assert_eq!(order(owner, None, CARD).await.unwrap().body, "paid");
    market.close().await;
}

#[tokio::test]
async fn cards_that_strangers_try_under_an_address_slow_no_other_client_down() {
    let limits = Limits { declines_per_quarter_hour: 3, ..Limits::default() };
    let market = Market::with_limits(limits).await;
    let mug = mug_of(&market, 10).await;
    let order = async |client: &str, card: &'static str| {
        let mut purchase = market.purchase(market.cart(&[(mug, 1)]).await, card);
        (purchase.email, purchase.client) = ("ada@example.org".to_owned(), Some(client.to_owned()));
        market.buy(&purchase).await
    };
    for _ in 0..3 {
        order("203.0.113.0/24", DECLINED).await.unwrap();
    }
    assert_eq!(order("198.51.100.0/24", CARD).await.unwrap().body, "paid");
    market.close().await;
}
