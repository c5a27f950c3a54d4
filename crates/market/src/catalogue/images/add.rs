use std::sync::Arc;

use souk_domain::{
    bounds::{
        applicant,
        picture::{MAX_ALT_CHARS, MAX_URL_CHARS},
        product::MAX_PICTURES,
    },
    field::FieldError,
    ids::{ImageId, ProductId, VariantId, VendorId},
    refusal::CatalogueRefusal,
    text::bounded_line,
    vendor::VendorPermission,
};
use souk_pictures::{
    Colour, MASTER_SIDE, MAX_PICTURE_BYTES, MAX_PICTURE_MIB, NotPrepared, PictureName, Unfit, name_as_it_is,
};

use super::{
    CopyImage, FetchImage, store,
    turns::{apart, in_turn},
};
use crate::{Actor, App, Ctx, Error, Fault, Result, queue, vendors};

/// A picture to be added, behind those the product has.
#[derive(Clone, Debug, Hash)]
pub struct NewImage {
    pub product: ProductId,
    /// The variants it shows; none: the whole product.
    pub variants: Vec<VariantId>,
    /// What it shows, for whoever cannot see it.
    pub alt: String,
}

/// A picture that is kept, and that no product shows yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPicture {
    name: PictureName,
    /// Whether its smaller copies are made as soon as a product shows it.
    copies: Copies,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Copies {
    AtOnce,
    WhenAskedFor,
}

/// Adds a picture to a vendor's own product. Errors: no picture we take, too large, too many, no such product.
pub async fn add_image_file(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    new: NewImage,
    bytes: &[u8],
) -> Result<ImageId> {
    let kept = keep_picture(app, bytes.to_vec()).await?;
    app.write(actor, move |ctx| {
        let (new, kept) = (new.clone(), kept.clone());
        Box::pin(async move { add_kept_image(ctx, vendor, &new, &kept).await })
    })
    .await
}

/// Writes a picture anew and keeps that, before the transaction that shows it. Errors: no WebP, JPEG, PNG or GIF, too
/// large, damaged; too many pictures at once.
pub async fn keep_picture(app: &App, bytes: Vec<u8>) -> Result<KeptPicture> {
    if bytes.len() > MAX_PICTURE_BYTES {
        return Err(too_large());
    }
    match keep(app, bytes).await? {
        Ok(name) => Ok(KeptPicture { name, copies: Copies::AtOnce }),
        Err(unfit) => Err(invalid("/image", unfit.code(), unfit.words())),
    }
}

/// Writes a picture anew and keeps it under a name of [`private_file`], which no address of the shop shows.
/// Errors: as [`keep_picture`].
pub(crate) async fn keep_private_picture(app: &App, file: &str, bytes: Vec<u8>) -> Result<()> {
    if bytes.len() > MAX_PICTURE_BYTES {
        return Err(too_large());
    }
    let file = file.to_owned();
    match written_anew(app, bytes, move |_| file.clone()).await? {
        Ok(_) => Ok(()),
        Err(unfit) => Err(invalid("/image", unfit.code(), unfit.words())),
    }
}

/// Keeps a picture as it is: one of ours that comes with the program, written as we would write it. Its copies are made
/// when somebody asks for them. Errors: it is not written so.
pub fn keep_own_picture(app: &App, bytes: &[u8], colour: Option<Colour>) -> Result<KeptPicture> {
    let name = name_as_it_is(bytes, colour).ok_or_else(|| {
        invalid(
            "/image",
            "not_as_we_write",
            format!("Save it as plain WebP, lossy, without metadata, at most {MASTER_SIDE} pixels."),
        )
    })?;
    app.files().put_copy(&name.to_string(), bytes).map_err(|error| outside(&error))?;
    Ok(KeptPicture { name, copies: Copies::WhenAskedFor })
}

/// Adds a kept picture to a vendor's own product. Errors: too many, no such product.
pub async fn add_kept_image(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    new: &NewImage,
    kept: &KeptPicture,
) -> Result<ImageId> {
    let (id, position, new) = place(ctx, vendor, new).await?;
    store::insert(ctx, id, &new, position, "ready", None).await?;
    store::set_ready(ctx, id, &kept.name).await?;
    if kept.copies == Copies::AtOnce {
        queue::enqueue::<CopyImage>(ctx, id).await?;
    }
    Ok(id)
}

/// Keeps the picture of a name that a market like this one gave it, bytes as they are. Answers whether they are that picture.
pub(crate) async fn keep_by_name(app: &App, name: PictureName, bytes: Vec<u8>) -> Result<bool> {
    if bytes.len() > MAX_PICTURE_BYTES || !souk_pictures::is_of_name(&name, &bytes) {
        return Ok(false);
    }
    let files = Arc::clone(app.files());
    let memory = souk_pictures::memory_for_copies(name.width(), name.height());
    let kept = in_turn(memory, move || {
        souk_pictures::Master::read(name.clone(), &bytes).map(|_| files.put(&name.to_string(), &bytes))
    });
    match kept.await? {
        Some(Some(Ok(()))) => Ok(true),
        Some(Some(Err(error))) => Err(outside(&error)),
        Some(None) | None => Ok(false),
    }
}

/// Adds a picture to a vendor's own product that is named by an address and kept already. Errors: too many, no such product.
pub(crate) async fn add_picture_at(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    new: &NewImage,
    url: &str,
    name: &PictureName,
) -> Result<ImageId> {
    let (id, position, new) = place(ctx, vendor, new).await?;
    store::insert(ctx, id, &new, position, "ready", Some(url)).await?;
    store::set_ready(ctx, id, name).await?;
    queue::enqueue::<CopyImage>(ctx, id).await?;
    Ok(id)
}

/// Adds a picture to a vendor's own product that is fetched from an address after this transaction.
/// Errors: no web address, too many, no such product.
pub async fn add_image_url(ctx: &Ctx<'_>, vendor: VendorId, new: &NewImage, url: &str) -> Result<ImageId> {
    let web = url.starts_with("https://") || url.starts_with("http://");
    if !web || url.chars().count() > MAX_URL_CHARS {
        return Err(invalid("/url", "invalid_value", "A picture's address starts with https://."));
    }
    let (id, position, new) = place(ctx, vendor, new).await?;
    store::insert(ctx, id, &new, position, "waiting", Some(url)).await?;
    queue::enqueue::<FetchImage>(ctx, id).await?;
    Ok(id)
}

/// Takes a picture from a vendor's own product. What shows it elsewhere, an order of last year say, keeps it.
/// Errors: no such product, no such picture.
pub async fn remove_image(ctx: &Ctx<'_>, vendor: VendorId, product: ProductId, image: ImageId) -> Result<()> {
    vendors::require_may(ctx, vendor, VendorPermission::ProductsWrite).await?;
    let owner = store::lock_gallery(ctx, product).await?.map(|(owner, ..)| owner);
    if owner == Some(vendor) && store::delete(ctx, product, image).await? {
        Ok(())
    } else {
        Err(CatalogueRefusal::ImageNotFound.into())
    }
}

/// The new picture's id and place, and what is kept of it, when it may be added.
async fn place(ctx: &Ctx<'_>, vendor: VendorId, new: &NewImage) -> Result<(ImageId, i64, NewImage)> {
    vendors::require_may(ctx, vendor, VendorPermission::ProductsWrite).await?;
    let alt = bounded_line("/alt", &new.alt, 0, MAX_ALT_CHARS)
        .map_err(|field| CatalogueRefusal::Invalid { fields: vec![field] })?;
    let (owner, count, last) =
        store::lock_gallery(ctx, new.product).await?.ok_or(CatalogueRefusal::ProductNotFound)?;
    if owner != vendor {
        return Err(CatalogueRefusal::ProductNotFound.into());
    }
    if count >= MAX_PICTURES as i64 {
        return Err(invalid("/image", "too_many", format!("A product has at most {MAX_PICTURES} pictures.")));
    }
    if vendors::is_on_trial(ctx, vendor).await? {
        let all = store::count_of_vendor(ctx, vendor).await?;
        vendors::require_trial_room(all, "pictures", applicant::MAX_PICTURES)?;
    }
    Ok((ctx.id(ImageId::from_parts), last + 1, NewImage { alt, ..new.clone() }))
}

fn too_large() -> Error {
    let detail = format!("A picture has at most {MAX_PICTURE_MIB} MiB: send a smaller copy.");
    invalid("/image", "too_large", detail)
}

/// Writes a picture anew and keeps that under the hash of what was written; what came is not kept.
pub(super) async fn keep(app: &App, bytes: Vec<u8>) -> Result<Result<PictureName, Unfit>> {
    written_anew(app, bytes, ToString::to_string).await
}

/// As [`keep`], in a file of another name.
async fn written_anew(
    app: &App,
    bytes: Vec<u8>,
    file_of: impl Fn(&PictureName) -> String + Send + 'static,
) -> Result<Result<PictureName, Unfit>> {
    let measured = apart(move || souk_pictures::memory_for(&bytes).map(|memory| (memory, bytes)));
    let (memory, bytes) = match measured.await? {
        Some(Ok(measured)) => measured,
        Some(Err(unfit)) => return Ok(Err(unfit)),
        None => return Ok(Err(Unfit::Broken)),
    };
    let files = Arc::clone(app.files());
    let kept = in_turn(memory, move || {
        let prepared = souk_pictures::prepare(&bytes)?;
        Ok((files.put(&file_of(&prepared.name), &prepared.bytes), prepared.name))
    });
    match kept.await? {
        Some(Ok((Ok(()), name))) => Ok(Ok(name)),
        Some(Ok((Err(error), _))) => Err(outside(&error)),
        Some(Err(NotPrepared::Unfit(unfit))) => Ok(Err(unfit)),
        Some(Err(error @ NotPrepared::Unwritten(_))) => Err(outside(&error)),
        None => Ok(Err(Unfit::Broken)),
    }
}

fn outside(error: &dyn std::error::Error) -> Error {
    Error::Fault(Fault::Outside(format!("a picture: {error}")))
}

fn invalid(pointer: &str, code: &'static str, detail: impl Into<String>) -> Error {
    CatalogueRefusal::Invalid { fields: vec![FieldError::new(pointer, code, detail)] }.into()
}
