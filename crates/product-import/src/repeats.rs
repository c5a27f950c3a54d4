//! What stands in a file twice and is taken as it is.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::draft::ImportedProduct;
use super::finding::{Finding, FindingCode, Severity};
use super::values::fold;

/// The SKUs of a file, each with the line it first stands on. They are remembered by a hash: two of a million that share one
/// cost a needless warning.
#[derive(Default)]
pub(super) struct Skus(HashMap<u64, u64>);

impl Skus {
    /// A SKU is data, not identity, but two of a vendor's variants with one SKU are most likely a mistake.
    pub(super) fn warn_of_repeats(
        &mut self,
        product: &ImportedProduct,
        column: &'static str,
        findings: &mut Vec<Finding>,
    ) {
        let vendor = product.vendor.as_deref().map(fold).unwrap_or_default();
        for variant in &product.variants {
            let Some(sku) = variant.sku.as_deref().filter(|sku| !sku.is_empty()) else { continue };
            let mut hasher = DefaultHasher::new();
            (&vendor, sku).hash(&mut hasher);
            let first = *self.0.entry(hasher.finish()).or_insert(variant.line);
            if first != variant.line {
                findings.push(Finding {
                    line: variant.line,
                    last_line: variant.line,
                    column: Some(column),
                    severity: Severity::Warning,
                    code: FindingCode::SkuRepeated,
                    message: format!("Line {first} already has the SKU \"{sku}\"; both were kept."),
                });
            }
        }
    }
}
