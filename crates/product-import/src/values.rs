//! Cells to values: texts, flags, whole numbers, prices.

use souk_domain::bounds::{picture::MAX_URL_CHARS, stock::MAX_QUANTITY, variant::MAX_WEIGHT_G};
use souk_domain::content::{Content, ContentUnit};
use souk_domain::money::{Currency, MoneyError, parse_price};
pub(super) use souk_domain::text::fold_key as fold;

use super::columns::{Column, Columns};
use super::finding::{Finding, FindingCode, Severity};
use super::number::{DecimalMark, plain};
use super::row::Row;

/// The units a file may count in, each with what one of them is of ours.
const MEASURES: &[(&str, u64, ContentUnit)] = &[
    ("g", 1, ContentUnit::Gram),
    ("kg", 1_000, ContentUnit::Gram),
    ("ml", 1, ContentUnit::Millilitre),
    ("cl", 10, ContentUnit::Millilitre),
    ("l", 1_000, ContentUnit::Millilitre),
    ("cm", 1, ContentUnit::Centimetre),
    ("m", 100, ContentUnit::Centimetre),
    ("item", 1, ContentUnit::Piece),
];

/// Whether the letters of a barcode are those of a rounded number, such as `8.90123E+12`.
fn is_rounded_number(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let number = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
    };
    number(mantissa) && exponent.strip_prefix('+').is_some_and(number)
}

/// One row as its readers see it: cells by column, and a place for what is noticed.
pub(super) struct RowReader<'a> {
    pub(super) row: &'a Row,
    pub(super) columns: &'a Columns,
    pub(super) findings: &'a mut Vec<Finding>,
    /// Which mark stands before decimals where a number itself does not tell.
    pub(super) mark: Option<DecimalMark>,
}

impl<'a> RowReader<'a> {
    /// The cell's text, trimmed; `None` when the file does not have it.
    pub(super) fn cell(&self, column: Column) -> Option<&'a str> {
        self.columns.cell(self.row, column)
    }

    /// The same, where missing and blank mean the same.
    pub(super) fn text(&self, column: Column) -> &'a str {
        self.columns.text(self.row, column)
    }

    /// Notes a warning about one cell.
    pub(super) fn warn(&mut self, column: Column, code: FindingCode, message: impl Into<String>) {
        let name = self.columns.name(column);
        self.findings.push(self.row.finding(Severity::Warning, Some(name), code, message));
    }

    /// Notes why the row is not used.
    pub(super) fn refuse(&mut self, column: Option<Column>, code: FindingCode, message: impl Into<String>) {
        let name = column.map(|column| self.columns.name(column));
        self.findings.push(self.row.finding(Severity::Error, name, code, message));
    }

    /// A text of one line, cut at `max` characters with a warning.
    pub(super) fn line_of_text(&mut self, column: Column, max: usize) -> Option<String> {
        let text = one_line(self.cell(column)?);
        Some(self.cut(column, text, max))
    }

    /// The text, cut at `max` characters with a warning.
    pub(super) fn cut(&mut self, column: Column, text: String, max: usize) -> String {
        let Some((end, _)) = text.char_indices().nth(max) else { return text };
        let message = format!("The text is longer than {max} characters and was cut.");
        self.warn(column, FindingCode::TextCut, message);
        text.get(..end).unwrap_or_default().trim_end().to_owned()
    }

    /// A code that loses its meaning when cut: not said, with a warning, when longer than `max`.
    pub(super) fn whole_word(&mut self, column: Column, max: usize) -> Option<String> {
        let text = one_line(self.cell(column)?);
        self.bounded_word(column, text, max)
    }

    fn bounded_word(&mut self, column: Column, text: String, max: usize) -> Option<String> {
        if text.chars().count() > max {
            let message = format!("The text is longer than {max} characters and was left out.");
            self.warn(column, FindingCode::TextDropped, message);
            return None;
        }
        Some(text)
    }

    /// A barcode without the mark that keeps spreadsheets from taking it for a number.
    pub(super) fn barcode(&mut self, max: usize) -> Option<String> {
        let word = one_line(self.cell(Column::Barcode)?);
        if let Some(marked) = word.strip_prefix('\'') {
            return self.bounded_word(Column::Barcode, marked.to_owned(), max);
        }
        if is_rounded_number(&word) {
            let message = "A spreadsheet took this barcode for a number and rounded it; it was left out. Format the column as text.";
            self.warn(Column::Barcode, FindingCode::BarcodeRounded, message);
            return None;
        }
        self.bounded_word(Column::Barcode, word, max)
    }

    /// A yes or no; `None` when blank, or with a warning when it is neither.
    pub(super) fn flag(&mut self, column: Column) -> Option<bool> {
        let text = self.text(column).to_ascii_lowercase();
        match text.as_str() {
            "" => None,
            "true" | "yes" | "1" => Some(true),
            "false" | "no" | "0" => Some(false),
            _ => {
                let message = "This is neither true nor false; what is stored stays, and a new one has the usual value.";
                self.warn(column, FindingCode::FlagUnknown, message);
                None
            }
        }
    }

    /// Pieces on hand, never negative; `None` when blank, or with a warning when it is no number of pieces.
    pub(super) fn quantity(&mut self) -> Option<i64> {
        let column = Column::Quantity;
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        match plain(text, None, self.mark).and_then(|number| number.parse::<i64>().ok()) {
            Some(quantity) if quantity < 0 => {
                let message = format!("The quantity {quantity} is below zero; 0 was taken.");
                self.warn(column, FindingCode::QuantityNegative, message);
                Some(0)
            }
            Some(quantity) if quantity <= MAX_QUANTITY => Some(quantity),
            Some(_) => {
                let message =
                    format!("The quantity is above {MAX_QUANTITY}, so how many there are is unknown.");
                self.warn(column, FindingCode::QuantityInvalid, message);
                None
            }
            None => {
                let message = "This is not a whole number, so how many there are is unknown.";
                self.warn(column, FindingCode::QuantityInvalid, message);
                None
            }
        }
    }

    /// Whole grams, 0 when blank; not said, with a warning, when it is no sensible weight.
    pub(super) fn weight_g(&mut self) -> Option<u32> {
        let text = self.cell(Column::Grams)?;
        if text.is_empty() {
            return Some(0);
        }
        let weight = plain(text, None, self.mark).and_then(|number| {
            let (whole, part) =
                number.split_once('.').map_or((number.as_str(), ""), |(whole, part)| (whole, part));
            let grams: u32 = whole.parse().ok()?;
            let up = part.as_bytes().first().is_some_and(|tenth| *tenth >= b'5')
                || (grams == 0 && !part.is_empty());
            Some((grams + u32::from(up), !part.is_empty()))
        });
        match weight.filter(|(grams, _)| *grams <= MAX_WEIGHT_G) {
            Some((grams, rounded)) => {
                if rounded {
                    let message = format!("Weights are whole grams; {grams} was taken.");
                    self.warn(Column::Grams, FindingCode::WeightRounded, message);
                }
                Some(grams)
            }
            None => {
                let message = format!("A weight is from 0 to {MAX_WEIGHT_G} grams; this one was left out.");
                self.warn(Column::Grams, FindingCode::WeightInvalid, message);
                None
            }
        }
    }

    /// How much is in one piece; not said, with a warning, when it is no amount that can be told.
    pub(super) fn content(&mut self) -> Option<Option<Content>> {
        let text = self.cell(Column::Measure)?;
        if text.is_empty() {
            return Some(None);
        }
        let unit = self.text(Column::MeasureUnit).to_ascii_lowercase();
        let number = plain(text, None, self.mark).unwrap_or_default();
        let content = MEASURES.iter().find(|(word, _, _)| *word == unit).and_then(|(_, size, unit)| {
            let thousandths = thousandths(&number)?.checked_mul(*size)?;
            let whole = u32::try_from(thousandths / 1_000).ok().filter(|_| thousandths % 1_000 == 0)?;
            Content::new(whole, *unit)
        });
        if content.is_none() {
            let message = "The content is no whole number of g, ml, cm or items, and was left out.";
            self.warn(Column::Measure, FindingCode::ContentInvalid, message);
            return None;
        }
        Some(content)
    }

    /// An amount in minor units; blank is [`MoneyError::Empty`].
    pub(super) fn price(&self, column: Column, currency: Currency) -> Result<i64, MoneyError> {
        let text = self.text(column);
        if text.is_empty() {
            return Err(MoneyError::Empty);
        }
        let number = plain(text, Some(currency), grouping_alone(text, currency).or(self.mark));
        parse_price(&number.ok_or(MoneyError::NotANumber)?, currency)
    }

    /// A picture's web address; `None` when blank, or with a warning when it is no such address.
    pub(super) fn url(&mut self, column: Column) -> Option<String> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let text = if text.starts_with("//") { format!("https:{text}") } else { text.to_owned() };
        if is_web_address(&text) {
            return Some(text);
        }
        let message = format!(
            "A picture needs an address that begins with http:// or https:// and has at most {MAX_URL_CHARS} characters; it was left out."
        );
        self.warn(column, FindingCode::ImageUrlInvalid, message);
        None
    }
}

/// In a currency without decimals a mark stands between groups, so the other one would stand before decimals.
pub(super) fn grouping_alone(text: &str, currency: Currency) -> Option<DecimalMark> {
    let mark = if text.contains('.') { DecimalMark::Comma } else { DecimalMark::Point };
    (currency.minor_digits() == 0).then_some(mark)
}

/// Text on one line. Its own blanks stay; where it has line breaks or control characters, they go, and between its words are
/// single spaces.
pub(super) fn one_line(text: &str) -> String {
    if !text.contains(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
        return text.trim().to_owned();
    }
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| word.chars().filter(|c| !c.is_control()).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// Whether the text can be an http or https address at all; nothing is fetched here.
pub(super) fn is_web_address(text: &str) -> bool {
    let host = ["https://", "http://"].iter().find_map(|scheme| {
        text.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme))?;
        text.get(scheme.len()..)
    });
    host.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['))
        && text.chars().count() <= MAX_URL_CHARS
        && !text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\'))
}

/// `0.75` as 750; `None` for what has more than three decimals or is no such number.
fn thousandths(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > 3 || whole.len() > 9 || !digits(whole) || !digits(part) {
        return None;
    }
    format!("{whole}{part:0<3}").parse().ok()
}
