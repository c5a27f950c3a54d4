//! A bank whose disk took nothing for a while: it goes on by itself, and so do the shops that ask it.

use crate::support::{
    Ask, Place, Stall,
    shopper::{self, Placed},
    until::Wait,
};

/// Orders before the disk is full, so that its file is longer than what the bank logs meanwhile.
const ORDERS: usize = 6;

#[tokio::test]
async fn a_bank_whose_disk_was_full_takes_money_again() {
    let place = Place::open().await;
    let server = place.serve().await;
    let api = &server.api;
    let stall = Stall::open(&place, api).await;
    let teapot = stall.product(api, "Teapot", 2_000, 50).await;
    let order = async |key: &str| {
        let cart = shopper::cart(api, &[(&teapot, 1)]).await;
        // one buyer may have only so many unpaid orders
        let email = format!("{}@example.org", key.replace(' ', "."));
        let body = shopper::order(&cart, &email, &shopper::by_card(shopper::GOOD_CARD));
        api.ask(&shopper::place(&body, key)).await
    };
    for number in 0..ORDERS {
        order(&format!("before {number}")).await.expect(201);
    }
    let written = std::fs::metadata(place.directory().join("bank.jsonl")).expect("the bank's file").len();
    place.let_bank_write_to(Some(written));
    let waiting = Placed::of(&order("meanwhile").await.expect(201));
    let status = async |ask: &Ask| api.ask(ask).await.expect(200)["status"].clone();
    assert_ne!(status(&shopper::look(&waiting)).await, "processing", "the bank could keep nothing");
    place.let_bank_write_to(None);
    // each try is an order of its own: one that the bank knows nothing of stays to be paid
    let mut tries = 0;
    let mut wait = Wait::unhurried("the bank to take money again");
    loop {
        wait.look().await;
        tries += 1;
        let next = Placed::of(&order(&format!("after {tries}")).await.expect(201));
        if status(&shopper::look(&next)).await == "processing" {
            break;
        }
    }
    drop(server);
    place.close().await;
}
