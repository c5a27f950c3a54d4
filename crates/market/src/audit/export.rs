//! The log as a file, part by part.

use souk_domain::{account::Permission, bounds::audit::MAX_EXPORTED};

use super::{AuditEntry, AuditQuery, use_cases::rows_below};
use crate::{Actor, App, BoxFuture, Result, paging::Place};

/// Entries read in one transaction.
const AT_ONCE: i64 = 500;

const HEADER: &str =
    "at,action,operation,actor,account,vendor,object_kind,object,detail,before,after,client\r\n";

/// A file of entries in the making.
pub struct AuditExport {
    app: App,
    actor: Actor,
    query: AuditQuery,
    /// Behind which entry it goes on; `None`: it is done.
    place: Option<Place>,
    began: bool,
    written: usize,
}

/// Begins a file of entries, the newest first. Errors: who asks may not; words that are longer than any there are.
pub fn export_audit(app: &App, actor: Actor, query: AuditQuery) -> Result<AuditExport> {
    actor.require(Permission::AuditRead)?;
    let query = query.checked()?;
    Ok(AuditExport {
        app: app.clone(),
        actor,
        query,
        place: Some(Place::ABOVE_ALL),
        began: false,
        written: 0,
    })
}

impl AuditExport {
    /// The next part of the file; `None` at its end. Errors: the database cannot be read.
    pub fn next_part(&mut self) -> BoxFuture<'_, Result<Option<String>>> {
        Box::pin(async move {
            let mut part = if self.began { String::new() } else { HEADER.to_owned() };
            let Some(place) = self.place.filter(|_| self.written < MAX_EXPORTED) else {
                return Ok(if self.began { None } else { Some(part) });
            };
            let rows = rows_below(&self.app, self.actor, self.query.clone(), place, AT_ONCE).await?;
            let is_last = rows.len() < usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
            self.place = rows.last().filter(|_| !is_last).map(super::use_cases::place_of);
            self.written += rows.len();
            for row in &rows {
                write_row(&mut part, row);
            }
            let is_empty = part.is_empty();
            self.began = true;
            Ok(if is_empty { None } else { Some(part) })
        })
    }
}

fn write_row(table: &mut String, entry: &AuditEntry) {
    let id = |id: Option<String>| id.unwrap_or_default();
    let cells = [
        entry.created_at.to_string(),
        entry.action.clone(),
        entry.operation.clone().unwrap_or_default(),
        entry.actor.clone(),
        id(entry.account.map(|id| id.to_string())),
        id(entry.vendor.map(|id| id.to_string())),
        entry.object_kind.clone(),
        entry.object.clone(),
        entry.detail.clone(),
        entry.before.clone().unwrap_or_default(),
        entry.after.clone().unwrap_or_default(),
        entry.client.clone().unwrap_or_default(),
    ];
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            table.push(',');
        }
        write_cell(table, cell);
    }
    table.push_str("\r\n");
}

/// A cell in quotes where it needs them. A table that reckons with what begins like a formula is kept from it by an apostrophe.
fn write_cell(table: &mut String, cell: &str) {
    let reckons = cell.starts_with(['=', '+', '-', '@', '\t']);
    if !reckons && !cell.contains([',', '"', '\r', '\n']) {
        table.push_str(cell);
        return;
    }
    table.push('"');
    if reckons {
        table.push('\'');
    }
    table.push_str(&cell.replace('"', "\"\""));
    table.push('"');
}

#[cfg(test)]
mod tests {
    use super::write_cell;

    #[test]
    fn a_cell_stays_one_cell_and_no_formula() {
        for (cell, written) in [
            ("plain", "plain"),
            ("", ""),
            ("a,b", "\"a,b\""),
            ("{\"a\":1}", "\"{\"\"a\"\":1}\""),
            ("=cmd()", "\"'=cmd()\""),
        ] {
            let mut table = String::new();
            write_cell(&mut table, cell);
            assert_eq!(table, written);
        }
    }
}
