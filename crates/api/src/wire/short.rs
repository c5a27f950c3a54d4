//! Pages of lists that are short enough to be read whole.

use std::cmp::Reverse;

use souk_domain::refusal::RequestRefusal;
use souk_http::Result;
use souk_market::paging::{Page, Place};

use super::ListQuery;

/// The page of `rows` that was asked for; it and its count are over all of them. `list` names the list in its cursors.
/// Errors: a cursor of another list, a limit that is none.
pub(crate) fn page_of<T>(
    mut rows: Vec<T>,
    query: &ListQuery,
    list: &str,
    newest_first: bool,
    place: impl Fn(&T) -> Place,
) -> Result<Page<T>> {
    let limit = query.limit()?;
    let rank = |row: &T| {
        let place = place(row);
        (place.key, place.id)
    };
    let after = query.after.as_deref().map(|after| Place::read(after, list)).transpose();
    let after = after.map_err(|_| RequestRefusal::MalformedCursor)?.map(|after| (after.key, after.id));
    let total = i64::try_from(rows.len()).ok();
    if newest_first {
        rows.sort_by_key(|row| Reverse(rank(row)));
    } else {
        rows.sort_by_key(rank);
    }
    rows.retain(|row| {
        after.is_none_or(|after| if newest_first { rank(row) < after } else { rank(row) > after })
    });
    Ok(Page { total, ..Page::of(rows, limit, list, place) })
}
