//! A market, its API, and callers.

use std::net::SocketAddr;

use axum::{Router, body::Body, extract::ConnectInfo};
use http::{HeaderMap, Request, StatusCode};
use serde_json::{Value, json};
use souk_domain::ids::{VariantId, VendorId};
use souk_http::{HttpState, Settings, router};
use souk_market::{Actor, access, access::Scope, notifications, secrets::ApiSecret};
use souk_testkit::Market;
use totp_rs::{Builder, Secret};
use tower::ServiceExt as _;

/// The API of a market nothing else shares.
pub(super) struct Api {
    pub(super) market: Market,
    router: Router,
}

/// What came back.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) json: Value,
    pub(super) text: String,
}

/// The password of every account here.
pub(super) const PASSWORD: &str = "seven teal looms";

/// A photograph, as a browser or a camera sends it.
pub(super) const PICTURE: &[u8] = include_bytes!("../../../server/demo/pictures/mug-teal.webp");

/// The code an authenticator app shows for a secret.
pub(super) fn code_of(secret: &str, at: jiff::Timestamp) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(at.as_second()).unwrap()).to_string()
}

/// Headers of a call.
pub(super) type Headers<'h> = &'h [(&'h str, &'h str)];

impl Api {
    pub(super) async fn open() -> Self {
        let market = Market::open().await;
        let http = HttpState::new(market.app.clone(), Settings::default(), None);
        Self { router: router(&http, souk_api::routes()), market }
    }

    /// Ends the test with the market proven sound.
    pub(super) async fn close(self) {
        self.market.close().await;
    }

    /// Sends raw bytes from this machine.
    pub(super) async fn raw(
        &self,
        method: &str,
        path: &str,
        headers: Headers<'_>,
        body: impl Into<Body>,
    ) -> Answer {
        let (status, headers, bytes) = self.call(method, path, headers, body.into()).await;
        let text = String::from_utf8(bytes).unwrap();
        let json = serde_json::from_str(&text).unwrap_or_default();
        Answer { status, headers, json, text }
    }

    /// The headers and bytes of a success, whatever they are.
    pub(super) async fn bytes(&self, method: &str, path: &str, headers: Headers<'_>) -> (HeaderMap, Vec<u8>) {
        let (status, headers, bytes) = self.call(method, path, headers, Body::empty()).await;
        assert_eq!(status, 200, "{path}");
        (headers, bytes)
    }

    async fn call(
        &self,
        method: &str,
        path: &str,
        headers: Headers<'_>,
        body: Body,
    ) -> (StatusCode, HeaderMap, Vec<u8>) {
        let mut request = Request::builder().method(method).uri(path).header("host", "localhost");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(body).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 4711))));
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        (parts.status, parts.headers, bytes.to_vec())
    }

    pub(super) async fn get(&self, path: &str) -> Answer {
        self.raw("GET", path, &[], "").await
    }

    pub(super) async fn get_as(&self, key: &str, path: &str) -> Answer {
        self.raw("GET", path, &[("authorization", &format!("Bearer {key}"))], "").await
    }

    /// Sends JSON with more headers.
    pub(super) async fn send(&self, method: &str, path: &str, headers: Headers<'_>, body: &Value) -> Answer {
        let headers: Vec<_> = headers.iter().copied().chain([("content-type", "application/json")]).collect();
        self.raw(method, path, &headers, body.to_string()).await
    }

    pub(super) async fn post(&self, path: &str, body: Value) -> Answer {
        self.send("POST", path, &[], &body).await
    }

    pub(super) async fn send_as(&self, key: &str, method: &str, path: &str, body: Value) -> Answer {
        self.send(method, path, &[("authorization", &format!("Bearer {key}"))], &body).await
    }

    /// A cart with these things in it, filled through the API; its id.
    pub(super) async fn cart(&self, wanted: &[(VariantId, u32)]) -> String {
        let made = self.post("/api/v1/carts", json!({})).await;
        assert_eq!(made.status, 201, "{}", made.text);
        let id = made.json["id"].as_str().unwrap().to_owned();
        for (variant, quantity) in wanted {
            let line = json!({ "variant_id": variant.to_string(), "quantity": quantity });
            let added = self.post(&format!("/api/v1/carts/{id}/lines"), line).await;
            assert_eq!(added.status, 201, "{}", added.text);
        }
        id
    }

    /// Places an order under a key.
    pub(super) async fn place(&self, key: &str, order: &Value) -> Answer {
        self.send("POST", "/api/v1/orders", &[("idempotency-key", key)], order).await
    }

    pub(super) async fn staff_key(&self) -> String {
        self.key(Scope::Staff).await
    }

    pub(super) async fn vendor_key(&self, vendor: VendorId) -> String {
        self.key(Scope::Vendor(vendor)).await
    }

    /// What stands behind `=` in the link of the newest letter to a reader.
    pub(super) async fn mailed(&self, reader: &str) -> String {
        self.market.settle().await;
        let letters = notifications::list_letters(&self.market.app);
        let mut subjects = letters.await.unwrap().into_iter().filter(|letter| letter.recipient == reader);
        let newest = subjects.find(|letter| letter.words.subject.contains('='));
        newest.unwrap().words.subject.split_once('=').unwrap().1.to_owned()
    }

    /// Makes an account and signs it in; its token.
    pub(super) async fn account(&self, name: &str) -> String {
        let email = format!("{name}@example.com");
        let new = json!({ "username": name, "email": email, "password": PASSWORD });
        self.post("/api/v1/accounts", new).await.ok(201);
        let entry = json!({ "login": name, "password": PASSWORD });
        self.post("/api/v1/sessions", entry).await.ok(201)["token"].as_str().unwrap().to_owned()
    }

    async fn key(&self, scope: Scope) -> String {
        let made =
            self.market.app.write(Actor::Operator, move |ctx| Box::pin(access::create(ctx, scope, "test")));
        let (_id, secret): (_, ApiSecret) = made.await.unwrap();
        secret.reveal()
    }
}

impl Answer {
    /// The answer of a success.
    pub(super) fn ok(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.json
    }

    /// The problem of a refusal.
    pub(super) fn problem(self, status: u16, code: &str) -> Value {
        assert_eq!((self.status.as_u16(), self.json["code"].as_str()), (status, Some(code)), "{}", self.text);
        assert_eq!(self.headers["content-type"], "application/problem+json");
        self.json
    }

    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// An address a parcel finds.
pub(super) fn address() -> Value {
    json!({ "name": "Ada Byron", "street": "12 Analytical Way", "city": "Springfield", "region": "IL",
            "postal_code": "62701", "country": "US" })
}

/// An order of a cart by card.
pub(super) fn order(cart: &str, number: &str) -> Value {
    json!({ "cart_id": cart, "email": "ada@example.com", "shipping_address": address(),
            "payment": { "method": "card", "card": card(number) } })
}

/// A card as a buyer types it.
pub(super) fn card(number: &str) -> Value {
    json!({ "number": number, "exp_month": 12, "exp_year": "2030", "cvc": "735" })
}
