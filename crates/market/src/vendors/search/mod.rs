//! Vendors as the market's people look for them.

mod store;

use souk_domain::{
    refusal::RequestRefusal,
    text::{Email, bounded_line},
    vendor::VendorStatus,
};

use super::Vendor;
use crate::{
    Ctx, Result,
    paging::{Page, Place, one_more, start},
};

/// Which vendors.
#[derive(Clone, Debug, Default)]
pub struct VendorFilter {
    /// `None`: whatever their status.
    pub status: Option<VendorStatus>,
    /// Part of a name, a slug or an address of mail; empty: any.
    pub text: String,
}

/// How many vendors there are of each status; one of which there are none is left out.
pub type VendorCounts = Vec<(VendorStatus, i64)>;

/// The vendors that a filter lets through, the newest first. Errors: a text that is longer than any of theirs, a cursor of another list.
pub(crate) async fn search(
    ctx: &Ctx<'_>,
    filter: &VendorFilter,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<Vendor>> {
    // an address of mail is the longest that is looked for
    let text = bounded_line("/q", &filter.text, 0, Email::MAX_CHARS)
        .map_err(|field| RequestRefusal::MalformedQuery { fields: vec![field] })?;
    let list = format!("found-vendors:{}:", filter.status.map_or("all", VendorStatus::as_str));
    let place = start(after, &list, Place::ABOVE_ALL)?;
    let (limit, asked) = one_more(limit);
    let rows = match filter.status {
        Some(status) => store::search_of_status(ctx, status, &text, place, asked).await?,
        None => store::search(ctx, &text, place, asked).await?,
    };
    Ok(Page::of(rows, limit, &list, |vendor| Place {
        key: vendor.created_at.as_millisecond(),
        id: *vendor.id.as_bytes(),
    }))
}

/// How many vendors there are of each status.
pub(crate) async fn count_by_status(ctx: &Ctx<'_>) -> Result<VendorCounts> {
    store::count_by_status(ctx).await
}
