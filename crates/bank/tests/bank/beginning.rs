//! Charges that are begun first, and those that the shop completes.

use serde_json::{Value, json};

use super::rig::{Rig, order};

/// A charge to be begun: the same as [`order`], without a card.
fn intent(key: &str) -> Value {
    let mut intent = order(key, "4242424242424242");
    intent.as_object_mut().unwrap().remove("card");
    intent
}

fn confirming(key: &str, number: &str, reference: &Value) -> Value {
    let mut asked = order(key, number);
    asked["reference"] = reference.clone();
    asked
}

async fn complete(bank: &Rig, key: &str) -> (u16, Value) {
    bank.ask(&format!("/v1/charges/by-key/{key}/complete"), &json!({})).await
}

async fn approve(bank: &Rig, charge: &Value) {
    let page = charge["redirect_url"].as_str().unwrap();
    let sent = bank.client.post(page).form(&[("decision", "approve")]).send().await.unwrap();
    assert_eq!(sent.status().as_u16(), 303);
}

#[tokio::test]
async fn a_charge_that_was_begun_takes_nothing_until_it_is_confirmed() {
    let bank = Rig::start().await;
    let (status, begun) = bank.ask("/v1/intents", &intent("k")).await;
    assert_eq!((status, &begun["status"], &begun["amount"]), (200, &json!("begun"), &json!(12_850)));
    assert_eq!((&begun["last4"], &begun["fee"]), (&Value::Null, &Value::Null));
    assert_eq!(bank.charged("k").await, 0);
    assert_eq!(bank.ask("/v1/intents", &intent("k")).await.1, begun, "the same key begins once");
    let bank = bank.again().await;
    let (status, charge) = bank.charge(&confirming("k", "4242424242424242", &begun["id"])).await;
    assert_eq!((status, &charge["status"], &charge["id"]), (200, &json!("succeeded"), &begun["id"]));
    assert_eq!(
        bank.charge(&confirming("k", "4000000000000002", &begun["id"])).await.1,
        charge,
        "the first outcome"
    );
    assert_eq!(bank.ask("/v1/intents", &intent("k")).await.1["status"], "succeeded");
    let bank = bank.again().await;
    assert_eq!(bank.charged("k").await, 12_850);
}

#[tokio::test]
async fn a_reference_that_is_not_the_charges_confirms_nothing() {
    let bank = Rig::start().await;
    bank.ask("/v1/intents", &intent("k")).await;
    for key in ["k", "never"] {
        let (status, refusal) = bank.charge(&confirming(key, "4242424242424242", &json!("ch_other"))).await;
        assert_eq!((status, &refusal["code"]), (422, &json!("unknown_reference")), "{key}");
    }
    let mut dearer = intent("k");
    dearer["amount"] = json!(12_851);
    assert_eq!(bank.ask("/v1/intents", &dearer).await.0, 409);
    assert_eq!((bank.charged("k").await, bank.charged("never").await), (0, 0));
}

#[tokio::test]
async fn a_cancelled_intent_is_never_charged() {
    let bank = Rig::start().await;
    let (_, begun) = bank.ask("/v1/intents", &intent("k")).await;
    assert_eq!(bank.cancel("k").await.1["status"], "cancelled");
    let (_, charge) = bank.charge(&confirming("k", "4242424242424242", &begun["id"])).await;
    assert_eq!(charge["status"], "cancelled");
    assert_eq!(bank.charged("k").await, 0);
}

#[tokio::test]
async fn what_the_buyer_approved_is_taken_when_the_shop_completes_it() {
    let bank = Rig::start().await;
    let (_, charge) = bank.charge(&order("k", "4000000000003220")).await;
    assert_eq!(complete(&bank, "k").await.1["status"], "requires_action", "nobody approved yet");
    approve(&bank, &charge).await;
    assert_eq!(bank.look_up("k").await.1["status"], "approved");
    assert_eq!(bank.charged("k").await, 0);
    let bank = bank.again().await;
    for _ in 0..2 {
        assert_eq!(complete(&bank, "k").await.1["status"], "succeeded");
    }
    assert_eq!(bank.charged("k").await, 12_850);
    assert_eq!(complete(&bank, "nowhere").await.0, 404);
}

#[tokio::test]
async fn what_was_approved_can_be_cancelled_until_it_is_completed() {
    let bank = Rig::start().await;
    let (_, charge) = bank.charge(&order("k", "4000000000003220")).await;
    approve(&bank, &charge).await;
    assert_eq!(bank.cancel("k").await.1["status"], "cancelled");
    assert_eq!(complete(&bank, "k").await.1["status"], "cancelled");
    assert_eq!(bank.charged("k").await, 0);
}

#[tokio::test]
async fn a_bank_that_takes_a_fee_says_so_when_it_took_it() {
    let bank = Rig::with_fee(290).await;
    let (_, charge) = bank.charge(&order("k", "4242424242424242")).await;
    assert_eq!(charge["fee"], 372, "2.9 % of 128.50, rounded down");
    let (_, declined) = bank.charge(&order("no", "4000000000000002")).await;
    assert_eq!(declined["fee"], Value::Null);
    let free = Rig::start().await;
    assert_eq!(free.charge(&order("k", "4242424242424242")).await.1["fee"], 0);
}
