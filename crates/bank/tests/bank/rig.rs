//! A bank on a port of its own with a file of its own, and a caller.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::{fs, process};

use reqwest::header::{AUTHORIZATION, HeaderMap};
use reqwest::{Client, ClientBuilder, Response};
use rustls::{ClientConfig, RootCertStore};
use serde_json::{Value, json};
use souk_bank::{Bank, BankError, BankSettings, serve};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Refunds that wait are settled by the test.
const NEVER_OF_ITSELF_MS: u64 = 86_400_000;

pub(crate) const SECRET: &str = "whsec_c291ayBiYW5rIHRlc3Qgc2VjcmV0";
/// Long enough to be told from a file's other digits.
pub(crate) const CVC: &str = "735";

/// A folder that goes with the test.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("bank-{}-{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.0.join("bank.jsonl")
    }

    pub(crate) fn text(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _left = fs::remove_dir_all(&self.0);
    }
}

pub(crate) struct Rig {
    pub(crate) folder: Folder,
    pub(crate) url: String,
    pub(crate) client: Client,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

/// Somebody who knows no secret.
pub(crate) fn stranger() -> Client {
    builder().build().unwrap()
}

fn client() -> Client {
    let proof = format!("Bearer {}", souk_bank::caller_proof(SECRET).unwrap()).parse().unwrap();
    builder().default_headers(HeaderMap::from_iter([(AUTHORIZATION, proof)])).build().unwrap()
}

fn builder() -> ClientBuilder {
    let provider = rustls::crypto::ring::default_provider();
    let tls = ClientConfig::builder_with_provider(provider.into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth();
    let redirects = reqwest::redirect::Policy::none();
    Client::builder().tls_backend_preconfigured(tls).no_proxy().redirect(redirects)
}

impl Rig {
    pub(crate) async fn start() -> Self {
        Self::on(Folder::new()).await.unwrap_or_else(|error| panic!("{error}"))
    }

    /// A bank that keeps so many hundredths of a per cent.
    pub(crate) async fn with_fee(fee_bps: u16) -> Self {
        Self::open(Folder::new(), fee_bps).await.unwrap_or_else(|error| panic!("{error}"))
    }

    pub(crate) async fn on(folder: Folder) -> Result<Self, BankError> {
        Self::open(folder, 0).await
    }

    async fn open(folder: Folder, fee_bps: u16) -> Result<Self, BankError> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let settings = BankSettings {
            slow_answer_ms: 300,
            first_retry_ms: 20,
            refund_settles_ms: NEVER_OF_ITSELF_MS,
            fee_bps,
            ..BankSettings::new(SECRET, url.clone())
        };
        let bank = Bank::open(&folder.file(), settings)?;
        let (stop, stopped) = oneshot::channel::<()>();
        let until = async move {
            let _told = stopped.await;
        };
        let serving = tokio::spawn(async move { serve(listener, bank, until).await.unwrap() });
        Ok(Self { folder, url, client: client(), stop, serving })
    }

    /// Stops the bank and leaves its file.
    pub(crate) async fn stop(self) -> Folder {
        drop(self.client);
        self.stop.send(()).unwrap();
        self.serving.await.unwrap();
        self.folder
    }

    pub(crate) async fn again(self) -> Self {
        let folder = self.stop().await;
        Self::on(folder).await.unwrap_or_else(|error| panic!("{error}"))
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> reqwest::Result<Response> {
        self.client.post(format!("{}{path}", self.url)).json(body).send().await
    }

    /// Posts and gives back status and JSON.
    pub(crate) async fn ask(&self, path: &str, body: &Value) -> (u16, Value) {
        told(self.post(path, body).await.unwrap()).await
    }

    pub(crate) async fn charge(&self, order: &Value) -> (u16, Value) {
        self.ask("/v1/charges", order).await
    }

    pub(crate) async fn get(&self, path: &str) -> (u16, Value) {
        told(self.client.get(format!("{}{path}", self.url)).send().await.unwrap()).await
    }

    pub(crate) async fn look_up(&self, key: &str) -> (u16, Value) {
        self.get(&format!("/v1/charges/by-key/{key}")).await
    }

    pub(crate) async fn cancel(&self, key: &str) -> (u16, Value) {
        self.ask(&format!("/v1/charges/by-key/{key}/cancel"), &json!({})).await
    }

    /// What the bank has charged under a key, in minor units.
    pub(crate) async fn charged(&self, key: &str) -> i64 {
        let (_, statement) = self.get("/v1/statement?limit=10000").await;
        statement["totals"][key]["charged"].as_i64().unwrap_or(0)
    }
}

pub(crate) async fn told(response: Response) -> (u16, Value) {
    (response.status().as_u16(), response.json().await.unwrap())
}

pub(crate) fn order(key: &str, number: &str) -> Value {
    json!({
        "key": key, "amount": 12_850, "currency": "USD", "return_url": "http://127.0.0.1:9/back?x=1",
        "description": "Two mugs & a <bowl>",
        "card": {"number": number, "exp_month": 9, "exp_year": 2031, "cvc": if number.starts_with('3') { "7351" } else { CVC }},
    })
}
