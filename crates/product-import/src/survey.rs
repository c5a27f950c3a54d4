//! The first walk over a file: how it is written, and which rows belong together.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

use encoding_rs::Encoding;
use souk_domain::money::Currency;

use super::columns::{Column, Columns};
use super::encoding::{Utf8Text, detect};
use super::finding::FindingCode;
use super::groups::handle_of;
use super::limits::Limits;
use super::number::{DecimalMark, Shape, plain, shape};
use super::refusal::FileRefusal;
use super::row::Row;
use super::rows::{Rows, blank_start};
use super::scan::{count_line_ends, line_len, scan};
use super::values::{fold, grouping_alone};
use super::window::Window;

/// What cells may be separated by, the usual one first.
const SEPARATORS: [u8; 4] = *b",;\t|";

/// What can be read from its start again.
pub trait Source: Read + Seek + Send {}

impl<S: Read + Seek + Send> Source for S {}

/// One file, read several times, one time after the other.
#[derive(Clone)]
pub(super) struct Again(Arc<Mutex<dyn Source>>);

impl Again {
    pub(super) fn new(source: impl Source + 'static) -> Self {
        Self(Arc::new(Mutex::new(source)))
    }

    /// Bytes of the whole file.
    pub(super) fn length(&self) -> std::io::Result<u64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).seek(SeekFrom::End(0))
    }

    /// Where the reading has come to.
    pub(super) fn position(&self) -> u64 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).stream_position().unwrap_or_default()
    }

    /// The file from its first byte on.
    pub(super) fn again(&self) -> std::io::Result<Self> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).seek(SeekFrom::Start(0))?;
        Ok(self.clone())
    }
}

impl Read for Again {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).read(into)
    }
}

/// The rows of a file behind its header.
pub(super) type FileRows = Rows<Utf8Text<Again>>;

/// How a file is written.
#[derive(Clone)]
pub(super) struct Format {
    pub(super) encoding: &'static Encoding,
    separator: u8,
    pub(super) columns: Columns,
    /// The row with the names of the columns.
    pub(super) header: Row,
    limits: Limits,
}

impl Format {
    /// Finds out how a file is written. `encoding`: what somebody said it is in.
    pub(super) fn of(
        file: &Again,
        encoding: Option<&'static Encoding>,
        limits: &Limits,
    ) -> Result<Self, FileRefusal> {
        let encoding = match encoding {
            Some(encoding) => encoding,
            None => detect(file.again()?)?,
        };
        let window = window(file, encoding, limits)?;
        let (at, said) = header_start(window.text());
        let text = window.text().get(at..).unwrap_or_default();
        if text.is_empty() {
            return Err(FileRefusal::Empty);
        }
        let header = |separator: u8| {
            scan(text, separator, limits.row_bytes).ok().and_then(|scanned| Row::of(scanned, 1, 1).ok())
        };
        let best = said
            .into_iter()
            .chain(SEPARATORS)
            .filter_map(|separator| Some((separator, header(separator)?)))
            .enumerate()
            .max_by_key(|(place, (_, row))| (Columns::known_in(row), std::cmp::Reverse(*place)));
        let (_, (separator, row)) = best.ok_or(FileRefusal::BrokenHeader)?;
        if Columns::known_in(&row) == 0 && header(b',').is_none() {
            return Err(FileRefusal::BrokenHeader);
        }
        Ok(Self { encoding, separator, columns: Columns::find(&row)?, header: row, limits: limits.clone() })
    }

    /// The rows behind the header, from the first.
    pub(super) fn rows(&self, file: &Again) -> Result<FileRows, FileRefusal> {
        let mut window = window(file, self.encoding, &self.limits)?;
        let (start, _) = header_start(window.text());
        let header =
            scan(window.text().get(start..).unwrap_or_default(), self.separator, self.limits.row_bytes);
        let end = start + header.map_err(|_| FileRefusal::BrokenHeader)?.bytes;
        let line = 1 + count_line_ends(window.text().get(..end).unwrap_or_default());
        window.advance(end);
        Ok(Rows::new(window, line, self.columns.clone(), self.separator, &self.limits))
    }
}

fn window(
    file: &Again,
    encoding: &'static Encoding,
    limits: &Limits,
) -> Result<Window<Utf8Text<Again>>, FileRefusal> {
    // a row and the one behind it
    Ok(Window::new(Utf8Text::new(file.again()?, encoding), 2 * limits.row_bytes + 2))
}

/// Where the header begins, and the separator that a first line such as `sep=;` names.
fn header_start(text: &[u8]) -> (usize, Option<u8>) {
    let start = blank_start(text, &SEPARATORS);
    let rest = text.get(start..).unwrap_or_default();
    let line = rest.get(..line_len(rest)).unwrap_or_default();
    let unquoted: Vec<u8> =
        line.iter().copied().filter(|byte| !matches!(byte, b'"' | b'\r' | b'\n')).collect();
    match unquoted.as_slice() {
        [s, e, p, b'=', separator, ..]
            if [*s, *e, *p].eq_ignore_ascii_case(b"sep") && SEPARATORS.contains(separator) =>
        {
            let after = start + line.len();
            let blank = blank_start(text.get(after..).unwrap_or_default(), &SEPARATORS);
            (after + blank, Some(*separator))
        }
        _ => (start, None),
    }
}

/// A handle as it is remembered: however it is spelled.
pub(super) fn key_of(handle: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    fold(handle).hash(&mut hasher);
    hasher.finish()
}

/// What the first walk over all rows found.
pub(super) struct Survey {
    /// Which mark stands before decimals, where a number itself does not tell.
    pub(super) mark: Option<DecimalMark>,
    /// Handles whose rows stand apart, with the pass they are read in.
    pub(super) apart: HashMap<u64, usize>,
    /// Rows of each handle that stand apart.
    pub(super) rows_apart: HashMap<u64, u32>,
    /// Passes over the file that it takes.
    pub(super) passes: usize,
    /// Stretches of rows that belong to no product that could be told.
    pub(super) unreadable: usize,
    /// The first line of the first of them.
    pub(super) first_unreadable: Option<u64>,
    /// Filled cells of each unused column.
    pub(super) unused: Vec<u64>,
}

/// Rows of one handle that follow each other.
struct Run {
    key: u64,
    rows: u32,
    bytes: usize,
}

impl Survey {
    /// Walks over all rows.
    pub(super) fn of(
        file: &Again,
        format: &Format,
        currency: Currency,
        said: Option<DecimalMark>,
        limits: &Limits,
    ) -> Result<Self, FileRefusal> {
        let mut rows = format.rows(file)?;
        let mut marks = Marks::default();
        let mut runs: Vec<Run> = Vec::new();
        let mut unused = vec![0; format.columns.unused().len()];
        let (mut unreadable, mut first_unreadable, mut sound) = (0, None, 0);
        let mut any = false;
        while let Some(next) = rows.next() {
            any = true;
            let row = next.and_then(|row| handle_of(&row, &format.columns).map(|handle| (row, handle)));
            let (row, handle) = match row {
                Ok(found) => found,
                Err(finding) => {
                    unreadable += 1;
                    first_unreadable.get_or_insert(finding.line);
                    continue;
                }
            };
            sound += 1;
            marks.look_at(&row, &format.columns, currency);
            for ((_, place), count) in format.columns.unused().iter().zip(&mut unused) {
                *count += u64::from(row.cell(*place).is_some_and(|cell| !cell.trim().is_empty()));
            }
            let (key, bytes) = (key_of(&handle), row.weight());
            match runs.last_mut() {
                Some(run) if run.key == key => {
                    run.rows += 1;
                    run.bytes += bytes;
                }
                _ => runs.push(Run { key, rows: 1, bytes }),
            }
            if sound >= limits.rows {
                if let Some(rest) = rows.give_up(FindingCode::TooManyRows, String::new()) {
                    unreadable += 1;
                    first_unreadable.get_or_insert(rest.line);
                }
                break;
            }
        }
        if let Some(error) = rows.take_error() {
            return Err(error.into());
        }
        if !any {
            return Err(FileRefusal::NoRows);
        }
        let (apart, rows_apart, passes) = apart(runs, limits);
        let mark = said.map_or_else(|| marks.decide(), |mark| Ok(Some(mark)))?;
        Ok(Self { mark, apart, rows_apart, passes, unreadable, first_unreadable, unused })
    }
}

/// Handles with several runs: in which pass each is read, so that no pass holds too much, and how many rows each has.
fn apart(mut runs: Vec<Run>, limits: &Limits) -> (HashMap<u64, usize>, HashMap<u64, u32>, usize) {
    runs.sort_unstable_by_key(|run| run.key);
    let (mut passes, mut counts) = (HashMap::new(), HashMap::new());
    let (mut pass, mut held) = (0, 0);
    for same in runs.chunk_by(|a, b| a.key == b.key) {
        let [first, _, ..] = same else { continue };
        let bytes = same.iter().map(|run| run.bytes).sum::<usize>().min(limits.product_bytes);
        if held > 0 && held + bytes > limits.held_bytes {
            pass += 1;
            held = 0;
        }
        held += bytes;
        passes.insert(first.key, pass);
        counts.insert(first.key, same.iter().map(|run| run.rows).sum());
    }
    (passes, counts, pass + 1)
}

/// What the numbers of a file tell about their marks.
#[derive(Default)]
struct Marks {
    point: bool,
    comma: bool,
    unclear: Option<(u64, &'static str, String)>,
}

impl Marks {
    fn look_at(&mut self, row: &Row, columns: &Columns, currency: Currency) {
        let prices = [Column::Price, Column::CompareAt, Column::Cost].map(|column| (column, Some(currency)));
        let others = [Column::Quantity, Column::Grams, Column::Measure].map(|column| (column, None));
        for (column, currency) in prices.into_iter().chain(others) {
            let text = columns.text(row, column);
            match shape(text, currency) {
                Shape::Told(DecimalMark::Point) => self.point = true,
                Shape::Told(DecimalMark::Comma) => self.comma = true,
                Shape::Unclear
                    if currency.is_some_and(|currency| grouping_alone(text, currency).is_some()) => {}
                Shape::Unclear if self.unclear.is_none() => {
                    self.unclear = Some((row.line, columns.name(column), text.to_owned()));
                }
                Shape::Plain | Shape::None | Shape::Unclear => {}
            }
        }
    }

    /// The mark that unclear numbers have; asked for when the clear ones have none or both.
    fn decide(self) -> Result<Option<DecimalMark>, FileRefusal> {
        match (self.point, self.comma, self.unclear) {
            (true, false, _) => Ok(Some(DecimalMark::Point)),
            (false, true, _) => Ok(Some(DecimalMark::Comma)),
            (_, _, None) => Ok(None),
            (_, _, Some((line, column, text))) => {
                let read = |mark| plain(&text, None, Some(mark)).unwrap_or_else(|| text.clone());
                let (point, comma) = (read(DecimalMark::Point), read(DecimalMark::Comma));
                Err(FileRefusal::DecimalUnclear { line, column, text, point, comma })
            }
        }
    }
}
