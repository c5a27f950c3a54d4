//! The page on which a buyer decides.

use serde_json::json;

use super::rig::{Rig, order};

async fn page_of(bank: &Rig, key: &str) -> String {
    let (_, charge) = bank.charge(&order(key, "4000002500003155")).await;
    assert_eq!(charge["status"], "requires_action");
    assert_eq!(bank.charged(key).await, 0);
    charge["redirect_url"].as_str().unwrap().to_owned()
}

async fn press(bank: &Rig, page: &str, button: &str) -> (u16, String, String) {
    let sent = bank.client.post(page).form(&[("decision", button)]).send().await.unwrap();
    let location = sent.headers().get("location").map(|value| value.to_str().unwrap().to_owned());
    (sent.status().as_u16(), location.unwrap_or_default(), sent.text().await.unwrap())
}

#[tokio::test]
async fn the_page_asks_without_script_and_shows_what_is_paid() {
    let bank = Rig::start().await;
    let shown = bank.client.get(page_of(&bank, "k").await).send().await.unwrap();
    let policy = shown.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("default-src 'none'"));
    let html = shown.text().await.unwrap();
    for part in
        ["Test bank", "128.50 USD", "ending in 3155", "Approve", "Decline", "Two mugs &amp; a &lt;bowl&gt;"]
    {
        assert!(html.contains(part), "{part}");
    }
    assert!(!html.contains("<script") && !html.contains("style="));
    let css = bank.client.get(format!("{}/bank.css", bank.url)).send().await.unwrap();
    assert_eq!(css.headers()["content-type"], "text/css; charset=utf-8");
}

#[tokio::test]
async fn approving_charges_once_and_leads_back() {
    let bank = Rig::start().await;
    let page = page_of(&bank, "k 1").await;
    let back = "http://127.0.0.1:9/back?x=1&attempt=k%201";
    for _ in 0..2 {
        let (status, location, _) = press(&bank, &page, "approve").await;
        assert_eq!((status, location.as_str()), (303, back));
    }
    assert_eq!(bank.charged("k 1").await, 12_850);
    let (status, _, html) = press(&bank, &page, "decline").await;
    assert!(status == 409 && html.contains("approved") && html.contains("x=1&amp;attempt=k%201"));
    let bank_again = bank.again().await;
    assert_eq!(bank_again.look_up("k%201").await.1["status"], "succeeded");
}

#[tokio::test]
async fn declining_takes_nothing() {
    let bank = Rig::start().await;
    let page = page_of(&bank, "k").await;
    assert_eq!(press(&bank, &page, "decline").await.0, 303);
    let (_, charge) = bank.look_up("k").await;
    assert_eq!(
        (&charge["status"], &charge["decline_code"]),
        (&json!("declined"), &json!("authentication_failed"))
    );
    assert!(charge.get("redirect_url").is_none());
}

#[tokio::test]
async fn a_cancelled_payment_cannot_be_approved() {
    let bank = Rig::start().await;
    let page = page_of(&bank, "k").await;
    bank.cancel("k").await;
    let (status, _, html) = press(&bank, &page, "approve").await;
    assert!(status == 409 && html.contains("cancelled"));
    assert_eq!(bank.charged("k").await, 0);
}

#[tokio::test]
async fn unknown_pages_and_buttons_are_refused() {
    let bank = Rig::start().await;
    let page = page_of(&bank, "k").await;
    assert_eq!(press(&bank, &page, "steal").await.0, 422);
    let missing = bank.client.get(format!("{}/confirm/ch_nothing", bank.url)).send().await.unwrap();
    assert_eq!(missing.status().as_u16(), 404);
    assert_eq!(bank.look_up("k").await.1["status"], "requires_action");
}
