//! A whole file to products and findings.

use std::collections::HashMap;
use std::io::Read;

use souk_domain::money::Currency;

use super::columns::{Column, Columns};
use super::draft::ImportedProduct;
use super::finding::{Finding, FindingCode, Severity};
use super::groups::Groups;
use super::limits::Limits;
use super::product::Reader;
use super::refusal::FileRefusal;
use super::rows::Rows;
use super::scan::{count_line_ends, line_len, scan};
use super::values::fold;

/// Bytes in which a zero gives a binary file away; text has none.
const BINARY_CHECK_BYTES: usize = 4096;

/// What a file says, and what was noticed on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Products that can be used, in the order of the file.
    pub products: Vec<ImportedProduct>,
    /// Findings by line; every row is in a product or in here.
    pub findings: Vec<Finding>,
    /// Sound rows, the header not counted.
    pub rows: usize,
}

/// Reads a product export, prices taken to be in `currency`.
///
/// # Errors
/// [`FileRefusal`] when nothing can be read at all; a bad row is a [`Finding`], never an error.
pub fn read(source: impl Read, currency: Currency, limits: &Limits) -> Result<Reading, FileRefusal> {
    let bytes = take_all(source, limits)?;
    let (text, blank_lines) = without_mark_and_blank_lines(&bytes)?;
    refuse_other_separators(text)?;
    let header = scan(text, limits.row_bytes).map_err(|_| FileRefusal::BrokenHeader)?;
    let (first_row, rest) = text.split_at_checked(header.bytes).unwrap_or((text, &[]));
    let cells = header.cells.into_iter().map(String::from_utf8).collect::<Result<Vec<_>, _>>();
    let cells = cells.map_err(|_| FileRefusal::NotUtf8)?;
    let columns = Columns::find(&cells)?;

    let mut findings = Vec::new();
    let mut groups = Groups::default();
    let mut rows = Rows::new(rest, 1 + blank_lines + count_line_ends(first_row), &columns, limits);
    let mut sound = 0;
    let mut any = false;
    while let Some(next) = rows.next() {
        any = true;
        match next {
            Ok(row) => {
                sound += 1;
                groups.add(row, &columns, &mut findings);
            }
            Err(finding) => findings.push(finding),
        }
        if sound >= limits.rows {
            let message =
                format!("One file may have {} rows; the rest was not read. Split the file.", limits.rows);
            findings.extend(rows.give_up(FindingCode::TooManyRows, message));
        }
    }
    if !any {
        return Err(FileRefusal::NoRows);
    }
    let mut reader = Reader { columns: &columns, currency, limits, findings: &mut findings };
    let products: Vec<ImportedProduct> =
        groups.into_groups().iter().filter_map(|group| reader.product(group)).collect();
    warn_of_repeated_skus(&products, &mut findings);
    findings.sort_by_key(|finding| finding.line);
    Ok(Reading { products, findings, rows: sound })
}

fn take_all(source: impl Read, limits: &Limits) -> Result<Vec<u8>, FileRefusal> {
    let mut bytes = Vec::new();
    source.take(limits.file_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limits.file_bytes {
        return Err(FileRefusal::TooLarge { max_bytes: limits.file_bytes });
    }
    Ok(bytes)
}

/// The text from its first row on, and the number of blank lines before it.
fn without_mark_and_blank_lines(bytes: &[u8]) -> Result<(&[u8], u64), FileRefusal> {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(FileRefusal::NotUtf8);
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let trimmed = text.trim_ascii_start();
    if trimmed.is_empty() {
        return Err(FileRefusal::Empty);
    }
    let before = text.get(..text.len() - trimmed.len()).unwrap_or_default();
    let start = trimmed.get(..BINARY_CHECK_BYTES).unwrap_or(trimmed);
    if start.contains(&0) || trimmed.starts_with(b"PK\x03\x04") || trimmed.starts_with(b"%PDF") {
        return Err(FileRefusal::NotCsv);
    }
    Ok((trimmed, count_line_ends(before)))
}

/// Other separators leave the header in one cell; say so instead of missing every column.
fn refuse_other_separators(text: &[u8]) -> Result<(), FileRefusal> {
    let whole = String::from_utf8_lossy(text.get(..line_len(text)).unwrap_or_default());
    for (separator, name) in [(';', "semicolons"), ('\t', "tabs"), ('|', "vertical bars")] {
        let mut names = whole.split(separator).map(|cell| cell.trim().trim_matches('"'));
        if whole.contains(separator) && names.any(|cell| cell.eq_ignore_ascii_case(Column::Handle.name())) {
            return Err(FileRefusal::WrongSeparator { separator: name });
        }
    }
    Ok(())
}

/// A SKU is data, not identity, but two of a vendor's variants with one SKU are most likely a mistake.
fn warn_of_repeated_skus(products: &[ImportedProduct], findings: &mut Vec<Finding>) {
    let mut first: HashMap<(String, &str), u64> = HashMap::new();
    for product in products {
        let vendor = product.vendor.as_deref().map(fold).unwrap_or_default();
        for variant in &product.variants {
            let Some(sku) = variant.sku.as_deref() else { continue };
            match first.get(&(vendor.clone(), sku)) {
                None => {
                    first.insert((vendor.clone(), sku), variant.line);
                }
                Some(line) => findings.push(Finding {
                    line: variant.line,
                    last_line: variant.line,
                    column: Some(Column::Sku.name()),
                    severity: Severity::Warning,
                    code: FindingCode::SkuRepeated,
                    message: format!("Line {line} already has the SKU \"{sku}\"; both were kept."),
                }),
            }
        }
    }
}
