//! The rows of one handle, told apart by vendor.

use std::collections::HashMap;

use souk_domain::bounds::product::MAX_HANDLE_CHARS;
use unicode_normalization::UnicodeNormalization as _;

use super::columns::{Column, Columns};
use super::finding::{Finding, FindingCode, Severity};
use super::row::Row;
use super::values::{fold, one_line};

/// All rows of one vendor and handle, in the order of the file; never empty.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) handle: String,
    pub(super) vendor: Option<String>,
    pub(super) rows: Vec<Row>,
    /// Whether no row of it had to be left out.
    pub(super) is_whole: bool,
    /// Number of its last row among the sound ones.
    last: usize,
}

/// Sorts the rows of handles that fold to one key into products.
#[derive(Default)]
pub(super) struct Groups {
    groups: Vec<Group>,
    /// Places in `groups` by folded vendor.
    by_vendor: HashMap<String, usize>,
    /// Place of the latest product, to which a row with a blank vendor belongs.
    latest: Option<usize>,
}

impl Groups {
    /// Adds a row, by its number among the sound ones; one with a blank vendor belongs to the latest product.
    pub(super) fn add(&mut self, row: Row, number: usize, columns: &Columns, findings: &mut Vec<Finding>) {
        let handle = match handle_of(&row, columns) {
            Ok(handle) => handle,
            Err(finding) => {
                findings.push(finding);
                return;
            }
        };
        if let Some(first) = self.groups.first()
            && first.handle != handle
        {
            let message = format!(
                "The handle \"{handle}\" is the same as \"{}\" on line {} but for its spelling, so this row was left out. Give it another.",
                first.handle,
                first.rows.first().map_or(0, |row| row.line)
            );
            findings.push(row.finding(
                Severity::Error,
                Some(columns.name(Column::Handle)),
                FindingCode::HandleRepeated,
                message,
            ));
            return;
        }
        let vendor = one_line(columns.text(&row, Column::Vendor));
        let place = self.place_of(&vendor);
        match self.groups.get_mut(place) {
            Some(group) => {
                if number != group.last + 1 {
                    let message =
                        format!("The rows of \"{handle}\" stand apart in the file; they were put together.");
                    let column = Some(columns.name(Column::Handle));
                    findings.push(row.finding(Severity::Warning, column, FindingCode::RowsApart, message));
                }
                group.last = number;
                group.rows.push(row);
            }
            None => {
                let rows = vec![row];
                self.groups.push(Group { handle, vendor: None, rows, is_whole: true, last: number });
            }
        }
        if let Some(group) = self.groups.get_mut(place)
            && !vendor.is_empty()
        {
            self.by_vendor.insert(fold(&vendor), place);
            group.vendor.get_or_insert(vendor);
        }
        self.latest = Some(place);
    }

    /// Where the row's product is, or the next free place.
    fn place_of(&self, vendor: &str) -> usize {
        let known = if vendor.is_empty() {
            self.latest
        } else {
            let nameless =
                |place: &usize| self.groups.get(*place).is_some_and(|group| group.vendor.is_none());
            let named = self.by_vendor.get(&fold(vendor)).copied();
            named.or_else(|| self.latest.filter(nameless))
        };
        known.unwrap_or(self.groups.len())
    }

    /// The products, in the order of their first rows.
    pub(super) fn into_groups(self) -> Vec<Group> {
        self.groups
    }
}

/// The row's handle, lower case; rows of one product have the same.
pub(super) fn handle_of(row: &Row, columns: &Columns) -> Result<String, Finding> {
    let handle: String = columns.text(row, Column::Handle).to_lowercase().nfc().collect();
    let name = Some(columns.name(Column::Handle));
    let refuse = |code, message: &str| Err(row.finding(Severity::Error, name, code, message));
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
