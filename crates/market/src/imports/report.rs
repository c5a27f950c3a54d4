use std::collections::{BTreeMap, BTreeSet};

use souk_domain::refusal::Refusal;
use souk_product_import::{Finding, FindingCode, ImportedProduct, Severity};

use crate::catalogue::ProductStatus;

/// Findings of one kind that a summary shows whole.
const EXAMPLES: usize = 3;

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the file that were read.
    pub bytes: u64,
    /// Bytes that are to be read in all.
    pub total_bytes: u64,
    /// Products looked at.
    pub products: usize,
}

/// What an import tells while it goes on.
#[derive(Debug)]
pub enum Told<'a> {
    Progress(Progress),
    /// Something was noticed; the report counts it.
    Finding(&'a Finding),
}

/// All findings of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kind {
    /// Those that were mended or left aside.
    pub warnings: usize,
    /// Those that cost a row or a product.
    pub errors: usize,
    /// The first of them.
    pub examples: Vec<Finding>,
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Sound rows of the file, the header not counted.
    pub rows: usize,
    pub products_created: usize,
    pub products_updated: usize,
    pub products_unchanged: usize,
    /// Products of the file that are shown now.
    pub active: usize,
    /// Products of the file that are drafts now.
    pub draft: usize,
    /// Products of the file that are put away now.
    pub archived: usize,
    /// Variants of these products.
    pub variants: usize,
    /// Variants whose stock was set to what the file says.
    pub stock_set: usize,
    /// Names of the vendors that were made.
    pub vendors_created: BTreeSet<String>,
    /// Names of the categories that were made.
    pub categories_created: BTreeSet<String>,
    /// Pictures that will be fetched.
    pub images_queued: usize,
    /// Everything noticed, by kind.
    pub findings: BTreeMap<FindingCode, Kind>,
}

impl Report {
    /// Findings that were mended or left aside.
    pub fn warnings(&self) -> usize {
        self.findings.values().map(|kind| kind.warnings).sum()
    }

    /// Findings that cost a row or a product.
    pub fn errors(&self) -> usize {
        self.findings.values().map(|kind| kind.errors).sum()
    }

    pub(super) fn notice(&mut self, finding: Finding) {
        let kind = self.findings.entry(finding.code).or_default();
        match finding.severity {
            Severity::Warning => kind.warnings += 1,
            Severity::Error => kind.errors += 1,
        }
        if kind.examples.len() < EXAMPLES {
            kind.examples.push(finding);
        }
    }

    pub(super) fn add(&mut self, more: &Stored) {
        let count = |counted: usize, is_one: bool| counted + usize::from(is_one);
        self.products_created = count(self.products_created, more.outcome == Outcome::Created);
        self.products_updated = count(self.products_updated, more.outcome == Outcome::Updated);
        self.products_unchanged = count(self.products_unchanged, more.outcome == Outcome::Unchanged);
        self.active = count(self.active, more.status == Some(ProductStatus::Active));
        self.draft = count(self.draft, more.status == Some(ProductStatus::Draft));
        self.archived = count(self.archived, more.status == Some(ProductStatus::Archived));
        self.variants += more.variants;
        self.stock_set += more.stock_set;
        self.vendors_created.extend(more.vendor_created.iter().cloned());
        self.categories_created.extend(more.categories_created.iter().cloned());
        self.images_queued += more.images_queued;
    }
}

/// What became of one product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Outcome {
    #[default]
    NotImported,
    Created,
    Updated,
    Unchanged,
}

/// What was done for one product.
#[derive(Clone, Debug, Default)]
pub(super) struct Stored {
    pub(super) outcome: Outcome,
    pub(super) status: Option<ProductStatus>,
    pub(super) variants: usize,
    pub(super) stock_set: usize,
    pub(super) vendor_created: Option<String>,
    pub(super) categories_created: Vec<String>,
    pub(super) images_queued: usize,
    pub(super) findings: Vec<Finding>,
}

impl Stored {
    /// A product that a rule refuses.
    pub(super) fn refused(product: &ImportedProduct, refusal: &Refusal) -> Self {
        let mut stored = Self::default();
        let message = format!("\"{}\" was not imported: {}", product.handle, refusal.detail());
        stored.note(product.line, Severity::Error, FindingCode::ProductNotImported, message);
        stored
    }

    /// Notes something about a line of the product.
    pub(super) fn note(&mut self, line: u64, severity: Severity, code: FindingCode, message: String) {
        self.findings.push(Finding { line, last_line: line, column: None, severity, code, message });
    }
}
