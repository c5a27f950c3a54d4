//! From an order and how its payment went to the answer, now and when the same key comes again.
//!
//! What is stored under a key holds no capability: the order's token is put in when the answer is sent.

use axum::response::Response;
use http::{HeaderValue, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::json;
use souk_domain::refusal::{DeclineCode, PaymentRefusal};
use souk_http::{HttpState, Refusal, Result, read::IdempotencyKey};
use souk_market::{
    Error,
    checkout::{self, Outcome, Settled},
    idempotency::{Guard, StoredResponse},
    orders::OrderView,
};

use super::wire::Order;
use crate::wire::{Answer, REPLAYED, time};

/// What is stored of a declined payment.
#[derive(Serialize, Deserialize)]
struct Declined {
    decline_code: String,
    id: String,
    number: String,
    expires_at: Option<String>,
}

/// How the market stores the answer inside its transaction.
pub(super) fn guard(http: &HttpState, key: &IdempotencyKey) -> Guard<Settled> {
    let drawing = http.clone();
    Guard::new(key.as_str(), move |settled: &Settled| {
        let order = &settled.order;
        Ok(match settled.outcome {
            Outcome::Declined(decline) => {
                StoredResponse { status: 402, text: json_of(&declined(order, decline))? }
            }
            Outcome::Paid | Outcome::Pending | Outcome::Ended => {
                StoredResponse { status: 201, text: json_of(&Order::of(drawing.public_url(), order))? }
            }
        })
    })
}

/// Sends what the market answered.
pub(super) fn send(http: &HttpState, answer: checkout::Answer) -> Result<Response> {
    let token = http.app().key().order_token(answer.order, answer.token_version).reveal();
    let checkout::Answer { status, body, replayed, .. } = answer;
    if status == 402 {
        return Err(refusal(&body, &token, replayed)?);
    }
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::CREATED);
    let body = with_token(&body, &token).ok_or_else(|| Error::broken("a stored response is no object"))?;
    let sent = Answer::json(status, body);
    Ok(if replayed { sent.with(REPLAYED, HeaderValue::from_static("true")) } else { sent }.send())
}

fn refusal(stored: &str, token: &str, replayed: bool) -> Result<Refusal> {
    let stored: Declined = serde_json::from_str(stored)
        .map_err(|error| Error::broken(format!("a stored response cannot be read: {error}")))?;
    let decline = DeclineCode::from_gateway(&stored.decline_code);
    let order = json!({
        "id": stored.id, "number": stored.number, "access_token": token, "expires_at": stored.expires_at,
    });
    let refusal = Refusal::from(PaymentRefusal::CardDeclined { decline }).with("order", order);
    Ok(if replayed { refusal.with_header(REPLAYED, HeaderValue::from_static("true")) } else { refusal })
}

fn declined(order: &OrderView, decline: DeclineCode) -> Declined {
    Declined {
        decline_code: decline.as_str().to_owned(),
        id: order.id.to_string(),
        number: order.number.clone(),
        expires_at: order.expires_at.map(time),
    }
}

fn json_of(body: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(body)
        .map_err(|error| Error::broken(format!("an answer cannot be written: {error}")))
}

/// The object with `access_token` as its last member.
fn with_token(object: &str, token: &str) -> Option<String> {
    let inside = object.strip_suffix('}')?;
    Some(format!("{inside},\"access_token\":\"{token}\"}}"))
}
