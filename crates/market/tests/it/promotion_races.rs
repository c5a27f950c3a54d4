//! Limits hold whoever comes at once.

use souk_domain::{
    pricing::{Benefit, FundedBy},
    promotion::PromotionDraft,
};
use souk_market::{
    Actor,
    promotions::{self, NewCodes, Whose},
};
use souk_testkit::{Market, market::CARD};

use super::{
    promotions::{coded, enter, promote, used},
    shop::{mug_of, refused},
};

/// A mug with a fifth off, shipping and tax: 24.50 − 4.90 + 5.00 + 1.18.
const LOWERED: i64 = 2_578;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_buyers_and_ten_uses() {
    let market = Market::open().await;
    let second = market.second_app().await;
    let mug = mug_of(&market, 200).await;
    let fifth = PromotionDraft {
        limit_total: Some(10),
        funded_by: FundedBy::Platform,
        ..coded("A fifth", Benefit::Percent { bps: 2_000 })
    };
    let fifth = promote(&market, None, fifth, Some("FIFTH")).await;
    let mut tasks = Vec::new();
    for place in 0..100 {
        let cart = market.cart(&[(mug, 1)]).await;
        enter(&market, cart, "FIFTH").await.unwrap();
        let mut purchase = market.purchase(cart, CARD);
        purchase.expected_total = Some(LOWERED);
        let app = if place % 2 == 0 { market.app.clone() } else { second.clone() };
        tasks.push(tokio::spawn(async move { purchase.on(&app).await }));
    }
    let mut paid = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(answer) => {
                assert_eq!(answer.body, "paid");
                paid += 1;
            }
            refusal => {
                let code = refused(refusal);
                assert!(["total_changed", "promotion_gone"].contains(&code), "{code}");
            }
        }
    }
    assert_eq!((paid, used(&market, fifth).await), (10, 10));
    assert_eq!(market.bank.kept_in_all().await, 10 * LOWERED);
    assert_eq!(market.balance("platform_discounts").await, 10 * 490);
    market.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_carts_of_one_customer_at_once_and_one_use_each() {
    let market = Market::open().await;
    let second = market.second_app().await;
    let mug = mug_of(&market, 50).await;
    let fifth =
        PromotionDraft { limit_per_customer: Some(1), ..coded("A fifth", Benefit::Percent { bps: 2_000 }) };
    let fifth = promote(&market, None, fifth, Some("FIFTH")).await;
    for round in 1..=5 {
        let mut tasks = Vec::new();
        for app in [&market.app, &second] {
            let cart = market.cart(&[(mug, 1)]).await;
            enter(&market, cart, "FIFTH").await.unwrap();
            let mut purchase = market.purchase(cart, CARD);
            // one address in two spellings is one customer
            purchase.email = if tasks.is_empty() {
                format!("ada{round}@example.org")
            } else {
                format!("ADA{round}@Example.org")
            };
            purchase.expected_total = Some(LOWERED);
            let app = app.clone();
            tasks.push(tokio::spawn(async move { purchase.on(&app).await }));
        }
        let mut paid = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(_) => paid += 1,
                refusal => {
                    let code = refused(refusal);
                    assert!(["total_changed", "promotion_gone"].contains(&code), "{code}");
                }
            }
        }
        assert_eq!((paid, used(&market, fifth).await), (1, round));
    }
    market.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_that_is_taken_back_meanwhile_is_used_before_or_not_at_all() {
    let market = Market::open().await;
    let second = market.second_app().await;
    let mug = mug_of(&market, 50).await;
    let fifth = promote(&market, None, coded("A fifth", Benefit::Percent { bps: 2_000 }), None).await;
    let named = (Whose::Market, fifth);
    let mut bought = 0;
    for round in 0..8 {
        let new = NewCodes::One { code: format!("ROUND-{round}"), max_uses: None };
        let made = promotions::create_promotion_codes(&market.app, Actor::Operator, named, new, None);
        let code = made.await.unwrap().fresh().unwrap().remove(0);
        let cart = market.cart(&[(mug, 1)]).await;
        enter(&market, cart, &code.code).await.unwrap();
        let mut purchase = market.purchase(cart, CARD);
        purchase.expected_total = Some(LOWERED);
        let (app, other) = (market.app.clone(), second.clone());
        let buying = tokio::spawn(async move { purchase.on(&app).await });
        let taking = tokio::spawn(async move {
            promotions::withdraw_promotion_code(&other, Actor::Operator, named, code.id).await
        });
        match buying.await.unwrap() {
            Ok(answer) => {
                assert_eq!(answer.body, "paid");
                bought += 1;
            }
            refusal => {
                let code = refused(refusal);
                assert!(["total_changed", "promotion_gone"].contains(&code), "{code}");
            }
        }
        taking.await.unwrap().unwrap();
    }
    assert_eq!(used(&market, fifth).await, bought);
    market.close().await;
}
