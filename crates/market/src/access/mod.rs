//! Keys for the API: who may call it as staff or as a vendor.

mod store;
mod use_cases;

use jiff::Timestamp;
use souk_domain::{
    bounds,
    ids::{ApiKeyId, VendorId},
    refusal::RequestRefusal,
    text::bounded_line,
};

pub use use_cases::{create_api_key, find_key_holder, list_api_keys, revoke_api_key};

use crate::{Actor, Ctx, Result, secrets::ApiSecret, vendors};

/// As whom a key acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The market's staff.
    Staff,
    /// One vendor.
    Vendor(VendorId),
}

souk_db::table! {
    /// A key of the API; of its secret only the hash is kept.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ApiKey in "api_key", private {
        pub id: ApiKeyId,
        pub(crate) key_hash: [u8; 32],
        pub label: String [free_text, max(bounds::api_key::MAX_LABEL_CHARS)],
        pub(crate) scope: String,
        /// `None`: a key of the staff.
        pub vendor as vendor_id: Option<VendorId>,
        pub created_at: Timestamp,
        pub revoked_at: Option<Timestamp>,
    }
}

/// Makes a key. Errors: a label that cannot be, no such vendor.
pub async fn create(ctx: &Ctx<'_>, scope: Scope, label: &str) -> Result<(ApiKeyId, ApiSecret)> {
    let label = bounded_line("/label", label, 1, bounds::api_key::MAX_LABEL_CHARS)
        .map_err(|field| RequestRefusal::InvalidFields { fields: vec![field] })?;
    if let Scope::Vendor(vendor) = scope {
        vendors::find(ctx, vendor).await?;
    }
    let id = ctx.id(ApiKeyId::from_parts);
    let secret = ApiSecret::from_bytes(ctx.app.random_bytes());
    store::insert(ctx, id, scope, &label, &secret.hash()).await?;
    Ok((id, secret))
}

/// Ends a key for good; ending it twice changes nothing. Errors: no such key.
pub async fn revoke(ctx: &Ctx<'_>, id: ApiKeyId) -> Result<()> {
    store::revoke(ctx, id).await?.then_some(()).ok_or_else(|| RequestRefusal::NotFound.into())
}

/// The keys of a scope, the newest first.
pub async fn list(ctx: &Ctx<'_>, scope: Scope) -> Result<Vec<ApiKey>> {
    store::list(ctx, scope).await
}

/// Who a secret speaks for; `None` when it is none, was revoked, or its vendor is suspended.
pub async fn authenticate(ctx: &Ctx<'_>, secret: &str) -> Result<Option<Actor>> {
    let Some(secret) = ApiSecret::parse(secret) else { return Ok(None) };
    let Some((key, vendor)) = store::find_live(ctx, &secret.hash()).await? else { return Ok(None) };
    Ok(Some(match vendor {
        Some(vendor) => Actor::Vendor { vendor, key },
        None => Actor::Staff { key },
    }))
}
