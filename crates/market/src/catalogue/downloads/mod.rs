//! Files that whoever bought a variant may download: a pattern, a song, a book.
//!
//! A file is written beside where it will stand while it comes, and shown by a row once all of it is on the disk. One that is
//! removed stays for those who bought before, or were buying just then: what was sold is not taken back. What nobody has bought of it goes
//! a day later. Whoever buys is told of it by
//! `fulfilment::downloads`.

mod store;
mod use_cases;

use jiff::SignedDuration;
use souk_domain::ids::ProductId;
pub use store::Download;
pub use use_cases::{Upload, begin_download, list_downloads, remove_download};

use crate::{Ctx, Result};

/// How long a file that was removed waits for orders that were being placed: no transaction takes so long.
const UNNEEDED_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// How the names of the files end.
const KIND: &str = "download";

/// A product that nobody ever bought goes, and its files with it.
pub(super) async fn remove_of_product(ctx: &Ctx<'_>, product: ProductId) -> Result<()> {
    let files = store::delete_of_product(ctx, product).await?;
    super::promise_removal(ctx, &files, ctx.now).await
}

/// Files that were removed a day ago and that nobody has bought go; so many at most. Answers how many.
pub(crate) async fn clean(ctx: &Ctx<'_>, at_most: i64) -> Result<u64> {
    let unneeded = store::list_unneeded(ctx, ctx.now - UNNEEDED_AFTER, at_most).await?;
    let mut files = Vec::with_capacity(unneeded.len());
    for (id, file) in unneeded {
        store::delete(ctx, id).await?;
        files.push(file);
    }
    super::promise_removal(ctx, &files, ctx.now).await?;
    Ok(files.len() as u64)
}
