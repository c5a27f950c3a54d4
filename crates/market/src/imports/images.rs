use std::collections::{BTreeMap, BTreeSet};

use souk_domain::{
    bounds::product::MAX_PICTURES,
    ids::{ProductId, VariantId, VendorId},
};
use souk_product_import::{FindingCode, ImportedProduct, Severity};

use super::{report::Stored, variants::shown_at};
use crate::{
    Ctx, Result,
    catalogue::{self, ImportedPicture, NewImage, VariantRow},
};

/// Makes the pictures that came from addresses those of the file: queues what is new, changes texts, places and the variants
/// they show, and takes away what the file names no more. Others stay, behind them. Answers whether anything changed.
pub(super) async fn bring_up_to_date(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    id: ProductId,
    product: &ImportedProduct,
    variants: &[VariantRow],
    stored: &mut Stored,
) -> Result<bool> {
    let own = product.variants.iter().filter_map(|variant| variant.image_url.as_deref());
    let own = own.filter(|url| !url.is_empty()).map(|url| (url, None));
    let gallery = product.images.iter().flatten().map(|image| (image.url.as_str(), image.alt.as_deref()));
    let mut seen = BTreeSet::new();
    let wanted: Vec<(&str, Option<&str>)> = gallery.chain(own).filter(|(url, _)| seen.insert(*url)).collect();
    if wanted.is_empty() && product.images.is_none() {
        return Ok(false);
    }
    let before = catalogue::list_imported_pictures(ctx, id).await?;
    let ties = catalogue::list_ties(ctx, id).await?;
    let mut changed = false;
    let says_variants = product.variants.iter().any(|variant| variant.image_url.is_some());
    if product.images.is_some() && product.has_all_images {
        // a picture of a variant may stand in a column the file does not have
        let is_gone = |picture: &&ImportedPicture| {
            !seen.contains(picture.url.as_str()) && (says_variants || !ties.contains_key(&picture.id))
        };
        for gone in before.iter().filter(is_gone) {
            changed |= catalogue::delete_picture(ctx, id, gone.id).await?;
        }
    }
    let mut known: BTreeMap<&str, &ImportedPicture> = BTreeMap::new();
    for picture in &before {
        known.entry(&picture.url).or_insert(picture);
    }
    let mut count = before.iter().filter(|picture| seen.contains(picture.url.as_str())).count();
    // places move only where the file has them all: a file of variants' pictures alone says nothing of the gallery
    let orders = product.images.is_some();
    for (place, (url, alt)) in (1_i64..).zip(wanted) {
        let shown = shown_at(variants, product, url);
        match known.get(url) {
            Some(picture) => {
                let tied: Vec<VariantId> = ties.get(&picture.id).cloned().unwrap_or_default();
                let shown = if says_variants { sorted(shown) } else { tied.clone() };
                let wanted = ImportedPicture {
                    alt: alt.map_or_else(|| picture.alt.clone(), |alt| alt.trim().to_owned()),
                    position: if orders { place } else { picture.position },
                    ..(*picture).clone()
                };
                if wanted != **picture || shown != sorted(tied) {
                    catalogue::set_imported_picture(ctx, &wanted, &shown).await?;
                    changed = true;
                }
            }
            None if count >= MAX_PICTURES => {
                let message =
                    format!("A product has at most {MAX_PICTURES} pictures; this one was left out: {url}");
                stored.note(product.line, Severity::Warning, FindingCode::TooManyImages, message);
            }
            None => {
                let new = NewImage { product: id, variants: shown, alt: alt.unwrap_or_default().to_owned() };
                let picture = catalogue::add_image_url(ctx, vendor, &new, url).await?;
                if orders {
                    let placed = ImportedPicture {
                        id: picture,
                        url: url.to_owned(),
                        alt: new.alt.trim().to_owned(),
                        position: place,
                    };
                    catalogue::set_imported_picture(ctx, &placed, &new.variants).await?;
                }
                stored.images_queued += 1;
                count += 1;
                changed = true;
            }
        }
    }
    Ok(changed)
}

fn sorted(mut variants: Vec<VariantId>) -> Vec<VariantId> {
    variants.sort_unstable();
    variants
}
