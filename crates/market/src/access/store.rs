use souk_db::{params, sql};
use souk_domain::{
    account::{Department, Role},
    ids::{AccountId, ApiKeyId, VendorId},
};

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

/// A key with the vendor or the person it speaks for, and what they may do as one of the staff.
type Live = (ApiKeyId, Option<VendorId>, Option<AccountId>, Option<Role>, Option<Department>);

/// The key of that hash, unless it was revoked.
pub(super) async fn find_live(ctx: &Ctx<'_>, key_hash: &[u8; 32]) -> Result<Option<Live>> {
    Ok(ctx
        .tx
        .find(
            sql!(
                "select k.id, k.vendor_id, k.made_by, m.role, m.department from api_key k \
                 left join staff m on m.account_id = k.made_by where k.key_hash = ? and k.revoked_at is null"
            ),
            params![key_hash],
        )
        .await?)
}
