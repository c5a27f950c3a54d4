//! Files that say how much is where: a row for each variant at each place, or a column for each place.

use souk_domain::bounds::stock::MAX_QUANTITY;
use souk_domain::text::fold_key;

use super::columns::{Column, Columns, OPTION_COLUMNS};
use super::file::Hints;
use super::finding::{Finding, FindingCode, Severity};
use super::limits::Limits;
use super::number::{DecimalMark, plain};
use super::refusal::FileRefusal;
use super::row::Row;
use super::survey::{Again, FileRows, Format, Source};
use super::values::one_line;

/// What stands in the cell of a place that does not keep a variant.
const NOT_STOCKED: &str = "not stocked";

/// Columns of such files that are no places.
const NO_PLACES: &[&str] = &[
    "hs code",
    "coo",
    "bin name",
    "incoming",
    "incoming (not editable)",
    "unavailable",
    "unavailable (not editable)",
    "committed",
    "committed (not editable)",
    "available",
    "available (not editable)",
];

/// Columns that only files of products have: they say more than how much there is.
const OF_PRODUCTS: &[Column] = &[
    Column::Price,
    Column::Body,
    Column::Markdown,
    Column::Vendor,
    Column::Status,
    Column::Published,
    Column::ImageSrc,
    Column::Quantity,
    Column::Tags,
];

/// What a file is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Products and their variants.
    Products,
    /// How much of each variant is where.
    Stock,
}

/// What a row says of stock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockRow {
    /// The physical line on which it begins.
    pub line: u64,
    /// The product's handle; empty where the file does not say it.
    pub handle: String,
    /// The values of the variant's options; none where it has no choice, or the file does not say them.
    pub values: Vec<String>,
    /// May be empty.
    pub sku: String,
    /// How many pieces are on hand, by the name of the place.
    pub counts: Vec<(String, i64)>,
}

/// A file of stock, read row by row.
pub struct StockFile {
    file: Again,
    bytes: u64,
    format: Format,
    rows: FileRows,
    mark: Option<DecimalMark>,
    /// Names and places of the columns that are locations.
    places: Vec<(String, usize)>,
    sound: usize,
    most: usize,
}

/// What a file is about, told by its columns and the places there are.
///
/// # Errors
/// Nothing can be read of it.
pub fn kind_of(
    source: impl Source + 'static,
    hints: Hints,
    limits: &Limits,
    locations: &[String],
) -> Result<FileKind, FileRefusal> {
    let format = Format::of(&Again::new(source), hints.encoding, limits)?;
    Ok(if is_of_stock(&format.columns, locations) { FileKind::Stock } else { FileKind::Products })
}

fn is_of_stock(columns: &Columns, locations: &[String]) -> bool {
    if OF_PRODUCTS.iter().any(|column| columns.has(*column)) {
        return false;
    }
    let named = |name: &str| locations.iter().any(|location| fold_key(location) == fold_key(name));
    let has = |name: &str| columns.unused().iter().any(|(other, _)| other.eq_ignore_ascii_case(name));
    columns.is_of_stock()
        || columns.unused().iter().any(|(name, _)| named(name))
        || (columns.has(Column::Sku) && has("HS Code") && has("COO"))
}

impl StockFile {
    /// Begins to read a file.
    ///
    /// # Errors
    /// [`FileRefusal`] when nothing can be read at all; a bad row is a [`Finding`].
    pub fn open(source: impl Source + 'static, hints: Hints, limits: &Limits) -> Result<Self, FileRefusal> {
        let file = Again::new(source);
        let bytes = file.length()?;
        if bytes > limits.file_bytes {
            return Err(FileRefusal::TooLarge { max_bytes: limits.file_bytes });
        }
        let format = Format::of(&file, hints.encoding, limits)?;
        let columns = &format.columns;
        let is_place = |(name, _): &&(String, usize)| !NO_PLACES.contains(&name.to_lowercase().as_str());
        let places = if columns.is_of_stock() {
            Vec::new()
        } else {
            columns.unused().iter().filter(is_place).cloned().collect()
        };
        if format.rows(&file)?.next().is_none() {
            return Err(FileRefusal::NoRows);
        }
        Ok(Self {
            rows: format.rows(&file)?,
            file,
            bytes,
            mark: hints.decimal,
            places,
            format,
            sound: 0,
            most: limits.rows,
        })
    }

    /// Sound rows so far, the header not counted.
    pub fn rows(&self) -> usize {
        self.sound
    }

    /// Bytes of the rows that came so far, and bytes to be read in all.
    pub fn progress(&self) -> (u64, u64) {
        (self.rows.come(self.file.position().min(self.bytes)), self.bytes)
    }

    /// The names of the columns that are used: a variant's own, and where pieces are.
    pub fn used_columns(&self) -> Vec<String> {
        let mut used = self.format.columns.used();
        let columns = &self.format.columns;
        let of_places = [Column::Location, Column::OnHand, Column::OnHandNew];
        let of_places = of_places.iter().filter(|column| columns.has(**column));
        used.extend(of_places.map(|column| columns.name(*column).to_owned()));
        used.extend(self.places.iter().map(|(name, _)| name.clone()));
        used
    }

    /// The names of the columns of which nothing is kept.
    pub fn unused_columns(&self) -> Vec<String> {
        let used = self.used_columns();
        let unused = self.format.columns.unused().iter().map(|(name, _)| name);
        unused.filter(|name| !used.iter().any(|other| other.eq_ignore_ascii_case(name))).cloned().collect()
    }

    /// The next row that says something of stock; `None` behind the last. Every other row is told.
    ///
    /// # Errors
    /// The file cannot be read any more.
    pub fn next_row(&mut self, tell: &mut dyn FnMut(Finding)) -> Result<Option<StockRow>, FileRefusal> {
        loop {
            if self.sound >= self.most {
                let message =
                    format!("One file may have {} rows; the rest was not read. Split the file.", self.most);
                if let Some(rest) = self.rows.give_up(FindingCode::TooManyRows, message) {
                    tell(rest);
                }
                return Ok(None);
            }
            match self.rows.next() {
                None => return self.rows.take_error().map_or(Ok(None), |error| Err(error.into())),
                Some(Err(finding)) => tell(finding),
                Some(Ok(row)) => {
                    self.sound += 1;
                    if let Some(read) = self.read(&row, tell) {
                        return Ok(Some(read));
                    }
                }
            }
        }
    }

    fn read(&self, row: &Row, tell: &mut dyn FnMut(Finding)) -> Option<StockRow> {
        let columns = &self.format.columns;
        let (handle, sku) = (one_line(columns.text(row, Column::Handle)), columns.text(row, Column::Sku));
        if handle.is_empty() && sku.is_empty() {
            let message = "The row has neither a handle nor a SKU, so what it counts cannot be told.";
            tell(row.finding(Severity::Error, None, FindingCode::HandleMissing, message));
            return None;
        }
        let values = OPTION_COLUMNS.iter().map(|(_, value)| one_line(columns.text(row, *value)));
        let mut values: Vec<String> = values.filter(|value| !value.is_empty()).collect();
        if let [only] = values.as_slice()
            && only.eq_ignore_ascii_case(super::variant::DEFAULT_TITLE)
        {
            values.clear();
        }
        let mut counts = Vec::new();
        if columns.is_of_stock() {
            let place = one_line(columns.text(row, Column::Location));
            let new = columns.text(row, Column::OnHandNew);
            let column = if new.is_empty() { Column::OnHand } else { Column::OnHandNew };
            let count = self.count(row, columns.name(column), columns.text(row, column), tell);
            counts.extend(count.map(|count| (place, count)));
        } else {
            for (name, at) in &self.places {
                let cell = row.cell(*at).map(super::guard::unguarded).unwrap_or_default();
                let count = self.count(row, name, cell, tell);
                counts.extend(count.map(|count| (name.clone(), count)));
            }
        }
        let sku = one_line(sku);
        (!counts.is_empty()).then_some(StockRow { line: row.line, handle, values, sku, counts })
    }

    /// How many a cell says there are; nothing where it is blank.
    fn count(&self, row: &Row, name: &str, cell: &str, tell: &mut dyn FnMut(Finding)) -> Option<i64> {
        if cell.is_empty() || cell.eq_ignore_ascii_case(NOT_STOCKED) {
            return None;
        }
        let number = plain(cell, None, self.mark).and_then(|number| number.parse::<i64>().ok());
        let wrong = match number {
            Some(count @ 0..=MAX_QUANTITY) => return Some(count),
            Some(count) if count < 0 => "a number below zero".to_owned(),
            Some(_) => format!("above {MAX_QUANTITY}"),
            None => "no whole number that can be told".to_owned(),
        };
        let message = format!("{name}: \"{}\" is {wrong}. The stock was left as it is.", one_line(cell));
        tell(row.finding(Severity::Error, None, FindingCode::QuantityInvalid, message));
        None
    }
}
