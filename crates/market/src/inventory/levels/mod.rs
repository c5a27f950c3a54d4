//! A vendor's stock as a list.

mod store;

use souk_domain::ids::{LocationId, VariantId, VendorId};

pub use store::StockRow;

use crate::{
    Ctx, Result,
    paging::{Page, cursor_of_ids, one_more, read_ids},
};

/// The name of the list in its cursors.
const LIST: &str = "stock:";

/// The vendor's stock, variant by variant and place by place, in the order they were made.
pub async fn levels(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<StockRow>> {
    let [variant, location] = after.map_or(Ok([[0; 16]; 2]), |cursor| read_ids(cursor, LIST))?;
    let (variant, location) = (VariantId::from_bytes(variant), LocationId::from_bytes(location));
    let (limit, asked) = one_more(limit);
    let mut items = store::list(ctx, vendor, variant, location, asked).await?;
    let more = items.len() > limit as usize;
    items.truncate(limit as usize);
    let ids = |row: &StockRow| [*row.level.variant.as_bytes(), *row.level.location.as_bytes()];
    let next = items.last().filter(|_| more).map(|row| cursor_of_ids(ids(row), LIST));
    Ok(Page { items, next, total: None })
}
