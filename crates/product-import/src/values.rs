//! Cells to values: texts, flags, whole numbers, prices.

use souk_domain::bounds::{picture::MAX_URL_CHARS, stock::MAX_QUANTITY, variant::MAX_WEIGHT_G};
use souk_domain::content::{Content, ContentUnit};
use souk_domain::money::{Currency, MoneyError, parse_price};
pub(super) use souk_domain::text::fold_key as fold;

use super::columns::{Column, Columns};
use super::finding::{Finding, FindingCode, Severity};
use super::rows::Row;

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

/// One row as its readers see it: cells by column, and a place for what is noticed.
pub(super) struct RowReader<'a> {
    pub(super) row: &'a Row,
    pub(super) columns: &'a Columns,
    pub(super) findings: &'a mut Vec<Finding>,
}

impl RowReader<'_> {
    /// The cell's text, trimmed.
    pub(super) fn cell(&self, column: Column) -> &str {
        self.columns.cell(&self.row.cells, column)
    }

    /// Notes a warning about one cell.
    pub(super) fn warn(&mut self, column: Column, code: FindingCode, message: impl Into<String>) {
        self.findings.push(self.row.finding(Severity::Warning, Some(column), code, message));
    }

    /// Notes why the row is not used.
    pub(super) fn refuse(&mut self, column: Option<Column>, code: FindingCode, message: impl Into<String>) {
        self.findings.push(self.row.finding(Severity::Error, column, code, message));
    }

    /// A text of one line, cut at `max` characters with a warning.
    pub(super) fn line_of_text(&mut self, column: Column, max: usize) -> String {
        let text = one_line(self.cell(column));
        self.cut(column, text, max)
    }

    /// The text, cut at `max` characters with a warning.
    pub(super) fn cut(&mut self, column: Column, text: String, max: usize) -> String {
        let Some((end, _)) = text.char_indices().nth(max) else { return text };
        self.warn(
            column,
            FindingCode::TextCut,
            format!("The text is longer than {max} characters and was cut."),
        );
        text.get(..end).unwrap_or_default().trim_end().to_owned()
    }

    /// A code that loses its meaning when cut: left out with a warning when longer than `max`; `None` when blank.
    pub(super) fn whole_word(&mut self, column: Column, max: usize) -> Option<String> {
        let text = one_line(self.cell(column));
        if text.chars().count() > max {
            let message = format!("The text is longer than {max} characters and was left out.");
            self.warn(column, FindingCode::TextDropped, message);
            return None;
        }
        (!text.is_empty()).then_some(text)
    }

    /// A yes or no; `None` when blank, or with a warning when it is neither.
    pub(super) fn flag(&mut self, column: Column) -> Option<bool> {
        let text = self.cell(column).to_ascii_lowercase();
        match text.as_str() {
            "" => None,
            "true" | "yes" | "1" => Some(true),
            "false" | "no" | "0" => Some(false),
            _ => {
                self.warn(
                    column,
                    FindingCode::FlagUnknown,
                    "This is neither true nor false; the usual value was taken.",
                );
                None
            }
        }
    }

    /// Pieces on hand, never negative; `None` when blank.
    pub(super) fn quantity(&mut self) -> Option<i64> {
        let column = Column::Quantity;
        let text = self.cell(column);
        if text.is_empty() {
            return None;
        }
        let quantity = match whole_number(text) {
            Some(quantity) if quantity < 0 => {
                let message = format!("The quantity {quantity} is below zero; 0 was taken.");
                self.warn(column, FindingCode::QuantityNegative, message);
                0
            }
            Some(quantity) if quantity <= MAX_QUANTITY => quantity,
            Some(_) => {
                let message = format!("The quantity is above {MAX_QUANTITY}; 0 was taken.");
                self.warn(column, FindingCode::QuantityInvalid, message);
                0
            }
            None => {
                self.warn(column, FindingCode::QuantityInvalid, "This is not a whole number; 0 was taken.");
                0
            }
        };
        Some(quantity)
    }

    /// Grams, 0 when blank or with a warning when it is no sensible weight.
    pub(super) fn weight_g(&mut self) -> u32 {
        let text = self.cell(Column::Grams);
        if text.is_empty() {
            return 0;
        }
        let grams = whole_number(text).and_then(|grams| u32::try_from(grams).ok());
        if let Some(grams) = grams.filter(|grams| *grams <= MAX_WEIGHT_G) {
            return grams;
        }
        let message = format!("A weight is a whole number of grams from 0 to {MAX_WEIGHT_G}; 0 was taken.");
        self.warn(Column::Grams, FindingCode::WeightInvalid, message);
        0
    }

    /// How much is in one piece; `None` when blank, or with a warning when it is no amount that can be told.
    pub(super) fn content(&mut self) -> Option<Content> {
        let text = self.cell(Column::Measure);
        if text.is_empty() {
            return None;
        }
        let unit = self.cell(Column::MeasureUnit).to_ascii_lowercase();
        let content = MEASURES.iter().find(|(word, _, _)| *word == unit).and_then(|(_, size, unit)| {
            let thousandths = thousandths(text)?.checked_mul(*size)?;
            let whole = u32::try_from(thousandths / 1_000).ok().filter(|_| thousandths % 1_000 == 0)?;
            Content::new(whole, *unit)
        });
        if content.is_none() {
            let message = "The content is no whole number of g, ml, cm or items, and was left out.";
            self.warn(Column::Measure, FindingCode::WeightInvalid, message);
        }
        content
    }

    /// An amount in minor units.
    pub(super) fn price(&self, column: Column, currency: Currency) -> Result<i64, MoneyError> {
        parse_price(without_spare_zeros(self.cell(column)), currency)
    }

    /// A picture's web address; `None` when blank, or with a warning when it is no such address.
    pub(super) fn url(&mut self, column: Column) -> Option<String> {
        let text = self.cell(column);
        if text.is_empty() {
            return None;
        }
        if is_web_address(text) {
            return Some(text.to_owned());
        }
        let message = "A picture needs an address that begins with http:// or https://; it was left out.";
        self.warn(column, FindingCode::ImageUrlInvalid, message);
        None
    }
}

/// Text on one line: white space becomes single spaces, control characters go.
pub(super) fn one_line(text: &str) -> String {
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

/// `12`, `-3` or, as spreadsheets write it, `12.0`.
fn whole_number(text: &str) -> Option<i64> {
    without_spare_zeros(text).parse().ok()
}

/// `36.00` is `36`, `36.50` is `36.5`: spreadsheets add decimals a currency may not have.
fn without_spare_zeros(text: &str) -> &str {
    match text.split_once('.') {
        Some((whole, decimals)) if !whole.is_empty() && !decimals.is_empty() => {
            let short = text.trim_end_matches('0');
            short.strip_suffix('.').unwrap_or(short)
        }
        _ => text,
    }
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
