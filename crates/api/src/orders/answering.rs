//! From an order and how its payment went to the answer, now and when the same key comes again.
//!
//! What is stored under a key holds no capability: the order's token is put in when the answer is sent.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use axum::response::Response;
use http::{HeaderValue, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::json;
use souk_domain::{
    ids::OrderId,
    refusal::{DeclineCode, PaymentRefusal},
};
use souk_http::{Edge, Refusal, Result};
use souk_market::{
    Actor,
    checkout::{self, Outcome, Render},
    orders,
    orders::OrderView,
};

use super::wire::Order;
use crate::wire::{Answer, REPLAYED, run_read, time};

/// No version is below it, so it stands for "not known yet".
const UNKNOWN_VERSION: i64 = -1;

/// The answer to one request in the making.
pub(super) struct Answering {
    public_url: Arc<str>,
    /// The token's version, as the transaction that answered saw it.
    version: Arc<AtomicI64>,
}

/// What is kept of a declined payment.
#[derive(Serialize, Deserialize)]
struct Declined {
    decline_code: String,
    id: String,
    number: String,
    expires_at: Option<String>,
}

impl Answering {
    pub(super) fn new(edge: &Edge) -> Self {
        Self { public_url: edge.public_url().into(), version: Arc::new(AtomicI64::new(UNKNOWN_VERSION)) }
    }

    /// How the market writes the answer inside its transaction.
    pub(super) fn render(&self) -> Render {
        let (public_url, version) = (Arc::clone(&self.public_url), Arc::clone(&self.version));
        Arc::new(move |order, outcome| {
            version.store(order.token_version, Ordering::Relaxed);
            match outcome {
                Outcome::Declined(decline) => (402, declined(order, *decline)),
                Outcome::Paid | Outcome::Pending | Outcome::Ended => {
                    (201, serde_json::to_string(&Order::of(&public_url, order)).unwrap_or_default())
                }
            }
        })
    }

    /// Sends what the market answered.
    pub(super) async fn send(self, edge: &Edge, answer: checkout::Answer) -> Result<Response> {
        let token = self.token(edge, answer.order).await?;
        if answer.status == 402 {
            return Err(self.declined(&answer, &token)?);
        }
        let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::CREATED);
        let body = with_token(&answer.body, &token)
            .ok_or_else(|| souk_market::Error::broken("a stored answer is no object"))?;
        let sent = Answer::json(status, body);
        Ok(if answer.replayed { sent.with(REPLAYED, HeaderValue::from_static("true")) } else { sent }.send())
    }

    fn declined(&self, answer: &checkout::Answer, token: &str) -> Result<Refusal> {
        let kept: Declined = serde_json::from_str(&answer.body).map_err(|error| {
            souk_market::Error::broken(format!("a stored answer cannot be read: {error}"))
        })?;
        let decline = DeclineCode::from_gateway(&kept.decline_code);
        let order = json!({
            "id": kept.id, "number": kept.number, "access_token": token, "expires_at": kept.expires_at,
        });
        let refusal = Refusal::from(PaymentRefusal::CardDeclined { decline }).with("order", order);
        Ok(if answer.replayed {
            refusal.with_header(REPLAYED, HeaderValue::from_static("true"))
        } else {
            refusal
        })
    }

    /// The order's token: of the version just seen, else of the stored one.
    async fn token(&self, edge: &Edge, order: OrderId) -> Result<String> {
        let seen = self.version.load(Ordering::Relaxed);
        let version = if seen == UNKNOWN_VERSION {
            run_read(edge, Actor::System, move |ctx| Box::pin(orders::load(ctx, order))).await?.token_version
        } else {
            seen
        };
        Ok(edge.app().key().order_token(order, version).reveal())
    }
}

fn declined(order: &OrderView, decline: DeclineCode) -> String {
    let kept = Declined {
        decline_code: decline.as_str().to_owned(),
        id: order.id.to_string(),
        number: order.number.clone(),
        expires_at: order.expires_at.map(time),
    };
    serde_json::to_string(&kept).unwrap_or_default()
}

/// The object with `access_token` as its last member.
fn with_token(object: &str, token: &str) -> Option<String> {
    let inside = object.strip_suffix('}')?;
    Some(format!("{inside},\"access_token\":\"{token}\"}}"))
}
