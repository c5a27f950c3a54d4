use axum::{extract::State, response::Response};
use http::HeaderMap;
use serde::Deserialize;
use souk_domain::refusal::PaymentRefusal;
use souk_http::{
    Edge, Result, Signed,
    read::{IdempotencyKey, Json, Part, order_token},
    to_the_end,
};
use souk_market::checkout::{self, PayOrder};
use utoipa::ToSchema;

use super::{
    answering::{guard, send},
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
    if paying.card.is_none() && paying.method == souk_domain::order::PaymentMethod::Card {
        return Err(PaymentRefusal::MethodNotOffered.into());
    }
    let again = PayOrder { order: order.id, method: paying.method };
    let paying = checkout::pay_order(edge.app(), signed.actor(), again, paying.card, guard(&edge, &key));
    send(&edge, to_the_end(paying).await?)
}
