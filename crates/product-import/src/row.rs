//! One row: its cells and the physical lines it stands on.

use super::finding::{Finding, FindingCode, Severity};
use super::scan::Scanned;

/// A sound row: text throughout, and no cell filled that the header does not name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Physical line on which it begins.
    pub(super) line: u64,
    /// Physical line on which it ends.
    pub(super) last_line: u64,
    text: String,
    ends: Vec<usize>,
}

/// Why a row is no text, and the place of the first cell that is to blame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoText {
    /// Bytes that are no UTF-8.
    Utf8(usize),
    /// U+0000, which databases refuse.
    Null(usize),
}

impl Row {
    /// A row of what was scanned. Errors: a cell that is no text.
    pub(super) fn of(scanned: Scanned, line: u64, last_line: u64) -> Result<Self, NoText> {
        let Scanned { text, ends, .. } = scanned;
        let place_of = |at: usize| ends.partition_point(|end| *end <= at);
        if let Some(at) = text.iter().position(|byte| *byte == 0) {
            return Err(NoText::Null(place_of(at)));
        }
        match String::from_utf8(text) {
            // two halves of a character in two cells are none
            Ok(text) => match ends.iter().position(|end| !text.is_char_boundary(*end)) {
                Some(place) => Err(NoText::Utf8(place)),
                None => Ok(Self { line, last_line, text, ends }),
            },
            Err(error) => Err(NoText::Utf8(place_of(error.utf8_error().valid_up_to()))),
        }
    }

    /// The same of what may be no text: to look at, not to use.
    pub(super) fn guessed(scanned: &Scanned) -> Self {
        let text = String::from_utf8_lossy(&scanned.text).into_owned();
        Self { line: 0, last_line: 0, text, ends: scanned.ends.clone() }
    }

    /// Number of its cells.
    pub(super) fn count(&self) -> usize {
        self.ends.len()
    }

    /// The cell at a place, as it stands there; `None` when the row stops before it.
    pub(super) fn cell(&self, place: usize) -> Option<&str> {
        let end = *self.ends.get(place)?;
        let start =
            place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.text.get(start..end)
    }

    /// Whether no cell says anything, as where a spreadsheet saved empty lines.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// About how many bytes it takes in memory.
    pub(super) fn weight(&self) -> usize {
        self.text.len() + self.ends.len() * size_of::<usize>() + size_of::<Self>()
    }

    /// A finding about this row.
    pub(super) fn finding(
        &self,
        severity: Severity,
        column: Option<&'static str>,
        code: FindingCode,
        message: impl Into<String>,
    ) -> Finding {
        Finding {
            line: self.line,
            last_line: self.last_line,
            column,
            severity,
            code,
            message: message.into(),
        }
    }
}
