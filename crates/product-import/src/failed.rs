//! The rows of a file that failed, in its own columns, with why: to be mended and imported again.

use std::collections::{BTreeMap, HashSet};

use super::columns::{Column, REASON_COLUMN};
use super::file::Hints;
use super::groups::handle_of;
use super::guard::{guarded, unguarded};
use super::limits::Limits;
use super::refusal::FileRefusal;
use super::row::Row;
use super::survey::{Again, FileRows, Format, Source, key_of};
use super::write::write_row;

/// Bytes that are written at once: few reads of the file, and little memory.
const PART_BYTES: usize = 64 * 1024;

/// What failed of a file, part by part. Of a product all rows are written: alone, a row would say that the others are gone.
pub struct FailedRows {
    format: Format,
    rows: FileRows,
    /// Why, by the line on which the row begins.
    reasons: BTreeMap<u64, String>,
    /// The handles of which a row failed.
    handles: HashSet<u64>,
    has_header: bool,
    sound: usize,
    most: usize,
}

impl FailedRows {
    /// Looks through a file for the rows at some lines. `by_product`: with each, all rows of its product.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn open(
        source: impl Source + 'static,
        hints: Hints,
        limits: &Limits,
        reasons: BTreeMap<u64, String>,
        by_product: bool,
    ) -> Result<Self, FileRefusal> {
        let file = Again::new(source);
        let format = Format::of(&file, hints.encoding, limits)?;
        let mut handles = HashSet::new();
        if by_product && format.columns.has(Column::Handle) {
            for row in format.rows(&file)?.take(limits.rows).flatten() {
                if reasons.contains_key(&row.line)
                    && let Ok(handle) = handle_of(&row, &format.columns)
                {
                    handles.insert(key_of(&handle));
                }
            }
        }
        let rows = format.rows(&file)?.keep();
        Ok(Self { format, rows, reasons, handles, has_header: false, sound: 0, most: limits.rows })
    }

    /// The next part of the text; `None` behind the last.
    ///
    /// # Errors
    /// The file cannot be read any more.
    pub fn next_part(&mut self) -> Result<Option<String>, FileRefusal> {
        let mut text = String::new();
        if !self.has_header {
            self.has_header = true;
            let header = self.format.header.clone();
            self.write(&mut text, &header, REASON_COLUMN);
        }
        while text.len() < PART_BYTES && self.sound < self.most {
            match self.rows.next() {
                None => break,
                Some(Ok(row)) => {
                    self.sound += 1;
                    let why = self.reasons.get(&row.line);
                    if why.is_none() && !self.is_of_failed(&row) {
                        continue;
                    }
                    let why = why.map_or_else(String::new, |reason| format!("Line {}: {reason}", row.line));
                    self.write(&mut text, &row, &why);
                }
                Some(Err(finding)) => {
                    let lines = if finding.last_line > finding.line {
                        format!("Lines {} to {}", finding.line, finding.last_line)
                    } else {
                        format!("Line {}", finding.line)
                    };
                    let why = format!("{lines}: {} It begins: {}", finding.message, self.rows.kept());
                    let width = self.width();
                    let cells = (0..width).map(|_| String::new()).chain([guarded(&why)]);
                    write_row(&mut text, cells);
                }
            }
        }
        if let Some(error) = self.rows.take_error() {
            return Err(error.into());
        }
        Ok(Some(text).filter(|text| !text.is_empty()))
    }

    fn is_of_failed(&self, row: &Row) -> bool {
        let columns = &self.format.columns;
        !self.handles.is_empty()
            && handle_of(row, columns).is_ok_and(|handle| self.handles.contains(&key_of(&handle)))
    }

    /// Places of the file's own cells: reasons of an import before are left out.
    fn places(&self) -> impl Iterator<Item = usize> {
        let header = &self.format.header;
        let is_own =
            |at: &usize| header.cell(*at).is_none_or(|name| !name.trim().eq_ignore_ascii_case(REASON_COLUMN));
        (0..header.count()).filter(is_own)
    }

    fn width(&self) -> usize {
        self.places().count()
    }

    fn write(&self, text: &mut String, row: &Row, why: &str) {
        let cell = |at: usize| guarded(unguarded(row.cell(at).unwrap_or_default()));
        write_row(text, self.places().map(cell).chain([guarded(why)]));
    }
}
