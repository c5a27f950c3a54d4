use souk_domain::{
    ids::OrderId,
    order::{OrderStatus, may},
};

use super::store;
use crate::{Ctx, Result};

/// Moves an order, with every part of it, one step on, and records who did it and why.
/// Errors: the step is not in the graph, or not for this actor.
pub(crate) async fn advance(
    ctx: &Ctx<'_>,
    order: OrderId,
    from: OrderStatus,
    to: OrderStatus,
    reason: Option<&str>,
) -> Result<()> {
    may(ctx.actor.kind(), from, to)?;
    store::set_status_of_all(ctx, order, from, to).await?;
    store::insert_event(ctx, order, None, Some(from), to, reason).await
}

/// Ends an order that has not been paid.
pub(crate) async fn cancel_all(ctx: &Ctx<'_>, order: OrderId, reason: &str) -> Result<()> {
    store::set_cancel_reason(ctx, order, reason).await?;
    store::set_expiry(ctx, order, None).await?;
    advance(ctx, order, OrderStatus::Pending, OrderStatus::Cancelled, Some(reason)).await
}
