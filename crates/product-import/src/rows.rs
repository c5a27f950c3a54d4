//! The rows of a file with their physical lines, recovering after broken ones.

use std::io::{Error, Read};

use super::columns::Columns;
use super::encoding::Utf8Text;
use super::finding::{Finding, FindingCode, Severity};
use super::limits::Limits;
use super::row::{NoText, Row};
use super::scan::{Flaw, Flawed, Scanned, count_line_ends, line_len, scan};
use super::window::Window;

/// Walks the bytes after the header.
pub(super) struct Rows<R> {
    window: Window<R>,
    line: u64,
    columns: Columns,
    separator: u8,
    max_row_bytes: usize,
    rescan_bytes_left: usize,
    /// The text of what was read last, where somebody asked for it.
    kept: Option<Vec<u8>>,
}

/// Bytes that are kept of a row that is none: enough to find and mend it.
const MAX_KEPT_BYTES: usize = 1_000;

impl<R: Read> Rows<R> {
    /// Starts at the first unread byte, which stands on physical line `line`.
    pub(super) fn new(
        window: Window<R>,
        line: u64,
        columns: Columns,
        separator: u8,
        limits: &Limits,
    ) -> Self {
        Self {
            window,
            line,
            columns,
            separator,
            max_row_bytes: limits.row_bytes,
            rescan_bytes_left: limits.rescan_bytes,
            kept: None,
        }
    }

    /// Keeps the beginning of what is read, for [`Rows::kept`].
    pub(super) fn keep(mut self) -> Self {
        self.kept = Some(Vec::new());
        self
    }

    /// How the row that came last begins in the file, [`MAX_KEPT_BYTES`] at most.
    pub(super) fn kept(&self) -> String {
        String::from_utf8_lossy(self.kept.as_deref().unwrap_or_default()).trim().replace('\0', "")
    }

    /// Why the file ended before its end, told once.
    pub(super) fn take_error(&mut self) -> Option<Error> {
        self.window.take_error()
    }

    /// Gives up the rest of the file, named by its lines; `None` when nothing is left.
    pub(super) fn give_up(&mut self, code: FindingCode, message: String) -> Option<Finding> {
        self.skip_blank_lines();
        if self.window.text().is_empty() {
            return None;
        }
        let line = self.line;
        let mut ends_open = true;
        while let Some(last) = self.window.text().last() {
            ends_open = !matches!(last, b'\n' | b'\r');
            // the line end at the seam of two parts may be one of two bytes
            let whole = self.window.text().len();
            let part = if self.window.sees_the_end() { whole } else { whole - 1 };
            self.advance(part);
        }
        let last_line = if ends_open { self.line } else { self.line - 1 };
        Some(Finding { line, last_line, column: None, severity: Severity::Error, code, message })
    }

    fn advance(&mut self, bytes: usize) {
        let taken = self.window.text().get(..bytes).unwrap_or_default();
        if let Some(kept) = &mut self.kept {
            let room = MAX_KEPT_BYTES.saturating_sub(kept.len());
            kept.extend(taken.iter().take(room));
        }
        self.line += count_line_ends(taken);
        self.window.advance(bytes);
    }

    /// Goes on to the next physical line, however long this one is.
    fn skip_line(&mut self) {
        loop {
            let text = self.window.text();
            let length = line_len(text);
            if length < text.len() || self.window.sees_the_end() {
                return self.advance(length);
            }
            self.advance(length - 1);
        }
    }

    fn skip_blank_lines(&mut self) {
        loop {
            let text = self.window.text();
            let line = text.get(..line_len(text)).unwrap_or_default();
            if line.is_empty() || !line.iter().all(u8::is_ascii_whitespace) {
                return;
            }
            let length = line.len();
            self.advance(length);
        }
    }

    fn scan_here(&self, max_bytes: usize) -> Result<Scanned, Flawed> {
        scan(self.window.text(), self.separator, max_bytes)
    }

    /// The row that was scanned here; `None` when it is blank.
    fn row(&mut self, scanned: Scanned) -> Option<Result<Row, Finding>> {
        let (line, bytes) = (self.line, scanned.bytes);
        let taken = self.window.text().get(..bytes).unwrap_or_default();
        let last_line = line + line_breaks_inside(taken);
        let (cells, expected) = (scanned.ends.len(), self.columns.count());
        let broken = |column: Option<&'static str>, code, message: String| {
            Some(Err(Finding { line, last_line, column, severity: Severity::Error, code, message }))
        };
        let row = Row::of(scanned, line, last_line);
        let surplus = |row: &Row| {
            (expected..cells).any(|place| row.cell(place).is_some_and(|cell| !cell.trim().is_empty()))
        };
        match row {
            Ok(row) if row.is_blank() => {
                self.advance(bytes);
                None
            }
            Ok(row) if surplus(&row) || (cells < expected && self.is_torn(bytes)) => {
                let reason = format!("The row has {cells} cells, the header has {expected}.");
                if bytes > line_len(self.window.text()) {
                    // Several lines: a stray quotation mark may have swallowed good rows, so look at each line again.
                    return Some(Err(self.recover(FindingCode::WrongCellCount, &reason)));
                }
                self.advance(bytes);
                broken(None, FindingCode::WrongCellCount, format!("{reason} The row was left out."))
            }
            Ok(row) => {
                self.advance(bytes);
                Some(Ok(row))
            }
            Err(no_text) => {
                let (place, code, message) = match no_text {
                    NoText::Utf8(place) => (
                        place,
                        FindingCode::InvalidUtf8,
                        "This row holds bytes that are not UTF-8 and was left out. Save the file as \"CSV UTF-8\".",
                    ),
                    NoText::Null(place) => (
                        place,
                        FindingCode::NullCharacter,
                        "This row holds the character U+0000, which no text has, and was left out. Take it out.",
                    ),
                };
                let column = self.columns.name_at(place);
                self.advance(bytes);
                broken(column, code, message.to_owned())
            }
        }
    }

    /// Whether a row with too few cells was torn by a line break rather than trimmed by a spreadsheet: then its rest
    /// follows, which is no row.
    fn is_torn(&self, bytes: usize) -> bool {
        let mut rest = self.window.text().get(bytes..).unwrap_or_default();
        loop {
            let line = rest.get(..line_len(rest)).unwrap_or_default();
            if line.is_empty() {
                return false;
            }
            if !line.iter().all(|byte| byte.is_ascii_whitespace() || *byte == self.separator) {
                break;
            }
            rest = rest.get(line.len()..).unwrap_or_default();
        }
        // a row that is broken by itself tells nothing of the one before
        scan(rest, self.separator, self.max_row_bytes)
            .is_ok_and(|next| next.ends.len() <= self.columns.count() && !self.handle_is_plausible(&next))
    }

    /// Leaves the broken row: its own line, and the lines after it up to one that is a sound row again.
    fn recover(&mut self, code: FindingCode, reason: &str) -> Finding {
        let line = self.line;
        let mut last_line = line;
        self.skip_line();
        while !self.window.text().is_empty() && !self.at_sound_row() {
            last_line = self.line;
            self.skip_line();
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
        match self.scan_here(limit) {
            Err(flawed) => {
                self.rescan_bytes_left = self.rescan_bytes_left.saturating_sub(flawed.bytes);
                false
            }
            Ok(scanned) => {
                self.rescan_bytes_left = self.rescan_bytes_left.saturating_sub(scanned.bytes);
                scanned.ends.len() == self.columns.count() && self.handle_is_plausible(&scanned)
            }
        }
    }

    /// The tail of a broken description can have the right number of cells by chance, but hardly a handle.
    fn handle_is_plausible(&self, scanned: &Scanned) -> bool {
        let row = Row::guessed(scanned);
        let handle = self.columns.key(&row);
        !handle.is_empty() && !handle.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'))
    }
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<Row, Finding>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            self.skip_blank_lines();
            if self.window.text().is_empty() {
                return None;
            }
            if let Some(kept) = &mut self.kept {
                kept.clear();
            }
            let found = match self.scan_here(self.max_row_bytes) {
                Ok(scanned) => self.row(scanned),
                Err(Flawed { flaw, bytes }) => {
                    self.rescan_bytes_left = self.rescan_bytes_left.saturating_sub(bytes);
                    let (code, reason) = reason_of(flaw);
                    Some(Err(self.recover(code, reason)))
                }
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

impl<R: Read> Rows<Utf8Text<R>> {
    /// How many of the bytes that were `read` of the file are those of rows that came: the others wait in the window, which is larger
    /// than many a file. Text of another encoding has another length, so it is their share.
    pub(super) fn come(&self, read: u64) -> u64 {
        let behind = u128::from(self.window.behind());
        let waiting = self.window.text().len() + self.window.source().ready();
        let share = (u128::from(read) * behind).checked_div(behind + waiting as u128);
        share.and_then(|bytes| u64::try_from(bytes).ok()).unwrap_or(read)
    }
}

/// Line ends inside a row, the one that ends it not counted.
fn line_breaks_inside(row: &[u8]) -> u64 {
    let content =
        row.strip_suffix(b"\r\n").or_else(|| row.strip_suffix(b"\n")).or_else(|| row.strip_suffix(b"\r"));
    count_line_ends(content.unwrap_or(row))
}

/// Length of the blank lines a text begins with, lines of separators alone among them.
pub(super) fn blank_start(text: &[u8], separators: &[u8]) -> usize {
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let line = rest.get(..line_len(rest)).unwrap_or_default();
        let is_blank = |byte: &u8| byte.is_ascii_whitespace() || separators.contains(byte);
        if line.is_empty() || !line.iter().all(is_blank) {
            return at;
        }
        at += line.len();
    }
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
