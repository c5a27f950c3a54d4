//! What gateways tell: signed, verified over the bytes as they came, and applied once.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, Method, StatusCode};
use souk_domain::refusal;
use souk_http::{
    Access, HttpState, Result,
    read::{Part, Raw},
    to_the_end,
};
use souk_market::checkout;

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
    group("Webhooks", vec![receive])
}

async fn receive(
    State(http): State<HttpState>,
    Part(gateway): Part<String>,
    headers: HeaderMap,
    Raw(body): Raw,
) -> Result<Response> {
    // a header that is no text cannot be part of a signature
    let texts =
        headers.iter().filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())));
    let (headers, app): (Vec<(String, String)>, _) = (texts.collect(), http.app().clone());
    to_the_end(async move { checkout::receive_event(&app, &gateway, &headers, &body).await }).await??;
    Ok(StatusCode::NO_CONTENT.into_response())
}
