use souk_db::{params, sql};
use souk_domain::ids::VendorId;

use super::{ProductRow, ProductStatus};
use crate::{Ctx, Result, paging::Place};

pub(super) async fn list(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    status: ProductStatus,
    after: Place,
    limit: i64,
) -> Result<Vec<ProductRow>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns product} from product where vendor_id = ? and status = ? \
                 and created_at <= ? and (created_at < ? or id < ?) order by created_at desc, id desc limit ?"
            ),
            params![vendor, status.as_str(), after.key, after.key, after.id, limit],
        )
        .await?)
}
