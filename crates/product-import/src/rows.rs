//! The rows of a file with their physical lines, recovering after broken ones.

use super::columns::{Column, Columns};
use super::finding::{Finding, FindingCode, Severity};
use super::limits::Limits;
use super::scan::{Flaw, Flawed, Scanned, count_line_ends, line_end_len, line_len, scan};

/// A sound row: as many cells as the header, all UTF-8.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Physical line on which it begins.
    pub(super) line: u64,
    /// Physical line on which it ends.
    pub(super) last_line: u64,
    /// The cells, quotation marks resolved.
    pub(super) cells: Vec<String>,
}

impl Row {
    /// A finding about this row.
    pub(super) fn finding(
        &self,
        severity: Severity,
        column: Option<Column>,
        code: FindingCode,
        message: impl Into<String>,
    ) -> Finding {
        Finding {
            line: self.line,
            last_line: self.last_line,
            column: column.map(Column::name),
            severity,
            code,
            message: message.into(),
        }
    }
}

/// Walks the bytes after the header.
pub(super) struct Rows<'a> {
    text: &'a [u8],
    line: u64,
    columns: &'a Columns,
    max_row_bytes: usize,
    rescan_bytes_left: usize,
}

impl<'a> Rows<'a> {
    /// Starts at the first byte after the header, which stands on physical line `line`.
    pub(super) fn new(text: &'a [u8], line: u64, columns: &'a Columns, limits: &Limits) -> Self {
        Self { text, line, columns, max_row_bytes: limits.row_bytes, rescan_bytes_left: limits.rescan_bytes }
    }

    /// Gives up the rest of the file, named by its lines; `None` when nothing is left.
    pub(super) fn give_up(&mut self, code: FindingCode, message: String) -> Option<Finding> {
        self.skip_blank_lines();
        if self.text.is_empty() {
            return None;
        }
        let line = self.line;
        let whole = self.text.len();
        let ends_open = line_end_len(self.text.get(whole - 1..).unwrap_or_default()) == 0;
        self.advance(whole);
        let last_line = if ends_open { self.line } else { self.line - 1 };
        Some(Finding { line, last_line, column: None, severity: Severity::Error, code, message })
    }

    fn advance(&mut self, bytes: usize) {
        let (taken, rest) = self.text.split_at_checked(bytes).unwrap_or((self.text, &[]));
        self.line += count_line_ends(taken);
        self.text = rest;
    }

    fn skip_blank_lines(&mut self) {
        loop {
            let line = self.text.get(..line_len(self.text)).unwrap_or_default();
            if line.is_empty() || !line.iter().all(u8::is_ascii_whitespace) {
                return;
            }
            self.advance(line.len());
        }
    }

    fn row(&mut self, scanned: Scanned) -> Result<Row, Finding> {
        let line = self.line;
        let taken = self.text.get(..scanned.bytes).unwrap_or_default();
        let last_line = line + line_breaks_inside(taken);
        self.advance(scanned.bytes);
        let broken = |column: Option<Column>, message: String| Finding {
            line,
            last_line,
            column: column.map(Column::name),
            severity: Severity::Error,
            code: FindingCode::InvalidUtf8,
            message,
        };
        let mut cells = Vec::with_capacity(scanned.cells.len());
        for (place, cell) in scanned.cells.into_iter().enumerate() {
            match String::from_utf8(cell) {
                Ok(cell) => cells.push(cell),
                Err(_) => {
                    let message = "This row holds bytes that are not UTF-8 and was left out. Save the file as \"CSV UTF-8\".";
                    return Err(broken(self.columns.at(place), message.to_owned()));
                }
            }
        }
        Ok(Row { line, last_line, cells })
    }

    /// Leaves the broken row: its own line, and the lines after it up to one that is a sound row again.
    fn recover(&mut self, code: FindingCode, reason: &str) -> Finding {
        let line = self.line;
        let mut last_line = line;
        self.advance(line_len(self.text));
        while !self.text.is_empty() && !self.at_sound_row() {
            last_line = self.line;
            self.advance(line_len(self.text));
        }
        let left_out = if last_line > line {
            format!("Lines {line} to {last_line} were left out.")
        } else {
            "The row was left out.".to_owned()
        };
        let message = format!("{reason} {left_out}");
        Finding { line, last_line, column: None, severity: Severity::Error, code, message }
    }

    fn at_sound_row(&mut self) -> bool {
        let limit = self.max_row_bytes.min(self.rescan_bytes_left);
        match scan(self.text, limit) {
            Err(flawed) => {
                self.rescan_bytes_left = self.rescan_bytes_left.saturating_sub(flawed.bytes);
                false
            }
            Ok(scanned) => {
                self.rescan_bytes_left = self.rescan_bytes_left.saturating_sub(scanned.bytes);
                scanned.cells.len() == self.columns.count() && self.handle_is_plausible(&scanned)
            }
        }
    }

    /// The tail of a broken description can have the right number of cells by chance, but hardly a handle.
    fn handle_is_plausible(&self, scanned: &Scanned) -> bool {
        let handle = scanned
            .cells
            .iter()
            .enumerate()
            .find(|(place, _)| self.columns.at(*place) == Some(Column::Handle));
        handle.is_some_and(|(_, handle)| {
            !handle.is_empty()
                && !handle.iter().any(|byte| byte.is_ascii_whitespace() || matches!(byte, b'<' | b'>' | b'"'))
        })
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, Finding>;

    fn next(&mut self) -> Option<Self::Item> {
        self.skip_blank_lines();
        if self.text.is_empty() {
            return None;
        }
        let scanned = match scan(self.text, self.max_row_bytes) {
            Ok(scanned) => scanned,
            Err(Flawed { flaw, bytes }) => {
                self.rescan_bytes_left = self.rescan_bytes_left.saturating_sub(bytes);
                let (code, reason) = reason_of(flaw);
                return Some(Err(self.recover(code, reason)));
            }
        };
        if scanned.cells.len() == self.columns.count() {
            return Some(self.row(scanned));
        }
        let reason =
            format!("The row has {} cells, the header has {}.", scanned.cells.len(), self.columns.count());
        if scanned.bytes > line_len(self.text) {
            // Several lines: a stray quotation mark may have swallowed good rows, so look at each line again.
            return Some(Err(self.recover(FindingCode::WrongCellCount, &reason)));
        }
        let line = self.line;
        self.advance(scanned.bytes);
        Some(Err(Finding {
            line,
            last_line: line,
            column: None,
            severity: Severity::Error,
            code: FindingCode::WrongCellCount,
            message: format!("{reason} The row was left out."),
        }))
    }
}

/// Line ends inside a row, the one that ends it not counted.
fn line_breaks_inside(row: &[u8]) -> u64 {
    let content =
        row.strip_suffix(b"\r\n").or_else(|| row.strip_suffix(b"\n")).or_else(|| row.strip_suffix(b"\r"));
    count_line_ends(content.unwrap_or(row))
}

fn reason_of(flaw: Flaw) -> (FindingCode, &'static str) {
    match flaw {
        Flaw::Unclosed => (FindingCode::BrokenQuotes, "A quotation mark is opened and never closed."),
        Flaw::TextAfterQuote => (
            FindingCode::BrokenQuotes,
            "Text follows a closing quotation mark; a mark inside a cell is written twice.",
        ),
        Flaw::TooLong => (
            FindingCode::RowTooLong,
            "The row is longer than a row may be; most likely a quotation mark is never closed.",
        ),
    }
}
