use std::collections::BTreeMap;

use souk_db::{params, row, sql};
use souk_domain::{
    bounds::product::{MAX_PICTURES, MAX_VARIANTS_EVER},
    ids::{ImageId, ProductId, VariantId, VendorId},
};

use super::{ImageOnPage, VendorOnPage};
use crate::{Ctx, Result, catalogue::ProductRow};

/// Variants that were ever made of one product.
const MOST_VARIANTS: i64 = MAX_VARIANTS_EVER as i64;

pub(super) async fn find(ctx: &Ctx<'_>, id: ProductId) -> Result<Option<ProductRow>> {
    Ok(ctx.tx.find(sql!("select {columns product} from product where id = ?"), params![id]).await?)
}

pub(super) async fn find_by_slug_key(ctx: &Ctx<'_>, key: &str) -> Result<Option<ProductRow>> {
    Ok(ctx.tx.find(sql!("select {columns product} from product where slug_key = ?"), params![key]).await?)
}

pub(super) async fn find_shown_slug(ctx: &Ctx<'_>, key: &str) -> Result<Option<String>> {
    Ok(ctx
        .tx
        .find(
            sql!(
                "select p.slug from product p join vendor s on s.id = p.vendor_id \
                 where p.slug_key = ? and p.status = 'active' and s.status = 'active'"
            ),
            params![key],
        )
        .await?)
}

pub(super) async fn find_vendor(ctx: &Ctx<'_>, id: VendorId) -> Result<VendorOnPage> {
    Ok(ctx
        .tx
        .one(
            sql!("select id, slug, name, tagline, city, country, status = 'active', delivery_note, return_note, \
                 closed_from, closed_until, closure_notice, created_at from vendor where id = ?"),
            params![id],
        )
        .await?)
}

row! {
    struct Shown { image: ImageId, variant: VariantId }
}

/// Which variants the pictures of a product show.
pub(crate) async fn list_ties(
    ctx: &Ctx<'_>,
    product: ProductId,
) -> Result<BTreeMap<ImageId, Vec<VariantId>>> {
    let shown: Vec<Shown> = ctx
        .tx
        .list(
            sql!(
                "select t.image_id, t.variant_id from variant_image t join product_image i on i.id = t.image_id \
                 where i.product_id = ? order by t.image_id, t.variant_id limit ?"
            ),
            params![product, (MAX_PICTURES * MAX_VARIANTS_EVER) as i64],
        )
        .await?;
    let mut ties: BTreeMap<ImageId, Vec<VariantId>> = BTreeMap::new();
    for Shown { image, variant } in shown {
        ties.entry(image).or_default().push(variant);
    }
    Ok(ties)
}

row! {
    struct Picture {
        id: ImageId,
        alt: String,
        file: Option<String>,
        width: Option<u32>,
        height: Option<u32>,
        colour: Option<String>,
        state: String,
    }
}

pub(super) async fn list_images(ctx: &Ctx<'_>, product: ProductId) -> Result<Vec<ImageOnPage>> {
    let pictures: Vec<Picture> = ctx
        .tx
        .list(
            sql!(
                "select id, alt, file, width, height, colour, state from product_image \
                 where product_id = ? order by position, id limit ?"
            ),
            params![product, MAX_PICTURES as i64],
        )
        .await?;
    let mut ties = list_ties(ctx, product).await?;
    let on_page = |picture: Picture| ImageOnPage {
        variants: ties.remove(&picture.id).unwrap_or_default(),
        id: picture.id,
        alt: picture.alt,
        file: picture.file,
        width: picture.width,
        height: picture.height,
        colour: picture.colour,
        state: picture.state,
    };
    Ok(pictures.into_iter().map(on_page).collect())
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
