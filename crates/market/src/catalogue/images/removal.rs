//! Files that go when no row shows them any more.
//!
//! A file cannot be written or removed in a transaction. So it is promised to be removed before it is written, and the
//! transaction that shows it takes the promise back; whatever fails between, the file goes. The transaction that shows it
//! no more promises it again.

use jiff::{SignedDuration, Timestamp};

use super::{PRIVATE, store};
use crate::{Actor, App, Ctx, Error, Fault, Result};

/// How long a file may wait for the transaction that shows it: no request takes so long.
const UNSHOWN_FOR: SignedDuration = SignedDuration::from_hours(24);
/// Files removed between two looks.
const AT_ONCE: i64 = 100;

/// The name of a new file that no address of the shop shows, after the id of what shows it and what kind it is, and the promise to remove it unless
/// [`keep_file`] takes that back within a day.
pub(crate) async fn private_file(app: &App, actor: Actor, id: &str, kind: &str) -> Result<String> {
    let file = format!("{PRIVATE}{id}.{kind}");
    let promised = app.write_with(actor, file.clone(), |ctx, file| {
        Box::pin(promise_removal(ctx, std::slice::from_ref(file), ctx.now + UNSHOWN_FOR))
    });
    promised.await?;
    Ok(file)
}

/// Writes bytes as they are under a name of [`private_file`]. Errors: the disk fails.
pub(crate) async fn keep_private_bytes(app: &App, file: &str, bytes: Vec<u8>) -> Result<()> {
    let (files, name) = (app.files().clone(), file.to_owned());
    let kept = tokio::task::spawn_blocking(move || files.put(&name, &bytes)).await;
    kept.map_err(|error| outside(&error))?.map_err(|error| outside(&error))
}

/// A row shows the file now: it stays. Errors: it was to be removed by now.
pub(crate) async fn keep_file(ctx: &Ctx<'_>, file: &str) -> Result<()> {
    if store::take_back_removal(ctx, file).await? {
        return Ok(());
    }
    Err(Error::broken(format!("{file} was not kept, or too long ago")))
}

/// Nothing shows these files any more from a time on: they go.
pub(crate) async fn promise_removal(ctx: &Ctx<'_>, files: &[String], at: Timestamp) -> Result<()> {
    store::insert_removals(ctx, files, at).await
}

/// Removes the files whose time has come. Answers how many.
pub(crate) async fn remove_files(app: &App) -> Result<u64> {
    let mut removed = 0;
    loop {
        let due = app.read(Actor::System, |ctx| Box::pin(store::list_removals(ctx, AT_ONCE))).await?;
        let last = (due.len() as u64) < AT_ONCE.unsigned_abs();
        for file in due {
            let (files, name) = (app.files().clone(), file.clone());
            let gone = tokio::task::spawn_blocking(move || files.remove(&name)).await;
            gone.map_err(|error| outside(&error))?.map_err(|error| outside(&error))?;
            let done = app.write_with(Actor::System, file, |ctx, file| {
                Box::pin(async move { store::take_back_removal(ctx, file).await.map(|_| ()) })
            });
            done.await?;
            removed += 1;
        }
        if last {
            return Ok(removed);
        }
    }
}

fn outside(error: &dyn std::error::Error) -> Error {
    Error::Fault(Fault::Outside(format!("a file: {error}")))
}
