//! The rows of one product, wherever they stand.

use std::collections::HashMap;

use souk_domain::bounds::product::MAX_HANDLE_CHARS;

use super::columns::{Column, Columns};
use super::finding::{Finding, FindingCode, Severity};
use super::rows::Row;
use super::values::{fold, one_line};

/// All rows of one vendor and handle, in the order of the file; never empty.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) handle: String,
    pub(super) vendor: Option<String>,
    pub(super) rows: Vec<Row>,
}

/// Sorts rows into products while they are read.
#[derive(Default)]
pub(super) struct Groups {
    groups: Vec<Group>,
    /// Places in `groups` by handle and folded vendor.
    by_identity: HashMap<(String, String), usize>,
    /// Place of the latest product of a handle, to which a row with a blank vendor belongs.
    latest_of_handle: HashMap<String, usize>,
    latest: Option<usize>,
}

impl Groups {
    /// Adds a row to its product; a row with a blank vendor belongs to the latest product of its handle.
    pub(super) fn add(&mut self, row: Row, columns: &Columns, findings: &mut Vec<Finding>) {
        let handle = match handle_of(&row, columns) {
            Ok(handle) => handle,
            Err(finding) => {
                findings.push(finding);
                return;
            }
        };
        let vendor = one_line(columns.cell(&row.cells, Column::Vendor));
        let place = self.place_of(&handle, &vendor);
        match self.groups.get_mut(place) {
            Some(group) => {
                if self.latest != Some(place) {
                    findings.push(row.finding(
                        Severity::Warning,
                        Some(Column::Handle),
                        FindingCode::RowsApart,
                        format!("The rows of \"{handle}\" stand apart in the file; they were put together."),
                    ));
                }
                group.rows.push(row);
            }
            None => self.groups.push(Group { handle: handle.clone(), vendor: None, rows: vec![row] }),
        }
        if let Some(group) = self.groups.get_mut(place)
            && !vendor.is_empty()
        {
            self.by_identity.insert((handle.clone(), fold(&vendor)), place);
            group.vendor.get_or_insert(vendor);
        }
        self.latest_of_handle.insert(handle, place);
        self.latest = Some(place);
    }

    /// Where the row's product is, or the next free place.
    fn place_of(&self, handle: &str, vendor: &str) -> usize {
        let latest = self.latest_of_handle.get(handle).copied();
        let known = if vendor.is_empty() {
            latest
        } else {
            let nameless =
                |place: &usize| self.groups.get(*place).is_some_and(|group| group.vendor.is_none());
            let named = self.by_identity.get(&(handle.to_owned(), fold(vendor))).copied();
            named.or_else(|| latest.filter(nameless))
        };
        known.unwrap_or(self.groups.len())
    }

    /// The products, in the order of their first rows.
    pub(super) fn into_groups(self) -> Vec<Group> {
        self.groups
    }
}

fn handle_of(row: &Row, columns: &Columns) -> Result<String, Finding> {
    let handle = columns.cell(&row.cells, Column::Handle).to_lowercase();
    let refuse = |code, message: &str| Err(row.finding(Severity::Error, Some(Column::Handle), code, message));
    if handle.is_empty() {
        return refuse(
            FindingCode::HandleMissing,
            "The row has no handle, so it belongs to no product. It was left out.",
        );
    }
    if handle.chars().count() > MAX_HANDLE_CHARS
        || handle.chars().any(|c| c.is_whitespace() || c.is_control())
    {
        return refuse(
            FindingCode::HandleInvalid,
            &format!(
                "A handle is one word of at most {MAX_HANDLE_CHARS} characters, without spaces. The row was left out."
            ),
        );
    }
    Ok(handle)
}
