//! What the server remembers about the database itself, beside the settings.

use super::store;
use crate::{Ctx, Error, Result};

/// Leaves a mark unless there is one of that name; answers the one that stays.
pub async fn mark_once(ctx: &Ctx<'_>, name: &str, value: &str) -> Result<String> {
    store::put_if_new(ctx, name, value).await?;
    find_mark(ctx, name).await?.ok_or_else(|| Error::broken(format!("the mark {name} is gone")))
}

/// The mark of that name.
pub async fn find_mark(ctx: &Ctx<'_>, name: &str) -> Result<Option<String>> {
    store::find(ctx, name).await
}
