use axum::{extract::State, response::Response};
use souk_http::{HttpState, Result, StaffCaller, read::Part};
use souk_market::orders;

use crate::{orders::wire::Order, wire::Answer};

pub(super) async fn show(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(asked): Part<String>,
) -> Result<Response> {
    let order = orders::show_any_order(http.app(), caller.actor, asked).await?;
    Ok(Answer::ok(&Order::of(http.public_url(), &order))?.etag(order.revision).send())
}
