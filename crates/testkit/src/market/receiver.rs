//! Where the bank's notices arrive, and how a test makes one of its own.

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use souk_market::{App, Error, Result, checkout, worker::Worker};
use tokio::net::TcpListener;

use super::{BANK_SECRET, CARRIER_SECRET, Market};

/// Serves the shop's own address until the test ends: notices, and nothing else.
pub(super) fn serve(listener: TcpListener, app: App) {
    let router = Router::new().route("/api/v1/webhooks/payments/{gateway}", post(take)).with_state(app);
    tokio::spawn(async move { axum::serve(listener, router).await });
}

async fn take(
    State(app): State<App>,
    Path(gateway): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let headers: Vec<(String, String)> = headers
        .iter()
        .filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())))
        .collect();
    match checkout::receive_event(&app, &gateway, &headers, &body).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(Error::Refused(_)) => StatusCode::UNAUTHORIZED,
        Err(Error::Fault(_)) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// A notice as the bank would send it.
#[derive(Clone, Debug)]
pub struct Notice {
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Notice {
    /// That the charge under `key` came to `status`, signed as the bank signs. `id` is the event's own.
    pub fn of_charge(id: &str, key: &str, status: &str) -> Self {
        let charge = json!({"id": "ch_told", "key": key, "status": status});
        Self::of(id, &json!({"id": id, "type": format!("charge.{status}"), "charge": charge}))
    }

    /// That so much was taken under `key`, in minor units.
    pub fn of_success(id: &str, key: &str, amount: i64, currency: &str) -> Self {
        let charge = json!({"id": "ch_told", "key": key, "status": "succeeded", "amount": amount,
                            "currency": currency, "transaction_id": format!("txn_{id}")});
        Self::of(id, &json!({"id": id, "type": "charge.succeeded", "charge": charge}))
    }

    /// That the refund under `key` came to `status`.
    pub fn of_refund(id: &str, key: &str, amount: i64, status: &str) -> Self {
        let refund =
            json!({"id": "re_told", "key": key, "amount": amount, "currency": "USD", "status": status});
        Self::of(id, &json!({"id": id, "type": format!("refund.{status}"), "refund": refund}))
    }

    /// Any event, signed.
    pub fn of(id: &str, event: &Value) -> Self {
        Self::signed(id, event.to_string().into_bytes())
    }

    /// Anything, signed.
    pub fn signed(id: &str, body: Vec<u8>) -> Self {
        Self::signed_with(BANK_SECRET, id, body)
    }

    /// News of a parcel, as UPS sends it.
    pub fn of_parcel(id: &str, tracking_number: &str, status: &str) -> Self {
        Self::of_carrier(id, &json!({"id": id, "tracking_number": tracking_number, "status": status}))
    }

    /// Anything that UPS sends.
    pub fn of_carrier(id: &str, news: &Value) -> Self {
        Self::signed_with(CARRIER_SECRET, id, news.to_string().into_bytes())
    }

    fn signed_with(secret: &str, id: &str, body: Vec<u8>) -> Self {
        let timestamp = "1793613600";
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any key will do");
        mac.update(format!("{id}.{timestamp}.").as_bytes());
        mac.update(&body);
        let signature = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
        let headers =
            [("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", signature.as_str())];
        Self { headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(), body }
    }
}

impl Market {
    /// The call of an attempt arrives at the bank now, with `card`: so much is taken, in US cents.
    pub async fn charge_late(&self, key: &str, card: &str, amount: i64) {
        let webhook_url = format!("{}/api/v1/webhooks/payments/sandbox", self.app.public_url());
        self.bank.charge(key, card, amount, &webhook_url).await;
    }

    /// Hands a notice to the market, as its webhook route does, and lets it be applied.
    pub async fn tell(&self, notice: &Notice) -> Result<()> {
        checkout::receive_event(&self.app, "sandbox", &notice.headers, &notice.body).await?;
        Worker::standard().run_lane(&self.app, "gateway_events").await.map(|_| ())
    }
}
