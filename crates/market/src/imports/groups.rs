//! The rows of one product, wherever they stand.

use std::collections::HashMap;

use super::columns::{Column, Columns};
use super::finding::{Finding, FindingCode, Severity};
use super::limits::MAX_HANDLE_CHARS;
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
    /// Places in `groups` by handle; several when vendors share a handle.
    by_handle: HashMap<String, Vec<usize>>,
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
        let vendor = one_line(columns.cell(&row, Column::Vendor));
        let vendor = (!vendor.is_empty()).then_some(vendor);
        let known = self.by_handle.entry(handle.clone()).or_default();
        let place = known.iter().rev().copied().find(|place| {
            self.groups
                .get(*place)
                .is_some_and(|group| same_vendor(group.vendor.as_deref(), vendor.as_deref()))
        });
        match place.and_then(|place| self.groups.get_mut(place).map(|group| (place, group))) {
            Some((place, group)) => {
                if self.latest != Some(place) {
                    findings.push(row.finding(
                        Severity::Warning,
                        Some(Column::Handle),
                        FindingCode::RowsApart,
                        format!(
                            "The rows of \"{}\" stand apart in the file; they were put together.",
                            group.handle
                        ),
                    ));
                }
                group.vendor = group.vendor.take().or(vendor);
                group.rows.push(row);
                self.latest = Some(place);
            }
            None => {
                let place = self.groups.len();
                known.push(place);
                self.groups.push(Group { handle, vendor, rows: vec![row] });
                self.latest = Some(place);
            }
        }
    }

    /// The products, in the order of their first rows.
    pub(super) fn into_groups(self) -> Vec<Group> {
        self.groups
    }
}

fn same_vendor(known: Option<&str>, named: Option<&str>) -> bool {
    match (known, named) {
        (Some(known), Some(named)) => fold(known) == fold(named),
        (None, _) | (_, None) => true,
    }
}

fn handle_of(row: &Row, columns: &Columns) -> Result<String, Finding> {
    let handle = columns.cell(row, Column::Handle).to_lowercase();
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
            "A handle is one word of at most 191 characters, without spaces. The row was left out.",
        );
    }
    Ok(handle)
}
