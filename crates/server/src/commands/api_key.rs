use std::process::ExitCode;

use anyhow::{Context as _, Result};
use souk_domain::ids::ApiKeyId;
use souk_market::{
    Actor,
    access::{self, Scope},
    vendors,
};

use crate::cli::{ApiKeys, NewApiKey, Place};

/// Makes a key; stdout holds nothing but the secret, so that a script can keep it.
pub(super) async fn create(asked: NewApiKey) -> Result<ExitCode> {
    let app = super::market(&asked.keys.place).await?;
    let (vendor, label) = (asked.keys.vendor, asked.label);
    let (id, secret) = app
        .write(Actor::Operator, move |ctx| {
            let (vendor, label) = (vendor.clone(), label.clone());
            Box::pin(async move {
                let scope = scope_of(ctx, vendor.as_deref()).await?;
                access::create(ctx, scope, &label).await
            })
        })
        .await?;
    eprintln!("made {id}; its secret is shown now only:");
    super::say(&secret.reveal());
    Ok(ExitCode::SUCCESS)
}

/// Lists the keys of staff or of a vendor.
pub(super) async fn list(asked: ApiKeys) -> Result<ExitCode> {
    let app = super::market(&asked.place).await?;
    let vendor = asked.vendor;
    let keys = app
        .read(Actor::Operator, move |ctx| {
            let vendor = vendor.clone();
            Box::pin(async move { access::list(ctx, scope_of(ctx, vendor.as_deref()).await?).await })
        })
        .await?;
    for key in keys {
        let state = key.revoked_at.map_or_else(|| "valid".to_owned(), |at| format!("revoked {at}"));
        super::say(&format!("{}  {}  made {}  {state}", key.id, key.label, key.created_at));
    }
    Ok(ExitCode::SUCCESS)
}

/// Ends a key.
pub(super) async fn revoke(id: String, place: Place) -> Result<ExitCode> {
    let id: ApiKeyId = id.parse().context("that is no key's id: `souk api-key list` shows them")?;
    let app = super::market(&place).await?;
    app.write(Actor::Operator, move |ctx| Box::pin(access::revoke(ctx, id))).await?;
    super::say(&format!("revoked {id}"));
    Ok(ExitCode::SUCCESS)
}

async fn scope_of(ctx: &souk_market::Ctx<'_>, vendor: Option<&str>) -> souk_market::Result<Scope> {
    match vendor {
        None => Ok(Scope::Staff),
        Some(slug) => Ok(Scope::Vendor(vendors::find_by_slug(ctx, slug).await?.id)),
    }
}
