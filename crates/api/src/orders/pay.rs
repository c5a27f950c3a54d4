use axum::{extract::State, response::Response};
use http::HeaderMap;
use serde::Deserialize;
use souk_domain::refusal::{PaymentRefusal, RequestRefusal};
use souk_http::{
    Edge, Refusal, Result, Signed,
    read::{IdempotencyKey, Json, Part, order_token},
    to_the_end,
};
use souk_market::{checkout, checkout::PayOrder, idempotency::Claim};
use utoipa::ToSchema;

use super::{
    answering::Answering,
    payment::{Paying, PaymentRequest},
    show::open,
};

/// A further try to pay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PayRequest {
    payment: PaymentRequest,
}

pub(super) async fn pay(
    State(edge): State<Edge>,
    headers: HeaderMap,
    signed: Signed,
    Part(asked): Part<String>,
    key: IdempotencyKey,
    Json(request): Json<PayRequest>,
) -> Result<Response> {
    let order = open(&edge, asked, order_token(&headers, None), &signed).await?;
    let paying = Paying::checked(&edge, Some(&request.payment))?;
    let facts = serde_json::to_vec(&paying.facts()).map_err(|_| Refusal::from(RequestRefusal::Internal))?;
    if paying.card.is_none() && paying.method == souk_domain::order::PaymentMethod::Card {
        return Err(PaymentRefusal::MethodNotOffered.into());
    }
    let answering = Answering::new(&edge);
    let again = PayOrder {
        actor: signed.actor(),
        order: order.id,
        method: paying.method,
        card: paying.card,
        claim: Claim::new(edge.app(), "pay_order", order.id.as_bytes(), key.as_str(), &facts),
        render: answering.render(),
    };
    let app = edge.app().clone();
    let answer = to_the_end(async move { checkout::pay_order(&app, again).await }).await?;
    answering.send(&edge, answer).await
}
