//! Lists in pages: each goes on behind the last row of the one before, so rows that come meanwhile repeat nothing.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use souk_domain::refusal::RequestRefusal;

/// Rows on a page when nobody says.
pub const DEFAULT_LIMIT: u32 = 24;
/// Rows on the longest page.
pub const MAX_LIMIT: u32 = 100;

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Opaque; give it back as `after` with the same filters. `None` on the last page.
    pub next: Option<String>,
    /// How many rows there are over all pages, where that is counted.
    pub total: Option<i64>,
}

/// The place of a row in a list: the value it is sorted by, and its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub key: i64,
    pub id: [u8; 16],
}

impl Place {
    /// Before every row of a list that runs downwards.
    pub const ABOVE_ALL: Self = Self { key: i64::MAX, id: [0xff; 16] };
    /// Before every row of a list that runs upwards.
    pub const BELOW_ALL: Self = Self { key: i64::MIN, id: [0; 16] };

    /// The cursor that goes on behind this place of the list `list`.
    pub fn cursor(&self, list: &str) -> String {
        let mut bytes = list.as_bytes().to_vec();
        bytes.extend(self.key.to_be_bytes());
        bytes.extend(self.id);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The place a cursor names. Errors: it is none, or of another list.
    pub fn read(cursor: &str, list: &str) -> Result<Self, RequestRefusal> {
        Self::decode(cursor, list).ok_or(RequestRefusal::MalformedCursor)
    }

    fn decode(cursor: &str, list: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let (key, id) = bytes.strip_prefix(list.as_bytes())?.split_first_chunk::<8>()?;
        Some(Self { key: i64::from_be_bytes(*key), id: id.try_into().ok()? })
    }
}

/// What stands ahead of a page in its list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ahead {
    /// How many rows; none ahead of the first page.
    pub rows: i64,
    /// The cursor behind which the page before goes on. `None`: that one is the first.
    pub previous: Option<String>,
}

impl Ahead {
    /// `nearest` are the rows right ahead of the page, the nearest first, of which one more than `limit` was asked for.
    pub(crate) fn of(rows: i64, nearest: &[Place], limit: u32, list: &str) -> Self {
        Self { rows, previous: nearest.get(limit as usize).map(|place| place.cursor(list)) }
    }
}

impl<T> Page<T> {
    /// A page of rows of which one more than `limit` was asked for, to see whether there are more.
    pub fn of(mut rows: Vec<T>, limit: u32, list: &str, place: impl Fn(&T) -> Place) -> Self {
        let more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        let next = rows.last().filter(|_| more).map(|row| place(row).cursor(list));
        Self { items: rows, next, total: None }
    }
}

/// Where to go on: behind the cursor, or before everything.
pub(crate) fn start(after: Option<&str>, list: &str, before_all: Place) -> Result<Place, RequestRefusal> {
    after.map_or(Ok(before_all), |cursor| Place::read(cursor, list))
}

/// Rows to ask the database for: one more than the page holds.
pub(crate) fn one_more(limit: u32) -> (u32, i64) {
    let limit = limit.clamp(1, MAX_LIMIT);
    (limit, i64::from(limit) + 1)
}

/// The place of a row in a list that is sorted by ids alone.
pub(crate) const fn place_of_id(id: [u8; 16]) -> Place {
    Place { key: 0, id }
}

/// The cursor that goes on behind a row of a list that is sorted by two ids.
pub(crate) fn cursor_of_ids(ids: [[u8; 16]; 2], list: &str) -> String {
    URL_SAFE_NO_PAD.encode([list.as_bytes(), ids.as_flattened()].concat())
}

/// The two ids that a cursor names. Errors: it is none, or of another list.
pub(crate) fn read_ids(cursor: &str, list: &str) -> Result<[[u8; 16]; 2], RequestRefusal> {
    let decode = || {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let (first, second) = bytes.strip_prefix(list.as_bytes())?.split_first_chunk::<16>()?;
        Some([*first, second.try_into().ok()?])
    };
    decode().ok_or(RequestRefusal::MalformedCursor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_only_in_its_own_list() {
        let place = Place { key: -5, id: [7; 16] };
        let cursor = place.cursor("newest");
        assert_eq!(Place::read(&cursor, "newest"), Ok(place));
        for (cursor, list) in
            [(cursor.as_str(), "price"), (&cursor[1..], "newest"), ("", "newest"), ("%", "newest")]
        {
            assert_eq!(Place::read(cursor, list), Err(RequestRefusal::MalformedCursor), "{cursor}");
        }
    }

    #[test]
    fn a_cursor_of_two_ids_needs_no_escaping_and_reads_back_only_in_its_own_list() {
        let ids = [[0xff; 16], [0x3e; 16]];
        let cursor = cursor_of_ids(ids, "stock:");
        assert!(cursor.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{cursor}");
        assert_eq!(read_ids(&cursor, "stock:"), Ok(ids));
        let place = Place { key: 1, id: [7; 16] }.cursor("stock:");
        for (cursor, list) in
            [(cursor.as_str(), "other:"), (&cursor[1..], "stock:"), (place.as_str(), "stock:")]
        {
            assert_eq!(read_ids(cursor, list), Err(RequestRefusal::MalformedCursor), "{cursor}");
        }
    }
}
