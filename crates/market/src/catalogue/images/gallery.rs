//! The pictures of a product as a whole: their texts, the variants they show, and their order.

use souk_domain::{
    bounds::picture::MAX_ALT_CHARS,
    field::FieldError,
    ids::{ImageId, ProductId, VariantId, VendorId},
    refusal::CatalogueRefusal,
    text::bounded_line,
    vendor::VendorPermission,
};

use super::store;
use crate::{Ctx, Result, catalogue, vendors};

/// What is to change about a picture; `None` stays as it is.
#[derive(Clone, Debug, Default, Hash)]
pub struct ImageChanges {
    /// What it shows, for whoever cannot see it.
    pub alt: Option<String>,
    /// Its place among the product's pictures, from 1; beyond the last it is the last.
    pub place: Option<u32>,
    /// The variants it shows; none: the whole product.
    pub variants: Option<Vec<VariantId>>,
}

/// Changes what is given of a picture of a vendor's own product; the others make room in their order. Errors: no such product, no
/// such picture, a text that is too long, variants of another product.
pub async fn change_image(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    product: ProductId,
    image: ImageId,
    changes: &ImageChanges,
) -> Result<()> {
    let alt = changes.alt.as_deref().map(|alt| bounded_line("/alt", alt, 0, MAX_ALT_CHARS));
    let alt = alt.transpose().map_err(|field| CatalogueRefusal::Invalid { fields: vec![field] })?;
    vendors::require_may(ctx, vendor, VendorPermission::ProductsWrite).await?;
    let owner = store::lock_gallery(ctx, product).await?.map(|(owner, ..)| owner);
    if owner != Some(vendor) {
        return Err(CatalogueRefusal::ImageNotFound.into());
    }
    let mut all = store::list_stored(ctx, product).await?;
    let at = all.iter().position(|picture| picture.id == image).ok_or(CatalogueRefusal::ImageNotFound)?;
    let mut ties = catalogue::list_ties(ctx, product).await?;
    if let Some(variants) = &changes.variants {
        let own = catalogue::list_all_variants(ctx, product).await?;
        if !variants.iter().all(|variant| own.iter().any(|row| row.id == *variant)) {
            let field = FieldError::new("/variant_ids", "not_found", "The product has no such variant.");
            return Err(CatalogueRefusal::Invalid { fields: vec![field] }.into());
        }
        let mut variants = variants.clone();
        variants.sort_unstable();
        variants.dedup();
        ties.insert(image, variants);
    }
    let mut picture = all.remove(at);
    if let Some(alt) = alt {
        picture.alt = alt;
    }
    let to = changes.place.map_or(at, |place| (place.max(1) as usize - 1).min(all.len()));
    all.insert(to, picture);
    for (position, picture) in (1_i64..).zip(all) {
        if picture.id == image || picture.position != position {
            let shown = ties.get(&picture.id).cloned().unwrap_or_default();
            store::set_stored(ctx, &store::StoredPicture { position, ..picture }, &shown).await?;
        }
    }
    Ok(())
}

/// Shows the pictures of a product that are there on another one too, which has none yet; `variants` are the pairs of their
/// variants.
pub(crate) async fn copy_gallery(
    ctx: &Ctx<'_>,
    from: ProductId,
    to: ProductId,
    variants: &[(VariantId, VariantId)],
) -> Result<()> {
    let ties = catalogue::list_ties(ctx, from).await?;
    for image in store::list_ready(ctx, from).await? {
        let shown = ties.get(&image.id).into_iter().flatten();
        let shown = shown.filter_map(|old| variants.iter().find(|(before, _)| before == old));
        let shown: Vec<VariantId> = shown.map(|(_, after)| *after).collect();
        store::copy_row(ctx, image, to, &shown).await?;
    }
    Ok(())
}
