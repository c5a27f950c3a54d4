//! What faces ask of a product's pictures.

use sha2::{Digest as _, Sha256};
use souk_domain::{
    field::FieldError,
    ids::{ImageId, ProductId, VendorId},
    refusal::CatalogueRefusal,
    vendor::VendorPermission,
};

use super::{ImageChanges, NewImage, add_kept_image, change_image, keep_picture, remove_image};
use crate::{
    Actor, App, BoxFuture, Ctx, Error, Result,
    catalogue::{ImageOnPage, use_cases::own_page},
    idempotency::{Guard, Operation, Reply},
};

/// Adds a picture to a vendor's own product, re-encoded. Errors: no picture we take, too large, damaged, too many pictures,
/// no such product or variant; too many pictures at once.
pub fn add_product_image(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    new: NewImage,
    bytes: Vec<u8>,
    guard: Option<Guard<ImageOnPage>>,
) -> BoxFuture<'static, Result<Reply<ImageOnPage>>> {
    let app = app.clone();
    Box::pin(async move {
        let operation = Operation::new("add_product_image", actor, guard)
            .needs_of(vendor, VendorPermission::ProductsWrite);
        let sent: [u8; 32] = Sha256::digest(&bytes).into();
        let input = (vendor, new.clone(), sent);
        if let Some(kept) = operation.answered(&app, &input).await? {
            return Ok(kept);
        }
        let asked = new;
        // whoever may not, or has no such product, need not have a picture re-encoded
        let placed = app.read_with(actor, asked, move |ctx, new| Box::pin(require_place(ctx, vendor, new)));
        actor.permitted_of(vendor, VendorPermission::ProductsWrite, placed).await?;
        let kept = keep_picture(&app, bytes).await?;
        operation
            .run(&app, input, move |ctx, (vendor, new, _)| {
                let kept = kept.clone();
                Box::pin(async move {
                    let id = add_kept_image(ctx, *vendor, new, &kept).await?;
                    let (page, _) = own_page(ctx, *vendor, new.product).await?;
                    let added = page.images.into_iter().find(|found| found.id == id);
                    added.ok_or_else(|| Error::broken("a picture that was added is not there"))
                })
            })
            .await
    })
}

async fn require_place(ctx: &Ctx<'_>, vendor: VendorId, new: &NewImage) -> Result<()> {
    let (page, _) = own_page(ctx, vendor, new.product).await?;
    let is_own = |variant| page.variants.iter().any(|own| own.variant.id == variant);
    if new.variants.iter().all(|variant| is_own(*variant)) {
        return Ok(());
    }
    let field = FieldError::new("/variant_id", "not_found", "The product has no such variant.");
    Err(CatalogueRefusal::Invalid { fields: vec![field] }.into())
}

/// Takes a picture from a vendor's own product. What shows it elsewhere, an order of last year say, keeps it.
/// Errors: no such product, no such picture.
pub fn remove_product_image(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    product: ProductId,
    image: ImageId,
) -> BoxFuture<'static, Result<()>> {
    let removed = app.write(actor, move |ctx| Box::pin(remove_image(ctx, vendor, product, image)));
    actor.permitted_of(vendor, VendorPermission::ProductsWrite, removed)
}

/// Changes what is given of a picture of a vendor's own product: its text, the variants it shows, its place. Answers all of the
/// product's pictures in their order. Errors: those of [`change_image`].
pub fn change_product_image(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    product: ProductId,
    image: ImageId,
    changes: ImageChanges,
) -> BoxFuture<'static, Result<Vec<ImageOnPage>>> {
    let changed = app.write_with(actor, changes, move |ctx, changes| {
        Box::pin(async move {
            change_image(ctx, vendor, product, image, changes).await?;
            let (page, _) = own_page(ctx, vendor, product).await?;
            Ok(page.images)
        })
    });
    actor.permitted_of(vendor, VendorPermission::ProductsWrite, changed)
}
