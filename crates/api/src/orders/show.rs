use axum::{extract::State, response::Response};
use http::HeaderMap;
use serde::Deserialize;
use souk_http::{
    CurrentSession, HttpState, Result,
    read::{Part, Query, order_token},
};
use souk_market::{orders, orders::OrderView, secrets::OrderToken};
use utoipa::IntoParams;

use super::wire::Order;
use crate::wire::{Answer, Code};

/// The order's token, where a link has it.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct TokenQuery {
    /// The order's token, when it is not in `Souk-Order-Token`.
    #[param(value_type = Option<String>, format = "code")]
    token: Option<Code>,
}

impl TokenQuery {
    pub(super) fn token(&self) -> Option<&Code> {
        self.token.as_ref()
    }
}

pub(super) async fn show(
    State(http): State<HttpState>,
    headers: HeaderMap,
    session: CurrentSession,
    Part(asked): Part<String>,
    Query(query): Query<TokenQuery>,
) -> Result<Response> {
    let order = open(&http, asked, order_token(&headers, query.token().map(Code::as_str)), &session).await?;
    Ok(Answer::ok(&Order::of(http.public_url(), &order))?.etag(order.revision).send())
}

/// The order of an id or number, for whoever has its token or placed it; for everyone else it does not exist.
pub(crate) async fn open(
    http: &HttpState,
    asked: String,
    token: Option<OrderToken>,
    session: &CurrentSession,
) -> Result<OrderView> {
    Ok(orders::show_order(http.app(), session.actor(), asked, token).await?)
}
