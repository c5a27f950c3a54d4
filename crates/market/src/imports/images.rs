use std::collections::BTreeSet;

use souk_domain::{
    bounds::product::MAX_PICTURES,
    ids::{ProductId, VariantId, VendorId},
};
use souk_product_import::ImportedProduct;

use super::product::find;
use crate::{
    Ctx, Result,
    catalogue::{self, NewImage, VariantRow},
};

/// Queues the pictures the product does not have yet. Answers how many.
pub(super) async fn queue(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    id: ProductId,
    product: &ImportedProduct,
    variants: &[VariantRow],
) -> Result<usize> {
    let own = product.variants.iter().filter_map(|variant| variant.image_url.as_deref()).map(|url| (url, ""));
    let gallery = product.images.iter().map(|image| (image.url.as_str(), image.alt.as_str()));
    let mut known: BTreeSet<String> = catalogue::list_image_sources(ctx, id).await?.into_iter().collect();
    let mut queued = 0;
    for (url, alt) in gallery.chain(own) {
        if known.len() >= MAX_PICTURES || !known.insert(url.to_owned()) {
            continue;
        }
        let new =
            NewImage { product: id, variant: only_variant(product, variants, url), alt: alt.to_owned() };
        catalogue::add_image_url(ctx, vendor, &new, url).await?;
        queued += 1;
    }
    Ok(queued)
}

/// The variant this picture is of; none when several share it.
fn only_variant(product: &ImportedProduct, variants: &[VariantRow], url: &str) -> Option<VariantId> {
    let mut showing = product.variants.iter().filter(|variant| variant.image_url.as_deref() == Some(url));
    let first = showing.next()?;
    if showing.next().is_some() {
        return None;
    }
    find(variants, first).map(|variant| variant.id)
}
