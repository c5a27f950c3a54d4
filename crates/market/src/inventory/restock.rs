//! Pieces that come back from buyers, and pieces that were promised and are not good enough.

use souk_domain::{
    ids::{OrderLineId, VariantId, VendorId},
    refusal::{CatalogueRefusal, InventoryRefusal, Refusal},
};

use super::{
    adjust::{Adjustment, Cause, Change, Reason, adjust},
    reserve::{Freed, sent_from, unmark_sold},
};
use crate::{Ctx, Error, Result};

/// Pieces of a line that are at their vendor's again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Returned {
    pub order_line: OrderLineId,
    pub variant: VariantId,
    /// Pieces, at least 1.
    pub quantity: u32,
}

/// Puts pieces that came back on the shelf they were sent from, for sale again. What is not counted is let be. The products
/// are locked. Errors: more than can be counted, or a unique piece that is there already.
pub async fn restock(ctx: &Ctx<'_>, vendor: VendorId, pieces: &[Returned], cause: Cause) -> Result<()> {
    let mut pieces = pieces.to_vec();
    pieces.sort_unstable_by_key(|piece| (piece.variant, piece.order_line));
    for piece in pieces {
        unmark_sold(ctx, piece.variant).await?;
        let adjustment = Adjustment {
            variant: piece.variant,
            location: sent_from(ctx, piece.order_line).await?,
            change: Change::By(i64::from(piece.quantity)),
            reason: Reason::Return,
            note: None,
            cause: Some(cause),
        };
        where_counted(adjust(ctx, vendor, &adjustment).await)?;
    }
    Ok(())
}

/// Takes pieces off the shelf that an order held and that are not for sale. The products are locked.
pub async fn write_off(ctx: &Ctx<'_>, vendor: VendorId, freed: &[Freed], cause: Cause) -> Result<()> {
    for freed in freed {
        let off_the_shelf = |pieces: i64| Adjustment {
            variant: freed.variant,
            location: Some(freed.location),
            change: Change::By(-pieces),
            reason: Reason::Adjustment,
            note: None,
            cause: Some(cause),
        };
        let all = off_the_shelf(i64::from(freed.quantity));
        match where_counted(adjust(ctx, vendor, &all).await) {
            // the rest was promised before it was there
            Err(Error::Refused(Refusal::Inventory(InventoryRefusal::BelowZero { on_hand }))) => {
                where_counted(adjust(ctx, vendor, &off_the_shelf(on_hand)).await)?;
            }
            other => other?,
        }
    }
    Ok(())
}

/// What is not counted, or not sold any more, has no level to change.
fn where_counted<T>(changed: Result<T>) -> Result<()> {
    match changed {
        Err(Error::Refused(
            Refusal::Inventory(InventoryRefusal::NotTracked)
            | Refusal::Catalogue(CatalogueRefusal::VariantNotFound),
        )) => Ok(()),
        other => other.map(|_| ()),
    }
}
