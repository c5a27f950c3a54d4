//! A vendor's own products as a list.

mod store;

use souk_domain::ids::VendorId;

use super::{ProductRow, ProductStatus};
use crate::{
    Ctx, Result,
    paging::{Page, Place, one_more, start},
};

/// A vendor's own products of one status, the newest first.
pub async fn list_own_products_in(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    status: ProductStatus,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<ProductRow>> {
    let list = format!("own:{}:", status.as_str());
    let place = start(after, &list, Place::ABOVE_ALL)?;
    let (limit, asked) = one_more(limit);
    let rows = store::list(ctx, vendor, status, place, asked).await?;
    Ok(Page::of(rows, limit, &list, |row| Place {
        key: row.created_at.as_millisecond(),
        id: *row.id.as_bytes(),
    }))
}
