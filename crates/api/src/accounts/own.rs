//! The account's cart and orders.

use axum::{extract::State, response::Response};
use http::Uri;
use souk_http::{HttpState, Owner, Result, read::Query};
use souk_market::accounts;

use crate::{
    carts::wire::Cart,
    orders::wire::Order,
    wire::{Answer, ListQuery, list as write_list},
};

pub(super) async fn show_cart(State(http): State<HttpState>, owner: Owner) -> Result<Response> {
    let (key, view) = accounts::open_cart(http.app(), owner.actor, None).await?;
    Ok(Answer::ok(&Cart::of(&http, key, &view))?.tagged().send())
}

pub(super) async fn list_orders(
    State(http): State<HttpState>,
    owner: Owner,
    uri: Uri,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let limit = query.limit()?;
    let page = accounts::list_own_orders(http.app(), owner.account, query.after, limit).await?;
    Ok(write_list(&http, &uri, page, |order| Order::of(http.public_url(), &order))?.send())
}
