//! A vendor's stock as a list.

mod store;

use souk_domain::{
    ids::{LocationId, VariantId, VendorId},
    refusal::RequestRefusal,
};

pub use store::StockRow;

use crate::{
    Ctx, Result,
    paging::{Page, one_more},
};

/// The vendor's stock, variant by variant and place by place, in the order they were made.
pub async fn levels(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<StockRow>> {
    let (variant, location) = match after {
        Some(cursor) => read_cursor(cursor).ok_or(RequestRefusal::MalformedCursor)?,
        None => (VariantId::from_bytes([0; 16]), LocationId::from_bytes([0; 16])),
    };
    let (limit, asked) = one_more(limit);
    let mut items = store::list(ctx, vendor, variant, location, asked).await?;
    let more = items.len() > limit as usize;
    items.truncate(limit as usize);
    let next =
        items.last().filter(|_| more).map(|row| format!("{}.{}", row.level.variant, row.level.location));
    Ok(Page { items, next, total: None })
}

fn read_cursor(cursor: &str) -> Option<(VariantId, LocationId)> {
    let (variant, location) = cursor.split_once('.')?;
    Some((variant.parse().ok()?, location.parse().ok()?))
}
