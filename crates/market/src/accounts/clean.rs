use super::{leave, store};
use crate::{Ctx, Result, orders};

/// Deleted accounts whose orders are looked at in one turn.
const AT_ONCE: u32 = 50;

/// Forgets sessions that have ended. Answers how many.
pub(crate) async fn clean_sessions(ctx: &Ctx<'_>, at_most: i64) -> Result<u64> {
    store::delete_ended_sessions(ctx, at_most).await
}

/// Forgets links that have expired. Answers how many.
pub(crate) async fn clean_links(ctx: &Ctx<'_>, at_most: i64) -> Result<u64> {
    store::delete_expired_tokens(ctx, at_most).await
}

/// Forgets the buyers of deleted accounts where their orders are done.
pub(crate) async fn forget_deleted_buyers(ctx: &Ctx<'_>) -> Result<()> {
    for account in orders::list_deleted_buyers(ctx, AT_ONCE).await? {
        leave::forget_orders(ctx, account).await?;
    }
    Ok(())
}
