use souk_domain::{
    ids::{ProductId, VendorId},
    path,
    refusal::expect_revision,
};

use super::{ProductChanges, ProductStatus, store, update::lock_own, update_product};
use crate::{Ctx, Result, catalogue::downloads, redirects};

/// What became of a product that was to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removed {
    /// Nothing of it is left.
    Deleted,
    /// An order or a cart names it: it was put away instead.
    Archived,
}

/// Puts a vendor's own product away. Errors: not found, changed meanwhile.
pub async fn archive_product(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    id: ProductId,
    expected_revision: Option<i64>,
) -> Result<()> {
    let changes = ProductChanges {
        status: Some(ProductStatus::Archived),
        expected_revision,
        ..ProductChanges::default()
    };
    update_product(ctx, vendor, id, &changes).await
}

/// Deletes a vendor's own product when nobody ever ordered it or has it in a cart; puts it away otherwise.
pub async fn remove_product_in(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    id: ProductId,
    expected_revision: Option<i64>,
) -> Result<Removed> {
    let product = lock_own(ctx, vendor, id).await?;
    expect_revision(expected_revision, product.revision)?;
    if store::is_wanted(ctx, id).await? {
        archive_product(ctx, vendor, id, expected_revision).await?;
        return Ok(Removed::Archived);
    }
    downloads::remove_of_product(ctx, id).await?;
    store::delete(ctx, id).await?;
    redirects::forget(ctx, &path::filled(path::PRODUCT, &product.slug)).await?;
    Ok(Removed::Deleted)
}
