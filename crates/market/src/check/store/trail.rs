//! What is written down of what people do stays as it was written.

use souk_domain::ids::AuditEntryId;

use super::Finding;
use crate::{
    Ctx, Result,
    paging::Place,
    trail::{self, AuditEntry},
};

/// Names the finding.
pub(super) const CODE: &str = "audit_entry_changed";
/// The invariant that it breaks: what is written down is never changed.
const INVARIANT: u8 = 5;
/// Entries read at once.
const AT_ONCE: i64 = 1_000;
/// Findings at most.
const MOST: usize = 100;

/// Entries that are not as they were written, by the seal that each has of the server's key.
pub(in crate::check) async fn changed_entries(ctx: &Ctx<'_>) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut below = Place::ABOVE_ALL;
    loop {
        let rows = trail::page(ctx.tx, below, AT_ONCE).await?;
        for row in rows.iter().filter(|row| !trail::is_whole(row, ctx.app.key())) {
            if findings.len() < MOST {
                findings.push(finding(row.id));
            }
        }
        match rows.last() {
            Some(AuditEntry { created_at, id, .. }) => {
                below = Place { key: created_at.as_millisecond(), id: *id.as_bytes() };
            }
            None => return Ok(findings),
        }
    }
}

fn finding(id: AuditEntryId) -> Finding {
    Finding {
        invariant: INVARIANT,
        code: CODE,
        subject: id.to_string(),
        detail: "was changed after it was written, or under another server key".to_owned(),
    }
}
