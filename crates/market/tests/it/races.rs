//! Many buyers, few pieces.

use std::sync::Arc;

use souk_domain::{
    ids::CartKey,
    order::{OrderStatus, PaymentStatus},
};
use souk_market::{Actor, App, checkout, orders};
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
        let cancelling = tokio::spawn(async move { checkout::cancel_order(&app, Actor::Guest, order).await });
        let paid = market.pay(order, CARD).await;
        let cancelled = cancelling.await.unwrap();
        let status = market.order_view(order).await.status;
        match (paid, cancelled) {
            (Ok(answer), Err(_)) if answer.body == "paid" => assert_eq!(status, OrderStatus::Processing),
            // who pays first is paid back
            (Ok(answer), Ok(())) => {
                assert!(["ended", "paid"].contains(&answer.body.as_str()), "{}", answer.body);
                assert_eq!(status, OrderStatus::Cancelled);
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

/// Whoever looks at an order while it is paid sees it before or after, never half of each.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_is_read_as_it_stood_at_one_moment() {
    const ORDERS: u32 = 30;
    const READERS: usize = 3;
    let market = Market::open().await;
    let second = market.second_app().await;
    let mug = mug_of(&market, i64::from(ORDERS)).await;
    for place in 0..ORDERS {
        let order = market.place_by_transfer(market.cart(&[(mug, 1)]).await).await.unwrap().order;
        let reference = market.order_view(order).await.payment.reference.unwrap();
        let readers = (0..READERS).map(|_| {
            let app = second.clone();
            tokio::spawn(async move {
                loop {
                    let view =
                        orders::show_any_order(&app, Actor::Operator, order.to_string()).await.unwrap();
                    let paid = view.status == OrderStatus::Processing;
                    let parts = view.vendor_orders.iter().map(|part| part.status == OrderStatus::Processing);
                    assert!(
                        parts.chain([view.payment.status == PaymentStatus::Completed]).all(|of| of == paid),
                        "{} {:?}",
                        view.status,
                        view.payment.status
                    );
                    if paid {
                        break;
                    }
                }
            })
        });
        let readers: Vec<_> = readers.collect();
        market.receive(&format!("line {place}"), &reference, MUG_TOTAL).await;
        for reader in readers {
            reader.await.unwrap();
        }
    }
    second.db().close().await;
    market.close().await;
}

/// Two hundred buyers, of whom some come at once, want the last pieces of several products in any order: one pays, the others are
/// declined and end or are left to expire, while a vendor counts and reprices the same products.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn last_pieces_orders_that_end_and_a_vendor_at_work_do_not_block_each_other() {
    const PRODUCTS: usize = 4;
    const ROUNDS: usize = 8;
    const AT_ONCE: usize = 25;
    let market = Arc::new(Market::open().await);
    let second = market.second_app().await;
    let vendor = market.vendor("Kiln & Fern").await;
    let mut goods = Vec::new();
    for place in 0..PRODUCTS {
        let good = if place == 0 { Good::unique(90_000) } else { Good::new(2450, 2) };
        goods.push((market.sell(vendor, good.clone()).await, good));
    }
    for round in 0..ROUNDS {
        let mut buying = Vec::new();
        for buyer in 0..AT_ONCE {
            let (one, other) =
                (&goods[(round + buyer) % PRODUCTS], &goods[(round + 3 * buyer + 1) % PRODUCTS]);
            let Ok(cart) = market.try_cart(&[(one.0, 1)]).await else { continue };
            let _full = market.add_to(cart, other.0).await;
            let card = if buyer + 1 == AT_ONCE && round + 1 == ROUNDS { CARD } else { DECLINED };
            let purchase = market.purchase(cart, card);
            let app = if buyer % 2 == 0 { market.app.clone() } else { second.clone() };
            buying.push(tokio::spawn(async move {
                let order = match purchase.on(&app).await {
                    Ok(answer) => answer.order,
                    refusal => return assert_eq!(refused(refusal), "out_of_stock"),
                };
                if card == DECLINED && buyer % 3 > 0 {
                    checkout::cancel_order(&app, Actor::Guest, order).await.unwrap();
                }
            }));
        }
        let selling = {
            let (market, goods) = (Arc::clone(&market), goods.clone());
            tokio::spawn(async move {
                for (place, (variant, _)) in goods.iter().enumerate().skip(1) {
                    market
                        .reprice(*variant, Good::new(2450 + i64::try_from(round + place).unwrap(), 2))
                        .await;
                    market.count_stock(vendor, *variant, 1).await;
                    market.count_stock(vendor, *variant, -1).await;
                }
            })
        };
        for buyer in buying {
            buyer.await.unwrap();
        }
        selling.await.unwrap();
        market.clock.advance(jiff::SignedDuration::from_hours(1));
        market.settle().await;
    }
    second.db().close().await;
    Arc::into_inner(market).unwrap().close().await;
}
