use axum::{extract::State, response::Response};
use souk_http::{Edge, Result, StaffCaller, read::Part};
use souk_market::orders;

use crate::{orders::wire::Order, wire::Answer};

pub(super) async fn show(
    State(edge): State<Edge>,
    caller: StaffCaller,
    Part(asked): Part<String>,
) -> Result<Response> {
    let order = orders::show_any_order(edge.app(), caller.actor, asked).await?;
    Ok(Answer::ok(&Order::of(edge.public_url(), &order))?.etag(order.revision).send())
}
