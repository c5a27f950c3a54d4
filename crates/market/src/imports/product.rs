use souk_domain::{
    ids::{CategoryId, ProductId, VendorId},
    refusal::{InventoryRefusal, Refusal},
};
use souk_product_import::{DraftStatus, Finding, FindingCode, ImportedProduct, ImportedVariant, Severity};

use super::{
    images,
    report::Report,
    target::{self, Target},
};
use crate::{
    Ctx, Error, Result,
    catalogue::{self, NewProduct, ProductChanges, ProductStatus, SkuRule, VariantDraft, VariantRow},
    inventory::{self, Imported},
};

/// Stores one product.
pub(super) async fn store(
    ctx: &Ctx<'_>,
    product: &ImportedProduct,
    target: Target,
    report: &mut Report,
) -> Result<()> {
    let vendor = target::vendor(ctx, product, target, report).await?;
    let category = target::category(ctx, product, report).await?;
    let existing = catalogue::find_product_by_handle(ctx, vendor, &product.handle).await?;
    let (id, created, mut changed) = match existing {
        None => (create(ctx, vendor, category, product).await?, true, true),
        Some(row) => (row.id, false, update(ctx, vendor, row.id, category, product).await?),
    };
    let variants = catalogue::list_variants(ctx, id).await?;
    for imported in product.variants.iter().filter(|imported| imported.tracked) {
        if let Some(variant) = find(&variants, imported) {
            changed |= set_stock(ctx, vendor, variant, imported, report).await?;
        }
    }
    let queued = images::queue(ctx, vendor, id, product, &variants).await?;
    report.images_queued += queued;
    report.variants += product.variants.len();
    match product.status {
        DraftStatus::Active => report.active += 1,
        DraftStatus::Draft => report.draft += 1,
    }
    match (created, changed || queued > 0) {
        (true, _) => report.products_created += 1,
        (false, true) => report.products_updated += 1,
        (false, false) => report.products_unchanged += 1,
    }
    Ok(())
}

async fn create(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    category: CategoryId,
    product: &ImportedProduct,
) -> Result<ProductId> {
    let new = NewProduct {
        category,
        name: product.name.clone(),
        description: product.description.clone(),
        slug: None,
        handle: Some(product.handle.clone()),
        specs: Vec::new(),
        tags: product.tags.clone(),
        status: status(product.status),
        options: product.options.clone(),
        variants: product.variants.iter().map(|variant| draft(variant, None)).collect(),
    };
    catalogue::create_product_with(ctx, vendor, &new, SkuRule::MayRepeat).await
}

/// Answers whether anything differed.
async fn update(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    id: ProductId,
    category: CategoryId,
    product: &ImportedProduct,
) -> Result<bool> {
    let before = catalogue::list_variants(ctx, id).await?;
    let changes = ProductChanges {
        category: Some(category),
        name: Some(product.name.clone()),
        description: Some(product.description.clone()),
        tags: Some(product.tags.clone()),
        status: Some(status(product.status)),
        options: Some(product.options.clone()),
        variants: Some(
            product.variants.iter().map(|variant| draft(variant, find(&before, variant))).collect(),
        ),
        ..ProductChanges::default()
    };
    catalogue::update_product_with(ctx, vendor, id, &changes, SkuRule::MayRepeat).await
}

fn status(status: DraftStatus) -> ProductStatus {
    match status {
        DraftStatus::Draft => ProductStatus::Draft,
        DraftStatus::Active => ProductStatus::Active,
    }
}

/// The stored variant with the same option values.
pub(super) fn find<'v>(variants: &'v [VariantRow], imported: &ImportedVariant) -> Option<&'v VariantRow> {
    let key = catalogue::option_key(&values(imported));
    variants.iter().find(|variant| variant.option_key == key)
}

fn values(imported: &ImportedVariant) -> Vec<String> {
    imported.options.iter().map(|option| option.value.clone()).collect()
}

/// Stock is set afterwards, so that the log says it came from a file. That a piece exists once is not in the file, so it
/// stays as it was.
fn draft(imported: &ImportedVariant, existing: Option<&VariantRow>) -> VariantDraft {
    let is_unique = existing.is_some_and(|row| row.is_unique);
    VariantDraft {
        id: None,
        options: values(imported),
        sku: imported.sku.clone(),
        price: imported.price,
        compare_at: imported.compare_at,
        weight_g: imported.weight_g,
        barcode: imported.barcode.clone(),
        content: imported.content,
        is_unique,
        tracked: imported.tracked || is_unique,
        backorder: imported.backorder && !is_unique,
        requires_shipping: imported.requires_shipping,
        taxable: imported.taxable,
        stock: 0,
    }
}

/// Answers whether stock moved. A quantity that cannot be is reported, and the rest of the product is kept.
async fn set_stock(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    variant: &VariantRow,
    imported: &ImportedVariant,
    report: &mut Report,
) -> Result<bool> {
    match inventory::import_stock(ctx, vendor, variant.id, imported.quantity).await {
        Ok(Imported::Set) => {
            report.stock_set += 1;
            Ok(true)
        }
        Ok(Imported::AsBefore) => Ok(false),
        Err(Error::Refused(Refusal::Inventory(refusal))) => {
            report.findings.push(unset(imported, &refusal));
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

fn unset(imported: &ImportedVariant, refusal: &InventoryRefusal) -> Finding {
    Finding {
        line: imported.line,
        last_line: imported.line,
        column: Some("Variant Inventory Qty"),
        severity: Severity::Warning,
        code: FindingCode::QuantityInvalid,
        message: format!("The stock was left as it is. {refusal}"),
    }
}
