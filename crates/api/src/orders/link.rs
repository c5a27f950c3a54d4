//! A fresh link to an order, by mail.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::StatusCode;
use serde::Deserialize;
use souk_domain::refusal::RequestRefusal;
use souk_http::{Client, HttpState, Result, read::Json};
use souk_market::notifications::{AskedOrderLink, ask_order_link};
use utoipa::ToSchema;

/// Somebody who looks for an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrderLinkRequest {
    #[schema(format = "order_number", example = "S-7K2M-9QXT")]
    number: String,
    /// The address that the order was placed with.
    #[schema(format = "email", example = "ada@example.com")]
    email: String,
}

pub(super) async fn ask(
    State(http): State<HttpState>,
    client: Client,
    Json(asked): Json<OrderLinkRequest>,
) -> Result<Response> {
    let asked = AskedOrderLink::checked(&asked.number, &asked.email, client.counted())
        .map_err(|fields| RequestRefusal::InvalidFields { fields })?;
    ask_order_link(http.app(), asked).await?;
    Ok(StatusCode::ACCEPTED.into_response())
}
