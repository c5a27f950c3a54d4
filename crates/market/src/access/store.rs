use souk_db::{params, sql};
use souk_domain::ids::{ApiKeyId, VendorId};

use super::{ApiKey, Scope};
use crate::{Ctx, Result};

/// Keys shown of one scope.
const MOST: i64 = 500;

pub(super) async fn insert(
    ctx: &Ctx<'_>,
    id: ApiKeyId,
    scope: Scope,
    label: &str,
    key_hash: &[u8; 32],
) -> Result<()> {
    let (word, vendor) = match scope {
        Scope::Staff => ("staff", None),
        Scope::Vendor(vendor) => ("vendor", Some(vendor)),
    };
    let key = ApiKey {
        id,
        key_hash: *key_hash,
        label: label.to_owned(),
        scope: word.to_owned(),
        vendor,
        created_at: ctx.now,
        revoked_at: None,
    };
    Ok(ctx.tx.insert(&key).await?)
}

/// False when there is no such key.
pub(super) async fn revoke(ctx: &Ctx<'_>, id: ApiKeyId) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!("update api_key set revoked_at = coalesce(revoked_at, ?) where id = ?"),
            params![ctx.now, id],
        )
        .await?)
}

pub(super) async fn list(ctx: &Ctx<'_>, scope: Scope) -> Result<Vec<ApiKey>> {
    Ok(match scope {
        Scope::Staff => {
            ctx.tx
                .list(
                    sql!(
                        "select {columns api_key} from api_key where vendor_id is null \
                         order by created_at desc, id desc limit ?"
                    ),
                    params![MOST],
                )
                .await?
        }
        Scope::Vendor(vendor) => {
            ctx.tx
                .list(
                    sql!(
                        "select {columns api_key} from api_key where vendor_id = ? \
                         order by created_at desc, id desc limit ?"
                    ),
                    params![vendor, MOST],
                )
                .await?
        }
    })
}

/// The key of that hash, unless it was revoked or its vendor is suspended.
pub(super) async fn find_live(
    ctx: &Ctx<'_>,
    key_hash: &[u8; 32],
) -> Result<Option<(ApiKeyId, Option<VendorId>)>> {
    Ok(ctx
        .tx
        .find(
            sql!(
                "select k.id, k.vendor_id from api_key k left join vendor s on s.id = k.vendor_id \
                 where k.key_hash = ? and k.revoked_at is null and (k.vendor_id is null or s.status <> 'suspended')"
            ),
            params![key_hash],
        )
        .await?)
}
