use axum::{extract::State, response::Response};
use http::HeaderMap;
use serde::Deserialize;
use souk_domain::refusal::PaymentRefusal;
use souk_http::{
    CurrentSession, HttpState, Result,
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
    State(http): State<HttpState>,
    headers: HeaderMap,
    session: CurrentSession,
    Part(asked): Part<String>,
    key: IdempotencyKey,
    Json(request): Json<PayRequest>,
) -> Result<Response> {
    let order = open(&http, asked, order_token(&headers, None), &session).await?;
    let paying = Paying::checked(&http, Some(&request.payment))?;
    if paying.card.is_none() && paying.method == souk_domain::order::PaymentMethod::Card {
        return Err(PaymentRefusal::MethodNotOffered.into());
    }
    let again = PayOrder { order: order.id, method: paying.method };
    let paying = checkout::pay_order(http.app(), session.actor(), again, paying.card, guard(&http, &key));
    send(&http, to_the_end(paying).await??)
}
