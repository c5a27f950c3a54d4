//! Files that whoever bought a variant may download: a pattern, a song, a book.
//!
//! A file is written beside where it will stand while it comes, and shown by a row once all of it is on the disk. One that is
//! removed stays for those who bought before: what was sold is not taken back. Whoever buys is told of it by
//! `fulfilment::downloads`.

mod store;
mod use_cases;

use souk_domain::ids::ProductId;
pub use store::Download;
pub use use_cases::{Upload, begin_download, list_downloads, remove_download};

use crate::{Ctx, Result};

/// How the names of the files end.
const KIND: &str = "download";

/// A product that nobody ever bought goes, and its files with it.
pub(super) async fn remove_of_product(ctx: &Ctx<'_>, product: ProductId) -> Result<()> {
    let files = store::delete_of_product(ctx, product).await?;
    super::promise_removal(ctx, &files, ctx.now).await
}
