use super::{leave, store};
use crate::{Ctx, Result, orders};

/// Deleted accounts whose orders are looked at in one turn.
const AT_ONCE: u32 = 50;

/// Forgets sessions and links that have ended, and the buyers of deleted accounts where their orders are done.
pub(crate) async fn clean(ctx: &Ctx<'_>) -> Result<u64> {
    let ended = store::delete_ended_sessions(ctx).await? + store::delete_expired_tokens(ctx).await?;
    for account in orders::list_deleted_buyers(ctx, AT_ONCE).await? {
        leave::forget_orders(ctx, account).await?;
    }
    Ok(ended)
}
