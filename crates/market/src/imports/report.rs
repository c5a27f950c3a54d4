use std::collections::BTreeSet;

use souk_product_import::{Finding, Severity};

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Products looked at.
    pub done: usize,
    /// Products in the file.
    pub total: usize,
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
    /// Everything noticed, by line.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Findings that were mended or left aside.
    pub fn warnings(&self) -> usize {
        self.findings.iter().filter(|finding| finding.severity == Severity::Warning).count()
    }

    /// Findings that cost a row or a product.
    pub fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error).count()
    }

    pub(super) fn add(&mut self, more: Self) {
        self.products_created += more.products_created;
        self.products_updated += more.products_updated;
        self.products_unchanged += more.products_unchanged;
        self.active += more.active;
        self.draft += more.draft;
        self.variants += more.variants;
        self.stock_set += more.stock_set;
        self.vendors_created.extend(more.vendors_created);
        self.categories_created.extend(more.categories_created);
        self.images_queued += more.images_queued;
        self.findings.extend(more.findings);
    }
}
