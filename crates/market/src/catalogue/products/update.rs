use souk_db::Abort as _;
use souk_domain::{
    ids::{ProductId, VendorId},
    path,
    refusal::{CatalogueRefusal, expect_revision},
    text::fold_key,
    vendor::VendorPermission,
};

use super::{
    Origin, ProductChanges, ProductRow, ProductStatus, draft::check_choices, life, store,
    variants::save_variants,
};
use crate::{Ctx, Result, listing, redirects, vendors};

/// Changes what is given about a vendor's own product; a change that changes nothing leaves its revision alone.
/// Errors: not found, changed meanwhile, fields that cannot be, slug or SKU taken.
pub async fn update_product(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    id: ProductId,
    changes: &ProductChanges,
) -> Result<()> {
    update_product_with(ctx, vendor, id, changes, Origin::Form).await.map(|_| ())
}

/// Answers whether anything changed.
pub(crate) async fn update_product_with(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    id: ProductId,
    changes: &ProductChanges,
    origin: Origin,
) -> Result<bool> {
    let changes = changes.checked()?;
    let product = lock_own(ctx, vendor, id).await?;
    expect_revision(changes.expected_revision, product.revision)?;
    let mut changed = applied(&product, &changes)?;
    if let Some(wanted) = changes.status {
        let was_rejected = product.rejection.is_some();
        changed.status = life::status_after(ctx, Some(product.status), wanted, was_rejected).await?;
        // the reason stays until the staff has looked again: whoever takes it off and puts it on has not mended it
        if matches!(changed.status, ProductStatus::Active) {
            changed.rejection = None;
        }
    }
    if changed.category != product.category {
        super::create::require_category(ctx, changed.category).await?;
    }
    if changed.tax_class != product.tax_class {
        super::create::require_tax_class(ctx, &changed.tax_class).await?;
    }
    if changed.slug != product.slug && store::slug_taken(ctx, &fold_key(&changed.slug), id).await? {
        return Err(CatalogueRefusal::SlugTaken { slug: changed.slug }.into());
    }
    if changed.slug != product.slug {
        super::create::require_own_address(ctx, vendor, &changed.slug).await?;
        let at = |slug: &str| path::filled(path::PRODUCT, slug);
        redirects::moved(ctx, &at(&product.slug), &at(&changed.slug)).await?;
    }
    let moved = save_choices(ctx, vendor, &product, &changes, origin).await?;
    if changed == product && !moved {
        return Ok(false);
    }
    match store::update(ctx, &changed, &fold_key(&changed.slug)).await {
        // somebody took it at the same moment
        Err(error) if error.database().is_some_and(|error| error.is_unique("product_slug_key")) => {
            return Err(CatalogueRefusal::SlugTaken { slug: changed.slug }.into());
        }
        updated => updated?,
    }
    listing::refresh_listing(ctx, id).await?;
    Ok(true)
}

/// Locks a vendor's own product to change it, after the vendor. Errors: not found, or another's; where the vendor stands, its own people
/// change no products.
pub(super) async fn lock_own(ctx: &Ctx<'_>, vendor: VendorId, id: ProductId) -> Result<ProductRow> {
    listing::hold_vendor(ctx, vendor).await?;
    vendors::require_may(ctx, vendor, VendorPermission::ProductsWrite).await?;
    let product = store::lock(ctx, id).await?.filter(|product| product.vendor == vendor);
    product.ok_or_else(|| CatalogueRefusal::ProductNotFound.into())
}

fn applied(product: &ProductRow, changes: &ProductChanges) -> Result<ProductRow> {
    let mut changed = product.clone();
    if let Some(category) = changes.category {
        changed.category = category;
    }
    if let Some(name) = &changes.name {
        changed.name.clone_from(name);
    }
    if let Some(description) = &changes.description {
        changed.description.clone_from(description);
    }
    if let Some(slug) = &changes.slug {
        changed.slug = slug.to_string();
    }
    if let Some(specs) = &changes.specs {
        changed.specs = store::written(specs);
    }
    if let Some(tags) = &changes.tags {
        changed.tags = store::written(tags);
    }
    if let Some(brand) = &changes.brand {
        changed.brand.clone_from(brand);
    }
    if let Some(title) = &changes.seo_title {
        changed.seo_title.clone_from(title);
    }
    if let Some(text) = &changes.seo_description {
        changed.seo_description.clone_from(text);
    }
    if let Some(metadata) = &changes.metadata {
        changed.metadata = store::written_map(&metadata.onto(product.details().metadata)?);
    }
    if let Some(class) = &changes.tax_class {
        changed.tax_class.clone_from(class);
    }
    Ok(changed)
}

/// Options and variants; answers whether any changed.
async fn save_choices(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    product: &ProductRow,
    changes: &ProductChanges,
    origin: Origin,
) -> Result<bool> {
    if changes.options.is_none() && changes.variants.is_none() {
        return Ok(false);
    }
    let before = store::list_option_names(ctx, product.id).await?;
    let options = changes.options.as_ref().unwrap_or(&before);
    match &changes.variants {
        Some(variants) => check_choices(options, variants)?,
        None if options.len() != before.len() => {
            let option = options.last().cloned().unwrap_or_default();
            return Err(
                CatalogueRefusal::OptionsIncomplete { pointer: "/variants".to_owned(), option }.into()
            );
        }
        None => {}
    }
    if *options != before {
        store::replace_options(ctx, product.id, options).await?;
    }
    let moved = match &changes.variants {
        Some(variants) => save_variants(ctx, vendor, product.id, variants, origin).await?,
        None => false,
    };
    Ok(moved || *options != before)
}
