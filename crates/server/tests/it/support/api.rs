//! What goes over the socket.

use reqwest::{Client, Method, header::HeaderMap};
use serde_json::Value;

use super::until::Wait;

/// A server's API, as a program on the other end of a socket knows it.
#[derive(Clone)]
pub(crate) struct Api {
    pub(crate) url: String,
    client: Client,
}

/// One request.
#[derive(Clone)]
pub(crate) struct Ask {
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

/// What came back.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    /// Null when there is no JSON.
    pub(crate) body: Value,
}

impl Ask {
    fn new(method: Method, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), headers: Vec::new(), body: None }
    }

    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path)
    }

    pub(crate) fn post(path: impl Into<String>) -> Self {
        Self::new(Method::POST, path)
    }

    pub(crate) fn patch(path: impl Into<String>) -> Self {
        Self::new(Method::PATCH, path)
    }

    pub(crate) fn delete(path: impl Into<String>) -> Self {
        Self::new(Method::DELETE, path)
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.bytes("application/json", body.to_string().into_bytes())
    }

    /// A body as it stands, whatever it is.
    pub(crate) fn bytes(mut self, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        self.headers.push(("content-type".to_owned(), kind.to_owned()));
        self.body = Some(body.into());
        self
    }

    pub(crate) fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// Under an idempotency key.
    pub(crate) fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    /// As the holder of an order.
    pub(crate) fn holding(self, token: &str) -> Self {
        self.header("souk-order-token", token)
    }

    /// By an API key.
    pub(crate) fn by(self, secret: &str) -> Self {
        self.header("authorization", format!("Bearer {secret}"))
    }
}

impl Api {
    pub(crate) fn new(url: String, client: Client) -> Self {
        Self { url, client }
    }

    /// The words of a page.
    pub(crate) async fn page(&self, path: &str) -> String {
        let answer = self.client.get(format!("{}{path}", self.url)).send().await.expect("a page");
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().await.expect("text")
    }

    /// Asks, and needs an answer.
    pub(crate) async fn ask(&self, ask: &Ask) -> Answer {
        let (method, path) = (&ask.method, &ask.path);
        self.try_ask(ask).await.unwrap_or_else(|error| panic!("{method} {path} was not answered: {error}"))
    }

    /// Asks as a client that follows the contract: told to wait, it waits and sends the same again.
    pub(crate) async fn ask_patiently(&self, ask: &Ask) -> Answer {
        let mut wait = Wait::unhurried(format!("an answer to {} {}", ask.method, ask.path));
        loop {
            wait.look().await;
            let answer = self.ask(ask).await;
            if !answer.asks_to_wait() {
                return answer;
            }
            wait.note(answer.code());
        }
    }

    /// Asks; an error when the connection gave no whole answer. Paths without a slash in front are of the API.
    pub(crate) async fn try_ask(&self, ask: &Ask) -> Result<Answer, reqwest::Error> {
        let base = if ask.path.starts_with('/') { "" } else { "/api/v1/" };
        let mut request = self.client.request(ask.method.clone(), format!("{}{base}{}", self.url, ask.path));
        for (name, value) in &ask.headers {
            request = request.header(name, value);
        }
        if let Some(body) = &ask.body {
            request = request.body(body.clone());
        }
        let answered = request.send().await?;
        let (status, headers) = (answered.status().as_u16(), answered.headers().clone());
        let text = answered.bytes().await?;
        let body = serde_json::from_slice(&text).unwrap_or(Value::Null);
        Ok(Answer { status, headers, body })
    }

    pub(crate) async fn is_ready(&self) -> bool {
        self.try_ask(&Ask::get("/readyz")).await.is_ok_and(|answer| answer.status == 200)
    }
}

impl Answer {
    /// The stable code of a refusal; empty when it is none.
    pub(crate) fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    /// The body, after the status was seen to be this one.
    pub(crate) fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{:#}", self.body);
        self.body
    }

    /// Whether the first answer to its key came again.
    pub(crate) fn is_replayed(&self) -> bool {
        self.headers.get("idempotent-replayed").is_some_and(|value| value == "true")
    }

    /// Whether the same request may be sent again after a moment: the shop is busy, or still at it.
    pub(crate) fn asks_to_wait(&self) -> bool {
        self.status == 503 || matches!(self.code(), "idempotency_in_flight" | "payment_in_progress")
    }
}

/// A text of an answer.
pub(crate) fn text(value: &Value, pointer: &str) -> String {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found.unwrap_or_else(|| panic!("no text at {pointer} in {value:#}")).to_owned()
}

/// A whole number of an answer.
pub(crate) fn number(value: &Value, pointer: &str) -> i64 {
    let found = value.pointer(pointer).and_then(Value::as_i64);
    found.unwrap_or_else(|| panic!("no number at {pointer} in {value:#}"))
}
