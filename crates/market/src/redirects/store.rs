use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::path::MAX_PATH_CHARS;

use crate::{Ctx, Result};

table! {
    /// Where what stood at a path stands now.
    struct Redirect in "redirect", public {
        from_path: String [free_text, max(MAX_PATH_CHARS)],
        to_path: String [free_text, max(MAX_PATH_CHARS)],
        created_at: Timestamp,
    }
}

pub(super) async fn find(ctx: &Ctx<'_>, from: &str) -> Result<Option<String>> {
    Ok(ctx.tx.find(sql!("select to_path from redirect where from_path = ?"), params![from]).await?)
}

pub(super) async fn insert(ctx: &Ctx<'_>, from: &str, to: &str) -> Result<()> {
    let row = Redirect { from_path: from.to_owned(), to_path: to.to_owned(), created_at: ctx.now };
    ctx.tx.insert_missing(&[row]).await?;
    Ok(())
}

/// Lets what leads to `old` lead to `new`.
pub(super) async fn lead_on(ctx: &Ctx<'_>, old: &str, new: &str) -> Result<()> {
    ctx.tx.run(sql!("update redirect set to_path = ? where to_path = ?"), params![new, old]).await?;
    Ok(())
}

pub(super) async fn delete_from(ctx: &Ctx<'_>, from: &str) -> Result<()> {
    ctx.tx.run(sql!("delete from redirect where from_path = ?"), params![from]).await?;
    Ok(())
}

pub(super) async fn delete_to(ctx: &Ctx<'_>, to: &str) -> Result<()> {
    ctx.tx.run(sql!("delete from redirect where to_path = ?"), params![to]).await?;
    Ok(())
}
