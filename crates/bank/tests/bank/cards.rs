//! What each card does.

use std::time::Instant;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::rig::{Rig, SECRET, order};

#[tokio::test]
async fn approved_cards_are_charged_and_told_by_brand_and_last_four() {
    let bank = Rig::start().await;
    for (number, brand, last4) in [
        ("4242424242424242", "visa", "4242"),
        ("5555 5555 5555 4444", "mastercard", "4444"),
        ("378282246310005", "amex", "0005"),
    ] {
        let (status, charge) = bank.charge(&order(brand, number)).await;
        assert_eq!((status, &charge["status"]), (200, &json!("succeeded")));
        assert_eq!((&charge["brand"], &charge["last4"]), (&json!(brand), &json!(last4)));
        assert_eq!((&charge["amount"], &charge["currency"]), (&json!(12_850), &json!("USD")));
        assert_eq!((&charge["exp_month"], &charge["exp_year"]), (&json!(9), &json!(2031)));
        assert!(charge["transaction_id"].as_str().unwrap().starts_with("txn_"));
        assert_eq!(bank.charged(brand).await, 12_850);
    }
}

#[tokio::test]
async fn declined_cards_say_why_and_take_nothing() {
    let bank = Rig::start().await;
    for (number, code) in [
        ("4000000000000002", "generic_decline"),
        ("4000000000009995", "insufficient_funds"),
        ("4000000000000069", "expired_card"),
        ("4000000000000127", "incorrect_cvc"),
    ] {
        let (status, charge) = bank.charge(&order(code, number)).await;
        assert_eq!((status, &charge["status"]), (200, &json!("declined")));
        assert_eq!(charge["decline_code"], code);
        assert_eq!(bank.charged(code).await, 0);
    }
}

#[tokio::test]
async fn any_other_number_is_refused_and_not_repeated() {
    let bank = Rig::start().await;
    for number in ["4111111111111111", "4242424242424241", "", "hello"] {
        let (status, refusal) = bank.charge(&order("k", number)).await;
        assert_eq!((status, &refusal["code"]), (422, &json!("not_a_test_card")));
        assert!(number.is_empty() || !refusal.to_string().contains(number));
    }
    assert_eq!(bank.look_up("k").await.0, 404);
}

#[tokio::test]
async fn the_slow_card_is_charged_before_it_is_answered() {
    let bank = Rig::start().await;
    let begun = Instant::now();
    let slow = order("slow", "4000000000000119");
    let (_, charge) = bank.charge(&slow).await;
    assert!(begun.elapsed().as_millis() >= 300);
    assert_eq!(charge["status"], "succeeded");
    assert_eq!(bank.charge(&slow).await.1, charge);
}

/// Posts by hand, to see every byte of the answer.
async fn bytes_answered(bank: &Rig, order: &serde_json::Value) -> usize {
    let body = order.to_string();
    let mut socket = TcpStream::connect(bank.url.strip_prefix("http://").unwrap()).await.unwrap();
    let head = format!(
        "POST /v1/charges HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        souk_bank::caller_proof(SECRET).unwrap(),
        body.len()
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    socket.write_all(body.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // A reset is as good an end as a close.
    let _end = socket.read_to_end(&mut answer).await;
    answer.len()
}

#[tokio::test]
async fn a_lost_answer_leaves_no_byte_but_a_charge() {
    let bank = Rig::start().await;
    let lost = order("lost", "4000000000000218");
    assert_eq!(bytes_answered(&bank, &lost).await, 0);
    assert_eq!(bank.charged("lost").await, 12_850);
    let (status, charge) = bank.charge(&lost).await;
    assert_eq!((status, &charge["status"]), (200, &json!("succeeded")));
    assert!(bank.post("/v1/charges", &order("lost-too", "4000000000000218")).await.is_err());
    assert_eq!(bank.look_up("lost-too").await.1["status"], "succeeded");
}

#[tokio::test]
async fn a_dropped_connection_leaves_no_byte_and_no_charge() {
    let bank = Rig::start().await;
    let dropped = order("dropped", "4000000000000317");
    assert_eq!(bytes_answered(&bank, &dropped).await, 0);
    assert!(bank.post("/v1/charges", &dropped).await.is_err());
    let (status, refusal) = bank.look_up("dropped").await;
    assert_eq!((status, &refusal["code"]), (404, &json!("unknown_key")));
}
