//! Giving money back.

use serde_json::{Value, json};

use super::rig::{Rig, order};

fn refund(key: &str, charge_key: &str, amount: i64) -> Value {
    json!({"key": key, "charge_key": charge_key, "amount": amount, "currency": "USD"})
}

#[tokio::test]
async fn refunds_never_exceed_the_charge() {
    let bank = Rig::start().await;
    bank.charge(&order("c", "4242424242424242")).await;
    let (status, first) = bank.ask("/v1/refunds", &refund("r1", "c", 12_000)).await;
    assert_eq!((status, &first["status"], &first["amount"]), (200, &json!("succeeded"), &json!(12_000)));
    let (status, refusal) = bank.ask("/v1/refunds", &refund("r2", "c", 851)).await;
    assert_eq!((status, &refusal["code"]), (422, &json!("exceeds_charge")));
    assert_eq!(bank.ask("/v1/refunds", &refund("r1", "c", 12_000)).await, (200, first.clone()));
    assert_eq!(bank.get("/v1/refunds/by-key/r1").await, (200, first));
    assert_eq!(bank.ask("/v1/refunds", &refund("r3", "c", 850)).await.0, 200);
    let (_, statement) = bank.get("/v1/statement").await;
    assert_eq!(
        statement["totals"]["c"],
        json!({"status": "succeeded", "currency": "USD", "charged": 12_850, "refunded": 12_850})
    );
    let bank = bank.again().await;
    assert_eq!(bank.ask("/v1/refunds", &refund("r4", "c", 1)).await.0, 422);
}

#[tokio::test]
async fn what_cannot_be_refunded_says_why() {
    let bank = Rig::start().await;
    bank.charge(&order("no", "4000000000000002")).await;
    bank.charge(&order("yes", "4242424242424242")).await;
    bank.ask("/v1/refunds", &refund("r", "yes", 1)).await;
    let mut euros = refund("e", "yes", 1);
    euros["currency"] = json!("EUR");
    for (asked, status, code) in [
        (refund("a", "nowhere", 1), 422, "unknown_charge"),
        (refund("b", "no", 1), 422, "not_refundable"),
        (refund("r", "yes", 2), 409, "key_reused"),
        (euros, 422, "currency_mismatch"),
        (refund("z", "yes", 0), 422, "invalid_value"),
    ] {
        let (found, refusal) = bank.ask("/v1/refunds", &asked).await;
        assert_eq!((found, refusal["code"].as_str().unwrap()), (status, code));
    }
    assert_eq!(bank.get("/v1/refunds/by-key/a").await.0, 404);
}

#[tokio::test]
async fn the_statement_reads_on_page_by_page() {
    let bank = Rig::start().await;
    bank.charge(&order("one", "4242424242424242")).await;
    bank.charge(&order("two", "4000000000000002")).await;
    bank.ask("/v1/refunds", &refund("r", "one", 5)).await;
    let (mut after, mut seen) = (json!(0), Vec::new());
    loop {
        let (_, page) = bank.get(&format!("/v1/statement?limit=1&after={after}")).await;
        seen.push(page["lines"][0]["type"].as_str().unwrap().to_owned());
        after = page["next"].clone();
        if page["more"] == json!(false) {
            break;
        }
    }
    assert_eq!(seen, ["charge.succeeded", "charge.declined", "refund.succeeded"]);
}

async fn settle(bank: &Rig) -> Value {
    bank.ask("/v1/test/refunds/settle", &json!({})).await.1["settled"].clone()
}

#[tokio::test]
async fn a_refund_may_be_pending_and_comes_to_its_end() {
    let bank = Rig::start().await;
    for (card, first, last, given_back) in [
        ("4000000000007726", "pending", "succeeded", 12_850),
        ("4000000000000416", "pending", "failed", 0),
        ("4000000000005126", "succeeded", "failed", 0),
    ] {
        let charge = &card[12..];
        bank.charge(&order(charge, card)).await;
        let key = format!("refund_{charge}");
        let (_, refund) = bank.ask("/v1/refunds", &refund(&key, charge, 12_850)).await;
        assert_eq!(refund["status"], first, "{card}");
        let (status, refusal) = bank.ask("/v1/refunds", &self::refund("more", charge, 1)).await;
        assert_eq!(
            (status, &refusal["code"]),
            (422, &json!("exceeds_charge")),
            "what is promised is not left"
        );
        assert_eq!(settle(&bank).await, 1);
        assert_eq!(bank.get(&format!("/v1/refunds/by-key/{key}")).await.1["status"], last, "{card}");
        assert_eq!(settle(&bank).await, 0, "an end is an end");
        let (_, statement) = bank.get("/v1/statement").await;
        assert_eq!(statement["totals"][charge]["refunded"], given_back, "{card}");
    }
}
