use jiff::{SignedDuration, Timestamp};
use souk_db::{params, sql, table};

use crate::{Ctx, Result};

table! {
    /// How often something was tried of late.
    struct Bucket in "throttle", private {
        bucket: [u8; 32],
        window_ends_at: Timestamp,
        uses: i64,
    }
}

/// When the bucket's window ends, and its uses so far.
pub(super) async fn find(ctx: &Ctx<'_>, bucket: &[u8; 32]) -> Result<Option<(Timestamp, i64)>> {
    Ok(ctx
        .tx
        .find(sql!("select window_ends_at, uses from throttle where bucket = ?"), params![bucket])
        .await?)
}

pub(super) async fn give_back(ctx: &Ctx<'_>, bucket: &[u8; 32]) -> Result<()> {
    ctx.tx
        .run(
            sql!("update throttle set uses = uses - 1 where bucket = ? and uses > 0 and window_ends_at > ?"),
            params![bucket, ctx.now],
        )
        .await?;
    Ok(())
}

pub(super) async fn count(ctx: &Ctx<'_>, bucket: &[u8; 32], window: SignedDuration) -> Result<()> {
    let ends_at = ctx.now + window;
    let running = ctx
        .tx
        .run(
            sql!("update throttle set uses = uses + 1 where bucket = ? and window_ends_at > ?"),
            params![bucket, ctx.now],
        )
        .await?;
    if running == 0 {
        ctx.tx
            .run(
                // of many who open the window at once each counts; MySQL reads what was assigned before
                sql!(
                    "{insert throttle} {upsert bucket} \
                     uses = case when throttle.window_ends_at > ? then throttle.uses + 1 else 1 end, \
                     window_ends_at = case when throttle.window_ends_at > ? then throttle.window_ends_at \
                     else {new window_ends_at} end"
                ),
                params![bucket, ends_at, 1_i64, ctx.now, ctx.now],
            )
            .await?;
    }
    Ok(())
}

pub(super) async fn delete_ended(ctx: &Ctx<'_>) -> Result<u64> {
    Ok(ctx.tx.run(sql!("delete from throttle where window_ends_at <= ?"), params![ctx.now]).await?)
}
