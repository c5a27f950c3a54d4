use std::collections::{BTreeMap, BTreeSet};

use souk_domain::{
    bounds::product::MAX_PICTURES,
    ids::{ImageId, ProductId, VariantId, VendorId},
};
use souk_product_import::{FindingCode, ImportedProduct, Severity};

use super::{
    kept::{Kept, named},
    report::Stored,
    variants::shown_at,
};
use crate::{
    Ctx, Result,
    catalogue::{self, NewImage, StoredPicture, VariantRow},
};

/// Makes the pictures those of the file: queues what is new, changes texts, places and the variants they show, and takes away
/// what came from an address and the file names no more. Others stay, behind them. Answers whether anything changed.
pub(super) async fn bring_up_to_date(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    id: ProductId,
    (product, kept): (&ImportedProduct, &Kept),
    variants: &[VariantRow],
    stored: &mut Stored,
) -> Result<bool> {
    let own = product.variants.iter().flat_map(|variant| variant.image_urls.iter().flatten());
    let own = own.map(|url| (url.as_str(), None));
    let gallery = product.images.iter().flatten().map(|image| (image.url.as_str(), image.alt.as_deref()));
    let mut seen = BTreeSet::new();
    let wanted: Vec<(&str, Option<&str>)> = gallery.chain(own).filter(|(url, _)| seen.insert(*url)).collect();
    if wanted.is_empty() && product.images.is_none() {
        return Ok(false);
    }
    let before = catalogue::list_pictures(ctx, id).await?;
    let ties = catalogue::list_ties(ctx, id).await?;
    let mut changed = false;
    let says_variants = product.variants.iter().any(|variant| variant.image_urls.is_some());
    let known = Known::of(&before, &wanted);
    if product.images.is_some() && product.has_all_images {
        // a picture of a variant may stand in a column the file does not have
        let is_gone = |picture: &&StoredPicture| {
            picture.url.is_some()
                && !known.ids.contains(&picture.id)
                && (says_variants || !ties.contains_key(&picture.id))
        };
        for gone in before.iter().filter(is_gone) {
            changed |= catalogue::delete_picture(ctx, id, gone.id).await?;
        }
    }
    let mut count = known.ids.len();
    // places move only where the file has them all and says another order: a file of variants' pictures alone says nothing
    // of the gallery
    let orders = product.images.is_some() && !known.is_in_order;
    for (place, ((url, alt), picture)) in (1_i64..).zip(wanted.iter().zip(&known.pictures)) {
        let shown = shown_at(variants, product, url);
        match picture {
            Some(picture) => {
                let tied: Vec<VariantId> = ties.get(&picture.id).cloned().unwrap_or_default();
                let shown = if says_variants { sorted(shown) } else { tied.clone() };
                let wanted = StoredPicture {
                    alt: alt.map_or_else(|| picture.alt.clone(), |alt| alt.trim().to_owned()),
                    position: if orders { place } else { picture.position },
                    ..(*picture).clone()
                };
                if wanted != **picture || shown != sorted(tied) {
                    catalogue::set_picture(ctx, &wanted, &shown).await?;
                    changed = true;
                }
            }
            None if count >= MAX_PICTURES => {
                let message =
                    format!("A product has at most {MAX_PICTURES} pictures; this one was left out: {url}");
                stored.note(product.line, Severity::Warning, FindingCode::TooManyImages, message);
            }
            None => {
                let alt = alt.unwrap_or_default().trim().to_owned();
                let new = NewImage { product: id, variants: shown, alt };
                let picture = match kept.get(*url) {
                    Some(name) => catalogue::add_picture_at(ctx, vendor, &new, url, name).await?,
                    None => catalogue::add_image_url(ctx, vendor, &new, url).await?,
                };
                if orders {
                    let placed =
                        StoredPicture { id: picture, url: None, file: None, alt: new.alt, position: place };
                    catalogue::set_picture(ctx, &placed, &new.variants).await?;
                }
                stored.images_queued += usize::from(!kept.contains_key(*url));
                count += 1;
                changed = true;
            }
        }
    }
    Ok(changed)
}

/// The stored pictures that a file names.
struct Known<'p> {
    /// One for each address of the file, where it is here.
    pictures: Vec<Option<&'p StoredPicture>>,
    ids: BTreeSet<ImageId>,
    /// Whether all are here, and in this order before all others.
    is_in_order: bool,
}

impl<'p> Known<'p> {
    fn of(before: &'p [StoredPicture], wanted: &[(&str, Option<&str>)]) -> Self {
        let (mut by_url, mut by_file) = (BTreeMap::new(), BTreeMap::new());
        for picture in before {
            if let Some(url) = &picture.url {
                by_url.entry(url.as_str()).or_insert(picture);
            }
            if let Some(file) = &picture.file {
                by_file.entry(file.as_str()).or_insert(picture);
            }
        }
        let mut ids = BTreeSet::new();
        let mut find = |url: &str| {
            let by_name = || by_file.get(named(url)?.to_string().as_str()).copied();
            by_url.get(url).copied().or_else(by_name).filter(|picture| ids.insert(picture.id))
        };
        let pictures: Vec<Option<&StoredPicture>> = wanted.iter().map(|(url, _)| find(url)).collect();
        let first = before.iter().take(pictures.len()).map(|picture| Some(picture.id));
        let is_in_order = first.eq(pictures.iter().map(|picture| picture.map(|picture| picture.id)));
        Self { pictures, ids, is_in_order }
    }
}

fn sorted(mut variants: Vec<VariantId>) -> Vec<VariantId> {
    variants.sort_unstable();
    variants
}
