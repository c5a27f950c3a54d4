use axum::{extract::State, response::Response};
use http::HeaderMap;
use serde::Deserialize;
use souk_domain::{
    ids::{OrderId, OrderNumber},
    refusal::OrderRefusal,
};
use souk_http::{
    Edge, Result, Signed,
    read::{Part, Query, order_token},
};
use souk_market::{Actor, Ctx, orders, orders::OrderView, secrets::OrderToken};
use utoipa::IntoParams;

use super::wire::Order;
use crate::wire::{Answer, run_read};

/// The order's token, where a link has it.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct TokenQuery {
    /// The order's token, when it is not in `Souk-Order-Token`.
    #[param(format = "code")]
    token: Option<String>,
}

pub(super) async fn show(
    State(edge): State<Edge>,
    headers: HeaderMap,
    signed: Signed,
    Part(asked): Part<String>,
    Query(query): Query<TokenQuery>,
) -> Result<Response> {
    let order = open(&edge, asked, order_token(&headers, query.token.as_deref()), &signed).await?;
    Ok(Answer::ok(&Order::of(edge.public_url(), &order))?.etag(order.revision).send())
}

/// The order of an id or number, for whoever has its token or placed it; for everyone else it does not exist.
pub(super) async fn open(
    edge: &Edge,
    asked: String,
    token: Option<OrderToken>,
    signed: &Signed,
) -> Result<OrderView> {
    let found = run_read(edge, Actor::Guest, move |ctx| {
        let asked = asked.clone();
        Box::pin(async move { find(ctx, &asked).await })
    })
    .await?;
    let own = |order: &OrderView| signed.account().is_some() && signed.account() == order.buyer;
    let held = |order: &OrderView| {
        let right = edge.app().key().order_token(order.id, order.token_version);
        token.as_ref().is_some_and(|token| right.matches(token))
    };
    found.filter(|order| own(order) || held(order)).ok_or_else(|| OrderRefusal::NotFound.into())
}

/// The order of an id or number.
pub(crate) async fn find(ctx: &Ctx<'_>, asked: &str) -> souk_market::Result<Option<OrderView>> {
    if let Ok(id) = asked.parse::<OrderId>() {
        return orders::find(ctx, id).await;
    }
    match asked.parse::<OrderNumber>() {
        Ok(number) => orders::find_by_number(ctx, &number.to_string()).await,
        Err(_) => Ok(None),
    }
}
