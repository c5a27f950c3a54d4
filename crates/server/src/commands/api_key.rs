use std::process::ExitCode;

use anyhow::{Context as _, Result};
use souk_domain::ids::ApiKeyId;
use souk_market::{
    Actor, App,
    access::{self, Scope},
    paging::MAX_LIMIT,
    vendors,
};

use crate::{
    cli::{ApiKeys, NewApiKey, Place},
    start::Migrations,
};

/// Makes a key; stdout holds nothing but the secret, so that a script can keep it.
pub(super) async fn create(asked: NewApiKey) -> Result<ExitCode> {
    super::in_market(&asked.keys.place, Migrations::MustHaveRun, async |app| {
        let scope = scope_of(app, asked.keys.vendor).await?;
        let (id, secret) = access::create_api_key(app, Actor::Operator, scope, asked.label).await?;
        eprintln!("made {id}; its secret is shown now only:");
        super::say(&secret.reveal());
        Ok(ExitCode::SUCCESS)
    })
    .await
}

/// Lists the keys of staff or of a vendor.
pub(super) async fn list(asked: ApiKeys) -> Result<ExitCode> {
    super::in_market(&asked.place, Migrations::MustHaveRun, async |app| {
        let scope = scope_of(app, asked.vendor).await?;
        let mut after = None;
        loop {
            let page = access::list_api_keys(app, Actor::Operator, scope, after, MAX_LIMIT).await?;
            for key in page.items {
                let state = key.revoked_at.map_or_else(|| "valid".to_owned(), |at| format!("revoked {at}"));
                let maker =
                    key.made_by.map_or_else(|| "the operator".to_owned(), |account| account.to_string());
                super::say(&format!(
                    "{}  {}  made {} by {maker}  {state}",
                    key.id, key.label, key.created_at
                ));
            }
            after = page.next;
            if after.is_none() {
                return Ok(ExitCode::SUCCESS);
            }
        }
    })
    .await
}

/// Ends a key.
pub(super) async fn revoke(id: String, place: Place) -> Result<ExitCode> {
    let id: ApiKeyId = id.parse().context("that is no key's id: `souk api-key list` shows them")?;
    super::in_market(&place, Migrations::MustHaveRun, async |app| {
        access::revoke_api_key(app, Actor::Operator, id).await?;
        super::say(&format!("revoked {id}"));
        Ok(ExitCode::SUCCESS)
    })
    .await
}

async fn scope_of(app: &App, vendor: Option<String>) -> Result<Scope> {
    match vendor {
        None => Ok(Scope::Staff),
        Some(slug) => Ok(Scope::Vendor(vendors::show_vendor_of_slug(app, Actor::Operator, slug).await?.id)),
    }
}
