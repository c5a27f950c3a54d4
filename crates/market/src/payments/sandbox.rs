//! The sandbox gateway: a client of the test bank, which is a process of its own.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use souk_db::BoxFuture;
use souk_domain::{card::Card, money::Currency, refusal::DeclineCode};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::{Charge, ChargeEvent, GatewayAnswer, PaymentGateway, RefundAnswer};
use crate::{Fault, Result, ports::SANDBOX};

/// A connection that takes longer means that the bank is not there.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// The bank at `base`, with the secret its webhooks are signed with.
pub struct Sandbox {
    base: String,
    secret: Zeroizing<Vec<u8>>,
    client: reqwest::Client,
}

#[derive(Serialize)]
struct CardOnTheWire<'a> {
    number: &'a str,
    exp_month: i8,
    exp_year: i16,
    cvc: &'a str,
}

#[derive(Serialize)]
struct ChargeOnTheWire<'a> {
    key: &'a str,
    amount: i64,
    currency: &'a str,
    description: &'a str,
    card: CardOnTheWire<'a>,
    return_url: &'a str,
    webhook_url: &'a str,
}

#[derive(Serialize)]
struct RefundOnTheWire<'a> {
    key: &'a str,
    charge_key: &'a str,
    amount: i64,
    currency: &'a str,
}

#[derive(Deserialize)]
struct ChargeAnswered {
    key: String,
    status: String,
    decline_code: Option<String>,
    redirect_url: Option<String>,
    transaction_id: Option<String>,
}

#[derive(Deserialize)]
struct RefundAnswered {
    status: String,
}

#[derive(Deserialize)]
struct EventReceived {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    charge: Option<ChargeAnswered>,
}

impl Sandbox {
    /// A client of the bank at `base` (`http://127.0.0.1:9100`). Calls that take longer than `timeout` are in doubt.
    pub fn new(base: &str, secret: &[u8], timeout: SignedDuration) -> Result<Self, Fault> {
        let timeout = Duration::try_from(timeout).map_err(|e| Fault::Outside(e.to_string()))?;
        let unable = |error: &dyn std::fmt::Display| Fault::Outside(format!("no HTTP client: {error}"));
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(crate::tls::trusting().map_err(|error| unable(&error))?)
            .timeout(timeout)
            .connect_timeout(CONNECT_TIMEOUT)
            .no_proxy()
            .build()
            .map_err(|error| unable(&error))?;
        Ok(Self {
            base: base.trim_end_matches('/').to_owned(),
            secret: Zeroizing::new(secret.to_vec()),
            client,
        })
    }

    async fn ask_charge(&self, request: reqwest::RequestBuilder) -> GatewayAnswer {
        let answered = match request.send().await {
            Ok(answered) => answered,
            Err(error) => return GatewayAnswer::NoAnswer { reason: without_url(error) },
        };
        match answered.status().as_u16() {
            200 => match answered.json::<ChargeAnswered>().await {
                Ok(charge) => charge.into(),
                Err(error) => GatewayAnswer::NoAnswer { reason: without_url(error) },
            },
            404 => GatewayAnswer::Unknown,
            // refused before anything was charged; our own card check lets none of these through
            422 => GatewayAnswer::Declined { decline: DeclineCode::GenericDecline },
            status => GatewayAnswer::NoAnswer { reason: format!("the bank answered {status}") },
        }
    }
}

/// The URL holds the attempt's key, which belongs in no log.
fn without_url(error: reqwest::Error) -> String {
    error.without_url().to_string()
}

/// Our word for the bank's reason.
fn decline(code: Option<&str>) -> DeclineCode {
    match code {
        Some("authentication_failed") => DeclineCode::NotConfirmed,
        code => DeclineCode::from_gateway(code.unwrap_or_default()),
    }
}

impl From<ChargeAnswered> for GatewayAnswer {
    fn from(charge: ChargeAnswered) -> Self {
        match (charge.status.as_str(), charge.redirect_url) {
            ("succeeded", _) => Self::Succeeded { transaction_id: charge.transaction_id.unwrap_or_default() },
            ("declined", _) => Self::Declined { decline: decline(charge.decline_code.as_deref()) },
            ("requires_action", Some(url)) => Self::RequiresAction { url },
            ("cancelled", _) => Self::Cancelled,
            (other, _) => Self::NoAnswer { reason: format!("the bank said `{other}`") },
        }
    }
}

impl PaymentGateway for Sandbox {
    fn name(&self) -> &'static str {
        SANDBOX
    }

    fn charge<'a>(&'a self, charge: &'a Charge, card: &'a Card) -> BoxFuture<'a, GatewayAnswer> {
        Box::pin(async move {
            let wire = ChargeOnTheWire {
                key: &charge.key,
                amount: charge.total,
                currency: charge.currency.code(),
                description: &charge.description,
                card: CardOnTheWire {
                    number: card.number.reveal(),
                    exp_month: card.expiry.month,
                    exp_year: card.expiry.year,
                    cvc: card.cvc.reveal(),
                },
                return_url: &charge.return_url,
                webhook_url: &charge.webhook_url,
            };
            self.ask_charge(self.client.post(format!("{}/v1/charges", self.base)).json(&wire)).await
        })
    }

    fn look_up<'a>(&'a self, key: &'a str) -> BoxFuture<'a, GatewayAnswer> {
        Box::pin(self.ask_charge(self.client.get(format!("{}/v1/charges/by-key/{key}", self.base))))
    }

    fn cancel<'a>(&'a self, key: &'a str) -> BoxFuture<'a, GatewayAnswer> {
        Box::pin(self.ask_charge(self.client.post(format!("{}/v1/charges/by-key/{key}/cancel", self.base))))
    }

    fn refund<'a>(
        &'a self,
        key: &'a str,
        charge_key: &'a str,
        total: i64,
        currency: Currency,
    ) -> BoxFuture<'a, RefundAnswer> {
        Box::pin(async move {
            let wire = RefundOnTheWire { key, charge_key, amount: total, currency: currency.code() };
            let answered =
                match self.client.post(format!("{}/v1/refunds", self.base)).json(&wire).send().await {
                    Ok(answered) => answered,
                    Err(error) => return RefundAnswer::NoAnswer { reason: without_url(error) },
                };
            match answered.status().as_u16() {
                200 => match answered.json::<RefundAnswered>().await {
                    Ok(refund) if refund.status == "succeeded" => RefundAnswer::Succeeded,
                    Ok(refund) => RefundAnswer::Failed { reason: refund.status },
                    Err(error) => RefundAnswer::NoAnswer { reason: without_url(error) },
                },
                status @ 400..=499 => RefundAnswer::Failed { reason: format!("the bank answered {status}") },
                status => RefundAnswer::NoAnswer { reason: format!("the bank answered {status}") },
            }
        })
    }

    /// Standard Webhooks: `webhook-signature` holds `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body`.
    fn read_event(&self, headers: &[(String, String)], body: &[u8]) -> Option<ChargeEvent> {
        let header =
            |name: &str| headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str());
        let (id, timestamp) = (header("webhook-id")?, header("webhook-timestamp")?);
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret).ok()?;
        mac.update(format!("{id}.{timestamp}.").as_bytes());
        mac.update(body);
        let expected = format!("v1,{}", BASE64.encode(mac.finalize().into_bytes()));
        let given = header("webhook-signature")?;
        if !given.split(' ').any(|one| bool::from(one.as_bytes().ct_eq(expected.as_bytes()))) {
            return None;
        }
        let event: EventReceived = serde_json::from_slice(body).ok()?;
        let key = event.charge.as_ref().map(|charge| charge.key.clone()).unwrap_or_default();
        Some(ChargeEvent { event_id: event.id, kind: event.kind, key, answer: event.charge.map(Into::into) })
    }
}
