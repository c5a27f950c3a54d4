use souk_db::{params, row, sql};
use souk_domain::{
    bounds::product::{MAX_OPTIONS, MAX_PICTURES, MAX_VARIANTS, MAX_VARIANTS_EVER},
    ids::{ImageId, LocationId, ProductId, VariantId, VendorId},
};

use crate::{
    Ctx, Result,
    catalogue::{ProductRow, VariantRow},
};

row! {
    pub(super) struct Next {
        pub(super) id: VendorId,
        pub(super) slug_key: String,
        pub(super) name: String,
    }
}

/// The vendor behind another by the key of its slug.
pub(super) async fn next_vendor(ctx: &Ctx<'_>, after: &str) -> Result<Option<Next>> {
    Ok(ctx
        .tx
        .find(
            sql!("select id, slug_key, name from vendor where slug_key > ? order by slug_key limit 1"),
            params![after],
        )
        .await?)
}

/// A vendor's products behind a handle.
pub(super) async fn list_products(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    after: &str,
    most: i64,
) -> Result<Vec<ProductRow>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns product} from product where vendor_id = ? and handle_key > ? \
                 order by handle_key limit ?"
            ),
            params![vendor, after, most],
        )
        .await?)
}

/// The products of a vendor behind a handle up to another.
pub(super) struct Span<'s> {
    pub(super) vendor: VendorId,
    pub(super) after: &'s str,
    pub(super) last: &'s str,
    /// How many they are at most.
    pub(super) most: i64,
}

pub(super) async fn list_options(ctx: &Ctx<'_>, span: &Span<'_>) -> Result<Vec<(ProductId, String)>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select o.product_id, o.name from product p join product_option o on o.product_id = p.id \
                 where p.vendor_id = ? and p.handle_key > ? and p.handle_key <= ? \
                 order by o.product_id, o.position limit ?"
            ),
            params![span.vendor, span.after, span.last, span.most * MAX_OPTIONS as i64],
        )
        .await?)
}

/// The variants that are offered, in their order.
pub(super) async fn list_variants(ctx: &Ctx<'_>, span: &Span<'_>) -> Result<Vec<VariantRow>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns variant v} from product p join variant v on v.product_id = p.id \
                 where p.vendor_id = ? and p.handle_key > ? and p.handle_key <= ? and v.status = 'active' \
                 order by v.product_id, v.position, v.id limit ?"
            ),
            params![span.vendor, span.after, span.last, span.most * MAX_VARIANTS as i64],
        )
        .await?)
}

/// Pieces of these variants at a location.
pub(super) async fn list_on_hand(
    ctx: &Ctx<'_>,
    span: &Span<'_>,
    location: LocationId,
) -> Result<Vec<(VariantId, i64)>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select l.variant_id, l.on_hand from product p join variant v on v.product_id = p.id \
                 join stock_level l on l.variant_id = v.id \
                 where p.vendor_id = ? and p.handle_key > ? and p.handle_key <= ? and v.status = 'active' \
                 and l.location_id = ? order by l.variant_id limit ?"
            ),
            params![span.vendor, span.after, span.last, location, span.most * MAX_VARIANTS as i64],
        )
        .await?)
}

row! {
    pub(super) struct Picture {
        pub(super) id: ImageId,
        pub(super) product: ProductId,
        pub(super) alt: String,
        pub(super) file: Option<String>,
        pub(super) url: Option<String>,
    }
}

/// The pictures, in their order.
pub(super) async fn list_images(ctx: &Ctx<'_>, span: &Span<'_>) -> Result<Vec<Picture>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select i.id, i.product_id, i.alt, i.file, i.source_url \
                 from product p join product_image i on i.product_id = p.id \
                 where p.vendor_id = ? and p.handle_key > ? and p.handle_key <= ? \
                 order by i.product_id, i.position, i.id limit ?"
            ),
            params![span.vendor, span.after, span.last, span.most * MAX_PICTURES as i64],
        )
        .await?)
}

/// Which variants the pictures show.
pub(super) async fn list_ties(ctx: &Ctx<'_>, span: &Span<'_>) -> Result<Vec<(ImageId, VariantId)>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select t.image_id, t.variant_id from product p join product_image i on i.product_id = p.id \
                 join variant_image t on t.image_id = i.id \
                 where p.vendor_id = ? and p.handle_key > ? and p.handle_key <= ? \
                 order by t.image_id, t.variant_id limit ?"
            ),
            params![
                span.vendor,
                span.after,
                span.last,
                span.most * (MAX_PICTURES * MAX_VARIANTS_EVER) as i64
            ],
        )
        .await?)
}
