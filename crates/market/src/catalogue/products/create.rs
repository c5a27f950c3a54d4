use souk_domain::{
    bounds::applicant::MAX_PRODUCTS,
    ids::{CategoryId, ProductId, VendorId},
    path,
    refusal::{CatalogueRefusal, FieldError, Refusal},
    tax::TaxClassCode,
    text::{Slug, fold_key},
    vendor::VendorPermission,
};

use super::{NewProduct, Origin, life, store, variants::save_variants};
use crate::{Ctx, Result, catalogue::find_category, listing, redirects, slugs, tax, vendors};

/// Makes a product with its variants and their opening stock at the vendor's first location.
/// Errors: fields that cannot be, slug or SKU taken, no such category.
pub async fn create_product_in(ctx: &Ctx<'_>, vendor: VendorId, new: &NewProduct) -> Result<ProductId> {
    create_product_with(ctx, vendor, new, Origin::Form).await
}

pub(crate) async fn create_product_with(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    new: &NewProduct,
    origin: Origin,
) -> Result<ProductId> {
    let mut new = new.checked()?;
    listing::hold_vendor(ctx, vendor).await?;
    vendors::require_may(ctx, vendor, VendorPermission::ProductsWrite).await?;
    if vendors::is_on_trial(ctx, vendor).await? {
        vendors::require_trial_room(store::count_of_vendor(ctx, vendor).await?, "products", MAX_PRODUCTS)?;
    }
    new.status = life::status_after(ctx, None, new.status, false).await?;
    require_category(ctx, new.category).await?;
    require_tax_class(ctx, &new.details.tax_class).await?;
    let id = insert(ctx, vendor, &new).await?;
    store::replace_options(ctx, id, &new.options).await?;
    save_variants(ctx, vendor, id, &new.variants, origin).await?;
    listing::refresh_listing(ctx, id).await?;
    Ok(id)
}

async fn insert(ctx: &Ctx<'_>, vendor: VendorId, new: &NewProduct) -> Result<ProductId> {
    let id = ctx.id(ProductId::from_parts);
    if let Some(handle) = &new.handle
        && store::find_product_by_handle(ctx, vendor, handle).await?.is_some()
    {
        return Err(CatalogueRefusal::SlugTaken { slug: handle.clone() }.into());
    }
    let candidates: Vec<Slug> = match (&new.slug, &new.handle) {
        (Some(slug), _) => vec![slug.clone()],
        (None, Some(handle)) => slugs::candidates_of_handle(handle, &id.to_string(), id.as_bytes()).collect(),
        (None, None) => slugs::candidates(&new.name, &id.to_string(), id.as_bytes()).collect(),
    };
    if let Some(slug) = &new.slug {
        require_own_address(ctx, vendor, slug.as_str()).await?;
    }
    for slug in &candidates {
        let address = path::filled(path::PRODUCT, slug.as_str());
        // an address that once was another's leads to that one still, unless somebody asks for it
        if new.slug.is_none() && redirects::led_to(ctx, &address).await?.is_some() {
            continue;
        }
        let handle_key = fold_key(new.handle.as_deref().unwrap_or(slug.as_str()));
        if store::insert_if_free(ctx, id, vendor, new, slug, &handle_key).await? {
            if new.slug.is_some() {
                redirects::stands_at(ctx, &address).await?;
            }
            if let Some(handle) = new.handle.as_deref().filter(|handle| *handle != slug.as_str()) {
                redirects::lead_if_new(ctx, &path::filled(path::OLD_PRODUCT, handle), &address).await?;
            }
            return Ok(id);
        }
    }
    let slug = new.slug.as_ref().map_or_else(|| new.name.clone(), ToString::to_string);
    Err(CatalogueRefusal::SlugTaken { slug }.into())
}

/// Errors: the address was another vendor's product's, and leads to it still: whoever follows an old link finds what it was for.
pub(super) async fn require_own_address(ctx: &Ctx<'_>, vendor: VendorId, slug: &str) -> Result<()> {
    let Some(there) = redirects::led_to(ctx, &path::filled(path::PRODUCT, slug)).await? else {
        return Ok(());
    };
    let whose = match path::word_of(path::PRODUCT, &there) {
        Some(slug) => store::find_vendor_of_slug(ctx, &fold_key(slug)).await?,
        None => None,
    };
    match whose {
        Some(whose) if whose != vendor => Err(CatalogueRefusal::SlugTaken { slug: slug.to_owned() }.into()),
        _ => Ok(()),
    }
}

/// Errors: there is no such tax class.
pub(super) async fn require_tax_class(ctx: &Ctx<'_>, class: &TaxClassCode) -> Result<()> {
    match tax::find_missing_class(ctx, class).await? {
        Some(field) => Err(CatalogueRefusal::Invalid { fields: vec![field] }.into()),
        None => Ok(()),
    }
}

/// The category a product names must be there; one that is not is a wrong field, not a missing page.
pub(super) async fn require_category(ctx: &Ctx<'_>, category: CategoryId) -> Result<()> {
    let missing = CatalogueRefusal::CategoryNotFound;
    match find_category(ctx, category).await {
        Err(error) if error.refusal() == Some(&Refusal::from(missing.clone())) => {
            let field = FieldError::new("/category_id", "not_found", missing.to_string());
            Err(CatalogueRefusal::Invalid { fields: vec![field] }.into())
        }
        found => found.map(|_| ()),
    }
}
