//! Requests that are not as they should be.

use serde_json::{Value, json};

use super::rig::{Rig, SECRET, order, stranger, told};

fn with(field: &str, value: Value) -> Value {
    let mut asked = order("k", "4242424242424242");
    match field.strip_prefix("card.") {
        Some(field) => asked["card"][field] = value,
        None => asked[field] = value,
    }
    asked
}

#[tokio::test]
async fn each_wrong_value_is_refused_by_name_and_nothing_is_kept() {
    let bank = Rig::start().await;
    for (field, value) in [
        ("key", json!("")),
        ("key", json!("x".repeat(192))),
        ("key", json!("a\nb")),
        ("amount", json!(0)),
        ("amount", json!(-1)),
        ("amount", json!(1_000_000_000_001_i64)),
        ("currency", json!("usd")),
        ("return_url", json!("javascript:alert(1)")),
        ("return_url", json!("http://a/\u{e9}")),
        ("webhook_url", json!("ftp://a/b")),
        ("card.exp_month", json!(13)),
        ("card.cvc", json!("12")),
    ] {
        let (status, refusal) = bank.charge(&with(field, value)).await;
        assert_eq!((status, refusal["field"].as_str().unwrap()), (422, field));
    }
    assert_eq!(bank.charge(&with("key", json!("x".repeat(191)))).await.0, 200);
    let (_, statement) = bank.get("/v1/statement").await;
    assert_eq!(statement["lines"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn broken_json_is_refused_without_repeating_it() {
    let bank = Rig::start().await;
    let url = format!("{}/v1/charges", bank.url);
    let wrong_type = with("card.exp_month", json!("4242424242424242")).to_string();
    let mut unknown = order("k", "4242424242424242");
    unknown["4242424242424242"] = json!(1);
    for body in ["{".to_owned(), wrong_type, unknown.to_string(), "{\"key\":\"a\",\"key\":\"b\"}".to_owned()]
    {
        let sent = bank.client.post(&url).header("content-type", "application/json").body(body).send().await;
        let (status, refusal) = told(sent.unwrap()).await;
        assert_eq!((status, &refusal["code"]), (400, &json!("malformed_json")));
        assert!(!refusal.to_string().contains("4242"));
    }
    let (_, refusal) = bank.charge(&json!({"key": "k"})).await;
    assert!(refusal["detail"].as_str().unwrap().contains("missing field `amount`"));
}

#[tokio::test]
async fn other_types_sizes_methods_and_addresses_are_refused() {
    let bank = Rig::start().await;
    let url = format!("{}/v1/charges", bank.url);
    let plain = bank.client.post(&url).body(order("k", "4242424242424242").to_string()).send().await.unwrap();
    assert_eq!(told(plain).await.1["code"], "unsupported_media_type");
    let (status, refusal) = bank.charge(&with("description", json!("x".repeat(20_000)))).await;
    assert_eq!((status, &refusal["code"]), (413, &json!("body_too_large")));
    assert_eq!(bank.get("/v1/charges").await.1["code"], "method_not_allowed");
    assert_eq!(bank.get("/nowhere").await.1["code"], "not_found");
    assert_eq!(bank.get("/v1/statement?after=x").await.0, 422);
    assert_eq!(bank.get("/v1/statement?limit=0").await.0, 422);
}

#[tokio::test]
async fn a_card_number_in_a_text_never_reaches_the_file() {
    let bank = Rig::start().await;
    for field in ["key", "description", "return_url"] {
        let text = "http://a/4242-4242-4242-4242";
        let (status, refusal) = bank.charge(&with(field, json!(text))).await;
        assert_eq!((status, &refusal["code"]), (422, &json!("card_in_text")));
    }
    assert_eq!(bank.cancel("4242424242424242").await.0, 422);
    assert!(!bank.stop().await.text().contains("4242"));
}

#[tokio::test]
async fn only_who_knows_the_secret_and_means_this_bank_is_let_in() {
    let bank = Rig::start().await;
    let stranger = stranger();
    for (client, header) in [(&stranger, ""), (&bank.client, "Bearer wrong"), (&stranger, SECRET)] {
        for path in ["/v1/statement", "/v1/charges/by-key/k", "/v1/test/webhooks"] {
            let mut asked = client.get(format!("{}{path}", bank.url));
            if !header.is_empty() {
                asked = asked.header("authorization", header);
            }
            let (status, refusal) = told(asked.send().await.unwrap()).await;
            assert_eq!((status, &refusal["code"]), (401, &json!("unauthenticated")), "{path} {header}");
        }
    }
    for host in ["evil.example", "evil.example@127.0.0.1"] {
        for path in ["/v1/statement", "/confirm/ch_1", "/healthz"] {
            let asked = bank.client.get(format!("{}{path}", bank.url)).header("host", host).send();
            assert_eq!(asked.await.unwrap().status(), 421, "{path} {host}");
        }
    }
    assert_eq!(bank.get("/v1/statement").await.0, 200);
}
