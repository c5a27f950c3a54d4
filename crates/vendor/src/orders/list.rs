//! A vendor's orders, by what is to be done with them.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::percent;
use souk_domain::vendor::VendorPermission;
use souk_http::Result;
use souk_http::read::Query;
use souk_market::portal::{self, OrdersQuery, OrdersView};
use souk_ui::texts::say;

use super::words::done_words;
use crate::prelude::*;
use crate::shared::{Row, Worker, private, row};

/// The list.
#[derive(Clone, Debug, Template)]
#[template(path = "orders/list.html")]
pub struct OrdersPage {
    pub frame: Frame,
    pub desk: Desk,
    pub tabs: Vec<Tab>,
    /// The word of the view.
    pub view: &'static str,
    /// What was looked for; may be empty.
    pub number: String,
    pub rows: Vec<Row>,
    pub next: Option<String>,
    /// Whether rows can be chosen, to be sent.
    pub picks: bool,
    /// What was just done, in words; may be empty.
    pub done: String,
}

/// One view of the list.
#[derive(Clone, Debug)]
pub struct Tab {
    pub words: String,
    pub href: String,
    pub count: i64,
    pub is_here: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    view: String,
    q: String,
    after: String,
    done: String,
}

/// `GET /vendor/orders`.
pub(super) async fn show(worker: Worker, Query(asked): Query<ListQuery>) -> Result<Response> {
    worker.require(VendorPermission::OrdersRead)?;
    let view = OrdersView::parse(&asked.view).unwrap_or(OrdersView::ToShip);
    let number = asked.q.trim().to_owned();
    let query = OrdersQuery {
        view,
        number: number.clone(),
        after: Some(asked.after).filter(|after| !after.is_empty()),
    };
    let found = portal::orders(worker.http.app(), worker.seat, query).await?;
    let (frame, desk) = worker.frame(&found.around);
    let tab = |(own, count): &(OrdersView, i64)| Tab {
        words: say(view_key(*own), &[]),
        href: routes_of(*own),
        count: *count,
        is_here: *own == view && number.is_empty(),
    };
    let next = |after: &String| {
        format!("{}&q={}&after={}", routes_of(view), percent::encode(&number), percent::encode(after))
    };
    let rows: Vec<Row> = found.orders.iter().map(|order| row(order, found.now)).collect();
    let page = OrdersPage {
        frame,
        desk,
        tabs: found.counts.iter().map(tab).collect(),
        view: view.as_str(),
        next: found.next.as_ref().map(next),
        picks: worker.seat.may(VendorPermission::ParcelsWrite) && rows.iter().any(|row| row.is_open),
        rows,
        number,
        done: done_words(&asked.done),
    };
    Ok(private(StatusCode::OK, &page))
}

fn routes_of(view: OrdersView) -> String {
    ways::orders_of(view.as_str())
}

pub(super) fn view_key(view: OrdersView) -> &'static str {
    match view {
        OrdersView::ToShip => "orders-to-ship",
        OrdersView::Shipped => "orders-shipped",
        OrdersView::Delivered => "orders-delivered",
        OrdersView::Completed => "orders-completed",
        OrdersView::Cancelled => "orders-cancelled",
        OrdersView::All => "orders-all",
    }
}
