//! The sandbox gateway: a client of the test bank, which is a process of its own.

mod wire;

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::SignedDuration;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use sha2::Sha256;
use souk_db::BoxFuture;
use souk_domain::refusal::DeclineCode;
use zeroize::Zeroizing;

use super::{
    Begun, Charge, ChargeRef, GatewayAnswer, GatewayEvent, Genuine, PaymentGateway, PaymentInstrument,
    RefundAnswer, RefundOrder,
};
use crate::{
    Fault, Result,
    ports::{SANDBOX, judges_the_request},
    secrets::is_signed_webhook,
};
use wire::{ChargeAnswered, ChargeOnTheWire, RefundAnswered, RefundOnTheWire};

/// A connection that takes longer means that the bank is not there.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// Who names a charge at the bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum References {
    /// The shop: the attempt's key is the reference, and nothing is begun.
    OfTheShop,
    /// The bank, as other gateways do: a charge is begun there, and its reference is kept before it is confirmed.
    OfTheBank,
}

/// The bank at `base`, with the secret its webhooks are signed with.
pub struct Sandbox {
    base: String,
    secret: Zeroizing<Vec<u8>>,
    client: reqwest::Client,
    references: References,
}

impl Sandbox {
    /// A client of the bank at `base` (`http://127.0.0.1:9100`). Calls that take longer than `timeout` are in doubt.
    pub fn new(
        base: &str,
        secret: &[u8],
        timeout: SignedDuration,
        references: References,
    ) -> Result<Self, Fault> {
        let timeout = Duration::try_from(timeout).map_err(|e| Fault::Outside(e.to_string()))?;
        let unable = |error: &dyn std::fmt::Display| Fault::Outside(format!("no HTTP client: {error}"));
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(crate::tls::trusting().map_err(|error| unable(&error))?)
            .timeout(timeout)
            .connect_timeout(CONNECT_TIMEOUT)
            .default_headers(HeaderMap::from_iter([(AUTHORIZATION, proof(secret).map_err(|e| unable(&e))?)]))
            .no_proxy()
            .build()
            .map_err(|error| unable(&error))?;
        Ok(Self {
            base: base.trim_end_matches('/').to_owned(),
            secret: Zeroizing::new(secret.to_vec()),
            client,
            references,
        })
    }

    fn get(&self, path: &str) -> reqwest::RequestBuilder {
        self.client.get(format!("{}{path}", self.base))
    }

    fn post(&self, path: &str) -> reqwest::RequestBuilder {
        self.client.post(format!("{}{path}", self.base))
    }
}

/// What proves to the bank that its secret is known here; it goes in place of the secret.
fn proof(secret: &[u8]) -> Result<HeaderValue, Fault> {
    let outside = |error: &dyn std::fmt::Display| Fault::Outside(format!("the bank's secret: {error}"));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).map_err(|error| outside(&error))?;
    mac.update(b"caller");
    let text = format!("Bearer {}", BASE64.encode(mac.finalize().into_bytes()));
    let mut value = HeaderValue::from_str(&text).map_err(|error| outside(&error))?;
    value.set_sensitive(true);
    Ok(value)
}

/// The URL holds the attempt's key, which belongs in no log.
fn without_url(error: reqwest::Error) -> String {
    error.without_url().to_string()
}

async fn ask_charge(request: reqwest::RequestBuilder) -> GatewayAnswer {
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

async fn ask_refund(request: reqwest::RequestBuilder) -> RefundAnswer {
    let answered = match request.send().await {
        Ok(answered) => answered,
        Err(error) => return RefundAnswer::NoAnswer { reason: without_url(error) },
    };
    match answered.status().as_u16() {
        200 => match answered.json::<RefundAnswered>().await {
            Ok(refund) => refund.into(),
            Err(error) => RefundAnswer::NoAnswer { reason: without_url(error) },
        },
        status if judges_the_request(status) => {
            RefundAnswer::Failed { reason: format!("the bank answered {status}") }
        }
        status => RefundAnswer::NoAnswer { reason: format!("the bank answered {status}") },
    }
}

async fn ask_begin(request: reqwest::RequestBuilder) -> Begun {
    let answered = match request.send().await {
        Ok(answered) => answered,
        Err(error) => return Begun::NoAnswer { reason: without_url(error) },
    };
    match answered.status().as_u16() {
        200 => match answered.json::<ChargeAnswered>().await {
            Ok(charge) => Begun::Made { reference: charge.id },
            Err(error) => Begun::NoAnswer { reason: without_url(error) },
        },
        status if judges_the_request(status) => Begun::Refused { decline: DeclineCode::GenericDecline },
        status => Begun::NoAnswer { reason: format!("the bank answered {status}") },
    }
}

impl PaymentGateway for Sandbox {
    fn name(&self) -> &'static str {
        SANDBOX
    }

    fn known_reference(&self, key: &str) -> Option<String> {
        (self.references == References::OfTheShop).then(|| key.to_owned())
    }

    fn begin<'a>(&'a self, charge: &'a Charge) -> BoxFuture<'a, Begun> {
        Box::pin(
            async move { ask_begin(self.post("/v1/intents").json(&ChargeOnTheWire::begin(charge))).await },
        )
    }

    fn confirm<'a>(
        &'a self,
        charge: &'a Charge,
        reference: &'a str,
        instrument: PaymentInstrument<'a>,
    ) -> BoxFuture<'a, GatewayAnswer> {
        Box::pin(async move {
            let PaymentInstrument::TestCard(card) = instrument else {
                // the test bank keeps no cards and has no page that asks for one
                return GatewayAnswer::Declined { decline: DeclineCode::GenericDecline };
            };
            let reference = (self.references == References::OfTheBank).then_some(reference);
            let wire = ChargeOnTheWire::confirm(charge, reference, card);
            ask_charge(self.post("/v1/charges").json(&wire)).await
        })
    }

    fn complete<'a>(&'a self, at: &'a ChargeRef) -> BoxFuture<'a, GatewayAnswer> {
        Box::pin(ask_charge(self.post(&format!("/v1/charges/by-key/{}/complete", at.key))))
    }

    fn look_up<'a>(&'a self, at: &'a ChargeRef) -> BoxFuture<'a, GatewayAnswer> {
        Box::pin(ask_charge(self.get(&format!("/v1/charges/by-key/{}", at.key))))
    }

    fn cancel<'a>(&'a self, at: &'a ChargeRef) -> BoxFuture<'a, GatewayAnswer> {
        Box::pin(ask_charge(self.post(&format!("/v1/charges/by-key/{}/cancel", at.key))))
    }

    fn refund<'a>(&'a self, order: &'a RefundOrder) -> BoxFuture<'a, RefundAnswer> {
        Box::pin(async move { ask_refund(self.post("/v1/refunds").json(&RefundOnTheWire::of(order))).await })
    }

    fn look_up_refund<'a>(&'a self, order: &'a RefundOrder) -> BoxFuture<'a, RefundAnswer> {
        Box::pin(ask_refund(self.get(&format!("/v1/refunds/by-key/{}", order.key))))
    }

    fn verify<'a>(&'a self, headers: &'a [(String, String)], body: &'a [u8]) -> BoxFuture<'a, Genuine> {
        let genuine = is_signed_webhook(&self.secret, headers, body);
        Box::pin(std::future::ready(if genuine { Genuine::Yes } else { Genuine::No }))
    }

    fn read_event(&self, body: &[u8]) -> Option<GatewayEvent> {
        wire::event(body)
    }
}
