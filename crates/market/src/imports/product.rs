use souk_domain::{
    bounds::product::{MAX_METADATA, MAX_METADATA_CHARS},
    ids::VendorId,
    metadata,
    tax::TaxClassCode,
};
use souk_product_import::{DraftStatus, FindingCode, ImportedProduct, Severity};

use super::{
    images,
    kept::Kept,
    report::{Outcome, Stored},
    target::{self, Owner, Target},
    variants,
};
use crate::{
    Ctx, Result,
    catalogue::{
        self, MetadataChange, NewProduct, Origin, ProductChanges, ProductDetails, ProductRow, ProductStatus,
    },
    tax,
};

/// The key of the standard category, where the product's type is its category here.
const CATEGORY_KEY: &str = "product_category";

/// Stores one product.
pub(super) async fn store(
    ctx: &Ctx<'_>,
    product: &ImportedProduct,
    target: Target,
    kept: &Kept,
) -> Result<Stored> {
    let mut stored = Stored::default();
    let vendor = match target::owner(ctx, product, target).await? {
        Owner::Here(vendor) => vendor,
        _ if !can_be_made(product) => {
            not_imported(product, &mut stored);
            return Ok(stored);
        }
        Owner::New(name) => target::make_vendor(ctx, &name, &mut stored).await?,
        Owner::Nobody => {
            let message = format!(
                "\"{}\" was not imported: no row of it names a vendor. Say whose such products are with --vendor.",
                product.handle
            );
            stored.note(product.line, Severity::Error, FindingCode::ProductNotImported, message);
            return Ok(stored);
        }
    };
    let brand = match target {
        Target::Vendor(_) => product.vendor.as_deref(),
        Target::VendorsFromFile { .. } => None,
    };
    let brand = product.brand.as_deref().or(brand);
    match catalogue::find_product_by_handle(ctx, vendor, &product.handle).await? {
        None if can_be_made(product) => create(ctx, vendor, brand, product, kept, &mut stored).await?,
        None => not_imported(product, &mut stored),
        Some(row) => update(ctx, vendor, brand, &row, product, kept, &mut stored).await?,
    }
    Ok(stored)
}

/// Whether a product that is not here yet has what it needs.
fn can_be_made(product: &ImportedProduct) -> bool {
    product.name.is_some()
        && names_options(product)
        && product.variants.iter().any(|variant| variant.price.is_some())
}

fn names_options(product: &ImportedProduct) -> bool {
    product.options.is_some() || product.variants.iter().all(|variant| variant.values.is_empty())
}

fn not_imported(product: &ImportedProduct, stored: &mut Stored) {
    let missing = match product {
        ImportedProduct { name: None, .. } => "a title",
        product if !names_options(product) => "the names of its options",
        _ => "a variant with a price",
    };
    let message = format!("\"{}\" is not here yet, and the file lacks {missing}.", product.handle);
    stored.note(product.line, Severity::Error, FindingCode::ProductNotImported, message);
}

async fn create(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    brand: Option<&str>,
    product: &ImportedProduct,
    kept: &Kept,
    stored: &mut Stored,
) -> Result<()> {
    let category = match target::category(ctx, product, stored).await? {
        Some(category) => category,
        None => target::no_category(ctx, stored).await?,
    };
    let options = product.options.clone().unwrap_or_default();
    let status = status(product, None);
    let mut details = details(product, brand, ProductDetails::default(), stored);
    details.tax_class = tax_class(ctx, product, details.tax_class, stored).await?;
    let new = NewProduct {
        category,
        name: product.name.clone().unwrap_or_default(),
        description: product.description.clone().unwrap_or_default(),
        slug: None,
        handle: Some(product.handle.clone()),
        specs: product.specs.clone().unwrap_or_default(),
        tags: product.tags.clone().unwrap_or_default(),
        details,
        status,
        options,
        variants: variants::new_drafts(product, stored),
    };
    let id = catalogue::create_product_with(ctx, vendor, &new, Origin::File).await?;
    let slug = catalogue::find_product_by_handle(ctx, vendor, &product.handle).await?.map(|row| row.slug);
    if let Some(slug) = slug.filter(|slug| *slug != product.handle) {
        let message = format!(
            "The address \"{}\" is another product's, or cannot be one here: this product stands at \"{slug}\".",
            product.handle
        );
        stored.note(product.line, Severity::Warning, FindingCode::HandleTaken, message);
    }
    let rows = catalogue::list_variants(ctx, id).await?;
    variants::set_stock(ctx, (vendor, id), &rows, product, stored).await?;
    images::bring_up_to_date(ctx, vendor, id, (product, kept), &rows, stored).await?;
    stored.variants = rows.len();
    stored.status = Some(status);
    stored.outcome = Outcome::Created;
    Ok(())
}

async fn update(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    brand: Option<&str>,
    row: &ProductRow,
    product: &ImportedProduct,
    kept: &Kept,
    stored: &mut Stored,
) -> Result<()> {
    let choices = variants::changes(ctx, row.id, product, stored).await?;
    let status = status(product, Some(row.status));
    let details = details(product, brand, row.details(), stored);
    let changes = ProductChanges {
        category: target::category(ctx, product, stored).await?,
        name: product.name.clone(),
        description: product.description.clone(),
        specs: product.specs.clone(),
        tags: product.tags.clone(),
        brand: Some(details.brand),
        seo_title: Some(details.seo_title),
        seo_description: Some(details.seo_description),
        metadata: Some(MetadataChange::All(details.metadata)),
        tax_class: Some(tax_class(ctx, product, details.tax_class, stored).await?),
        status: Some(status),
        options: choices.options,
        variants: choices.variants,
        ..ProductChanges::default()
    };
    let mut changed = catalogue::update_product_with(ctx, vendor, row.id, &changes, Origin::File).await?;
    let rows = catalogue::list_variants(ctx, row.id).await?;
    changed |= variants::set_stock(ctx, (vendor, row.id), &rows, product, stored).await?;
    changed |= images::bring_up_to_date(ctx, vendor, row.id, (product, kept), &rows, stored).await?;
    stored.variants = rows.len();
    stored.status = Some(status);
    stored.outcome = if changed { Outcome::Updated } else { Outcome::Unchanged };
    Ok(())
}

/// The tax class that the file names; one that is not here leaves it as it was, and is told.
async fn tax_class(
    ctx: &Ctx<'_>,
    product: &ImportedProduct,
    before: TaxClassCode,
    stored: &mut Stored,
) -> Result<TaxClassCode> {
    let Some(word) = &product.tax_class else { return Ok(before) };
    let named = TaxClassCode::parse(word).ok();
    if let Some(named) = named
        && tax::find_missing_class(ctx, &named).await?.is_none()
    {
        return Ok(named);
    }
    let message = format!("There is no tax class \"{word}\" in this market: \"{before}\" was kept.");
    stored.note(product.line, Severity::Warning, FindingCode::UnknownTaxClass, message);
    Ok(before)
}

/// What a product's status becomes. Whether it is published says nothing of what was put away.
fn status(product: &ImportedProduct, before: Option<ProductStatus>) -> ProductStatus {
    match (product.status, product.published) {
        (Some(DraftStatus::Archived), _) => ProductStatus::Archived,
        (Some(DraftStatus::Draft), _) | (Some(DraftStatus::Active), Some(false)) => ProductStatus::Draft,
        (None, _) if before == Some(ProductStatus::Archived) => ProductStatus::Archived,
        (Some(DraftStatus::Active), _) | (None, Some(true)) => ProductStatus::Active,
        (None, Some(false)) => ProductStatus::Draft,
        (None, None) => before.unwrap_or(ProductStatus::Active),
    }
}

/// What is kept beside the texts: what the file says, over what is stored.
fn details(
    product: &ImportedProduct,
    brand: Option<&str>,
    before: ProductDetails,
    stored: &mut Stored,
) -> ProductDetails {
    let mut details = before;
    if let Some(brand) = brand {
        details.brand = brand.to_owned();
    }
    if let Some(title) = &product.seo_title {
        details.seo_title.clone_from(title);
    }
    if let Some(description) = &product.seo_description {
        details.seo_description.clone_from(description);
    }
    let is_whole = product.all_metadata.is_some();
    if let Some(metadata) = &product.all_metadata {
        details.metadata.clone_from(metadata);
    }
    let has_type = product.product_type.as_ref().is_some_and(|name| !name.is_empty());
    let category =
        product.category.as_ref().map(|levels| if has_type { levels.join(" > ") } else { String::new() });
    let category = category.filter(|_| !is_whole);
    let said = product.metadata.iter().cloned().chain(category.map(|path| (CATEGORY_KEY.to_owned(), path)));
    let mut left_out = 0;
    for (key, value) in said {
        if value.is_empty() {
            details.metadata.remove(&key);
            continue;
        }
        let before = details.metadata.insert(key.clone(), value);
        if !metadata::fits(&details.metadata) {
            left_out += 1;
            match before {
                Some(before) => details.metadata.insert(key, before),
                None => details.metadata.remove(&key),
            };
        }
    }
    if left_out > 0 {
        let message = format!(
            "A product may have {MAX_METADATA} keys of metadata, and {MAX_METADATA_CHARS} characters in them; {left_out} were left out."
        );
        stored.note(product.line, Severity::Warning, FindingCode::TextDropped, message);
    }
    details
}
