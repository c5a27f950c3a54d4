//! Notices to the shop.

use serde_json::{Value, json};

use super::receiver::Receiver;
use super::rig::{Rig, order};

fn noticed(key: &str, number: &str, receiver: &Receiver) -> Value {
    let mut asked = order(key, number);
    asked["webhook_url"] = json!(receiver.url);
    asked
}

async fn mode(bank: &Rig, mode: &str) {
    assert_eq!(bank.ask("/v1/test/webhooks", &json!({"mode": mode})).await.0, 200);
}

async fn flush(bank: &Rig) -> Value {
    bank.ask("/v1/test/webhooks/flush", &json!({})).await.1
}

#[tokio::test]
async fn each_final_charge_and_refund_is_told_signed() {
    let (bank, mut shop) = (Rig::start().await, Receiver::answering(&[]).await);
    let (_, charge) = bank.charge(&noticed("yes", "4242424242424242", &shop)).await;
    let event = shop.next().await;
    assert_eq!((&event["type"], &event["charge"]), (&json!("charge.succeeded"), &charge));
    assert!(event["created_at_ms"].as_i64().unwrap() > 0);
    bank.charge(&noticed("no", "4000000000000002", &shop)).await;
    assert_eq!(shop.next().await["type"], "charge.declined");
    let refund = json!({"key": "r", "charge_key": "yes", "amount": 50, "currency": "USD"});
    let (_, refund) = bank.ask("/v1/refunds", &refund).await;
    let event = shop.next().await;
    assert_eq!((&event["type"], &event["refund"]), (&json!("refund.succeeded"), &refund));
    bank.charge(&noticed("waits", "4000002500003155", &shop)).await;
    bank.cancel("waits").await;
    let event = shop.next().await;
    assert_eq!((&event["type"], &event["charge"]["key"]), (&json!("charge.cancelled"), &json!("waits")));
    assert!(shop.is_quiet());
}

#[tokio::test]
async fn a_notice_that_was_not_taken_comes_again_unchanged() {
    let (bank, mut shop) = (Rig::start().await, Receiver::answering(&[500, 302]).await);
    bank.charge(&noticed("k", "4242424242424242", &shop)).await;
    let first = shop.next().await;
    assert_eq!((shop.next().await, shop.next().await), (first.clone(), first));
    assert_eq!(flush(&bank).await["pending"], 0);
    assert!(shop.is_quiet());
}

#[tokio::test]
async fn a_receiver_that_is_gone_is_left_alone() {
    let (bank, mut shop) = (Rig::start().await, Receiver::answering(&[410]).await);
    bank.charge(&noticed("k", "4242424242424242", &shop)).await;
    shop.next().await;
    flush(&bank).await;
    assert_eq!(bank.get("/v1/test/webhooks").await.1, json!({"mode": "normal", "pending": 0}));
    assert!(shop.is_quiet());
}

#[tokio::test]
async fn duplicates_come_twice() {
    let (bank, mut shop) = (Rig::start().await, Receiver::answering(&[]).await);
    mode(&bank, "duplicate").await;
    bank.charge(&noticed("k", "4242424242424242", &shop)).await;
    assert_eq!(shop.next().await, shop.next().await);
}

#[tokio::test]
async fn held_notices_come_when_they_are_let_go() {
    let (bank, mut shop) = (Rig::start().await, Receiver::answering(&[]).await);
    mode(&bank, "hold").await;
    bank.charge(&noticed("one", "4242424242424242", &shop)).await;
    bank.charge(&noticed("two", "4242424242424242", &shop)).await;
    assert!(shop.is_quiet());
    assert_eq!(flush(&bank).await, json!({"tried": 2, "delivered": 2, "pending": 0}));
    shop.next().await;
    shop.next().await;
    bank.charge(&noticed("three", "4242424242424242", &shop)).await;
    assert_eq!(bank.get("/v1/test/webhooks").await.1, json!({"mode": "hold", "pending": 1}));
    mode(&bank, "normal").await;
    assert_eq!(shop.next().await["charge"]["key"], "three");
}

#[tokio::test]
async fn notices_that_wait_survive_a_restart_and_delivered_ones_stay_delivered() {
    let (bank, mut shop) = (Rig::start().await, Receiver::answering(&[]).await);
    bank.charge(&noticed("told", "4242424242424242", &shop)).await;
    assert_eq!(shop.next().await["charge"]["key"], "told");
    flush(&bank).await;
    mode(&bank, "hold").await;
    bank.charge(&noticed("untold", "4242424242424242", &shop)).await;
    let bank = bank.again().await;
    assert_eq!(shop.next().await["charge"]["key"], "untold");
    assert_eq!(flush(&bank).await["pending"], 0);
    assert!(shop.is_quiet());
}

#[tokio::test]
async fn a_flush_says_what_was_not_taken() {
    let (bank, mut shop) = (Rig::start().await, Receiver::answering(&[503]).await);
    mode(&bank, "hold").await;
    bank.charge(&noticed("k", "4242424242424242", &shop)).await;
    assert_eq!(flush(&bank).await, json!({"tried": 1, "delivered": 0, "pending": 1}));
    assert_eq!(flush(&bank).await, json!({"tried": 1, "delivered": 1, "pending": 0}));
    assert_eq!(shop.next().await, shop.next().await);
}

#[tokio::test]
async fn each_step_of_a_refund_and_an_approval_are_told() {
    let (bank, mut shop) = (Rig::start().await, Receiver::answering(&[]).await);
    bank.charge(&noticed("k", "4000000000007726", &shop)).await;
    assert_eq!(shop.next().await["type"], "charge.succeeded");
    bank.ask("/v1/refunds", &json!({"key": "r", "charge_key": "k", "amount": 50, "currency": "USD"})).await;
    let first = shop.next().await;
    assert_eq!((&first["type"], &first["refund"]["status"]), (&json!("refund.pending"), &json!("pending")));
    bank.ask("/v1/test/refunds/settle", &json!({})).await;
    let last = shop.next().await;
    assert_eq!((&last["type"], &last["refund"]["status"]), (&json!("refund.succeeded"), &json!("succeeded")));
    assert_ne!(first["id"], last["id"]);

    let (_, charge) = bank.charge(&noticed("waits", "4000000000003220", &shop)).await;
    mode(&bank, "hold").await;
    let page = charge["redirect_url"].as_str().unwrap();
    bank.client.post(page).form(&[("decision", "approve")]).send().await.unwrap();
    bank.ask("/v1/charges/by-key/waits/complete", &json!({})).await;
    flush(&bank).await;
    let mut told = [shop.next().await, shop.next().await].map(|event| event["charge"]["status"].clone());
    told.sort_by_key(ToString::to_string);
    assert_eq!(told, [json!("approved"), json!("succeeded")], "each as it was then");
    assert!(shop.is_quiet());
}
