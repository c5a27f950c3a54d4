//! Keys for the API: who may call it as staff or as a vendor.

mod store;
mod use_cases;

use jiff::Timestamp;
use souk_domain::{
    account::{Permission, Permissions},
    bounds,
    ids::{AccountId, ApiKeyId, VendorId},
    refusal::RequestRefusal,
    text::bounded_line,
};

pub use use_cases::{create_api_key, find_key_holder, list_api_keys, revoke_api_key};

use crate::{
    Actor, Ctx, Result,
    audit::{self, AuditAction},
    paging::{Page, Place, one_more, start},
    secrets::ApiSecret,
    staff::HeldColumns,
    vendors,
};

/// As whom a key acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The market's staff.
    Staff,
    /// One vendor.
    Vendor(VendorId),
}

impl Scope {
    fn word(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Vendor(_) => "vendor",
        }
    }

    /// What it takes to make and end keys of it. A key of the staff is as good as one of them.
    fn permission(self) -> Permission {
        match self {
            Self::Staff => Permission::StaffKeysWrite,
            Self::Vendor(_) => Permission::VendorKeysWrite,
        }
    }
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
        /// Who made it, and whom a key of the staff speaks for; `None`: the operator.
        pub made_by: Option<AccountId>,
        pub created_at: Timestamp,
        pub revoked_at: Option<Timestamp>,
    }
}

/// Makes a key. One of the staff belongs to who makes it: it may do what they may, and ends with them. Errors: who asks may
/// not make it; a label that cannot be, no such vendor.
pub async fn create(ctx: &Ctx<'_>, scope: Scope, label: &str) -> Result<(ApiKeyId, ApiSecret)> {
    ctx.actor.require(scope.permission())?;
    let label = bounded_line("/label", label, 1, bounds::api_key::MAX_LABEL_CHARS)
        .map_err(|field| RequestRefusal::InvalidFields { fields: vec![field] })?;
    if let Scope::Vendor(vendor) = scope {
        vendors::find(ctx, vendor).await?;
    }
    let id = ctx.id(ApiKeyId::from_parts);
    let secret = ApiSecret::from_bytes(ctx.app.random_bytes());
    // a key that makes another passes on whom it speaks for
    let made_by = ctx.actor.who().account;
    store::insert(ctx, id, scope, made_by, &label, &secret.hash()).await?;
    note(ctx, AuditAction::ApiKeyMade, made_by, id, scope).await?;
    tracing::info!(%id, by = %ctx.actor, scope = scope.word(), "an API key is made");
    Ok((id, secret))
}

/// Ends a key for good; ending it twice changes nothing. Errors: no such key; who asks may not end it.
pub async fn revoke(ctx: &Ctx<'_>, id: ApiKeyId) -> Result<()> {
    let key = store::find(ctx, id).await?.ok_or(RequestRefusal::NotFound)?;
    let scope = key.vendor.map_or(Scope::Staff, Scope::Vendor);
    let who = ctx.actor.who().account;
    if who.is_none() || key.made_by != who {
        ctx.actor.require(scope.permission())?;
    }
    if store::revoke(ctx, id).await? {
        note(ctx, AuditAction::ApiKeyEnded, who, id, scope).await?;
    }
    tracing::info!(%id, by = %ctx.actor, "an API key is revoked");
    Ok(())
}

async fn note(
    ctx: &Ctx<'_>,
    action: AuditAction,
    who: Option<AccountId>,
    key: ApiKeyId,
    scope: Scope,
) -> Result<()> {
    let of = match scope {
        Scope::Staff => scope.word().to_owned(),
        Scope::Vendor(vendor) => vendor.to_string(),
    };
    audit::record(ctx, action, who, &key.to_string(), &of).await
}

/// Ends every key of the staff that somebody made, who leaves them.
pub(crate) async fn revoke_staff_keys_of(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    let who = ctx.actor.who().account;
    for id in store::list_staff_keys_of(ctx, account).await? {
        if store::revoke(ctx, id).await? {
            note(ctx, AuditAction::ApiKeyEnded, who, id, Scope::Staff).await?;
        }
    }
    Ok(())
}

/// A page of the keys of a scope, ended ones too, the newest first. Errors: a malformed cursor.
pub async fn list(ctx: &Ctx<'_>, scope: Scope, after: Option<&str>, limit: u32) -> Result<Page<ApiKey>> {
    let list = format!("api-keys:{}:", scope.word());
    let place = start(after, &list, Place::ABOVE_ALL)?;
    let (limit, asked) = one_more(limit);
    let rows = store::list(ctx, scope, place, asked).await?;
    Ok(Page::of(rows, limit, &list, |key| Place {
        key: key.created_at.as_millisecond(),
        id: *key.id.as_bytes(),
    }))
}

/// Who a secret speaks for; `None` when it is none, was revoked, or who made it is no longer of the staff. What a key of a vendor may do
/// where that stands is what its people may (`VendorStatus::allows`). Errors: the role of who made it asks for sign-in codes that they
/// have not set up.
pub async fn authenticate(ctx: &Ctx<'_>, secret: &str) -> Result<Option<Actor>> {
    let Some(secret) = ApiSecret::parse(secret) else { return Ok(None) };
    let Some(row) = store::find_live(ctx, &secret.hash()).await? else { return Ok(None) };
    let key = row.key;
    let account = match (row.vendor, row.made_by) {
        (Some(vendor), _) => return Ok(Some(Actor::Vendor { vendor, key })),
        (None, None) => {
            return Ok(Some(Actor::Staff { key, account: None, permissions: Permissions::all() }));
        }
        (None, Some(account)) => account,
    };
    let held = HeldColumns {
        role: row.role,
        role_permissions: row.role_permissions,
        requires_second_factor: row.requires_second_factor,
        department: row.department,
        department_permissions: row.department_permissions,
    };
    let Some(held) = held.held() else { return Ok(None) };
    if held.requires_second_factor && row.totp_confirmed_at.is_none() {
        return Err(RequestRefusal::SecondFactorRequired.into());
    }
    Ok(Some(Actor::Staff { key, account: Some(account), permissions: held.permissions }))
}
