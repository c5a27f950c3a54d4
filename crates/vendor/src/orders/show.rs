//! Looking at an order.

use axum::response::Response;
use serde::Deserialize;
use souk_domain::vendor::VendorPermission;
use souk_http::Result;
use souk_http::read::{Part, Query};
use souk_market::portal;
use souk_ui::FormError;
use souk_ui::texts::say;

use super::trouble::Trouble;
use super::view::Order;
use super::words::done_words;
use crate::prelude::*;
use crate::shared::{Worker, private};

/// One order, and what can be done with it.
#[derive(Clone, Debug, Template)]
#[template(path = "orders/order.html")]
pub struct OrderPage {
    pub frame: Frame,
    pub desk: Desk,
    pub order: Order,
    /// What went wrong in a form.
    pub errors: Vec<FormError>,
    /// What was just done, in words; may be empty.
    pub done: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct OrderQuery {
    done: String,
}

/// `GET /vendor/orders/{number}`.
pub(super) async fn show(
    worker: Worker,
    Part(asked): Part<String>,
    Query(query): Query<OrderQuery>,
) -> Result<Response> {
    draw(&worker, &asked, &Trouble::default(), done_words(&query.done)).await
}

/// The page, with what went wrong in a form of it.
pub(super) async fn draw(worker: &Worker, asked: &str, trouble: &Trouble, done: String) -> Result<Response> {
    worker.require(VendorPermission::OrdersRead)?;
    let found = portal::order(worker.http.app(), worker.seat, asked.to_owned()).await?;
    let (frame, mut desk) = worker.frame(&found.around);
    let order = Order::of(worker, &found, trouble);
    desk.crumbs = vec![Crumb::to(say("desk-orders", &[]), ways::orders()), Crumb::here(order.number.clone())];
    Ok(private(
        trouble.mistakes.status(),
        &OrderPage { frame, desk, order, errors: trouble.mistakes.all(), done },
    ))
}
