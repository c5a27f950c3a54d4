//! Why the stock of a variant is what it is: every change of it, the newest first.

mod store;

use souk_domain::{
    ids::{MovementId, VariantId, VendorId},
    refusal::CatalogueRefusal,
};

pub use store::{Movement, VariantInStock};

use super::StockRow;
use crate::{
    Ctx, Result,
    paging::{Page, Place, one_more, place_of_id, start},
};

/// A variant with what is of it where, and a page of the movements that explain it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantStock {
    pub variant: VariantInStock,
    /// What is of it at each place, in the order in which places are taken from.
    pub levels: Vec<StockRow>,
    /// The newest first.
    pub movements: Page<Movement>,
}

/// A vendor's own variant with its stock and movements. Errors: not found, a cursor of another list.
pub async fn variant_stock(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    variant: VariantId,
    after: Option<&str>,
    limit: u32,
) -> Result<VariantStock> {
    let found = store::find(ctx, vendor, variant).await?.ok_or(CatalogueRefusal::VariantNotFound)?;
    let list = format!("movements:{variant}:");
    let place = start(after, &list, Place::ABOVE_ALL)?;
    let (limit, asked) = one_more(limit);
    let rows = store::list(ctx, variant, MovementId::from_bytes(place.id), asked).await?;
    Ok(VariantStock {
        variant: found,
        levels: super::levels::of_variant(ctx, vendor, variant).await?,
        movements: Page::of(rows, limit, &list, |row| place_of_id(*row.id.as_bytes())),
    })
}
