//! Invariant 9, of imports: what was promised is done, so the worker has a job for every import that is under way.

use souk_db::{params, sql};
use souk_domain::ids::ImportId;

use crate::{Ctx, Result, check::Finding};

pub(super) const CODE: &str = "import_without_job";
/// Imports that are looked at: a vendor has few under way at once.
const MOST: i64 = 10_000;

/// Imports that say that they are under way, and that no job goes on with. A job is named in words, by its import and its step.
pub(in crate::check) async fn imports_without_job(ctx: &Ctx<'_>) -> Result<Vec<Finding>> {
    let running: Vec<(ImportId, i64)> = ctx
        .tx
        .list(
            sql!("select id, step from product_import where status in ('checking', 'importing') order by id limit ?"),
            params![MOST],
        )
        .await?;
    let mut findings = Vec::new();
    for (id, step) in running {
        let key = format!("run_import:{id}.{step}");
        let job: Option<i64> =
            ctx.tx.find(sql!("select 1 from job where dedup_key = ?"), params![key]).await?;
        if job.is_none() {
            let detail = "it is under way, and the worker has no job for it".to_owned();
            findings.push(Finding { invariant: 9, code: CODE, subject: id.to_string(), detail });
        }
    }
    Ok(findings)
}
