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
    catalogue::{self, VariantDraft, VariantRow, folded_option_key, option_key},
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
    let before = catalogue::list_variants(ctx, product).await?;
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
    let others = before.iter().filter(|row| !taken.contains(&row.id));
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
    drafts.extend(others.map(as_it_is));
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
    let candidates: Vec<&VariantRow> = before.iter().filter(fits).collect();
    let sku = imported.sku.as_deref().filter(|sku| !sku.is_empty());
    let of_sku: Vec<&VariantRow> =
        candidates.iter().copied().filter(|row| sku.is_some() && row.sku.as_deref() == sku).collect();
    match (candidates.as_slice(), of_sku.as_slice()) {
        ([row], _) | (_, [row]) => Meant::This(row),
        _ => Meant::Unclear,
    }
}

/// The stored variant with the same option values; one that is only spelled otherwise, when no other is like it.
pub(super) fn find<'v>(
    variants: &'v [VariantRow],
    product: &ImportedProduct,
    imported: &ImportedVariant,
) -> Option<&'v VariantRow> {
    let key = option_key(&imported.values);
    if let Some(exact) = variants.iter().find(|variant| variant.option_key == key) {
        return Some(exact);
    }
    let folded = folded_option_key(&imported.values);
    let mut same = variants.iter().filter(|variant| folded_option_key(&variant.values()) == folded);
    let found = same.next().filter(|_| same.next().is_none())?;
    let spelled_so = |other: &&ImportedVariant| folded_option_key(&other.values) == folded;
    (product.variants.iter().filter(spelled_so).count() == 1).then_some(found)
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
    let base =
        existing.map_or_else(|| VariantDraft { tracked: false, ..VariantDraft::new(price, 0) }, as_it_is);
    let compare_at = imported.compare_at.unwrap_or(base.compare_at);
    let lowered = compare_at.filter(|was| *was > price);
    if compare_at != lowered {
        let message = "The former price is not above the price any more and was taken away.";
        stored.note(imported.line, Severity::Warning, FindingCode::CompareAtDropped, message.to_owned());
    }
    let tracked = tracked(imported, existing, stored) || base.is_unique;
    let is_unique = base.is_unique;
    let worded = |said: &Option<String>, own: Option<String>| {
        said.clone().map_or(own, |word| Some(word).filter(|word| !word.is_empty()))
    };
    Some(VariantDraft {
        // a row that only points at a variant cannot name its values
        options: if base.options.len() > imported.values.len() {
            base.options
        } else {
            imported.values.clone()
        },
        sku: worded(&imported.sku, base.sku),
        price,
        compare_at: lowered,
        cost: imported.cost,
        weight_g: imported.weight_g.unwrap_or(base.weight_g),
        barcode: worded(&imported.barcode, base.barcode),
        content: imported.content.unwrap_or(base.content),
        tracked,
        backorder: imported.backorder.unwrap_or(base.backorder) && !is_unique,
        requires_shipping: imported.requires_shipping.unwrap_or(base.requires_shipping),
        taxable: imported.taxable.unwrap_or(base.taxable),
        stock: 0,
        id: existing.map(|row| row.id),
        is_unique,
    })
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

/// A stored variant as the draft that changes nothing of it.
fn as_it_is(row: &VariantRow) -> VariantDraft {
    VariantDraft {
        id: Some(row.id),
        options: row.values(),
        sku: row.sku.clone(),
        price: row.price,
        compare_at: row.compare_at,
        cost: None,
        weight_g: row.weight_g,
        barcode: row.barcode.clone(),
        content: row.content(),
        is_unique: row.is_unique,
        tracked: row.tracked,
        backorder: row.backorder,
        requires_shipping: row.requires_shipping,
        taxable: row.taxable,
        stock: 0,
    }
}

/// Sets the stock of each counted variant of which the file says it. Answers whether any moved. A quantity that cannot be
/// is reported, and the rest of the product is kept.
pub(super) async fn set_stock(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    variants: &[VariantRow],
    product: &ImportedProduct,
    stored: &mut Stored,
) -> Result<bool> {
    let mut moved = false;
    for imported in &product.variants {
        let (Some(quantity), Some(row)) = (imported.quantity, stored_row(variants, product, imported)) else {
            continue;
        };
        if !row.tracked {
            continue;
        }
        match inventory::import_stock(ctx, vendor, row.id, quantity).await {
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
    let shown = product.variants.iter().filter(|variant| variant.image_url.as_deref() == Some(url));
    shown.filter_map(|variant| stored_row(variants, product, variant)).map(|row| row.id).collect()
}
