//! How imports end, and what goes after them.

use jiff::SignedDuration;

use super::store::{self, Import, ImportStatus};
use crate::{Ctx, Result, catalogue};

/// How long a file is kept after its import ended: time to mend what failed.
const FILE_KEPT: SignedDuration = SignedDuration::from_hours(24 * 7);
/// Files of ended imports that are kept for one vendor; an older one goes when one more ends.
const MAX_FILES_KEPT: usize = 10;
/// How long an import waits for somebody before it is called off.
const FORGOTTEN_AFTER: SignedDuration = SignedDuration::from_hours(24 * 7);
/// How long it is kept who imported what.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 365);

/// Ends an open import. Its file stays for a while where something of it was done, so that rows that failed can be fetched.
pub(super) async fn end(ctx: &Ctx<'_>, mut import: Import, status: ImportStatus) -> Result<()> {
    let until = if import.started_at.is_some() { ctx.now + FILE_KEPT } else { ctx.now };
    import.status = status;
    import.ended_at = Some(ctx.now);
    import.file_until = Some(until);
    catalogue::promise_removal(ctx, std::slice::from_ref(&import.file), until).await?;
    store::update(ctx, &import).await?;
    let kept = store::list_kept(ctx, import.vendor, MAX_FILES_KEPT as i64 + 1).await?;
    for old in kept.into_iter().skip(MAX_FILES_KEPT) {
        catalogue::keep_file(ctx, &old.file).await?;
        catalogue::promise_removal(ctx, std::slice::from_ref(&old.file), ctx.now).await?;
        store::update(ctx, &Import { file_until: Some(ctx.now), ..old }).await?;
    }
    Ok(())
}

/// Calls off imports that wait for somebody who does not come. Answers how many.
pub(crate) async fn end_forgotten(ctx: &Ctx<'_>, at_most: i64) -> Result<u64> {
    let mut ended = 0;
    for import in store::list_forgotten(ctx, ctx.now - FORGOTTEN_AFTER, at_most).await? {
        let now = store::lock(ctx, import.id).await?;
        if let Some(import) = now.filter(|now| now.updated_at == import.updated_at) {
            end(ctx, import, ImportStatus::Canceled).await?;
            ended += 1;
        }
    }
    Ok(ended)
}

/// Forgets why rows failed of files that are gone. Answers how many rows.
pub(crate) async fn clean_failures(ctx: &Ctx<'_>, at_most: i64) -> Result<u64> {
    store::delete_old_failures(ctx, at_most).await
}

/// Forgets imports that are long over. Answers how many.
pub(crate) async fn clean(ctx: &Ctx<'_>, at_most: i64) -> Result<u64> {
    store::delete_old(ctx, ctx.now - KEPT, at_most).await
}
