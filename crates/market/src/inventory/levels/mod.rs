//! A vendor's stock as a list.

mod store;

use souk_domain::{
    bounds::product::MAX_NAME_CHARS,
    ids::{LocationId, VariantId, VendorId},
    refusal::RequestRefusal,
    text::bounded_line,
};

pub use store::StockRow;

use crate::{
    Ctx, Result,
    paging::{Page, cursor_of_ids, one_more, read_ids},
};

/// The name of the list in its cursors.
const LIST: &str = "stock:";

/// Which of a vendor's levels.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct LevelFilter {
    /// A part of the product's name, or the start of a SKU; empty: any.
    pub text: String,
    /// Only variants of which as few are left as their vendor wants to hear of.
    pub low: bool,
}

/// The vendor's stock, variant by variant and place by place, in the order they were made. Errors: a text that is longer than any
/// name, a cursor of another list.
pub async fn levels(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    filter: &LevelFilter,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<StockRow>> {
    let text = bounded_line("/q", &filter.text, 0, MAX_NAME_CHARS)
        .map_err(|field| RequestRefusal::MalformedQuery { fields: vec![field] })?;
    let filter = LevelFilter { text, low: filter.low };
    let [variant, location] = after.map_or(Ok([[0; 16]; 2]), |cursor| read_ids(cursor, LIST))?;
    let (variant, location) = (VariantId::from_bytes(variant), LocationId::from_bytes(location));
    let (limit, asked) = one_more(limit);
    let mut items = store::list(ctx, vendor, &filter, (variant, location), asked).await?;
    let more = items.len() > limit as usize;
    items.truncate(limit as usize);
    let ids = |row: &StockRow| [*row.level.variant.as_bytes(), *row.level.location.as_bytes()];
    let next = items.last().filter(|_| more).map(|row| cursor_of_ids(ids(row), LIST));
    Ok(Page { items, next, total: None })
}

/// What is of one of a vendor's variants at each place, in the order in which places are taken from.
pub(super) async fn of_variant(ctx: &Ctx<'_>, vendor: VendorId, variant: VariantId) -> Result<Vec<StockRow>> {
    store::list_of_variant(ctx, vendor, variant).await
}
