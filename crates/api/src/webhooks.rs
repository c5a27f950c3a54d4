//! What gateways and carriers tell: signed, verified over the bytes as they came, and applied once.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use souk_domain::refusal;
use souk_http::{
    Access, HttpState, Result,
    read::{Part, Raw},
    to_the_end,
};
use souk_market::{checkout, fulfilment};

use crate::operation::{Operation, group};

pub(crate) fn operations() -> Vec<Operation> {
    let path = "/api/v1/webhooks/payments/{gateway}";
    let receive = Operation::new(Method::POST, path, "receive_payment_event", Access::Gateway, receive)
        .says(
            "News of a payment",
            "Sent by the gateway, signed as Standard Webhooks has it. Sending it again changes nothing.",
        )
        .answers_nothing(204)
        .refuses(&[&refusal::NOT_FOUND, &refusal::UNAUTHENTICATED])
        .ignores_key()
        .on_the_money_path();
    let path = "/api/v1/webhooks/carriers/{carrier}";
    let hear = Operation::new(Method::POST, path, "receive_carrier_event", Access::Gateway, hear)
        .says(
            "News of a shipment",
            "Sent by a carrier, or by who speaks for it, signed as Standard Webhooks has it: `id`, `tracking_number`, `status`, and \
             maybe `at`, `text` and `place`. A shipment goes forward only, and by news that are not older than what its carrier told \
             before; those, and a time that cannot be, are kept and move nothing. Sending it again changes nothing; 404 while there is no \
             shipment of that number.",
        )
        .answers_nothing(204)
        .refuses(&[&refusal::NOT_FOUND, &refusal::UNAUTHENTICATED, &refusal::TOO_MUCH_TRACKING])
        .ignores_key();
    group("Webhooks", vec![receive, hear])
}

async fn receive(
    State(http): State<HttpState>,
    Part(gateway): Part<String>,
    headers: HeaderMap,
    Raw(body): Raw,
) -> Result<Response> {
    let (headers, app) = (texts(&headers), http.app().clone());
    to_the_end(async move { checkout::receive_event(&app, &gateway, &headers, &body).await }).await??;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn hear(
    State(http): State<HttpState>,
    Part(carrier): Part<String>,
    headers: HeaderMap,
    Raw(body): Raw,
) -> Result<Response> {
    fulfilment::receive_carrier_event(http.app(), &carrier, &texts(&headers), &body).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// A header that is no text cannot be part of a signature.
fn texts(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |(name, value): (&HeaderName, &HeaderValue)| {
        Some((name.to_string(), value.to_str().ok()?.to_owned()))
    };
    headers.iter().filter_map(text).collect()
}
