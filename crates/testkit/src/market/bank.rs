//! The bank: asked by HTTP what it really did, and told what to do with its notices.

use std::{path::PathBuf, sync::Mutex};

use reqwest::{
    Client,
    header::{AUTHORIZATION, HeaderMap},
    redirect::Policy,
};
use serde::Deserialize;
use serde_json::{Value, json};
use souk_bank::{Bank, BankSettings};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

use super::BANK_SECRET;

/// How long the "slow" card waits for its answer, in milliseconds: longer than an impatient test, not a tester.
const SLOW_ANSWER_MS: u64 = 400;
/// The wait before the second try of a notice, in milliseconds.
const FIRST_RETRY_MS: u64 = 20;

/// Refunds that wait come to their end when the test says so.
const NEVER_OF_ITSELF_MS: u64 = 86_400_000;

/// A bank on a real socket with a file of its own.
pub struct BankControl {
    url: String,
    file: PathBuf,
    client: Client,
    fee_bps: u16,
    running: Mutex<Option<Running>>,
}

struct Running {
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

/// What a buyer presses at the bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Approve,
    Decline,
}

/// One line of the bank's statement.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct BankLine {
    /// `charge.succeeded`, `refund.succeeded` …
    #[serde(rename = "type")]
    pub event: String,
    /// The key of the charge it is about.
    pub charge_key: String,
    /// Minor units; none for a key that was cancelled before its charge came.
    pub amount: Option<i64>,
}

impl BankControl {
    pub(super) async fn open(file: PathBuf, fee_bps: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("its address"));
        let proof = format!("Bearer {}", souk_bank::caller_proof(BANK_SECRET).expect("a secret"));
        let known = HeaderMap::from_iter([(AUTHORIZATION, proof.parse().expect("a header"))]);
        let client = Client::builder().no_proxy().redirect(Policy::none()).default_headers(known);
        let client = client.build().expect("an HTTP client");
        let bank = Self { url, file, client, fee_bps, running: Mutex::new(None) };
        bank.run(listener);
        bank
    }

    fn run(&self, listener: TcpListener) {
        let settings = BankSettings {
            slow_answer_ms: SLOW_ANSWER_MS,
            first_retry_ms: FIRST_RETRY_MS,
            refund_settles_ms: NEVER_OF_ITSELF_MS,
            fee_bps: self.fee_bps,
            ..BankSettings::new(BANK_SECRET, self.url.clone())
        };
        let bank = Bank::open(&self.file, settings).expect("a bank");
        let (stop, stopped) = oneshot::channel::<()>();
        let until = async move {
            let _told = stopped.await;
        };
        let serving =
            tokio::spawn(async move { souk_bank::serve(listener, bank, until).await.expect("a socket") });
        *self.running.lock().expect("nobody panicked") = Some(Running { stop, serving });
    }

    /// Where it answers.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Takes the bank away; its file stays. Nothing happens when it is away.
    pub async fn stop(&self) {
        let running = self.running.lock().expect("nobody panicked").take();
        if let Some(Running { stop, serving }) = running {
            let _told = stop.send(());
            serving.await.expect("the bank ends well");
        }
    }

    /// Brings it back where it was.
    pub async fn start(&self) {
        let address = self.url.trim_start_matches("http://");
        self.run(TcpListener::bind(address).await.expect("the same port"));
    }

    /// Whether it answers.
    pub fn is_there(&self) -> bool {
        self.running.lock().expect("nobody panicked").is_some()
    }

    /// Everything it charged and gave back, in order. Panics on a statement of more than 10,000 lines.
    pub async fn statement(&self) -> Vec<BankLine> {
        serde_json::from_value(self.read_statement().await["lines"].take()).expect("lines")
    }

    /// What it charged under a key and has not given back, in minor units.
    pub async fn kept(&self, key: &str) -> i64 {
        let totals = &self.read_statement().await["totals"][key];
        totals["charged"].as_i64().unwrap_or(0) - totals["refunded"].as_i64().unwrap_or(0)
    }

    /// What it charged in all and has not given back, in minor units.
    pub async fn kept_in_all(&self) -> i64 {
        let statement = self.read_statement().await;
        let totals = statement["totals"].as_object().expect("totals").values();
        totals.map(|of| of["charged"].as_i64().unwrap_or(0) - of["refunded"].as_i64().unwrap_or(0)).sum()
    }

    async fn read_statement(&self) -> Value {
        let url = format!("{}/v1/statement?limit=10000", self.url);
        let answered = self.client.get(url).send().await.expect("the bank answers");
        let statement: Value = answered.json().await.expect("a statement");
        assert_eq!(statement["more"], false, "the statement is longer than one page");
        statement
    }

    /// Keeps every notice back until [`BankControl::flush`].
    pub async fn hold_notices(&self) {
        self.post("/v1/test/webhooks", &json!({"mode": "hold"})).await;
    }

    /// Sends every notice twice.
    pub async fn duplicate_notices(&self) {
        self.post("/v1/test/webhooks", &json!({"mode": "duplicate"})).await;
    }

    /// Sends what waits and answers how many notices wait still.
    pub async fn flush(&self) -> u64 {
        self.post("/v1/test/webhooks/flush", &json!({})).await["pending"].as_u64().expect("a count")
    }

    /// Charges a card under a key, past the shop: a call that arrives late.
    pub(super) async fn charge(&self, key: &str, number: &str, amount: i64, webhook_url: &str) {
        let card = json!({"number": number, "exp_month": 12, "exp_year": 2034, "cvc": "735"});
        let asked = json!({"key": key, "amount": amount, "currency": "USD", "card": card,
                           "return_url": "http://127.0.0.1/", "webhook_url": webhook_url});
        let charged = self.post("/v1/charges", &asked).await;
        assert_eq!(charged["status"], "succeeded", "{charged}");
    }

    /// Gives back what was charged under a key, past the shop: a refund's call that arrives late.
    pub async fn refund_late(&self, key: &str, charge_key: &str, amount: i64) {
        let asked = json!({"key": key, "charge_key": charge_key, "amount": amount, "currency": "USD"});
        let refunded = self.post("/v1/refunds", &asked).await;
        assert_eq!(refunded["status"], "succeeded", "{refunded}");
    }

    /// Brings every refund that waits to its end, and answers how many there were.
    pub async fn settle_refunds(&self) -> u64 {
        self.post("/v1/test/refunds/settle", &json!({})).await["settled"].as_u64().expect("a count")
    }

    async fn post(&self, path: &str, body: &Value) -> Value {
        let answered = self.client.post(format!("{}{path}", self.url)).json(body).send().await;
        answered.expect("the bank answers").json().await.expect("JSON")
    }

    /// Does what a buyer does on the bank's page, and answers where the bank sends the buyer then.
    pub async fn decide(&self, page: &str, decision: Decision) -> String {
        let pressed = match decision {
            Decision::Approve => "approve",
            Decision::Decline => "decline",
        };
        let sent =
            self.client.post(page).form(&[("decision", pressed)]).send().await.expect("the bank answers");
        assert_eq!(sent.status().as_u16(), 303, "the bank took the decision");
        sent.headers()["location"].to_str().expect("an address").to_owned()
    }
}
