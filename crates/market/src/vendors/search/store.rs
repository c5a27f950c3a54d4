use souk_db::{params, sql};
use souk_domain::{text::like_pattern, vendor::VendorStatus};

use crate::{Ctx, Result, paging::Place, vendors::Vendor};

/// Those of a status by whose key a text is found.
pub(super) async fn search_of_status(
    ctx: &Ctx<'_>,
    status: VendorStatus,
    text: &str,
    after: Place,
    limit: i64,
) -> Result<Vec<Vendor>> {
    let pattern = format!("%{}%", like_pattern(text));
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns vendor} from vendor where status = ? and search_key like ? escape '!' \
                 and created_at <= ? and (created_at < ? or id < ?) order by created_at desc, id desc limit ?"
            ),
            params![status, pattern, after.key, after.key, after.id, limit],
        )
        .await?)
}

/// The same, whatever their status.
pub(super) async fn search(ctx: &Ctx<'_>, text: &str, after: Place, limit: i64) -> Result<Vec<Vendor>> {
    let pattern = format!("%{}%", like_pattern(text));
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns vendor} from vendor where search_key like ? escape '!' \
                 and created_at <= ? and (created_at < ? or id < ?) order by created_at desc, id desc limit ?"
            ),
            params![pattern, after.key, after.key, after.id, limit],
        )
        .await?)
}

pub(super) async fn count_by_status(ctx: &Ctx<'_>) -> Result<Vec<(VendorStatus, i64)>> {
    Ok(ctx.tx.list(sql!("select status, count(*) from vendor group by status order by status"), &[]).await?)
}
