//! When the first try to pay brings nothing.

use serde_json::{Value, json};

use super::rig::{Answer, Api, card, order};

const APPROVED: &str = "4242424242424242";
const NO_MONEY: &str = "4000000000009995";

async fn declined(api: &Api) -> Value {
    let loom = api.market.vendor("Loom").await;
    let rug = api.market.product(loom, 10_000, 5).await;
    let cart = api.cart(&[(rug, 1)]).await;
    api.place("first", &order(&cart, NO_MONEY)).await.problem(402, "card_declined")
}

async fn pay(api: &Api, key: &str, order: &Value, number: &str) -> Answer {
    let path = format!("/api/v1/orders/{}/payments", order["id"].as_str().unwrap());
    let headers = [("idempotency-key", key), ("souk-order-token", order["access_token"].as_str().unwrap())];
    let body = json!({ "payment": { "method": "card", "card": card(number) } });
    api.send("POST", &path, &headers, &body).await
}

#[tokio::test]
async fn a_declined_order_is_kept_and_paid_with_another_card() {
    let api = Api::open().await;
    let problem = declined(&api).await;
    let waiting = &problem["order"];
    assert_eq!(
        (&problem["decline_code"], &problem["errors"][0]["pointer"]),
        (&"insufficient_funds".into(), &"/payment/card".into())
    );
    assert!(waiting["expires_at"].is_string() && waiting["number"].is_string());
    pay(&api, "second", waiting, "4000000000000002").await.problem(402, "card_declined");
    let paid = pay(&api, "third", waiting, APPROVED).await.ok(201);
    assert_eq!((&paid["status"], &paid["id"]), (&"processing".into(), &waiting["id"]));
    let replay = pay(&api, "second", waiting, "4000000000000002").await;
    assert_eq!(replay.header("idempotent-replayed"), "true");
    replay.problem(402, "card_declined");
    pay(&api, "fourth", waiting, APPROVED).await.problem(409, "already_paid");
    api.close().await;
}

#[tokio::test]
async fn a_transfer_chosen_after_a_decline_is_told_for_how_long_it_is_awaited() {
    let api = Api::open().await;
    let waiting = declined(&api).await["order"].clone();
    let path = format!("/api/v1/orders/{}", waiting["id"].as_str().unwrap());
    let token = ("souk-order-token", waiting["access_token"].as_str().unwrap());
    let by_transfer = json!({ "payment": { "method": "bank_transfer" } });
    let payments = format!("{path}/payments");
    let chosen =
        api.send("POST", &payments, &[("idempotency-key", "second"), token], &by_transfer).await.ok(201);
    let stored = api.raw("GET", &path, &[token], "").await.ok(200);
    assert_eq!(chosen["expires_at"], stored["expires_at"], "the answer tells what is stored");
    assert!(
        chosen["expires_at"].as_str() > waiting["expires_at"].as_str(),
        "a transfer has longer than a card"
    );
    api.close().await;
}

#[tokio::test]
async fn a_cancelled_order_gives_its_things_back_in_a_fresh_cart() {
    let api = Api::open().await;
    let problem = declined(&api).await;
    let waiting = &problem["order"];
    let path = format!("/api/v1/orders/{}/cancel", waiting["id"].as_str().unwrap());
    let token = [("souk-order-token", waiting["access_token"].as_str().unwrap())];
    let cancelled = api.raw("POST", &path, &token, "").await.ok(200);
    assert_eq!(cancelled["status"], "cancelled");
    let cart = cancelled["cart_id"].as_str().unwrap();
    assert_eq!(api.get(&format!("/api/v1/carts/{cart}")).await.ok(200)["lines"][0]["quantity"], 1);
    let again = api.send("POST", &path, &token, &json!({})).await.ok(200);
    assert_eq!((&again["status"], &again["cart_id"]), (&"cancelled".into(), &cart.into()), "the same cart");
    api.place("anew", &order(cart, APPROVED)).await.ok(201);
    assert_eq!(api.raw("POST", &path, &token, "").await.ok(200)["cart_id"], Value::Null, "it is spent");
    pay(&api, "late", waiting, APPROVED).await.problem(409, "payment_closed");
    api.close().await;
}

#[tokio::test]
async fn a_card_that_must_be_confirmed_says_where() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    let rug = api.market.product(loom, 10_000, 5).await;
    let cart = api.cart(&[(rug, 1)]).await;
    let placed = api.place("k", &order(&cart, "4000002500003155")).await.ok(201);
    assert_eq!((&placed["status"], &placed["payment"]["status"]), (&"pending".into(), &"pending".into()));
    let action = &placed["payment"]["next_action"];
    assert_eq!(action["type"], "redirect");
    assert!(action["url"].as_str().unwrap().starts_with(&api.market.bank_url));
    let busy = pay(&api, "second", &placed, APPROVED).await;
    assert!(!busy.header("retry-after").is_empty());
    busy.problem(409, "payment_in_progress");
    api.close().await;
}
