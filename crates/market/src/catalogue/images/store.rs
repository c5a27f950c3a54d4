use souk_db::{params, sql};
use souk_domain::ids::{ImageId, ProductId, VendorId};
use souk_pictures::PictureName;

use super::NewImage;
use crate::{Ctx, Result};

/// Locks the product, so that two pictures do not get one place. Answers its vendor, how many pictures it has, and the
/// last one's place.
pub(super) async fn lock_gallery(ctx: &Ctx<'_>, product: ProductId) -> Result<Option<(VendorId, i64, i64)>> {
    let vendor: Option<VendorId> = ctx
        .tx
        .find(sql!("select vendor_id from product where id = ? {for update}"), params![product])
        .await?;
    let Some(vendor) = vendor else { return Ok(None) };
    let (count, last) = ctx
        .tx
        .one(
            sql!("select count(*), coalesce(max(position), 0) from product_image where product_id = ?"),
            params![product],
        )
        .await?;
    Ok(Some((vendor, count, last)))
}

pub(super) async fn insert(
    ctx: &Ctx<'_>,
    id: ImageId,
    new: &NewImage,
    position: i64,
    state: &str,
    source_url: Option<&str>,
) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "insert into product_image (id, product_id, variant_id, position, alt, file, width, height, colour, \
                 source_url, state, created_at) values (?, ?, ?, ?, ?, null, null, null, null, ?, ?, ?)"
            ),
            params![id, new.product, new.variant, position, new.alt.trim(), source_url, state, ctx.now],
        )
        .await?;
    Ok(())
}

pub(super) async fn set_ready(ctx: &Ctx<'_>, id: ImageId, name: &PictureName) -> Result<()> {
    let colour = name.colour().map(|colour| colour.to_string());
    ctx.tx
        .run(
            sql!(
                "update product_image set state = 'ready', file = ?, width = ?, height = ?, colour = ? where id = ?"
            ),
            params![name.to_string(), name.width(), name.height(), colour, id],
        )
        .await?;
    Ok(())
}

pub(super) async fn set_failed(ctx: &Ctx<'_>, id: ImageId) -> Result<()> {
    ctx.tx
        .run(
            sql!("update product_image set state = 'failed' where id = ? and state = 'waiting'"),
            params![id],
        )
        .await?;
    Ok(())
}

/// Whether there was such a picture of the product.
pub(super) async fn delete(ctx: &Ctx<'_>, product: ProductId, id: ImageId) -> Result<bool> {
    let deleted = ctx
        .tx
        .run(sql!("delete from product_image where id = ? and product_id = ?"), params![id, product])
        .await?;
    Ok(deleted > 0)
}

/// Where a picture that waits is to be fetched from.
pub(super) async fn find_waiting(ctx: &Ctx<'_>, id: ImageId) -> Result<Option<String>> {
    Ok(ctx
        .tx
        .find(
            sql!("select source_url from product_image where id = ? and state = 'waiting' and source_url is not null"),
            params![id],
        )
        .await?)
}

/// The file of a picture that is there.
pub(super) async fn find_file(ctx: &Ctx<'_>, id: ImageId) -> Result<Option<String>> {
    Ok(ctx
        .tx
        .find(
            sql!("select file from product_image where id = ? and state = 'ready' and file is not null"),
            params![id],
        )
        .await?)
}

/// Addresses the product's pictures came from.
pub(crate) async fn list_sources(ctx: &Ctx<'_>, product: ProductId) -> Result<Vec<String>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select source_url from product_image where product_id = ? and source_url is not null \
                 order by position, id limit 1000"
            ),
            params![product],
        )
        .await?)
}
