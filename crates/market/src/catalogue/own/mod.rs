//! A vendor's own products: as a list, and changed many at once.

mod bulk;
mod store;

use souk_domain::{bounds::product::MAX_NAME_CHARS, ids::VendorId, text::bounded_line};

pub use bulk::{ManyChange, ManyProducts, Outcome, PriceChange, change_many_in};
pub use store::OwnProduct;

use super::{ProductRow, ProductStatus};
use crate::{
    Ctx, Result,
    paging::{Page, Place, one_more, start},
};

/// Which of a vendor's own products.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct OwnFilter {
    /// `None`: all but those that were put away.
    pub status: Option<ProductStatus>,
    /// A part of the name, or the start of a SKU; empty: any.
    pub text: String,
    pub stock: StockFilter,
}

/// Which of a vendor's own products, by what is left of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum StockFilter {
    #[default]
    Any,
    /// A variant has as few pieces left as its vendor wants to hear of.
    Low,
    /// Nothing of it can be had.
    SoldOut,
}

/// How many of a vendor's own products there are of each status.
pub type OwnCounts = Vec<(ProductStatus, i64)>;

/// A vendor's own products, the newest first. Errors: a text that is longer than any name, a cursor of another list.
pub async fn list_own_products_in(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    filter: &OwnFilter,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<OwnProduct>> {
    let text = bounded_line("/q", &filter.text, 0, MAX_NAME_CHARS)
        .map_err(|field| souk_domain::refusal::RequestRefusal::MalformedQuery { fields: vec![field] })?;
    let status = filter.status.map_or("all", ProductStatus::as_str);
    let list = format!("own:{status}:");
    let place = start(after, &list, Place::ABOVE_ALL)?;
    let (limit, asked) = one_more(limit);
    let filter = OwnFilter { text, ..filter.clone() };
    let rows = store::list(ctx, vendor, &filter, place, asked).await?;
    Ok(Page::of(rows, limit, &list, |row| Place {
        key: row.product.created_at.as_millisecond(),
        id: *row.product.id.as_bytes(),
    }))
}

/// How many products a vendor has of each status; a status of which there are none is left out.
pub async fn count_own_products(ctx: &Ctx<'_>, vendor: VendorId) -> Result<OwnCounts> {
    store::count(ctx, vendor).await
}

/// Products of one status of all vendors, those that have waited longest first: what the staff looks through.
pub async fn list_any_products_in(
    ctx: &Ctx<'_>,
    status: ProductStatus,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<ProductRow>> {
    let list = format!("any:{}:", status.as_str());
    let place = start(after, &list, Place::BELOW_ALL)?;
    let (limit, asked) = one_more(limit);
    let rows = store::list_any(ctx, status, place, asked).await?;
    Ok(Page::of(rows, limit, &list, |row| Place {
        key: row.updated_at.as_millisecond(),
        id: *row.id.as_bytes(),
    }))
}
