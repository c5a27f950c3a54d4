use jiff::Timestamp;
use souk_db::{fill_places, params, row, sql, table};
use souk_domain::ids::JobId;

use crate::{
    Ctx, Result,
    queue::{FURTHEST, Lane},
    stored::delete_some,
};

/// Jobs that one statement takes or ends.
pub(crate) const AT_ONCE: usize = 16;
/// Waiting jobs that are counted; where there are more, they are not told exactly.
const COUNTED: i64 = 1_000;

table! {
    /// A job as it was promised; `run_at` is when it may be taken.
    struct JobRow in "job", private {
        id: JobId,
        kind: String,
        lane: String,
        dedup_key: String [free_text],
        payload: String [free_text],
        state: String,
        run_at: Timestamp,
        attempts: u32,
        lease_id: Option<JobId>,
        last_error: Option<String> [free_text],
        created_at: Timestamp,
        finished_at: Option<Timestamp>,
    }
}

row! {
    /// A job that is due.
    pub(crate) struct Due {
        pub(crate) id: JobId,
        pub(crate) kind: String,
        pub(crate) payload: String,
        /// Tries it has had.
        pub(crate) attempts: u32,
    }
}

/// A job's id and payload.
pub(crate) type Promised = (JobId, String);

/// Writes each job once: the same one that waits already stays as it is. One that is being done is due again, for what it has
/// read may be older than what it was promised for now.
pub(crate) async fn insert_if_new(
    ctx: &Ctx<'_>,
    kind: &str,
    lane: Lane,
    promised: &[Promised],
) -> Result<()> {
    let ready = |(id, payload): &Promised| JobRow {
        id: *id,
        kind: kind.to_owned(),
        lane: lane.as_str().to_owned(),
        dedup_key: format!("{kind}:{payload}"),
        payload: payload.clone(),
        state: "ready".to_owned(),
        run_at: ctx.now,
        attempts: 0,
        lease_id: None,
        last_error: None,
        created_at: ctx.now,
        finished_at: None,
    };
    let jobs: Vec<JobRow> = promised.iter().map(ready).collect();
    if ctx.tx.insert_missing(&jobs).await? == Some(jobs.len() as u64) {
        return Ok(());
    }
    let keys: Vec<String> = jobs.into_iter().map(|job| job.dedup_key).collect();
    for some in keys.chunks(AT_ONCE) {
        let let_go = sql!(
            "update job set lease_id = null, run_at = ? where lease_id is not null and state = 'ready' \
             and dedup_key in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        );
        let mut values = params![ctx.now].to_vec();
        values.extend(fill_places::<AT_ONCE, _>(some));
        ctx.tx.run(let_go, &values).await?;
    }
    Ok(())
}

row! {
    /// What waits in a lane.
    pub(crate) struct Waits {
        /// Jobs that are not done; a thousand stand for more too.
        pub(crate) jobs: i64,
        /// When the next one may be taken.
        pub(crate) next_at: Option<Timestamp>,
    }
}

pub(crate) async fn look(ctx: &Ctx<'_>, lane: Lane) -> Result<Waits> {
    Ok(ctx
        .tx
        .one(
            sql!(
                "select count(*), min(w.run_at) from (select run_at from job where lane = ? and state = 'ready' \
                 order by run_at, id limit ?) w"
            ),
            params![lane.as_str(), COUNTED],
        )
        .await?)
}

/// Whether a job of a lane waits to be tried again.
pub(crate) async fn has_failed(ctx: &Ctx<'_>, lane: Lane) -> Result<bool> {
    let found: Option<i64> = ctx
        .tx
        .find(
            sql!("select 1 from job where lane = ? and state = 'ready' and last_error is not null limit 1"),
            params![lane.as_str()],
        )
        .await?;
    Ok(found.is_some())
}

/// Takes jobs of a lane that are due and that nobody holds, as many as it does at once. Until its lease is over a job is
/// not due.
pub(crate) async fn take_due(ctx: &Ctx<'_>, lane: Lane, lease: JobId, until: Timestamp) -> Result<Vec<Due>> {
    let taken: Vec<Due> = ctx
        .tx
        .list(
            sql!(
                "select id, kind, payload, attempts from job where lane = ? and state = 'ready' and (run_at <= ? or run_at > ?) \
                 order by run_at, id limit ? {skip locked}"
            ),
            params![lane.as_str(), ctx.now, ctx.now + FURTHEST, i64::try_from(lane.at_once()).unwrap_or(1)],
        )
        .await?;
    let ids: Vec<JobId> = taken.iter().map(|job| job.id).collect();
    if ids.is_empty() {
        return Ok(taken);
    }
    let mut values = params![lease, until].to_vec();
    values.extend(fill_places::<AT_ONCE, _>(&ids));
    ctx.tx
        .run(
            sql!(
                "update job set lease_id = ?, run_at = ?, attempts = attempts + 1 \
                 where id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            ),
            &values,
        )
        .await?;
    Ok(taken)
}

/// Ends jobs that are done, unless another process took them over meanwhile: it does them again.
pub(crate) async fn finish(ctx: &Ctx<'_>, lease: JobId, done: &[JobId]) -> Result<()> {
    for some in done.chunks(AT_ONCE) {
        let mut values = params![lease].to_vec();
        values.extend(fill_places::<AT_ONCE, _>(some));
        ctx.tx
            .run(
                sql!(
                    "delete from job where lease_id = ? and state = 'ready' \
                     and id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                ),
                &values,
            )
            .await?;
    }
    Ok(())
}

/// Leaves a job to a person, unless another process took it over meanwhile.
pub(crate) async fn give_up(ctx: &Ctx<'_>, job: JobId, lease: JobId, error: &str) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update job set state = 'failed', last_error = ?, finished_at = ?, lease_id = null \
                 where id = ? and lease_id = ? and state = 'ready'"
            ),
            params![error, ctx.now, job, lease],
        )
        .await?;
    Ok(())
}

/// Gives a job back to be tried again at `run_at`, because of an error or because it is too early.
pub(crate) async fn postpone(
    ctx: &Ctx<'_>,
    job: JobId,
    lease: JobId,
    run_at: Timestamp,
    error: Option<&str>,
) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update job set run_at = ?, last_error = ?, lease_id = null \
                 where id = ? and lease_id = ? and state = 'ready'"
            ),
            params![run_at, error, job, lease],
        )
        .await?;
    Ok(())
}

/// Gives a job back at once: whoever held it stops.
pub(crate) async fn give_back(ctx: &Ctx<'_>, job: JobId, lease: JobId) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update job set run_at = ?, lease_id = null where id = ? and lease_id = ? and state = 'ready'"
            ),
            params![ctx.now, job, lease],
        )
        .await?;
    Ok(())
}

/// Removes jobs of a lane that were given up before a time. Answers how many.
pub(crate) async fn clean(ctx: &Ctx<'_>, lane: Lane, before: Timestamp, at_most: i64) -> Result<u64> {
    // by the time of their last lease, which the index has
    let old = sql!(delete_some!("job", "id", "lane = ? and state = 'failed' and run_at <= ?", "run_at"));
    let lane = lane.as_str();
    Ok(ctx.tx.run(old, params![lane, before, at_most, lane, before]).await?)
}
