//! What an account has ordered.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use souk_domain::ids::OrderId;
use souk_http::read::Query;
use souk_http::{HttpState, Owner, Result};
use souk_market::shop;
use souk_ui::prelude::*;
use souk_ui::request::PageRequest;

use super::answer::private;
use super::order_row::{OrderRow, order_row};

/// The orders, the newest first.
#[derive(Clone, Debug, Template)]
#[template(path = "account/orders.html")]
pub struct OrdersPage {
    pub frame: Frame,
    pub orders: Vec<OrderRow>,
    /// All there are.
    pub total: u64,
    pub pages: Pages,
}

/// Where a page begins: the moment and the id of the order before it.
#[derive(Deserialize)]
pub(super) struct OrdersQuery {
    #[serde(default)]
    after: String,
}

/// `GET /account/orders`. A place in the list that cannot be read is its beginning.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    owner: Owner,
    Query(query): Query<OrdersQuery>,
) -> Result<Response> {
    let after = place(&query.after);
    let found = shop::account_orders(http.app(), owner.actor, request.viewer(), owner.account, after).await?;
    let page = OrdersPage {
        frame: request.setting(found.layout).frame,
        orders: found.orders.iter().map(order_row).collect(),
        total: found.total,
        pages: Pages {
            ahead: found.ahead.orders,
            here: found.orders.len(),
            count: found.total,
            previous: (found.ahead.orders > 0).then(|| before(found.ahead.previous)),
            next: found.next.map(|next| routes::account_orders_after(&word(next))),
            ..Pages::default()
        },
    };
    Ok(private(StatusCode::OK, &page))
}

/// The address of the page that goes on behind an order, or of the first one.
fn before(order: Option<(Timestamp, OrderId)>) -> String {
    order.map_or_else(
        || routes::account_orders().to_owned(),
        |order| routes::account_orders_after(&word(order)),
    )
}

/// `1700000000000000.ord_…`: microseconds and the order.
fn word((moment, order): (Timestamp, OrderId)) -> String {
    format!("{}.{order}", moment.as_microsecond())
}

fn place(word: &str) -> Option<(Timestamp, OrderId)> {
    let (moment, order) = word.split_once('.')?;
    let moment = Timestamp::from_microsecond(moment.parse().ok()?).ok()?;
    Some((moment, order.parse().ok()?))
}
