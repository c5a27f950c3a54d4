use axum::{extract::State, response::Response};
use souk_domain::refusal::OrderRefusal;
use souk_http::{Edge, Result, StaffCaller, read::Part};

use crate::{
    orders::{find, wire::Order},
    wire::{Answer, run_read},
};

pub(super) async fn show(
    State(edge): State<Edge>,
    caller: StaffCaller,
    Part(asked): Part<String>,
) -> Result<Response> {
    let order = run_read(&edge, caller.actor, move |ctx| {
        let asked = asked.clone();
        Box::pin(async move { find(ctx, &asked).await })
    })
    .await?;
    let order = order.ok_or(OrderRefusal::NotFound)?;
    Ok(Answer::ok(&Order::of(edge.public_url(), &order))?.etag(order.revision).send())
}
