use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::{
    ids::{ProductId, VariantId, VendorId},
    money::Currency,
};

use crate::{Ctx, Result};

table! {
    /// What a variant costs since a moment. It is written once.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct PriceRow in "variant_price", private {
        pub variant as variant_id: VariantId,
        /// That of the variant with this price.
        pub revision: i64,
        /// Minor units.
        pub price: i64,
        /// The price it was lowered from, as its vendor says.
        pub compare_at: Option<i64>,
        pub currency: Currency,
        /// Who set it, as actors are recorded.
        pub actor: String [free_text],
        pub created_at: Timestamp,
    }
}

pub(crate) async fn insert_prices(ctx: &Ctx<'_>, rows: &[PriceRow]) -> Result<()> {
    Ok(ctx.tx.insert_all(rows).await?)
}

/// Removes prices of a variant that were over by a moment: the last one that began before it stays.
pub(crate) async fn forget_prices(ctx: &Ctx<'_>, variant: VariantId, before: Timestamp) -> Result<()> {
    let first: Option<i64> = ctx
        .tx
        .find(
            sql!(
                "select revision from variant_price where variant_id = ? and created_at <= ? \
                 order by revision desc limit 1"
            ),
            params![variant, before],
        )
        .await?;
    if let Some(first) = first {
        let over = sql!("delete from variant_price where variant_id = ? and revision < ?");
        ctx.tx.run(over, params![variant, first]).await?;
    }
    Ok(())
}

/// The newest prices of each variant that a vendor's own product is offered in, `most` of each at most.
pub(crate) async fn list_newest_prices(
    ctx: &Ctx<'_>,
    (vendor, product): (VendorId, ProductId),
    most: u32,
) -> Result<Vec<PriceRow>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns variant_price r} from product p join variant v on v.product_id = p.id \
                 join variant_price r on r.variant_id = v.id \
                 where p.id = ? and p.vendor_id = ? and v.status = 'active' and r.revision >= coalesce((select q.revision \
                 from variant_price q where q.variant_id = r.variant_id order by q.revision desc limit 1 offset ?), 0) \
                 order by v.position, v.id, r.revision desc"
            ),
            params![product, vendor, most.saturating_sub(1)],
        )
        .await?)
}

/// The lowest price that each variant of a product had since a moment: of those set since, and the one that it had then.
pub(crate) async fn list_lowest_prices(
    ctx: &Ctx<'_>,
    product: ProductId,
    since: Timestamp,
) -> Result<Vec<(VariantId, i64)>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select r.variant_id, min(r.price) from variant_price r join variant v on v.id = r.variant_id \
                 where v.product_id = ? and (r.created_at > ? or r.revision = (select max(q.revision) \
                 from variant_price q where q.variant_id = r.variant_id and q.created_at <= ?)) group by r.variant_id"
            ),
            params![product, since, since],
        )
        .await?)
}

/// Prices of a variant below a revision, the newest first.
pub(crate) async fn list_prices(
    ctx: &Ctx<'_>,
    variant: VariantId,
    before: i64,
    limit: i64,
) -> Result<Vec<PriceRow>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns variant_price} from variant_price where variant_id = ? and revision < ? \
                 order by revision desc limit ?"
            ),
            params![variant, before, limit],
        )
        .await?)
}

/// Whether a variant is of a product of the vendor's.
pub(crate) async fn is_own_variant(ctx: &Ctx<'_>, vendor: VendorId, variant: VariantId) -> Result<bool> {
    let found: Option<VariantId> = ctx
        .tx
        .find(
            sql!(
                "select v.id from variant v join product p on p.id = v.product_id where v.id = ? and p.vendor_id = ?"
            ),
            params![variant, vendor],
        )
        .await?;
    Ok(found.is_some())
}
