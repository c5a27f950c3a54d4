//! Many buyers, few pieces.

use souk_domain::{ids::CartKey, order::OrderStatus};
use souk_market::{App, checkout};
use souk_testkit::{
    Market,
    market::{CARD, Good},
};

use super::shop::{DECLINED, MUG_TOTAL, can_be_had, mug_of, mugs, order_one, refused};

/// All buy at once, every other one at the second server. Answers how many were paid; all others were refused for stock.
async fn all_buy(market: &Market, second: &App, carts: Vec<CartKey>) -> usize {
    let tasks: Vec<_> = (0..)
        .zip(carts)
        .map(|(place, cart)| {
            let app = if place % 2 == 0 { market.app.clone() } else { second.clone() };
            let purchase = market.purchase(cart, CARD);
            tokio::spawn(async move { purchase.on(&app).await })
        })
        .collect();
    let mut paid = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(answer) => {
                assert_eq!(answer.body, "paid");
                paid += 1;
            }
            refusal => assert_eq!(refused(refusal), "out_of_stock"),
        }
    }
    paid
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_buyers_of_one_unique_piece() {
    let market = Market::open().await;
    let second = market.second_app().await;
    let vendor = market.vendor("Loom House").await;
    let rug = market.sell(vendor, Good::unique(90_000)).await;
    let mut carts = Vec::new();
    for _ in 0..20 {
        carts.push(market.cart(&[(rug, 1)]).await);
    }
    assert_eq!(all_buy(&market, &second, carts).await, 1);
    assert_eq!(market.bank.statement().await.len(), 1);
    assert_eq!(refused(market.try_cart(&[(rug, 1)]).await), "sold");
    market.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_buyers_of_twenty_pieces_on_two_servers() {
    let market = Market::open().await;
    let second = market.second_app().await;
    let mug = mug_of(&market, 20).await;
    let mut carts = Vec::new();
    for _ in 0..60 {
        carts.push(market.cart(&[(mug, 1)]).await);
    }
    assert_eq!(all_buy(&market, &second, carts).await, 20);
    assert_eq!(market.bank.kept_in_all().await, 20 * MUG_TOTAL);
    assert!(!can_be_had(&market, mug, 1).await);
    market.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn carts_that_want_the_same_things_in_any_order_do_not_block_each_other() {
    let market = Market::open().await;
    let second = market.second_app().await;
    let (kiln, loom) = (market.vendor("Kiln & Fern").await, market.vendor("Loom House").await);
    let (mug, scarf) = (market.product(kiln, 2450, 12).await, market.product(loom, 5900, 12).await);
    let mut carts = Vec::new();
    for place in 0..24 {
        let wanted = if place % 2 == 0 { [(mug, 1), (scarf, 1)] } else { [(scarf, 1), (mug, 1)] };
        carts.push(market.cart(&wanted).await);
    }
    assert_eq!(all_buy(&market, &second, carts).await, 12);
    market.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn paying_and_cancelling_at_once_has_one_outcome() {
    let (market, mug) = mugs().await;
    let second = market.second_app().await;
    for _ in 0..6 {
        let (order, _) = order_one(&market, mug, DECLINED).await;
        let app = second.clone();
        let cancelling =
            tokio::spawn(async move { checkout::cancel_order(&app, souk_market::Actor::Guest, order).await });
        let paid = market.pay(order, CARD).await;
        let cancelled = cancelling.await.unwrap();
        let status = market.order_view(order).await.status;
        match (paid, cancelled) {
            (Ok(answer), Err(_)) if answer.body == "paid" => assert_eq!(status, OrderStatus::Processing),
            (Ok(answer), Ok(())) => {
                assert_eq!((answer.body.as_str(), status), ("ended", OrderStatus::Cancelled));
            }
            (paid @ Err(_), Ok(())) => {
                assert_eq!(refused(paid), "payment_closed");
                assert_eq!(status, OrderStatus::Cancelled);
            }
            other => panic!("{other:?} leaves {status}"),
        }
        market.deliver().await;
        let kept = market.bank.kept(&super::shop::last_key(&market, order).await).await;
        assert_eq!(kept, if status == OrderStatus::Processing { MUG_TOTAL } else { 0 });
    }
    market.close().await;
}
