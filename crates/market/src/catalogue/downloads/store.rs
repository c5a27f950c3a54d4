use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::{
    bounds::download::MAX_NAME_CHARS,
    ids::{DownloadId, ProductId, VariantId, VendorId},
};

use crate::{Ctx, Result};

table! {
    /// A file that whoever bought a variant may download.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Download in "download", private {
        pub id: DownloadId,
        pub variant as variant_id: VariantId,
        pub vendor as vendor_id: VendorId,
        /// What it is called where it is saved.
        pub name: String [free_text, max(MAX_NAME_CHARS)],
        pub(crate) file: String,
        pub bytes: i64,
        pub created_at: Timestamp,
        /// Since when only those have it who bought before.
        pub(super) removed_at: Option<Timestamp>,
    }
}

/// Those of a product's variants that are offered, in the order they came.
pub(super) async fn list(ctx: &Ctx<'_>, product: ProductId) -> Result<Vec<Download>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns download d} from download d join variant v on v.id = d.variant_id \
                 where v.product_id = ? and d.removed_at is null order by v.position, d.id"
            ),
            params![product],
        )
        .await?)
}

/// How many of a variant are offered.
pub(super) async fn count(ctx: &Ctx<'_>, variant: VariantId) -> Result<i64> {
    let count: Option<i64> = ctx
        .tx
        .find(
            sql!("select count(*) from download where variant_id = ? and removed_at is null"),
            params![variant],
        )
        .await?;
    Ok(count.unwrap_or(0))
}

/// The product of a vendor's own variant; `None`: there is no such variant of it.
pub(super) async fn find_product(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    variant: VariantId,
) -> Result<Option<ProductId>> {
    Ok(ctx
        .tx
        .find(
            sql!(
                "select v.product_id from variant v join product p on p.id = v.product_id \
                 where v.id = ? and p.vendor_id = ?"
            ),
            params![variant, vendor],
        )
        .await?)
}

/// Bytes of all that a vendor keeps here, also of what only earlier buyers still have.
pub(super) async fn sum_of_vendor(ctx: &Ctx<'_>, vendor: VendorId) -> Result<i64> {
    let sum: Option<i64> =
        ctx.tx.find(sql!("select {sum bytes} from download where vendor_id = ?"), params![vendor]).await?;
    Ok(sum.unwrap_or(0))
}

/// Offers a vendor's own file no more. False: there is none such.
pub(super) async fn set_removed(ctx: &Ctx<'_>, vendor: VendorId, id: DownloadId) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!("update download set removed_at = ? where id = ? and vendor_id = ? and removed_at is null"),
            params![ctx.now, id, vendor],
        )
        .await?)
}

/// Files that were removed before a time, of variants that nobody ever ordered.
pub(super) async fn list_unneeded(
    ctx: &Ctx<'_>,
    before: Timestamp,
    at_most: i64,
) -> Result<Vec<(DownloadId, String)>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select d.id, d.file from download d where d.removed_at < ? and not exists \
                 (select 1 from order_line l where l.variant_id = d.variant_id) order by d.removed_at, d.id limit ?"
            ),
            params![before, at_most],
        )
        .await?)
}

pub(super) async fn delete(ctx: &Ctx<'_>, id: DownloadId) -> Result<()> {
    ctx.tx.run(sql!("delete from download where id = ?"), params![id]).await?;
    Ok(())
}

/// Answers the files of what was deleted.
pub(super) async fn delete_of_product(ctx: &Ctx<'_>, product: ProductId) -> Result<Vec<String>> {
    let files = ctx
        .tx
        .list(
            sql!(
                "select d.file from download d join variant v on v.id = d.variant_id where v.product_id = ?"
            ),
            params![product],
        )
        .await?;
    ctx.tx
        .run(
            sql!("delete from download where variant_id in (select id from variant where product_id = ?)"),
            params![product],
        )
        .await?;
    Ok(files)
}
