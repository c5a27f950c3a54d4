//! The market's orders, by status, and those that are looked for.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use serde::Deserialize;
use souk_domain::money::Money;
use souk_domain::order::OrderStatus;
use souk_http::Result;
use souk_http::read::Query;
use souk_market::office::{self, OfficeOrder, OfficeOrdersQuery};
use souk_ui::dates::at;
use souk_ui::desk::private;
use souk_ui::order::status_tone;
use souk_ui::texts::say;

use crate::prelude::*;
use crate::shared::{Clerk, query, status_key};

/// The market's orders.
#[derive(Clone, Debug, Template)]
#[template(path = "orders/list.html")]
pub struct OrdersPage {
    pub frame: Frame,
    pub desk: Desk,
    pub tabs: Vec<Tab>,
    /// The word of the status that is listed; empty: of any.
    pub status: String,
    /// What is looked for.
    pub text: String,
    pub rows: Vec<OrderRow>,
    /// Back to the first page; empty on it.
    pub first: String,
    /// On to older ones; empty: there are none.
    pub next: String,
}

/// A status in the row above the list.
#[derive(Clone, Debug)]
pub struct Tab {
    pub words: String,
    pub href: String,
    pub count: i64,
    pub is_here: bool,
}

/// An order in the list.
#[derive(Clone, Debug)]
pub struct OrderRow {
    pub number: String,
    pub email: String,
    /// The key of where it stands.
    pub label: &'static str,
    pub tone: Tone,
    pub total: Money,
    pub placed: Date,
}

/// The parameters of the page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct OrdersQuery {
    status: String,
    q: String,
    after: Option<String>,
}

/// `GET /admin/orders`. A status that is none of ours lists them all.
pub(super) async fn show(clerk: Clerk, Query(asked): Query<OrdersQuery>) -> Result<Response> {
    let status = OrderStatus::parse(&asked.status);
    let wanted = OfficeOrdersQuery { status, text: asked.q.clone(), after: asked.after.clone() };
    let found = office::orders(clerk.http.app(), clerk.actor, wanted).await?;
    let (frame, desk) = clerk.frame(&found.around);
    let word = status.map(OrderStatus::as_str).unwrap_or_default();
    let here = |after: &str| query(ways::orders(), &[("status", word), ("q", &asked.q), ("after", after)]);
    let page = OrdersPage {
        frame,
        desk,
        tabs: tabs(status, &found.counts),
        status: word.to_owned(),
        first: if asked.after.is_some() { here("") } else { String::new() },
        next: found.orders.next.as_deref().map(here).unwrap_or_default(),
        text: asked.q,
        rows: found.orders.items.iter().map(row).collect(),
    };
    Ok(private(StatusCode::OK, &page))
}

pub(super) fn tabs(here: Option<OrderStatus>, counts: &[(OrderStatus, i64)]) -> Vec<Tab> {
    let all = Tab {
        words: say("office-orders-all", &[]),
        href: ways::orders().to_owned(),
        count: counts.iter().map(|(_, count)| count).sum(),
        is_here: here.is_none(),
    };
    let tab = |status: &OrderStatus| Tab {
        words: say(status_key(*status), &[]),
        href: query(ways::orders(), &[("status", status.as_str())]),
        count: counts.iter().find(|(known, _)| known == status).map_or(0, |(_, count)| *count),
        is_here: here == Some(*status),
    };
    [all].into_iter().chain(OrderStatus::ALL.iter().map(tab)).collect()
}

fn row(order: &OfficeOrder) -> OrderRow {
    OrderRow {
        number: order.number.clone(),
        email: order.email.clone(),
        label: status_key(order.status),
        tone: status_tone(order.status),
        total: Money::new(order.grand_total, order.currency),
        placed: at(order.created_at).date(),
    }
}
