use std::collections::BTreeMap;

use jiff::Timestamp;
use souk_db::{fill_places, params, sql, table};

use crate::{Ctx, Result, stored::delete_some};

/// Buckets looked at in one statement.
const AT_ONCE: usize = 4;

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

/// As [`find`], of several buckets: those that have a window.
pub(super) async fn list(
    ctx: &Ctx<'_>,
    buckets: &[[u8; 32]],
) -> Result<BTreeMap<[u8; 32], (Timestamp, i64)>> {
    let mut windows = BTreeMap::new();
    for some in buckets.chunks(AT_ONCE) {
        let found: Vec<([u8; 32], Timestamp, i64)> = ctx
            .tx
            .list(
                sql!("select bucket, window_ends_at, uses from throttle where bucket in (?, ?, ?, ?)"),
                &fill_places::<AT_ONCE, _>(some),
            )
            .await?;
        windows.extend(found.into_iter().map(|(bucket, ends_at, uses)| (bucket, (ends_at, uses))));
    }
    Ok(windows)
}

// of many who open a window at once each counts; MySQL reads what was assigned before

pub(super) async fn count(ctx: &Ctx<'_>, bucket: &[u8; 32], ends_at: Timestamp) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "{insert throttle} {upsert bucket} \
                 uses = case when throttle.window_ends_at > ? then throttle.uses + 1 else 1 end, \
                 window_ends_at = case when throttle.window_ends_at > ? then throttle.window_ends_at \
                 else {new window_ends_at} end"
            ),
            params![bucket, ends_at, 1_i64, ctx.now, ctx.now],
        )
        .await?;
    Ok(())
}

pub(super) async fn count_both(
    ctx: &Ctx<'_>,
    (first, first_ends_at): ([u8; 32], Timestamp),
    (second, second_ends_at): ([u8; 32], Timestamp),
) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "{insert throttle 2} {upsert bucket} \
                 uses = case when throttle.window_ends_at > ? then throttle.uses + 1 else 1 end, \
                 window_ends_at = case when throttle.window_ends_at > ? then throttle.window_ends_at \
                 else {new window_ends_at} end"
            ),
            params![first, first_ends_at, 1_i64, second, second_ends_at, 1_i64, ctx.now, ctx.now],
        )
        .await?;
    Ok(())
}

pub(super) async fn delete_ended(ctx: &Ctx<'_>, at_most: i64) -> Result<u64> {
    let ended = sql!(delete_some!("throttle", "bucket", "window_ends_at <= ?", "window_ends_at"));
    Ok(ctx.tx.run(ended, params![ctx.now, at_most, ctx.now]).await?)
}
