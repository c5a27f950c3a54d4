use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::StatusCode;
use serde::Deserialize;
use souk_domain::ids::CartKey;
use souk_http::{
    Client, CurrentSession, HttpState, Result,
    read::{IdempotencyKey, Json, Part, Parts},
};
use souk_market::cart;
use utoipa::ToSchema;

use super::wire::Cart;
use crate::{ordered::naming_the_order, wire::Answer};

/// A code to enter.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewCode {
    /// In any case.
    #[schema(format = "entered_code", example = "SPRING-26")]
    code: String,
}

pub(super) async fn put(
    State(http): State<HttpState>,
    session: CurrentSession,
    client: Client,
    Part(key): Part<CartKey>,
    _again_is_the_same: Option<IdempotencyKey>,
    Json(new): Json<NewCode>,
) -> Result<Response> {
    let put = cart::put_cart_code(http.app(), session.actor(), key, (new.code, client.counted()));
    let view = naming_the_order(&http, put.await).await?;
    Ok(Answer::ok(&Cart::of(&http, key, &view))?.send())
}

pub(super) async fn remove(
    State(http): State<HttpState>,
    session: CurrentSession,
    Parts(key, code): Parts<CartKey, String>,
) -> Result<Response> {
    let removed = cart::remove_cart_code(http.app(), session.actor(), key, code);
    naming_the_order(&http, removed.await).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
