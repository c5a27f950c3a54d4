//! What faces ask of API keys.

use souk_domain::{account::Permission, ids::ApiKeyId};

use super::{ApiKey, Scope, authenticate, create, list, revoke};
use crate::{Actor, App, BoxFuture, Result, secrets::ApiSecret};

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

/// The keys of a scope, the newest first.
pub fn list_api_keys(app: &App, actor: Actor, scope: Scope) -> BoxFuture<'static, Result<Vec<ApiKey>>> {
    actor.permitted(Permission::KeysRead, app.read(actor, move |ctx| Box::pin(list(ctx, scope))))
}

/// Who a secret speaks for; `None` when it is none, was revoked, or its vendor is suspended.
pub fn find_key_holder(app: &App, secret: String) -> BoxFuture<'static, Result<Option<Actor>>> {
    app.read_with(Actor::Guest, secret, |ctx, secret| Box::pin(authenticate(ctx, secret)))
}
