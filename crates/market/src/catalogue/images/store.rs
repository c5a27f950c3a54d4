use jiff::Timestamp;
use souk_db::{params, row, sql, table};
use souk_domain::{
    bounds::{self, product::MAX_PICTURES},
    ids::{ImageId, ProductId, VariantId, VendorId},
};
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

table! {
    /// A picture of a product: its file once it is there, else where it is to be fetched from.
    pub(super) struct ImageRow in "product_image", public {
        pub(super) id: ImageId,
        product_id: ProductId,
        position: i64,
        alt: String [free_text, max(bounds::picture::MAX_ALT_CHARS)],
        file: Option<String>,
        width: Option<u32>,
        height: Option<u32>,
        colour: Option<String>,
        source_url: Option<String> [free_text, max(bounds::picture::MAX_URL_CHARS)],
        state: String,
        created_at: Timestamp,
    }
}

/// Pictures of a product that are there, in their order.
pub(super) async fn list_ready(ctx: &Ctx<'_>, product: ProductId) -> Result<Vec<ImageRow>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns product_image} from product_image where product_id = ? and state = 'ready' \
                 order by position, id limit ?"
            ),
            params![product, MAX_PICTURES as i64],
        )
        .await?)
}

/// Shows a picture on another product too, with the variants it shows there.
pub(super) async fn copy_row(
    ctx: &Ctx<'_>,
    image: ImageRow,
    to: ProductId,
    variants: &[VariantId],
) -> Result<()> {
    let id = ctx.id(ImageId::from_parts);
    ctx.tx.insert(&ImageRow { id, product_id: to, created_at: ctx.now, ..image }).await?;
    insert_ties(ctx, id, variants).await
}

pub(super) async fn insert(
    ctx: &Ctx<'_>,
    id: ImageId,
    new: &NewImage,
    position: i64,
    state: &str,
    source_url: Option<&str>,
) -> Result<()> {
    let row = ImageRow {
        id,
        product_id: new.product,
        position,
        alt: new.alt.trim().to_owned(),
        file: None,
        width: None,
        height: None,
        colour: None,
        source_url: source_url.map(str::to_owned),
        state: state.to_owned(),
        created_at: ctx.now,
    };
    ctx.tx.insert(&row).await?;
    insert_ties(ctx, id, &new.variants).await
}

table! {
    /// A variant that a picture shows.
    struct Tie in "variant_image", public {
        image_id: ImageId,
        variant_id: VariantId,
    }
}

/// Makes the variants a picture shows these.
async fn replace_ties(ctx: &Ctx<'_>, id: ImageId, variants: &[VariantId]) -> Result<()> {
    ctx.tx.run(sql!("delete from variant_image where image_id = ?"), params![id]).await?;
    insert_ties(ctx, id, variants).await
}

async fn insert_ties(ctx: &Ctx<'_>, id: ImageId, variants: &[VariantId]) -> Result<()> {
    let shown: Vec<Tie> = variants.iter().map(|variant| Tie { image_id: id, variant_id: *variant }).collect();
    ctx.tx.insert_missing(&shown).await?;
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
pub(crate) async fn delete(ctx: &Ctx<'_>, product: ProductId, id: ImageId) -> Result<bool> {
    ctx.tx
        .run(
            sql!(
                "delete from variant_image where image_id in (select id from product_image where id = ? and product_id = ?)"
            ),
            params![id, product],
        )
        .await?;
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

row! {
    /// A picture of a product as it is stored.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(crate) struct StoredPicture {
        pub(crate) id: ImageId,
        /// Where it came from; `None`: its vendor sent it.
        pub(crate) url: Option<String>,
        /// `None` until it is there.
        pub(crate) file: Option<String>,
        pub(crate) alt: String,
        pub(crate) position: i64,
    }
}

/// The pictures of a product, in their order.
pub(crate) async fn list_stored(ctx: &Ctx<'_>, product: ProductId) -> Result<Vec<StoredPicture>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select id, source_url, file, alt, position from product_image \
                 where product_id = ? order by position, id limit ?"
            ),
            params![product, MAX_PICTURES as i64],
        )
        .await?)
}

/// Gives a picture another text, place and variants.
pub(crate) async fn set_stored(ctx: &Ctx<'_>, picture: &StoredPicture, variants: &[VariantId]) -> Result<()> {
    ctx.tx
        .run(
            sql!("update product_image set alt = ?, position = ? where id = ?"),
            params![picture.alt, picture.position, picture.id],
        )
        .await?;
    replace_ties(ctx, picture.id, variants).await
}

table! {
    /// A file that is removed at a time.
    struct Removal in "file_to_remove", private {
        file: String,
        due_at: Timestamp,
    }
}

pub(super) async fn insert_removals(ctx: &Ctx<'_>, files: &[String], due_at: Timestamp) -> Result<()> {
    let rows: Vec<Removal> = files.iter().map(|file| Removal { file: file.clone(), due_at }).collect();
    Ok(ctx.tx.insert_all(&rows).await?)
}

/// False: nobody was to remove it.
pub(super) async fn take_back_removal(ctx: &Ctx<'_>, file: &str) -> Result<bool> {
    Ok(ctx.tx.guarded(sql!("delete from file_to_remove where file = ?"), params![file]).await?)
}

/// Files that are to be removed by now.
pub(super) async fn list_removals(ctx: &Ctx<'_>, at_most: i64) -> Result<Vec<String>> {
    Ok(ctx
        .tx
        .list(
            sql!("select file from file_to_remove where due_at <= ? order by due_at, file limit ?"),
            params![ctx.now, at_most],
        )
        .await?)
}

/// How many pictures the products of a vendor have.
pub(super) async fn count_of_vendor(ctx: &Ctx<'_>, vendor: VendorId) -> Result<i64> {
    let statement = sql!(
        "select count(*) from product_image i join product p on p.id = i.product_id where p.vendor_id = ?"
    );
    Ok(ctx.tx.one(statement, params![vendor]).await?)
}
