//! What faces ask of the settings.

use super::{Market, find_mark, load, mark_once, read, save};
use crate::{Actor, App, BoxFuture, Result};

/// The settings as saved; what was never saved is as in [`Market::default`].
pub fn show_market(app: &App, actor: Actor) -> BoxFuture<'static, Result<Market>> {
    app.read(actor, |ctx| Box::pin(load(ctx)))
}

/// Saves the settings as `change` makes them of what is there. Answers them.
/// Errors: a name, country, rate, address or account that cannot be.
pub fn change_market(
    app: &App,
    actor: Actor,
    change: Box<dyn Fn(Market) -> Market + Send + Sync>,
) -> BoxFuture<'static, Result<Market>> {
    app.write_with(actor, change, |ctx, change| {
        Box::pin(async move {
            let before = read(ctx).await?;
            let after = change(before.clone());
            if after != before {
                save(ctx, &after).await?;
            }
            Ok(after)
        })
    })
}

/// Leaves a mark on the database unless there is one of that name; answers the one that stays.
pub fn leave_mark(app: &App, name: &'static str, value: String) -> BoxFuture<'static, Result<String>> {
    app.write_with(Actor::Operator, value, move |ctx, value| Box::pin(mark_once(ctx, name, value)))
}

/// The mark of that name.
pub fn show_mark(app: &App, name: &'static str) -> BoxFuture<'static, Result<Option<String>>> {
    app.read(Actor::Operator, move |ctx| Box::pin(find_mark(ctx, name)))
}
