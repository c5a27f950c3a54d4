use souk_db::{params, row, sql};
use souk_domain::{
    bounds::product::MAX_PICTURES,
    ids::{ProductId, VariantId, VendorId},
};

use super::{ImageOnPage, VendorOnPage};
use crate::{Ctx, Result, catalogue::ProductRow};

/// Variants that were ever made of one product.
const MOST_VARIANTS: i64 = 1_000;

pub(super) async fn find(ctx: &Ctx<'_>, id: ProductId) -> Result<Option<ProductRow>> {
    Ok(ctx.tx.find(sql!("select {columns product} from product where id = ?"), params![id]).await?)
}

pub(super) async fn find_by_slug_key(ctx: &Ctx<'_>, key: &str) -> Result<Option<ProductRow>> {
    Ok(ctx.tx.find(sql!("select {columns product} from product where slug_key = ?"), params![key]).await?)
}

pub(super) async fn find_vendor(ctx: &Ctx<'_>, id: VendorId) -> Result<VendorOnPage> {
    Ok(ctx
        .tx
        .one(
            sql!("select id, slug, name, tagline, city, country, status = 'active', delivery_note, return_note, \
                 created_at from vendor where id = ?"),
            params![id],
        )
        .await?)
}

pub(super) async fn list_images(ctx: &Ctx<'_>, product: ProductId) -> Result<Vec<ImageOnPage>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select id, variant_id, alt, file, width, height, colour, state from product_image \
                 where product_id = ? order by position, id limit ?"
            ),
            params![product, MAX_PICTURES as i64],
        )
        .await?)
}

row! {
    pub(super) struct Stock {
        pub(super) variant: VariantId,
        pub(super) on_hand: i64,
        pub(super) available: i64,
    }
}

pub(super) async fn list_stock(ctx: &Ctx<'_>, product: ProductId) -> Result<Vec<Stock>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select v.id, {sum l.on_hand}, \
                 {sum case when l.on_hand > l.reserved then l.on_hand - l.reserved else 0 end} \
                 from variant v join stock_level l on l.variant_id = v.id where v.product_id = ? \
                 group by v.id order by v.id limit ?"
            ),
            params![product, MOST_VARIANTS],
        )
        .await?)
}
