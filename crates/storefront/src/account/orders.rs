//! What an account has ordered.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::{Timestamp, Zoned};
use serde::Deserialize;
use souk_domain::ids::OrderId;
use souk_domain::money::Money;
use souk_domain::order::OrderStatus;
use souk_http::read::Query;
use souk_http::{HttpState, Owner, Result};
use souk_market::shop::{self, ListedOrder};
use souk_ui::dates::at;
use souk_ui::prelude::*;
use souk_ui::request::PageRequest;

use super::answer::private;
use crate::shared::pictures::picture;

/// The orders, the newest first.
#[derive(Clone, Debug, Template)]
#[template(path = "account/orders.html")]
pub struct OrdersPage {
    pub frame: Frame,
    pub orders: Vec<Placed>,
    /// All there are.
    pub total: u64,
    /// What the next page begins after; may be empty.
    pub next: String,
    /// Whether newer ones stand on the pages before.
    pub later: bool,
}

/// An order in a list.
#[derive(Clone, Debug)]
pub struct Placed {
    pub number: String,
    pub when: Zoned,
    pub status: OrderStatus,
    pub total: Money,
    /// Pieces in all.
    pub pieces: u32,
    /// The first few.
    pub pictures: Vec<Picture>,
    /// Things beyond those.
    pub more: usize,
    /// The name of the first thing.
    pub first: String,
}

impl Placed {
    pub(super) fn badge(&self) -> &'static str {
        match self.status {
            OrderStatus::Pending => "account-order-pending",
            OrderStatus::Processing => "account-order-processing",
            OrderStatus::Shipped => "account-order-shipped",
            OrderStatus::Delivered => "account-order-delivered",
            OrderStatus::Cancelled => "account-order-cancelled",
            _ => "account-order-done",
        }
    }

    pub(super) fn tone(&self) -> Tone {
        match self.status {
            OrderStatus::Pending => Tone::Warn,
            OrderStatus::Processing | OrderStatus::Shipped => Tone::Info,
            OrderStatus::Cancelled => Tone::Bad,
            _ => Tone::Good,
        }
    }
}

/// Where a page begins: the moment and the id of the order before it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct From {
    #[serde(default)]
    after: String,
}

/// `GET /account/orders`. A place in the list that cannot be read is its beginning.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    owner: Owner,
    Query(from): Query<From>,
) -> Result<Response> {
    let after = place(&from.after);
    let found = shop::account_orders(http.app(), owner.actor, request.viewer(), owner.account, after).await?;
    let page = OrdersPage {
        frame: request.setting(found.layout).frame,
        orders: found.orders.iter().map(placed).collect(),
        total: found.total,
        next: found.next.map(word).unwrap_or_default(),
        later: after.is_some(),
    };
    Ok(private(StatusCode::OK, &page))
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

/// An order as a list shows it.
pub(super) fn placed(ListedOrder { order, pictures }: &ListedOrder) -> Placed {
    let lines: Vec<_> = order.vendor_orders.iter().flat_map(|one| &one.lines).collect();
    Placed {
        number: order.number.clone(),
        when: at(order.created_at),
        status: order.status,
        total: Money::new(order.grand_total, order.currency),
        pieces: lines.iter().map(|line| line.quantity).sum(),
        pictures: lines.iter().zip(pictures).map(|(line, source)| picture(source, &line.name)).collect(),
        more: lines.len().saturating_sub(pictures.len()),
        first: lines.first().map(|line| line.name.clone()).unwrap_or_default(),
    }
}
