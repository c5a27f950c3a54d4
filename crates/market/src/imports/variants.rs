//! From what a file says of variants to the variants a product shall have.

use std::collections::BTreeSet;

use souk_domain::{
    ids::{ProductId, VariantId, VendorId},
    refusal::Refusal,
    text::fold_key,
};
use souk_product_import::{FindingCode, ImportedProduct, ImportedVariant, Severity};

use super::report::Stored;
use crate::{
    Ctx, Error, Result,
    catalogue::{self, VariantDraft, VariantPatch, VariantRow, VariantStatus, folded_option_key, option_key},
    inventory::{self, Imported},
};

/// What is to change of a product's options and variants; `None` stays.
#[derive(Default)]
pub(super) struct Choices {
    pub(super) options: Option<Vec<String>>,
    pub(super) variants: Option<Vec<VariantDraft>>,
}

/// The variants of a product that is not here yet; those without a price are left out, and the reader said so.
pub(super) fn new_drafts(product: &ImportedProduct, stored: &mut Stored) -> Vec<VariantDraft> {
    let mut seen = BTreeSet::new();
    let mut drafts = Vec::new();
    for imported in &product.variants {
        let Some(draft) = draft(imported, None, stored) else { continue };
        if seen.insert(option_key(&draft.options)) {
            drafts.push(draft);
        } else {
            let message = "Another variant has these option values already; this one was left out.";
            stored.note(imported.line, Severity::Error, FindingCode::OptionsRepeated, message.to_owned());
        }
    }
    drafts
}

/// The variants a product shall have: those of the file over those that are stored. What the file does not name goes only
/// when every row of it could be read.
pub(super) async fn changes(
    ctx: &Ctx<'_>,
    product: ProductId,
    imported: &ImportedProduct,
    stored: &mut Stored,
) -> Result<Choices> {
    if imported.variants.is_empty() {
        return Ok(Choices::default());
    }
    let names = catalogue::list_option_names(ctx, product).await?;
    // one that was put away comes back as it was
    let before = catalogue::list_all_variants(ctx, product).await?;
    // a file with columns for fewer options than the product has cannot name its variants, but may point at them
    let points = imported.option_columns < names.len();
    let mut taken = BTreeSet::new();
    let mut drafts = Vec::new();
    let mut is_whole = imported.has_all_variants && !points;
    for variant in &imported.variants {
        let existing = match meant(&before, imported, variant, points) {
            Meant::This(row) => Some(row),
            Meant::New => None,
            Meant::Unclear => {
                let message = "Which of the product's variants is meant cannot be told without the columns of all its options; it was left as it is.";
                stored.note(variant.line, Severity::Error, FindingCode::VariantUnclear, message.to_owned());
                is_whole = false;
                continue;
            }
        };
        if existing.is_some_and(|row| !taken.insert(row.id)) {
            let message = "Another row speaks of the same variant; this one was left out.";
            stored.note(variant.line, Severity::Error, FindingCode::VariantUnclear, message.to_owned());
            is_whole = false;
            continue;
        }
        match draft(variant, existing, stored) {
            Some(draft) => drafts.push(draft),
            None => is_whole = false,
        }
    }
    let others = before.iter().filter(|row| row.status == VariantStatus::Active && !taken.contains(&row.id));
    if is_whole {
        return Ok(Choices { options: imported.options.clone(), variants: Some(drafts) });
    }
    let options = imported.options.clone().filter(|_| !points);
    if options.as_ref().is_some_and(|options| options.len() != names.len()) && others.clone().next().is_some()
    {
        let message = format!(
            "The file has other options than \"{}\" has here, and not all of its rows can be read: its variants were left as they are.",
            imported.handle
        );
        stored.note(imported.line, Severity::Error, FindingCode::VariantUnclear, message);
        return Ok(Choices::default());
    }
    drafts.extend(others.map(VariantDraft::of));
    // what stays keeps its place, and what is new comes behind it
    drafts
        .sort_by_key(|draft| before.iter().position(|row| draft.id == Some(row.id)).unwrap_or(before.len()));
    Ok(Choices { options, variants: Some(drafts) })
}

/// Which stored variant a row speaks of.
enum Meant<'v> {
    This(&'v VariantRow),
    New,
    Unclear,
}

fn meant<'v>(
    before: &'v [VariantRow],
    product: &ImportedProduct,
    imported: &ImportedVariant,
    points: bool,
) -> Meant<'v> {
    if !points {
        return find(before, product, imported).map_or(Meant::New, Meant::This);
    }
    let fits = |row: &&VariantRow| {
        let values = row.values();
        imported.values.iter().zip(&values).all(|(said, own)| fold_key(said) == fold_key(own))
    };
    let offered = before.iter().filter(|row| row.status == VariantStatus::Active);
    let candidates: Vec<&VariantRow> = offered.filter(fits).collect();
    let sku = imported.sku.as_deref().filter(|sku| !sku.is_empty());
    let of_sku: Vec<&VariantRow> =
        candidates.iter().copied().filter(|row| sku.is_some() && row.sku.as_deref() == sku).collect();
    match (candidates.as_slice(), of_sku.as_slice()) {
        ([row], _) | (_, [row]) => Meant::This(row),
        _ => Meant::Unclear,
    }
}

/// The stored variant with the same option values; one that is only spelled otherwise, when no other is like it; else the last
/// one of these values that was put away.
fn find<'v>(
    variants: &'v [VariantRow],
    product: &ImportedProduct,
    imported: &ImportedVariant,
) -> Option<&'v VariantRow> {
    let key = option_key(&imported.values);
    let (offered, archived): (Vec<&VariantRow>, Vec<&VariantRow>) =
        variants.iter().partition(|row| row.status == VariantStatus::Active);
    if let Some(exact) = offered.iter().copied().find(|variant| variant.option_key == key) {
        return Some(exact);
    }
    let folded = folded_option_key(&imported.values);
    let mut same = offered.iter().copied().filter(|variant| folded_option_key(&variant.values()) == folded);
    let found = same.next().filter(|_| same.next().is_none());
    let spelled_so = |other: &&ImportedVariant| folded_option_key(&other.values) == folded;
    let is_alone = || product.variants.iter().filter(spelled_so).count() == 1;
    if let Some(found) = found.filter(|_| is_alone()) {
        return Some(found);
    }
    // its key may have been given to another since
    let same = archived.into_iter().filter(|variant| option_key(&variant.values()) == key);
    same.max_by_key(|variant| (variant.updated_at, variant.id))
}

/// What a row says over what is stored. `None`: a new variant without a price.
fn draft(
    imported: &ImportedVariant,
    existing: Option<&VariantRow>,
    stored: &mut Stored,
) -> Option<VariantDraft> {
    let Some(price) = imported.price.or(existing.map(|row| row.price)) else {
        let message = "The variant is not here yet and has no price: it was left out.";
        stored.note(imported.line, Severity::Error, FindingCode::VariantNotImported, message.to_owned());
        return None;
    };
    let base = existing
        .map_or_else(|| VariantDraft { tracked: false, ..VariantDraft::new(price, 0) }, VariantDraft::of);
    let compare_at = imported.compare_at.unwrap_or(base.compare_at);
    let lowered = compare_at.filter(|was| *was > price);
    if compare_at != lowered {
        let message = "The former price is not above the price any more and was taken away.";
        stored.note(imported.line, Severity::Warning, FindingCode::CompareAtDropped, message.to_owned());
    }
    let worded = |said: &Option<String>| said.clone().map(|word| Some(word).filter(|word| !word.is_empty()));
    let said = VariantPatch {
        id: existing.map(|row| row.id),
        // a row that only points at a variant cannot name its values
        options: (base.options.len() <= imported.values.len()).then(|| imported.values.clone()),
        sku: worded(&imported.sku),
        price: imported.price,
        compare_at: Some(lowered),
        cost: imported.cost,
        weight_g: imported.weight_g,
        barcode: worded(&imported.barcode),
        content: imported.content,
        low_stock_at: None,
        is_unique: imported.is_unique,
        tracked: Some(tracked(imported, existing, stored)),
        backorder: imported.backorder,
        requires_shipping: imported.requires_shipping,
        taxable: imported.taxable,
        stock: if existing.is_none() { opening(imported, stored) } else { 0 },
    };
    Some(said.onto(base))
}

/// Pieces of a variant that is not here yet. A unique one has no more than one, which is told when the others are set.
fn opening(imported: &ImportedVariant, stored: &mut Stored) -> i64 {
    let most = if imported.is_unique == Some(true) { 1 } else { i64::MAX };
    match imported.quantity {
        Some(quantity @ 1..) if quantity <= most && imported.tracked != Some(false) => {
            stored.stock_set += 1;
            quantity
        }
        _ => 0,
    }
}

/// Whether pieces are counted. A count that nobody knows is none: it would sell the variant out, or sell what is not there.
fn tracked(imported: &ImportedVariant, existing: Option<&VariantRow>, stored: &mut Stored) -> bool {
    let before = existing.map(|row| row.tracked);
    match (imported.tracked, imported.quantity) {
        (Some(true), Some(_)) => true,
        (Some(true), None) => {
            let counted = before.unwrap_or(false);
            if !counted {
                let message = "The variant is counted, but the file does not say how many there are: it is sold uncounted until somebody counts it.";
                stored.note(
                    imported.line,
                    Severity::Warning,
                    FindingCode::StockUncounted,
                    message.to_owned(),
                );
            }
            counted
        }
        (Some(false), _) => false,
        (None, quantity) => before.unwrap_or(quantity.is_some()),
    }
}

/// Sets the stock of each counted variant of which the file says it. Answers whether any moved. A quantity that cannot be
/// is reported, and the rest of the product is kept.
pub(super) async fn set_stock(
    ctx: &Ctx<'_>,
    (vendor, id): (VendorId, ProductId),
    variants: &[VariantRow],
    product: &ImportedProduct,
    stored: &mut Stored,
) -> Result<bool> {
    let mut moved = false;
    if product.variants.iter().all(|variant| variant.quantity.is_none()) {
        return Ok(false);
    }
    let before = inventory::said_by_files(ctx, id).await?;
    for imported in &product.variants {
        let (Some(quantity), Some(row)) = (imported.quantity, stored_row(variants, product, imported)) else {
            continue;
        };
        if !row.tracked {
            continue;
        }
        match inventory::import_stock(ctx, vendor, row.id, quantity, &before).await {
            Ok(Imported::Set) => {
                stored.stock_set += 1;
                moved = true;
            }
            Ok(Imported::AsBefore) => {}
            Err(Error::Refused(Refusal::Inventory(refusal))) => {
                let message = format!("The stock was left as it is. {refusal}");
                stored.note(imported.line, Severity::Warning, FindingCode::QuantityInvalid, message);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(moved)
}

/// The row that now is what an imported variant speaks of.
fn stored_row<'v>(
    variants: &'v [VariantRow],
    product: &ImportedProduct,
    imported: &ImportedVariant,
) -> Option<&'v VariantRow> {
    let options = variants.first().map_or(0, |row| row.values().len());
    match meant(variants, product, imported, product.option_columns < options) {
        Meant::This(row) => Some(row),
        Meant::New | Meant::Unclear => None,
    }
}

/// The variants whose own picture stands at an address.
pub(super) fn shown_at(variants: &[VariantRow], product: &ImportedProduct, url: &str) -> Vec<VariantId> {
    let is_its = |variant: &&ImportedVariant| variant.image_urls.iter().flatten().any(|own| own == url);
    let shown = product.variants.iter().filter(is_its);
    shown.filter_map(|variant| stored_row(variants, product, variant)).map(|row| row.id).collect()
}
