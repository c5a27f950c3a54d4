use axum::{extract::State, response::Response};
use http::HeaderMap;
use serde::Deserialize;
use serde_json::json;
use souk_domain::{
    ids::{OrderId, OrderNumber},
    refusal::{self, CartRefusal, CheckoutRefusal, OrderRefusal},
};
use souk_http::{
    Edge, Refusal, Result, Signed,
    read::{Part, Query, order_token},
};
use souk_market::{Actor, Ctx, Error, orders, orders::OrderView, secrets::OrderToken};
use utoipa::IntoParams;

use super::wire::Order;
use crate::wire::{Answer, run_read};

/// The order's token, where a link has it.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct TokenQuery {
    /// The order's token, when it is not in `Souk-Order-Token`.
    #[param(max_length = 64)]
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

/// The outcome of something a cart's holder did: when the cart was ordered already, the refusal names the order.
pub(crate) async fn naming_the_order<T>(edge: &Edge, done: Result<T, Error>) -> Result<T> {
    match done {
        Ok(value) => Ok(value),
        Err(error) => Err(named(edge, error).await),
    }
}

/// The refusal of an error; one of an ordered cart names its order, and a guest's with its token, since only the holder comes
/// this far. An account's order opens by its account alone.
pub(super) async fn named(edge: &Edge, error: Error) -> Refusal {
    let order = match error.refusal() {
        Some(
            refusal::Refusal::Checkout(CheckoutRefusal::CartOrdered { order })
            | refusal::Refusal::Cart(CartRefusal::Ordered { order }),
        ) => *order,
        _ => return error.into(),
    };
    match run_read(edge, Actor::System, move |ctx| Box::pin(orders::load(ctx, order))).await {
        Ok(view) => {
            let mut order =
                json!({ "id": view.id.to_string(), "number": view.number, "status": view.status.as_str() });
            if view.buyer.is_none() {
                let token = edge.app().key().order_token(view.id, view.token_version).reveal();
                order["access_token"] = token.into();
            }
            Refusal::from(error).with("order", order)
        }
        Err(_unread) => error.into(),
    }
}
