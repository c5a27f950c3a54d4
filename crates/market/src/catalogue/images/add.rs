use sha2::{Digest as _, Sha256};
use souk_domain::{
    field::FieldError,
    ids::{ImageId, ProductId, VariantId, VendorId},
    refusal::CatalogueRefusal,
    text::bounded_line,
};

use super::{MAX_IMAGE_BYTES, Picture, read_header, store};
use crate::{
    Actor, App, Ctx, Error, Fault, Result,
    imports::limits::{MAX_ALT_CHARS, MAX_IMAGES, MAX_URL_CHARS},
    jobs::{self, Job},
};

/// A picture to be added, behind those the product has.
#[derive(Clone, Debug)]
pub struct NewImage {
    pub product: ProductId,
    /// The one variant it shows.
    pub variant: Option<VariantId>,
    /// What it shows, for whoever cannot see it.
    pub alt: String,
}

/// A picture whose bytes are kept, and that no product shows yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPicture {
    file: String,
    picture: Picture,
}

/// Adds a picture to a vendor's own product. Errors: no WebP, JPEG or PNG, too large, too many, no such product.
pub async fn add_image_file(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    new: NewImage,
    bytes: &[u8],
) -> Result<ImageId> {
    let kept = keep_picture(app, bytes)?;
    app.write(actor, move |ctx| {
        let (new, kept) = (new.clone(), kept.clone());
        Box::pin(async move { add_kept_image(ctx, vendor, &new, &kept).await })
    })
    .await
}

/// Keeps the bytes of a picture, before the transaction that shows it. Errors: no WebP, JPEG or PNG, too large.
pub fn keep_picture(app: &App, bytes: &[u8]) -> Result<KeptPicture> {
    if bytes.len() > MAX_IMAGE_BYTES {
        return Err(invalid("/image", "too_large", "A picture has at most 10 MiB."));
    }
    let Some(picture) = read_header(bytes) else {
        return Err(invalid("/image", "not_a_picture", "Send a WebP, JPEG or PNG picture."));
    };
    Ok(KeptPicture { file: keep(app, picture, bytes)?, picture })
}

/// Adds a kept picture to a vendor's own product. Errors: too many, no such product.
pub async fn add_kept_image(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    new: &NewImage,
    kept: &KeptPicture,
) -> Result<ImageId> {
    let (id, position) = place(ctx, vendor, new).await?;
    store::insert(ctx, id, new, position, "ready", None).await?;
    store::set_ready(ctx, id, &kept.file, kept.picture).await?;
    Ok(id)
}

/// Adds a picture to a vendor's own product that is fetched from an address after this transaction.
/// Errors: no web address, too many, no such product.
pub async fn add_image_url(ctx: &Ctx<'_>, vendor: VendorId, new: &NewImage, url: &str) -> Result<ImageId> {
    let web = url.starts_with("https://") || url.starts_with("http://");
    if !web || url.chars().count() > MAX_URL_CHARS {
        return Err(invalid("/url", "invalid_value", "A picture's address starts with https://."));
    }
    let (id, position) = place(ctx, vendor, new).await?;
    store::insert(ctx, id, new, position, "waiting", Some(url)).await?;
    jobs::enqueue(ctx, Job::FetchImage(id)).await?;
    Ok(id)
}

/// The new picture's id and place, when it may be added.
async fn place(ctx: &Ctx<'_>, vendor: VendorId, new: &NewImage) -> Result<(ImageId, i64)> {
    bounded_line("/alt", &new.alt, 0, MAX_ALT_CHARS)
        .map_err(|field| CatalogueRefusal::Invalid { fields: vec![field] })?;
    let (owner, count, last) =
        store::lock_gallery(ctx, new.product).await?.ok_or(CatalogueRefusal::ProductNotFound)?;
    if owner != vendor {
        return Err(CatalogueRefusal::ProductNotFound.into());
    }
    if count >= MAX_IMAGES as i64 {
        return Err(invalid("/image", "too_many", "A product has at most 250 pictures."));
    }
    Ok((ctx.id(ImageId::from_parts), last + 1))
}

/// Keeps the bytes under their hash. Answers the file's name.
pub(super) fn keep(app: &App, picture: Picture, bytes: &[u8]) -> Result<String> {
    let hash: String = Sha256::digest(bytes).iter().take(20).map(|byte| format!("{byte:02x}")).collect();
    let file = format!("{hash}.{}", picture.ending);
    app.files()
        .put(&file, bytes)
        .map_err(|error| Error::Fault(Fault::Outside(format!("a picture: {error}"))))?;
    Ok(file)
}

fn invalid(pointer: &str, code: &'static str, detail: &str) -> Error {
    CatalogueRefusal::Invalid { fields: vec![FieldError::new(pointer, code, detail)] }.into()
}
