//! What is kept of an import: its columns, its question and its report, as JSON beside it.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use souk_domain::bounds::import::{MAX_COLUMNS_NAMED, MAX_EXAMPLES, MAX_FAILED_ROWS, MAX_REASON_CHARS};
use souk_product_import::{FileRefusal, Finding, FindingCode, Severity};

use super::report::{Outcome, Stored};
use crate::{Error, Result};

/// The columns of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// Those that are read, by name.
    pub used: Vec<String>,
    /// Those of which nothing is kept.
    pub unused: Vec<String>,
    /// Columns beyond those that are named.
    pub more: usize,
}

impl Columns {
    pub(super) fn of(used: Vec<String>, unused: Vec<String>) -> Self {
        let mut columns = Self { more: 0, used, unused };
        for names in [&mut columns.used, &mut columns.unused] {
            columns.more += names.len().saturating_sub(MAX_COLUMNS_NAMED);
            names.truncate(MAX_COLUMNS_NAMED);
        }
        columns
    }
}

/// What a file does not tell, and whoever imports it must.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum Question {
    /// Which encoding it is in.
    Encoding,
    /// Which mark stands before decimals.
    Decimal {
        /// Where a number stands that could be two.
        line: u64,
        column: String,
        text: String,
        /// What it is if a point stands before decimals.
        point: String,
        /// What it is if a comma does.
        comma: String,
    },
}

impl Question {
    /// The question that a refusal of the file comes to, if somebody can answer it.
    pub(super) fn of(refusal: &FileRefusal) -> Option<Self> {
        match refusal {
            FileRefusal::EncodingUnclear => Some(Self::Encoding),
            FileRefusal::DecimalUnclear { line, column, text, point, comma } => Some(Self::Decimal {
                line: *line,
                column: (*column).to_owned(),
                text: text.clone(),
                point: point.clone(),
                comma: comma.clone(),
            }),
            _ => None,
        }
    }
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportReport {
    /// Sound rows of the file so far, the header not counted.
    pub rows: u64,
    /// Products that were made; of a file of stock none.
    pub created: u64,
    /// Products, or levels of stock, that were changed.
    pub updated: u64,
    /// Those that were as the file says.
    pub unchanged: u64,
    /// Those that were refused.
    pub failed: u64,
    /// Variants whose stock was set.
    pub stock_set: u64,
    /// Pictures that are fetched after it.
    pub images_queued: u64,
    /// What was noticed, by kind; what costs most comes first.
    pub kinds: Vec<KindFound>,
}

/// All findings of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindFound {
    /// Its stable word.
    pub code: String,
    /// Those that were mended or left aside.
    pub warnings: u64,
    /// Those that cost a row or a product.
    pub errors: u64,
    /// The first of them.
    pub examples: Vec<Example>,
}

/// One finding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// The first line of the file that it is about.
    pub line: u64,
    pub last_line: u64,
    pub column: Option<String>,
    /// What is wrong, and what was done.
    pub message: String,
}

impl KindFound {
    /// Findings that are no example.
    pub fn more(&self) -> u64 {
        (self.warnings + self.errors).saturating_sub(self.examples.len() as u64)
    }
}

impl ImportReport {
    /// Findings that were mended or left aside.
    pub fn warnings(&self) -> u64 {
        self.kinds.iter().map(|kind| kind.warnings).sum()
    }

    /// Findings that cost a row or a product.
    pub fn errors(&self) -> u64 {
        self.kinds.iter().map(|kind| kind.errors).sum()
    }

    fn kind(&mut self, code: &str) -> Option<&mut KindFound> {
        if self.kinds.iter().all(|kind| kind.code != code) {
            self.kinds.push(KindFound { code: code.to_owned(), ..KindFound::default() });
        }
        self.kinds.iter_mut().find(|kind| kind.code == code)
    }

    pub(super) fn add(&mut self, more: &Self) {
        self.rows = self.rows.max(more.rows);
        self.created += more.created;
        self.updated += more.updated;
        self.unchanged += more.unchanged;
        self.failed += more.failed;
        self.stock_set += more.stock_set;
        self.images_queued += more.images_queued;
        for found in &more.kinds {
            let Some(kind) = self.kind(&found.code) else { continue };
            kind.warnings += found.warnings;
            kind.errors += found.errors;
            let room = MAX_EXAMPLES.saturating_sub(kind.examples.len());
            kind.examples.extend(found.examples.iter().take(room).cloned());
        }
        self.kinds.sort_by(|a, b| (b.errors, b.warnings, &a.code).cmp(&(a.errors, a.warnings, &b.code)));
    }
}

/// What one part of the work came to.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) report: ImportReport,
    /// Lines that failed and why, [`MAX_FAILED_ROWS`] at most.
    pub(super) failures: Vec<(u64, String)>,
}

impl Tally {
    /// Of a vendor's own file: whose products they are is known, whatever it says of that.
    pub(super) fn notice_unless_known(&mut self, finding: &Finding) {
        if finding.code != FindingCode::VendorMissing {
            self.notice(finding);
        }
    }

    pub(super) fn notice(&mut self, finding: &Finding) {
        let is_error = finding.severity == Severity::Error;
        if is_error && self.failures.len() < MAX_FAILED_ROWS as usize {
            let reason = match finding.column {
                Some(column) => format!("{column}: {}", finding.message),
                None => finding.message.clone(),
            };
            self.failures.push((finding.line, reason.chars().take(MAX_REASON_CHARS).collect()));
        }
        let Some(kind) = self.report.kind(finding.code.as_str()) else { return };
        kind.errors += u64::from(is_error);
        kind.warnings += u64::from(!is_error);
        if kind.examples.len() < MAX_EXAMPLES {
            kind.examples.push(Example {
                line: finding.line,
                last_line: finding.last_line,
                column: finding.column.map(str::to_owned),
                message: finding.message.chars().take(MAX_REASON_CHARS).collect(),
            });
        }
    }

    pub(super) fn add(&mut self, stored: &Stored) {
        let report = &mut self.report;
        match stored.outcome {
            Outcome::NotImported => report.failed += 1,
            Outcome::Created => report.created += 1,
            Outcome::Updated => report.updated += 1,
            Outcome::Unchanged => report.unchanged += 1,
        }
        report.stock_set += stored.stock_set as u64;
        report.images_queued += stored.images_queued as u64;
        stored.findings.iter().for_each(|finding| self.notice(finding));
    }
}

pub(super) fn to_json(what: &impl Serialize) -> Result<String> {
    serde_json::to_string(what).map_err(|error| Error::broken(format!("an import: {error}")))
}

/// Errors: what is stored is none of ours.
pub(super) fn from_json<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::broken(format!("an import: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(line: u64, severity: Severity, code: FindingCode) -> Finding {
        Finding { line, last_line: line, column: None, severity, code, message: "It is wrong.".to_owned() }
    }

    #[test]
    fn a_vendors_own_file_need_not_say_whose_it_is() {
        let mut tally = Tally::default();
        tally.notice_unless_known(&finding(2, Severity::Warning, FindingCode::VendorMissing));
        assert_eq!(tally.report, ImportReport::default());
        tally.notice_unless_known(&finding(2, Severity::Warning, FindingCode::TextCut));
        assert_eq!(tally.report.warnings(), 1);
    }

    #[test]
    fn a_report_counts_all_and_shows_the_first() {
        let mut report = ImportReport::default();
        for line in 0..MAX_EXAMPLES as u64 + 3 {
            let mut tally = Tally::default();
            tally.notice(&finding(line, Severity::Warning, FindingCode::TextCut));
            tally.notice(&finding(line, Severity::Error, FindingCode::PriceInvalid));
            assert_eq!(tally.failures.len(), 1);
            report.add(&tally.report);
        }
        let [first, second] = report.kinds.as_slice() else { panic!("{report:?}") };
        assert_eq!((first.code.as_str(), first.errors, first.warnings), ("price_invalid", 8, 0));
        assert_eq!((second.code.as_str(), second.more()), ("text_cut", 3));
        assert_eq!(second.examples.last().map(|one| one.line), Some(MAX_EXAMPLES as u64 - 1));
        let again: ImportReport = from_json(&to_json(&report).unwrap()).unwrap();
        assert_eq!(again, report);
    }
}
