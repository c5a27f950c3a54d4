use std::collections::BTreeSet;

use souk_domain::ids::{ProductId, VendorId};

use super::store;
use crate::{Ctx, Result};

/// Makes price, availability and listing of a product what its variants say now. Call it after every change of a product,
/// its variants or its category, in the same transaction.
pub async fn refresh_listing(ctx: &Ctx<'_>, product: ProductId) -> Result<()> {
    let Some(shown) = store::lock_product(ctx, product).await? else { return Ok(()) };
    let offers = store::list_offers(ctx, product).await?;
    let cheapest = offers.iter().min_by_key(|offer| offer.price);
    let price = cheapest.map_or(shown.price, |offer| offer.price);
    let compare_at = cheapest.and_then(|offer| offer.compare_at);
    let in_stock = offers.iter().any(store::Offer::can_be_had);
    if (price, compare_at, in_stock) != (shown.price, shown.compare_at, shown.in_stock) {
        store::set_offer(ctx, product, price, compare_at, in_stock).await?;
    }
    store::delete(ctx, product).await?;
    if shown.active && !offers.is_empty() {
        store::insert(ctx, product).await?;
    }
    Ok(())
}

/// Locks products in the order of their ids: before their variants and levels, wherever several of these are locked.
pub(crate) async fn lock_products(ctx: &Ctx<'_>, products: &BTreeSet<ProductId>) -> Result<()> {
    store::lock_products(ctx, &Vec::from_iter(products.iter().copied())).await
}

/// Makes availability of a product what its stock says now. Call it when the stock of one of its variants has come to
/// nothing, or has come back; the product is locked.
pub async fn refresh_stock(ctx: &Ctx<'_>, product: ProductId) -> Result<()> {
    let Some(shown) = store::lock_product(ctx, product).await? else { return Ok(()) };
    let in_stock = store::list_offers(ctx, product).await?.iter().any(store::Offer::can_be_had);
    if in_stock != shown.in_stock {
        store::set_in_stock(ctx, product, in_stock).await?;
    }
    Ok(())
}

/// Shows or hides everything of a vendor, after its status changed.
pub(crate) async fn refresh_vendor(ctx: &Ctx<'_>, vendor: VendorId) -> Result<()> {
    store::delete_of_vendor(ctx, vendor).await?;
    store::insert_of_vendor(ctx, vendor).await
}
