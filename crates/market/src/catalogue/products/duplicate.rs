use souk_domain::ids::{ProductId, VariantId, VendorId};

use super::{
    NewProduct, ProductStatus, VariantDraft, create_product_in, list_option_names, list_variants,
    update::lock_own,
};
use crate::{Ctx, Result, catalogue::images};

/// Makes a draft that is as a vendor's own product is, its pictures with it. Stock, SKU and barcode are each thing's own and are
/// left out. `name`: what it is called; `None`: the same. Errors: not found, a name that cannot be.
pub async fn duplicate_product_in(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    id: ProductId,
    name: Option<&str>,
) -> Result<ProductId> {
    let product = lock_own(ctx, vendor, id).await?;
    let before = list_variants(ctx, id).await?;
    let draft = |row| VariantDraft { id: None, sku: None, barcode: None, ..VariantDraft::of(row) };
    let new = NewProduct {
        category: product.category,
        name: name.map_or_else(|| product.name.clone(), str::to_owned),
        description: product.description.clone(),
        slug: None,
        handle: None,
        specs: product.specs(),
        tags: product.tags(),
        details: product.details(),
        status: ProductStatus::Draft,
        options: list_option_names(ctx, id).await?,
        variants: before.iter().map(draft).collect(),
    };
    let copy = create_product_in(ctx, vendor, &new).await?;
    // made from each other in one order
    let after = list_variants(ctx, copy).await?;
    let ids: Vec<(VariantId, VariantId)> =
        before.iter().zip(&after).map(|(before, after)| (before.id, after.id)).collect();
    images::copy_gallery(ctx, id, copy, &ids).await?;
    Ok(copy)
}
