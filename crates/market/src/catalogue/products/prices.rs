//! What variants cost since when: each change is kept, as it was made.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use souk_domain::{
    ids::{ProductId, VariantId, VendorId},
    refusal::CatalogueRefusal,
};

use super::{PriceRow, VariantRow, store};
use crate::{
    Ctx, Result,
    paging::{Page, Place, one_more, start},
    settings,
};

/// Over how long the lowest price of a variant is looked for: what the law asks of whoever says that a price was lowered.
pub const LOWEST_WITHIN: SignedDuration = SignedDuration::from_hours(24 * 30);
/// How long prices are kept once they are over: as long as the lowest one is looked for, and a year in which somebody may ask for it.
pub const PRICES_KEPT: SignedDuration = SignedDuration::from_hours(24 * (30 + 365));
/// Prices of a variant that are shown beside it, the newest.
const SHOWN: usize = 10;

/// The prices of a variant as its vendor looks at them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantPrices {
    pub variant: VariantId,
    /// The lowest it had within [`LOWEST_WITHIN`], in minor units.
    pub lowest: i64,
    /// The newest first.
    pub prices: Vec<PriceRow>,
    /// Whether there are older ones.
    pub has_more: bool,
}

/// Keeps what variants cost from now on; each is at the revision that it has with that price. Prices that are over for longer
/// than [`PRICES_KEPT`] are removed.
pub(super) async fn keep_prices(ctx: &Ctx<'_>, rows: &[VariantRow]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let currency = settings::load(ctx).await?.currency;
    let price = |row: &VariantRow| PriceRow {
        variant: row.id,
        revision: row.revision,
        price: row.price,
        compare_at: row.compare_at,
        currency,
        actor: ctx.actor.to_string(),
        created_at: ctx.now,
    };
    store::insert_prices(ctx, &rows.iter().map(price).collect::<Vec<_>>()).await?;
    for row in rows.iter().filter(|row| row.revision > 1) {
        store::forget_prices(ctx, row.id, ctx.now - PRICES_KEPT).await?;
    }
    Ok(())
}

/// The prices of each variant that a vendor's own product is offered in, in their order; of another's there are none.
pub(crate) async fn list_product_prices(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    product: ProductId,
) -> Result<Vec<VariantPrices>> {
    let most = u32::try_from(SHOWN + 1).unwrap_or(u32::MAX);
    let rows = store::list_newest_prices(ctx, (vendor, product), most).await?;
    let lowest: BTreeMap<VariantId, i64> =
        store::list_lowest_prices(ctx, product, ctx.now - LOWEST_WITHIN).await?.into_iter().collect();
    let mut variants: Vec<VariantPrices> = Vec::new();
    for row in rows {
        match variants.last_mut().filter(|last| last.variant == row.variant) {
            Some(own) if own.prices.len() == SHOWN => own.has_more = true,
            Some(own) => own.prices.push(row),
            None => variants.push(VariantPrices {
                variant: row.variant,
                lowest: lowest.get(&row.variant).copied().unwrap_or(row.price),
                prices: vec![row],
                has_more: false,
            }),
        }
    }
    Ok(variants)
}

/// The lowest price that a variant had within [`LOWEST_WITHIN`], in minor units. `None`: none is kept of it.
pub(crate) async fn lowest_price(
    ctx: &Ctx<'_>,
    product: ProductId,
    variant: VariantId,
) -> Result<Option<i64>> {
    let lowest = store::list_lowest_prices(ctx, product, ctx.now - LOWEST_WITHIN).await?;
    Ok(lowest.into_iter().find(|(known, _)| *known == variant).map(|(_, price)| price))
}

/// What a vendor's own variant cost since when, the newest first. Errors: not found, a cursor of another list.
pub(crate) async fn list_prices_of(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    variant: VariantId,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<PriceRow>> {
    if !store::is_own_variant(ctx, vendor, variant).await? {
        return Err(CatalogueRefusal::VariantNotFound.into());
    }
    let list = format!("prices:{variant}:");
    let place = start(after, &list, Place::ABOVE_ALL)?;
    let (limit, asked) = one_more(limit);
    let rows = store::list_prices(ctx, variant, place.key, asked).await?;
    Ok(Page::of(rows, limit, &list, |row| Place { key: row.revision, id: *row.variant.as_bytes() }))
}
