//! Refunds with what they give back.

use std::collections::BTreeMap;

use souk_domain::ids::{OrderId, RefundId};

use super::{RefundLine, store};
use crate::{
    Ctx, Result,
    payments::{self, Refund},
};

/// A refund with its lines.
#[derive(Clone, Debug)]
pub struct RefundView {
    pub refund: Refund,
    /// None where it gives back what was never needed.
    pub lines: Vec<RefundLine>,
}

/// The refunds of an order that were given for what was bought, the newest first. One that was tried again is told of as the one in
/// its place, which gives back the same.
pub async fn list_of_order(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<RefundView>> {
    let refunds = payments::list_refunds_of_order(ctx, order).await?;
    if refunds.is_empty() {
        return Ok(Vec::new());
    }
    let mut lines: BTreeMap<RefundId, Vec<RefundLine>> = BTreeMap::new();
    for line in store::list_of_order(ctx, order).await? {
        lines.entry(line.refund).or_default().push(line);
    }
    let mut views = Vec::with_capacity(refunds.len());
    for refund in refunds {
        let first = first_of(ctx, &refund).await?;
        views.push(RefundView { lines: lines.remove(&first).unwrap_or_default(), refund });
    }
    Ok(views)
}

/// One refund with what it gives back.
pub(crate) async fn find(ctx: &Ctx<'_>, id: RefundId) -> Result<Option<RefundView>> {
    let Some(refund) = payments::find_refund(ctx, id).await? else { return Ok(None) };
    let first = first_of(ctx, &refund).await?;
    let lines = store::list_of_order(ctx, refund.order).await?;
    Ok(Some(RefundView { lines: lines.into_iter().filter(|line| line.refund == first).collect(), refund }))
}

/// The refund that was tried first: what goes back stands with it.
async fn first_of(ctx: &Ctx<'_>, refund: &Refund) -> Result<RefundId> {
    let (mut id, mut before) = (refund.id, refund.retry_of);
    while let Some(earlier) = before {
        id = earlier;
        before = payments::find_refund(ctx, earlier).await?.and_then(|earlier| earlier.retry_of);
    }
    Ok(id)
}
