//! What faces ask of API keys.

use souk_domain::{account::Permission, ids::ApiKeyId};

use super::{ApiKey, Scope, authenticate, create, list, revoke};
use crate::{Actor, App, BoxFuture, Result, paging::Page, secrets::ApiSecret};

/// Makes a key; its secret is told now and never again. Errors: a label that cannot be, no such vendor.
pub fn create_api_key(
    app: &App,
    actor: Actor,
    scope: Scope,
    label: String,
) -> BoxFuture<'static, Result<(ApiKeyId, ApiSecret)>> {
    app.write_with(actor, label, move |ctx, label| Box::pin(create(ctx, scope, label)))
}

/// Ends a key for good; ending it twice changes nothing. Errors: no such key.
pub fn revoke_api_key(app: &App, actor: Actor, id: ApiKeyId) -> BoxFuture<'static, Result<()>> {
    app.write(actor, move |ctx| Box::pin(revoke(ctx, id)))
}

/// A page of the keys of a scope, ended ones too, the newest first. Errors: a malformed cursor.
pub fn list_api_keys(
    app: &App,
    actor: Actor,
    scope: Scope,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<ApiKey>>> {
    let page =
        app.read_with(actor, after, move |ctx, after| Box::pin(list(ctx, scope, after.as_deref(), limit)));
    actor.permitted(Permission::KeysRead, page)
}

/// Who a secret speaks for; `None` when it is none, or was revoked.
pub fn find_key_holder(app: &App, secret: String) -> BoxFuture<'static, Result<Option<Actor>>> {
    app.read_with(Actor::Guest, secret, |ctx, secret| Box::pin(authenticate(ctx, secret)))
}
