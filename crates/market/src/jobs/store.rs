use jiff::Timestamp;
use souk_db::{params, row, sql};
use souk_domain::ids::JobId;

use super::Lane;
use crate::{Ctx, Result};

row! {
    pub(super) struct Waiting {
        pub(super) id: JobId,
        pub(super) kind: String,
        pub(super) subject: String,
        pub(super) attempts: u32,
    }
}

pub(super) async fn insert_if_new(
    ctx: &Ctx<'_>,
    id: JobId,
    kind: &str,
    key: &str,
    subject: &str,
) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "insert into job (id, kind, dedup_key, payload, state, run_at, attempts, leased_until, lease_id, last_error, \
                 created_at, finished_at) values (?, ?, ?, ?, 'ready', ?, 0, null, null, null, ?, null) {or ignore dedup_key}"
            ),
            params![id, kind, key, subject, ctx.now, ctx.now],
        )
        .await?;
    Ok(())
}

/// How many jobs of a lane could be taken now.
pub(super) async fn count_due(ctx: &Ctx<'_>, lane: Lane) -> Result<i64> {
    Ok(ctx
        .tx
        .one(
            sql!(
                "select count(*) from job where state = 'ready' and run_at <= ? \
                 and (leased_until is null or leased_until <= ?) \
                 and case when kind in ('fetch_image', 'copy_image') then 'pictures' else 'promises' end = ?"
            ),
            params![ctx.now, ctx.now, lane.as_str()],
        )
        .await?)
}

/// The jobs of a lane whose turn it is and that nobody holds, locked for this transaction.
pub(super) async fn take_due(ctx: &Ctx<'_>, lane: Lane, at_most: i64) -> Result<Vec<Waiting>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select id, kind, payload, attempts from job where state = 'ready' and run_at <= ? \
                 and (leased_until is null or leased_until <= ?) \
                 and case when kind in ('fetch_image', 'copy_image') then 'pictures' else 'promises' end = ? \
                 order by run_at, id limit ? {skip locked}"
            ),
            params![ctx.now, ctx.now, lane.as_str(), at_most],
        )
        .await?)
}

pub(super) async fn lease(ctx: &Ctx<'_>, job: JobId, lease: JobId, until: Timestamp) -> Result<()> {
    ctx.tx
        .run(
            sql!("update job set lease_id = ?, leased_until = ?, attempts = attempts + 1 where id = ?"),
            params![lease, until, job],
        )
        .await?;
    Ok(())
}

/// Ends a job, unless another process took it over meanwhile.
pub(super) async fn finish(
    ctx: &Ctx<'_>,
    job: JobId,
    lease: JobId,
    state: &str,
    error: Option<&str>,
) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update job set state = ?, last_error = ?, finished_at = ?, leased_until = null \
                 where id = ? and lease_id = ? and state = 'ready'"
            ),
            params![state, error, ctx.now, job, lease],
        )
        .await?;
    Ok(())
}

/// Gives a job back to be tried again at `run_at`.
pub(super) async fn postpone(
    ctx: &Ctx<'_>,
    job: JobId,
    lease: JobId,
    run_at: Timestamp,
    error: &str,
) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update job set run_at = ?, last_error = ?, leased_until = null \
                 where id = ? and lease_id = ? and state = 'ready'"
            ),
            params![run_at, error, job, lease],
        )
        .await?;
    Ok(())
}
