use axum::{extract::State, response::Response};
use http::Uri;
use serde::{Deserialize, Serialize};
use souk_domain::{
    ids::{VendorId, VendorOrderId},
    order::OrderStatus,
    refusal::{OrderRefusal, RequestRefusal},
};
use souk_http::{
    Edge, Result, VendorCaller,
    read::{Part, Query},
};
use souk_market::{Ctx, orders, orders::OrderView, paging::Page};
use utoipa::{IntoParams, ToSchema};

use crate::{
    orders::{
        find,
        wire::{VendorOrder, vendor_order},
    },
    wire::{Address, Answer, limit, list as write_list, run_read, time},
};

/// Your part of an order, with what you need to send it.
#[derive(Serialize, ToSchema)]
pub(crate) struct VendorOrderSheet {
    #[serde(flatten)]
    part: VendorOrder,
    order_id: String,
    /// The order's number, as the buyer knows it.
    number: String,
    shipping_address: Option<Address>,
    placed_at: String,
}

/// Which of your vendor orders.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct VendorOrderQuery {
    /// Left out: all that were paid.
    #[param(inline)]
    status: Option<VendorOrderStatus>,
    /// Things on a page.
    #[param(minimum = 1, maximum = 100, default = 24)]
    limit: Option<u32>,
    /// `next` of the page before, with the same status.
    #[param(format = "cursor")]
    after: Option<String>,
}

/// Where a vendor order stands; those that are not paid yet are not shown to vendors.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum VendorOrderStatus {
    Processing,
    Shipped,
    Delivered,
    Confirmed,
    Completed,
    Reviewed,
    Cancelled,
}

impl From<VendorOrderStatus> for OrderStatus {
    fn from(status: VendorOrderStatus) -> Self {
        match status {
            VendorOrderStatus::Processing => Self::Processing,
            VendorOrderStatus::Shipped => Self::Shipped,
            VendorOrderStatus::Delivered => Self::Delivered,
            VendorOrderStatus::Confirmed => Self::Confirmed,
            VendorOrderStatus::Completed => Self::Completed,
            VendorOrderStatus::Reviewed => Self::Reviewed,
            VendorOrderStatus::Cancelled => Self::Cancelled,
        }
    }
}

pub(super) async fn list(
    State(edge): State<Edge>,
    caller: VendorCaller,
    uri: Uri,
    Query(query): Query<VendorOrderQuery>,
) -> Result<Response> {
    let limit = limit(query.limit)?;
    let status = query.status.map(OrderStatus::from);
    let before = query.after.as_deref().map(str::parse::<VendorOrderId>).transpose();
    let before = before.map_err(|_| RequestRefusal::MalformedCursor)?;
    let vendor = caller.vendor;
    let rows = run_read(&edge, caller.actor, move |ctx| {
        Box::pin(orders::list_of_vendor(ctx, vendor, status, before, limit + 1))
    })
    .await?;
    let page = page(rows, limit as usize);
    Ok(write_list(&edge, &uri, page, |(view, place)| sheet(&edge, &view, place))?.send())
}

pub(super) async fn show(
    State(edge): State<Edge>,
    caller: VendorCaller,
    Part(asked): Part<String>,
) -> Result<Response> {
    let vendor = caller.vendor;
    let (view, place) = run_read(&edge, caller.actor, move |ctx| {
        let asked = asked.clone();
        Box::pin(async move { part(ctx, vendor, &asked).await })
    })
    .await?;
    Ok(Answer::ok(&sheet(&edge, &view, place))?.etag(view.revision).send())
}

type Rows = Vec<(OrderView, usize)>;

fn page(mut rows: Rows, limit: usize) -> Page<(OrderView, usize)> {
    let more = rows.len() > limit;
    rows.truncate(limit);
    let last = rows.last().filter(|_| more).and_then(|(view, place)| view.parts.get(*place));
    let next = last.map(|part| part.id.to_string());
    Page { items: rows, next, total: None }
}

/// The vendor's part by its own id, or by id or number of the order; only those the vendor's list shows exist here.
async fn part(ctx: &Ctx<'_>, vendor: VendorId, asked: &str) -> souk_market::Result<(OrderView, usize)> {
    let id = match asked.parse::<VendorOrderId>() {
        Ok(id) => Some(id),
        Err(_) => find(ctx, asked)
            .await?
            .and_then(|order| order.parts.iter().find(|part| part.vendor == vendor).map(|part| part.id)),
    };
    let id = id.ok_or(OrderRefusal::NotFound)?;
    let just_above = u128::from_be_bytes(*id.as_bytes()).saturating_add(1).to_be_bytes();
    let above = Some(VendorOrderId::from_bytes(just_above));
    let found = orders::list_of_vendor(ctx, vendor, None, above, 1).await?.pop();
    let own = found.filter(|(view, place)| view.parts.get(*place).is_some_and(|part| part.id == id));
    own.ok_or_else(|| OrderRefusal::NotFound.into())
}

fn sheet(edge: &Edge, view: &OrderView, place: usize) -> Option<VendorOrderSheet> {
    let part = view.parts.get(place)?;
    Some(VendorOrderSheet {
        part: vendor_order(edge.public_url(), view.currency, part),
        order_id: view.id.to_string(),
        number: view.number.clone(),
        shipping_address: view.shipping_address.as_ref().map(Address::from),
        placed_at: time(view.created_at),
    })
}
