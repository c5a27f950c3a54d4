use souk_db::{params, sql, table};

use crate::{Ctx, Result};

table! {
    /// What the market decided for itself, as text.
    struct Setting in "market_setting", public {
        name: String,
        value: String [free_text],
    }
}

pub(super) async fn list(ctx: &Ctx<'_>) -> Result<Vec<(String, String)>> {
    Ok(ctx.tx.list(sql!("select name, value from market_setting order by name"), &[]).await?)
}

pub(super) async fn put(ctx: &Ctx<'_>, name: &str, value: &str) -> Result<()> {
    let setting = Setting { name: name.to_owned(), value: value.to_owned() };
    Ok(ctx.tx.upsert_all(&[setting], "{upsert name} value = {new value}").await?)
}

pub(super) async fn put_if_new(ctx: &Ctx<'_>, name: &str, value: &str) -> Result<()> {
    let setting = Setting { name: name.to_owned(), value: value.to_owned() };
    ctx.tx.insert_missing(&[setting]).await?;
    Ok(())
}

pub(super) async fn find(ctx: &Ctx<'_>, name: &str) -> Result<Option<String>> {
    Ok(ctx.tx.find(sql!("select value from market_setting where name = ?"), params![name]).await?)
}
