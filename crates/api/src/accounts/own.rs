//! The account's cart and orders.

use axum::{extract::State, response::Response};
use http::Uri;
use jiff::Timestamp;
use souk_domain::{ids::OrderId, refusal::RequestRefusal};
use souk_http::{HttpState, Owner, Result, read::Query};
use souk_market::{
    accounts,
    paging::{Page, Place},
};

use crate::{
    carts::wire::Cart,
    orders::wire::Order,
    wire::{Answer, ListQuery, list as write_list},
};

/// The name of the list in its cursors.
const ORDERS: &str = "own orders";

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
    let after = query.after.as_deref().map(place).transpose()?;
    let found = accounts::list_own_orders(http.app(), owner.account, after, limit).await?;
    let cursor = |(at, id): (Timestamp, OrderId)| {
        Place { key: at.as_millisecond(), id: *id.as_bytes() }.cursor(ORDERS)
    };
    let page =
        Page { items: found.orders, next: found.next.map(cursor), total: i64::try_from(found.total).ok() };
    Ok(write_list(&http, &uri, page, |order| Order::of(http.public_url(), &order))?.send())
}

/// Where a page of orders goes on.
fn place(after: &str) -> Result<(Timestamp, OrderId), RequestRefusal> {
    let place = Place::read(after, ORDERS)?;
    let at = Timestamp::from_millisecond(place.key).map_err(|_| RequestRefusal::MalformedCursor)?;
    Ok((at, OrderId::from_bytes(place.id)))
}
