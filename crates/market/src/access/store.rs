use jiff::Timestamp;
use souk_db::{params, row, sql};
use souk_domain::ids::{AccountId, ApiKeyId, VendorId};

use super::{ApiKey, Scope};
use crate::{Ctx, Result, paging::Place};

pub(super) async fn insert(
    ctx: &Ctx<'_>,
    id: ApiKeyId,
    scope: Scope,
    made_by: Option<AccountId>,
    label: &str,
    key_hash: &[u8; 32],
) -> Result<()> {
    let vendor = match scope {
        Scope::Staff => None,
        Scope::Vendor(vendor) => Some(vendor),
    };
    let key = ApiKey {
        id,
        key_hash: *key_hash,
        label: label.to_owned(),
        scope: scope.word().to_owned(),
        vendor,
        made_by,
        created_at: ctx.now,
        revoked_at: None,
    };
    Ok(ctx.tx.insert(&key).await?)
}

pub(super) async fn find(ctx: &Ctx<'_>, id: ApiKeyId) -> Result<Option<ApiKey>> {
    Ok(ctx.tx.find(sql!("select {columns api_key} from api_key where id = ?"), params![id]).await?)
}

/// Ends a key; false when it had ended.
pub(super) async fn revoke(ctx: &Ctx<'_>, id: ApiKeyId) -> Result<bool> {
    let statement = sql!("update api_key set revoked_at = ? where id = ? and revoked_at is null");
    Ok(ctx.tx.guarded(statement, params![ctx.now, id]).await?)
}

pub(super) async fn list(ctx: &Ctx<'_>, scope: Scope, after: Place, limit: i64) -> Result<Vec<ApiKey>> {
    Ok(match scope {
        Scope::Staff => {
            ctx.tx
                .list(
                    sql!(
                        "select {columns api_key} from api_key where vendor_id is null \
                         and created_at <= ? and (created_at < ? or id < ?) order by created_at desc, id desc limit ?"
                    ),
                    params![after.key, after.key, after.id, limit],
                )
                .await?
        }
        Scope::Vendor(vendor) => {
            ctx.tx
                .list(
                    sql!(
                        "select {columns api_key} from api_key where vendor_id = ? \
                         and created_at <= ? and (created_at < ? or id < ?) order by created_at desc, id desc limit ?"
                    ),
                    params![vendor, after.key, after.key, after.id, limit],
                )
                .await?
        }
    })
}

row! {
    /// A key with the vendor or the person it speaks for, and what they have as one of the staff.
    pub(super) struct LiveRow {
        pub(super) key: ApiKeyId,
        pub(super) vendor: Option<VendorId>,
        pub(super) made_by: Option<AccountId>,
        pub(super) totp_confirmed_at: Option<Timestamp>,
        pub(super) role: Option<String>,
        pub(super) role_permissions: Option<String>,
        pub(super) requires_second_factor: Option<bool>,
        pub(super) department: Option<String>,
        pub(super) department_permissions: Option<String>,
    }
}

/// The key of that hash, unless it was revoked.
pub(super) async fn find_live(ctx: &Ctx<'_>, key_hash: &[u8; 32]) -> Result<Option<LiveRow>> {
    Ok(ctx
        .tx
        .find(
            sql!(
                "select k.id, k.vendor_id, k.made_by, a.totp_confirmed_at, m.role, r.permissions, \
                 r.requires_second_factor, m.department, d.permissions from api_key k \
                 left join account a on a.id = k.made_by left join staff m on m.account_id = k.made_by \
                 left join staff_role r on r.code = m.role left join staff_department d on d.code = m.department \
                 where k.key_hash = ? and k.revoked_at is null"
            ),
            params![key_hash],
        )
        .await?)
}

/// The keys of the staff that somebody made and that have not ended.
pub(super) async fn list_staff_keys_of(ctx: &Ctx<'_>, account: AccountId) -> Result<Vec<ApiKeyId>> {
    let statement = sql!(
        "select id from api_key where vendor_id is null and made_by = ? and revoked_at is null order by id"
    );
    Ok(ctx.tx.list(statement, params![account]).await?)
}
