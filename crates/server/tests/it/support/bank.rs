//! The bank's own word about money.

use std::collections::BTreeMap;

use reqwest::Client;
use serde::Deserialize;
use serde_json::{Value, json};
use souk_testkit::market::BANK_SECRET;

/// The bank process, asked over its own socket.
#[derive(Clone)]
pub(crate) struct Bank {
    url: String,
    client: Client,
}

/// What the bank took and gave back under one key, in minor units.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Total {
    pub(crate) charged: i64,
    pub(crate) refunded: i64,
}

/// Everything the bank did.
#[derive(Deserialize)]
pub(crate) struct Statement {
    /// By charge key.
    pub(crate) totals: BTreeMap<String, Total>,
    lines: Vec<Line>,
    more: bool,
}

#[derive(Deserialize)]
struct Line {
    #[serde(rename = "type")]
    event: String,
}

impl Statement {
    /// How often something happened: `charge.succeeded`, `refund.succeeded`.
    pub(crate) fn count(&self, event: &str) -> usize {
        self.lines.iter().filter(|line| line.event == event).count()
    }

    /// What it holds of all buyers together.
    pub(crate) fn kept(&self) -> i64 {
        self.totals.values().map(|total| total.charged - total.refunded).sum()
    }
}

/// What the bank lets callers in by.
fn proof() -> String {
    souk_bank::caller_proof(BANK_SECRET).expect("a secret")
}

impl Bank {
    pub(super) fn new(url: String, client: Client) -> Self {
        Self { url, client }
    }

    pub(crate) async fn statement(&self) -> Statement {
        let url = format!("{}/v1/statement?limit=10000", self.url);
        let answered = self.client.get(url).bearer_auth(proof()).send().await.expect("the bank answers");
        let statement: Statement = answered.json().await.expect("a statement");
        assert!(!statement.more, "the statement is longer than one page");
        statement
    }

    /// Keeps notices back until they are flushed.
    pub(crate) async fn hold_notices(&self) {
        self.post("/v1/test/webhooks", &json!({"mode": "hold"})).await;
    }

    /// Sends each notice that was taken once more.
    pub(crate) async fn duplicate_notices(&self) {
        self.post("/v1/test/webhooks", &json!({"mode": "duplicate"})).await;
    }

    /// Sends every notice that waits. Answers how many wait still.
    pub(crate) async fn flush(&self) -> i64 {
        self.post("/v1/test/webhooks/flush", &json!({})).await["pending"].as_i64().expect("a count")
    }

    async fn post(&self, path: &str, body: &Value) -> Value {
        let answered =
            self.client.post(format!("{}{path}", self.url)).bearer_auth(proof()).json(body).send().await;
        answered.expect("the bank answers").json().await.expect("JSON")
    }

    /// Approves a payment on the bank's page, as its buyer does.
    pub(crate) async fn approve(&self, page: &str) {
        let sent = self.client.post(page).form(&[("decision", "approve")]).send().await;
        assert_eq!(sent.expect("the bank answers").status().as_u16(), 303, "the bank took the decision");
    }
}
