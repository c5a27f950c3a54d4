//! A whole file to products and findings, one after the other, in bounded memory.

use std::collections::{HashMap, VecDeque};

use encoding_rs::{Encoding, UTF_8};
use souk_domain::money::Currency;

use super::columns::Column;
use super::draft::ImportedProduct;
use super::finding::{Finding, FindingCode, Severity};
use super::groups::{Groups, handle_of};
use super::limits::Limits;
use super::number::DecimalMark;
use super::product::Reader;
use super::refusal::FileRefusal;
use super::repeats::Skus;
use super::row::Row;
use super::survey::{Again, FileRows, Format, Source, Survey, key_of};

/// What somebody says of a file that cannot be told from it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hints {
    /// Which mark stands before decimals; asked for only where the file's numbers do not tell.
    pub decimal: Option<DecimalMark>,
    /// The encoding; `None`: found out.
    pub encoding: Option<&'static Encoding>,
}

/// Rows of one handle that are not a product yet.
#[derive(Default)]
struct Held {
    /// Each with its number among the sound rows.
    rows: Vec<(usize, Row)>,
    bytes: usize,
    /// Rows looked at, those left out too.
    seen: u32,
    left_out: bool,
}

/// A product export, read product by product.
pub struct ProductFile {
    file: Again,
    bytes: u64,
    format: Format,
    survey: Survey,
    currency: Currency,
    limits: Limits,
    rows: FileRows,
    pass: usize,
    sound: usize,
    is_told: bool,
    current: Option<(u64, Held)>,
    held: HashMap<u64, Held>,
    skus: Skus,
    ready: VecDeque<(ImportedProduct, Vec<Finding>)>,
}

impl ProductFile {
    /// Looks a file through, prices taken to be in `currency`.
    ///
    /// # Errors
    /// [`FileRefusal`] when nothing can be read at all; a bad row is a [`Finding`], never an error.
    pub fn open(
        source: impl Source + 'static,
        currency: Currency,
        hints: Hints,
        limits: &Limits,
    ) -> Result<Self, FileRefusal> {
        let file = Again::new(source);
        let bytes = file.length()?;
        if bytes > limits.file_bytes {
            return Err(FileRefusal::TooLarge { max_bytes: limits.file_bytes });
        }
        let format = Format::of(&file, hints.encoding, limits)?;
        let survey = Survey::of(&file, &format, currency, hints.decimal, limits)?;
        Ok(Self {
            rows: format.rows(&file)?,
            file,
            bytes,
            format,
            survey,
            currency,
            limits: limits.clone(),
            pass: 0,
            sound: 0,
            is_told: false,
            current: None,
            held: HashMap::new(),
            skus: Skus::default(),
            ready: VecDeque::new(),
        })
    }

    /// The names of the columns that are used, in the order of the file.
    pub fn used_columns(&self) -> Vec<String> {
        self.format.columns.used()
    }

    /// The names of the columns of which nothing is kept.
    pub fn unused_columns(&self) -> Vec<String> {
        self.format.columns.unused().iter().map(|(name, _)| name.clone()).collect()
    }

    /// Sound rows so far, the header not counted.
    pub fn rows(&self) -> usize {
        self.sound
    }

    /// Bytes of the rows that came so far, and bytes to be read in all.
    pub fn progress(&self) -> (u64, u64) {
        let total = self.bytes * self.survey.passes as u64;
        let come = self.rows.come(self.file.position().min(self.bytes));
        (self.bytes * self.pass as u64 + come, total)
    }

    /// The next product that can be used; `None` behind the last. What is noticed on the way is told at once: every row of
    /// the file is in a product or told.
    ///
    /// # Errors
    /// The file cannot be read any more.
    pub fn next_product(
        &mut self,
        tell: &mut dyn FnMut(Finding),
    ) -> Result<Option<ImportedProduct>, FileRefusal> {
        if !self.is_told {
            self.is_told = true;
            self.tell_of_the_file(tell);
        }
        loop {
            if let Some((product, findings)) = self.ready.pop_front() {
                findings.into_iter().for_each(&mut *tell);
                return Ok(Some(product));
            }
            match self.rows.next() {
                Some(Ok(row)) => self.take(row, tell),
                Some(Err(finding)) => self.tell_once(finding, tell),
                None => {
                    if let Some(error) = self.rows.take_error() {
                        return Err(error.into());
                    }
                    self.end_current(tell);
                    if self.ready.is_empty() && !self.next_pass()? {
                        return Ok(None);
                    }
                }
            }
        }
    }

    /// Goes over the file once more, for the next of the products whose rows stand apart. Whether there are any.
    fn next_pass(&mut self) -> Result<bool, FileRefusal> {
        if self.pass + 1 >= self.survey.passes {
            return Ok(false);
        }
        self.pass += 1;
        self.sound = 0;
        self.rows = self.format.rows(&self.file)?;
        Ok(true)
    }

    /// What is found in the first pass is found in the others again.
    fn tell_once(&self, finding: Finding, tell: &mut dyn FnMut(Finding)) {
        if self.pass == 0 {
            tell(finding);
        }
    }

    fn take(&mut self, row: Row, tell: &mut dyn FnMut(Finding)) {
        let handle = match handle_of(&row, &self.format.columns) {
            Ok(handle) => handle,
            Err(finding) => return self.tell_once(finding, tell),
        };
        self.sound += 1;
        let is_last = self.sound >= self.limits.rows;
        let key = key_of(&handle);
        match self.survey.apart.get(&key) {
            None => {
                if self.current.as_ref().is_none_or(|(current, _)| *current != key) {
                    self.end_current(tell);
                }
                if self.pass == 0 {
                    let (_, held) = self.current.get_or_insert_with(|| (key, Held::default()));
                    hold(held, self.sound, row, self.limits.product_bytes, tell);
                }
            }
            Some(pass) => {
                let is_due = *pass == self.pass;
                self.end_current(tell);
                if is_due {
                    let held = self.held.entry(key).or_default();
                    hold(held, self.sound, row, self.limits.product_bytes, tell);
                    if held.seen >= self.survey.rows_apart.get(&key).copied().unwrap_or_default() {
                        let held = self.held.remove(&key).unwrap_or_default();
                        self.end(held, tell);
                    }
                }
            }
        }
        if is_last {
            let message = format!(
                "One file may have {} rows; the rest was not read. Split the file.",
                self.limits.rows
            );
            if let Some(finding) = self.rows.give_up(FindingCode::TooManyRows, message) {
                self.tell_once(finding, tell);
            }
        }
    }

    fn end_current(&mut self, tell: &mut dyn FnMut(Finding)) {
        if let Some((_, held)) = self.current.take() {
            self.end(held, tell);
        }
    }

    /// Makes products of the rows of one handle.
    fn end(&mut self, held: Held, tell: &mut dyn FnMut(Finding)) {
        let columns = &self.format.columns;
        let mut findings = Vec::new();
        let mut groups = Groups::default();
        for (number, row) in held.rows {
            groups.add(row, number, columns, &mut findings);
        }
        for mut group in groups.into_groups() {
            group.is_whole = !held.left_out;
            let mut reader = Reader {
                columns,
                currency: self.currency,
                mark: self.survey.mark,
                limits: &self.limits,
                findings: &mut findings,
            };
            let Some(mut product) = reader.product(&group) else { continue };
            self.skus.warn_of_repeats(&product, columns.name(Column::Sku), &mut findings);
            if self.survey.unreadable > 0 {
                product.has_all_variants = false;
                product.has_all_images = false;
            }
            let mut own = std::mem::take(&mut findings);
            own.sort_by_key(|finding| finding.line);
            self.ready.push_back((product, own));
        }
        findings.sort_by_key(|finding| finding.line);
        findings.into_iter().for_each(tell);
    }

    fn tell_of_the_file(&self, tell: &mut dyn FnMut(Finding)) {
        let mut warn = |line, code, message: String| {
            tell(Finding { line, last_line: line, column: None, severity: Severity::Warning, code, message });
        };
        if self.format.encoding != UTF_8 {
            let message = format!("The file is read as {}.", self.format.encoding.name());
            warn(1, FindingCode::EncodingConverted, message);
        }
        for ((name, _), cells) in self.format.columns.unused().iter().zip(&self.survey.unused) {
            if *cells > 0 {
                let message = format!("Souk keeps nothing of \"{name}\". Filled cells left aside: {cells}.");
                warn(1, FindingCode::ColumnUnused, message);
            }
        }
        if let Some(line) = self.survey.first_unreadable {
            let message = format!(
                "Rows of no product that could be told: {}. So nothing that is stored is taken off sale for not being in the file.",
                self.survey.unreadable
            );
            warn(line, FindingCode::NothingTakenOff, message);
        }
    }
}

/// Keeps a row for its product, unless the product has too much already.
fn hold(held: &mut Held, number: usize, row: Row, most: usize, tell: &mut dyn FnMut(Finding)) {
    held.seen += 1;
    held.bytes += row.weight();
    if held.bytes > most {
        held.left_out = true;
        let message = format!("The rows of one handle may have {most} bytes in all; this one was left out.");
        tell(row.finding(Severity::Error, None, FindingCode::ProductTooLarge, message));
        return;
    }
    held.rows.push((number, row));
}
