//! One row of separated text, RFC 4180, told apart byte by byte.
//!
//! A reader of our own because a broken quotation mark must not swallow the rest of the file, which is what
//! lenient readers do with it.

/// One row, its quotation marks resolved.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Scanned {
    /// The bytes of all cells, one behind the other.
    pub(super) text: Vec<u8>,
    /// Where each cell ends in `text`.
    pub(super) ends: Vec<usize>,
    /// Bytes consumed, the line end included.
    pub(super) bytes: usize,
}

/// Why no row could be read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// A quotation mark opens a cell and nothing closes it.
    Unclosed,
    /// Text follows a closing quotation mark.
    TextAfterQuote,
    /// The row is longer than a row may be, most likely for an unclosed quotation mark.
    TooLong,
}

/// A flaw, and how many bytes were looked at before it showed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Flawed {
    pub(super) flaw: Flaw,
    pub(super) bytes: usize,
}

#[derive(Clone, Copy)]
enum State {
    CellStart,
    Plain,
    Quoted,
    QuoteSeen,
}

/// Reads the row that begins at the first byte; `max_bytes` bounds it.
pub(super) fn scan(text: &[u8], separator: u8, max_bytes: usize) -> Result<Scanned, Flawed> {
    let mut cells = Vec::new();
    let mut ends = Vec::new();
    let mut state = State::CellStart;
    let mut at = 0;
    loop {
        let byte = text.get(at).copied();
        if at > max_bytes && byte.is_some() {
            return Err(Flawed { flaw: Flaw::TooLong, bytes: at });
        }
        state = match (state, byte) {
            (State::Quoted, None) => return Err(Flawed { flaw: Flaw::Unclosed, bytes: at }),
            (State::Quoted, Some(b'"')) => State::QuoteSeen,
            (State::QuoteSeen, Some(b'"')) => {
                cells.push(b'"');
                State::Quoted
            }
            (State::Quoted, Some(byte)) => {
                cells.push(byte);
                State::Quoted
            }
            (State::CellStart, Some(b'"')) => State::Quoted,
            (_, Some(byte)) if byte == separator => {
                ends.push(cells.len());
                State::CellStart
            }
            (_, None | Some(b'\n' | b'\r')) => {
                ends.push(cells.len());
                let rest = text.get(at..).unwrap_or_default();
                return Ok(Scanned { text: cells, ends, bytes: at + line_end_len(rest) });
            }
            (State::QuoteSeen, Some(_)) => return Err(Flawed { flaw: Flaw::TextAfterQuote, bytes: at }),
            (State::CellStart | State::Plain, Some(byte)) => {
                cells.push(byte);
                State::Plain
            }
        };
        at += 1;
    }
}

/// Length of the line end these bytes begin with: 2 for CRLF, 1 for LF or CR alone, else 0.
pub(super) fn line_end_len(text: &[u8]) -> usize {
    match text {
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        _ => 0,
    }
}

/// Length of the physical line these bytes begin with, its end included.
pub(super) fn line_len(text: &[u8]) -> usize {
    match text.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
        Some(end) => end + line_end_len(text.get(end..).unwrap_or_default()),
        None => text.len(),
    }
}

/// Number of line ends in these bytes.
pub(super) fn count_line_ends(mut text: &[u8]) -> u64 {
    let mut count = 0;
    while let Some(end) = text.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
        count += 1;
        let rest = text.get(end..).unwrap_or_default();
        text = rest.get(line_end_len(rest)..).unwrap_or_default();
    }
    count
}
