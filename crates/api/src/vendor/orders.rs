use axum::{extract::State, response::Response};
use http::Uri;
use serde::{Deserialize, Serialize};
use souk_domain::order::OrderStatus;
use souk_http::{
    HttpState, Result, VendorCaller,
    read::{Part, Query},
};
use souk_market::orders;
use utoipa::{IntoParams, ToSchema};

use crate::{
    orders::wire::{VendorOrder, vendor_order},
    wire::{Address, Answer, limit, list as write_list, time, words_for},
};

/// Your vendor order, with what you need to send it.
#[derive(Serialize, ToSchema)]
pub(crate) struct VendorOrderSheet {
    #[serde(flatten)]
    vendor_order: VendorOrder,
    order_id: String,
    /// The order's number, as the buyer knows it.
    number: String,
    shipping_address: Option<Address>,
    placed_at: String,
    /// The end of the day on which it is to be with its carrier, counted from when it was paid; null where nothing travels.
    ship_by: Option<String>,
}

/// Which of your vendor orders.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct VendorOrderQuery {
    /// Left out: all that were paid.
    #[param(inline)]
    status: Option<VendorOrderStatus>,
    /// Rows on a page.
    #[param(format = "page_limit", default = crate::wire::default_limit)]
    limit: Option<u32>,
    /// `next` of the page before, with the same status.
    #[param(format = "cursor")]
    after: Option<String>,
}

words_for! {
    /// Where a vendor order stands; those that are not paid yet are not shown to vendors.
    VendorOrderStatus for OrderStatus { Processing, Shipped, Delivered, Confirmed, Completed, Reviewed, Cancelled }
}

pub(super) async fn list(
    State(http): State<HttpState>,
    caller: VendorCaller,
    uri: Uri,
    Query(query): Query<VendorOrderQuery>,
) -> Result<Response> {
    let limit = limit(query.limit)?;
    let status = query.status.map(OrderStatus::from);
    let after = query.after;
    let page =
        orders::list_vendor_orders(http.app(), caller.actor, caller.vendor, status, after, limit).await?;
    Ok(write_list(&http, &uri, page, |found| sheet(&http, &found))?.send())
}

pub(super) async fn show(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(asked): Part<String>,
) -> Result<Response> {
    let found = orders::show_vendor_order(http.app(), caller.actor, caller.vendor, asked).await?;
    Ok(Answer::ok(&sheet(&http, &found))?.etag(found.revision).send())
}

fn sheet(http: &HttpState, found: &orders::VendorOrderSheet) -> VendorOrderSheet {
    VendorOrderSheet {
        vendor_order: vendor_order(http.public_url(), found.order.currency, found),
        order_id: found.order.id.to_string(),
        number: found.order.number.clone(),
        shipping_address: found.shipping_address.as_ref().map(Address::from),
        placed_at: time(found.order.placed_at),
        ship_by: found.ship_by.map(time),
    }
}
