use std::collections::BTreeSet;

use souk_domain::ids::{ProductId, VendorId};

use super::store::{self, Offer, Offered, Shown};
use crate::{Ctx, Result};

/// Keeps a vendor what it is until the transaction ends: what is listed of it meanwhile may be. Call it before the product is locked
/// that will be listed anew: who suspends a vendor holds its row and takes its listing away, and would not see what is listed beside.
pub(crate) async fn hold_vendor(ctx: &Ctx<'_>, vendor: VendorId) -> Result<()> {
    store::hold_vendor(ctx, vendor).await
}

/// Makes price, availability and listing of a product what its variants say now. Call it after every change of a product,
/// its variants or its category, in the same transaction, in which its vendor is held.
pub async fn refresh_listing(ctx: &Ctx<'_>, product: ProductId) -> Result<()> {
    let Some(shown) = store::lock_product(ctx, product).await? else { return Ok(()) };
    let offers = store::list_offers(ctx, product).await?;
    let now = offered(&shown, &offers);
    if now != shown.offered() {
        store::set_offer(ctx, product, now).await?;
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

/// Makes price and availability of a product what its stock says now. Call it when the stock of one of its variants has come
/// to nothing, or has come back; the product is locked.
pub async fn refresh_stock(ctx: &Ctx<'_>, product: ProductId) -> Result<()> {
    let Some(shown) = store::lock_product(ctx, product).await? else { return Ok(()) };
    let now = offered(&shown, &store::list_offers(ctx, product).await?);
    if now != shown.offered() {
        store::set_offer(ctx, product, now).await?;
        store::follow_offer(ctx, product, now).await?;
    }
    Ok(())
}

/// What a product costs: the cheapest variant that can be had; where none can, the cheapest of all.
fn offered(shown: &Shown, offers: &[Offer]) -> Offered {
    let cheapest = offers.iter().filter(|offer| offer.can_be_had()).min_by_key(|offer| offer.price);
    let in_stock = cheapest.is_some();
    match cheapest.or_else(|| offers.iter().min_by_key(|offer| offer.price)) {
        Some(offer) => Offered { price: offer.price, compare_at: offer.compare_at, in_stock },
        None => Offered { price: shown.price, compare_at: None, in_stock },
    }
}

/// Shows or hides everything of a vendor, after its status changed.
pub(crate) async fn refresh_vendor(ctx: &Ctx<'_>, vendor: VendorId) -> Result<()> {
    store::delete_of_vendor(ctx, vendor).await?;
    store::insert_of_vendor(ctx, vendor).await
}
