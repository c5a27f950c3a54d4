//! The image as an operator runs it, and somebody who buys in it.
//!
//! `cargo xtask test --only container` builds the image, and says in the environment which it is and how it is run.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says so when it fails")]

mod shop;
#[allow(dead_code, unused_imports, reason = "the other tests of the program use more of it")]
#[path = "../it/support/mod.rs"]
mod support;

use souk_db::{DatabaseUrl, scratch::Scratch};
use souk_testkit::database;

use shop::Shop;
use support::{Ask, Stall, api::text, shopper};

#[tokio::test]
async fn somebody_buys_from_the_image_on_sqlite() {
    let shop = Shop::run_alone().await;
    buy_and_look_again_after_a_restart(&shop).await;
}

#[tokio::test]
async fn somebody_buys_from_the_composed_shop_on_postgresql() {
    let scratch = Scratch::create_empty(&database::base()).await.expect("a database");
    let DatabaseUrl::Postgres(url) = scratch.url() else { panic!("compose.yaml names a PostgreSQL") };
    let shop = Shop::compose(&url).await;
    buy_and_look_again_after_a_restart(&shop).await;
    drop(shop);
    scratch.remove().await.expect("the database goes");
}

async fn buy_and_look_again_after_a_restart(shop: &Shop) {
    shop.require_confined().await;
    let stall = Stall::open(shop, &shop.api).await;
    let teapot = stall.product(&shop.api, "Teapot", 2_000, 5).await;
    let cart = shopper::cart(&shop.api, &[(&teapot, 2)]).await;
    let body = shopper::order(&cart, "ada@example.org", &shopper::by_card(shopper::GOOD_CARD));
    let placed = shop.api.ask_patiently(&shopper::place(&body, "the order")).await.expect(201);
    assert_eq!(text(&placed, "/status"), "processing", "{placed:#}");
    let order = shopper::Placed::of(&placed);
    assert!(shop.api.page("/").await.contains("Teapot"), "the front page shows what is sold");
    let link = shop.command(&["user", "add", "--role", "super-admin", "--email", "you@shop.example"]).await;
    assert!(link.starts_with(&format!("{}/", shop.api.url)), "a link into this shop: {link}");
    shop.restart().await;
    let seen = shop.api.ask(&shopper::look(&order)).await.expect(200);
    assert_eq!(text(&seen, "/status"), "processing", "what was bought is there after a restart");
    let refused = shop.api.ask(&Ask::get("orders").by("sk_wrong")).await;
    assert_eq!(refused.status, 401, "{:#}", refused.body);
    assert_eq!(shop.command(&["check"]).await, "all is well\n");
}
