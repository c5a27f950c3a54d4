//! One key, one charge.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::rig::{Rig, order};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_equal_posts_at_once_are_one_charge() {
    let bank = Arc::new(Rig::start().await);
    let mut posts = JoinSet::new();
    for _ in 0..20 {
        let bank = Arc::clone(&bank);
        posts.spawn(async move { bank.charge(&order("once", "4242424242424242")).await });
    }
    let answers = posts.join_all().await;
    assert!(answers.iter().all(|(status, _)| *status == 200));
    let ids: BTreeSet<String> = answers.iter().map(|(_, charge)| charge["id"].to_string()).collect();
    assert_eq!(ids.len(), 1);
    let (_, statement) = bank.get("/v1/statement").await;
    assert_eq!(statement["lines"].as_array().unwrap().len(), 1);
    assert_eq!(bank.charged("once").await, 12_850);
}

#[tokio::test]
async fn the_same_key_with_another_amount_or_currency_is_a_conflict() {
    let bank = Rig::start().await;
    let mut asked = order("k", "4242424242424242");
    assert_eq!(bank.charge(&asked).await.0, 200);
    asked["amount"] = json!(1);
    let (status, refusal) = bank.charge(&asked).await;
    assert_eq!((status, &refusal["code"]), (409, &json!("key_reused")));
    asked["amount"] = json!(12_850);
    asked["currency"] = json!("EUR");
    assert_eq!(bank.charge(&asked).await.0, 409);
}

#[tokio::test]
async fn a_decline_stays_a_decline_whatever_card_comes_next() {
    let bank = Rig::start().await;
    let (_, first) = bank.charge(&order("k", "4000000000000002")).await;
    let (_, second) = bank.charge(&order("k", "4242424242424242")).await;
    assert_eq!(first, second);
    assert_eq!(bank.charged("k").await, 0);
}

#[tokio::test]
async fn a_cancelled_unknown_key_never_charges() {
    let bank = Rig::start().await;
    let (status, tombstone) = bank.cancel("late").await;
    assert_eq!(
        (status, &tombstone["status"], &tombstone["amount"]),
        (200, &json!("cancelled"), &Value::Null)
    );
    let bank = bank.again().await;
    for number in ["4242424242424242", "4000000000000218", "4000000000000317", "4000002500003155"] {
        assert_eq!(bank.charge(&order("late", number)).await, (200, tombstone.clone()));
    }
    assert_eq!(bank.charged("late").await, 0);
}

#[tokio::test]
async fn a_cancel_ends_what_waits_and_leaves_what_is_final() {
    let bank = Rig::start().await;
    for (key, number, after) in [
        ("paid", "4242424242424242", "succeeded"),
        ("no", "4000000000000002", "declined"),
        ("waits", "4000002500003155", "cancelled"),
    ] {
        bank.charge(&order(key, number)).await;
        assert_eq!(bank.cancel(key).await.1["status"], after);
        assert_eq!(bank.look_up(key).await.1["status"], after);
    }
}

#[tokio::test]
async fn a_key_with_every_kind_of_character_is_found_again() {
    let bank = Rig::start().await;
    let (_, charge) = bank.charge(&order("a/b c?d#é", "4242424242424242")).await;
    assert_eq!(bank.look_up("a%2Fb%20c%3Fd%23%C3%A9").await, (200, charge));
}
