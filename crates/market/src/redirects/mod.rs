//! What stood at an address and stands at another now: whoever follows an old link is led on, for good.
//!
//! A redirect is written in the transaction that moves the thing. Chains are flattened then, so that an old path leads to
//! today's in one step, and never in a circle.

mod store;

use souk_domain::path::MAX_PATH_CHARS;
use unicode_normalization::UnicodeNormalization as _;

use crate::{Actor, App, BoxFuture, Ctx, Result};

/// Leads `from` to `to` from now on, and all that led to `from` too. What led away from `to` leads there no more.
pub async fn moved(ctx: &Ctx<'_>, from: &str, to: &str) -> Result<()> {
    let fits = |path: &str| path.chars().count() <= MAX_PATH_CHARS;
    if from == to || !fits(from) || !fits(to) {
        return Ok(());
    }
    store::delete_from(ctx, to).await?;
    store::lead_on(ctx, from, to).await?;
    store::delete_from(ctx, from).await?;
    store::insert(ctx, from, to).await
}

/// Something stands at a path now: what led away from it does so no more.
pub async fn stands_at(ctx: &Ctx<'_>, path: &str) -> Result<()> {
    store::delete_from(ctx, path).await
}

/// Leads `from` to `to` unless it leads somewhere already.
pub async fn lead_if_new(ctx: &Ctx<'_>, from: &str, to: &str) -> Result<()> {
    let fits = from.chars().count() <= MAX_PATH_CHARS;
    if from != to && fits && store::find(ctx, from).await?.is_none() {
        store::insert(ctx, from, to).await
    } else {
        Ok(())
    }
}

/// Where a path leads; `None`: nowhere.
pub async fn led_to(ctx: &Ctx<'_>, path: &str) -> Result<Option<String>> {
    store::find(ctx, path).await
}

/// Takes away what leads to a path at which nothing stands any more.
pub async fn forget(ctx: &Ctx<'_>, to: &str) -> Result<()> {
    store::delete_to(ctx, to).await
}

/// Where the first of some paths leads that leads anywhere; they are not encoded, and their case does not matter.
pub fn find_redirect(
    app: &App,
    actor: Actor,
    paths: Vec<String>,
) -> BoxFuture<'static, Result<Option<String>>> {
    app.read_with(actor, paths, |ctx, paths| {
        Box::pin(async move {
            for path in paths {
                let path: String = path.trim_end_matches('/').nfc().collect();
                let small = path.to_lowercase();
                for spelled in [&path, &small] {
                    if let Some(to) = led_to(ctx, spelled).await? {
                        return Ok(Some(to));
                    }
                }
            }
            Ok(None)
        })
    })
}
