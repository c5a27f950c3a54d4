//! Setting stock to what a file says: each level as if somebody had counted it.

use std::collections::{BTreeMap, BTreeSet};

use souk_domain::{
    bounds::stock::MAX_AT_ONCE,
    ids::{LocationId, ProductId, VariantId, VendorId},
    text::fold_key,
};
use souk_product_import::{Finding, FindingCode, Severity, StockRow};

use super::{store, tally::Tally};
use crate::{
    Ctx, Result,
    catalogue::{self, VariantRow},
    inventory::{self, Adjustment, Change, Reason},
    vendors,
};

/// What rows of a file say of one level.
struct Said {
    line: u64,
    count: i64,
}

/// Sets the levels that rows name; what a rule refuses is told by its line, and the others are set.
pub(super) async fn set_levels(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    rows: &[StockRow],
    note: &str,
) -> Result<Tally> {
    let mut tally = Tally::default();
    let locations: BTreeMap<String, LocationId> = vendors::locations(ctx, vendor)
        .await?
        .into_iter()
        .map(|location| (fold_key(&location.name), location.id))
        .collect();
    let mut known = Known::default();
    let mut levels: BTreeMap<(VariantId, LocationId), Said> = BTreeMap::new();
    for row in rows {
        let variant = match known.variant(ctx, vendor, row).await? {
            Ok(variant) => variant,
            Err((code, message)) => {
                fail(&mut tally, row.line, code, message);
                continue;
            }
        };
        for (place, count) in &row.counts {
            let Some(location) = locations.get(&fold_key(place)) else {
                let message = format!(
                    "You have no location \"{place}\". Add it on the page of your inventory, or mend its name."
                );
                fail(&mut tally, row.line, FindingCode::LocationUnknown, message);
                continue;
            };
            let said = Said { line: row.line, count: *count };
            if let Some(before) = levels.insert((variant, *location), said) {
                let message = format!(
                    "Line {} counts the same variant at the same location: that count holds.",
                    row.line
                );
                tally.notice(&finding(before.line, Severity::Warning, FindingCode::RowUnused, message));
            }
        }
    }
    // products are locked before the levels of any of them
    catalogue::lock_products(ctx, &known.products).await?;
    let levels: Vec<((VariantId, LocationId), Said)> = levels.into_iter().collect();
    for some in levels.chunks(MAX_AT_ONCE) {
        let adjustment = |((variant, location), said): &((VariantId, LocationId), Said)| Adjustment {
            variant: *variant,
            location: Some(*location),
            change: Change::To(said.count),
            reason: Reason::Count,
            note: Some(note.to_owned()),
            cause: None,
        };
        let adjustments: Vec<Adjustment> = some.iter().map(adjustment).collect();
        let outcomes = inventory::adjust_many(ctx, vendor, &adjustments).await?;
        for ((_, said), outcome) in some.iter().zip(outcomes) {
            match outcome {
                Ok(level) if level.updated_at == ctx.now => {
                    tally.report.updated += 1;
                    tally.report.stock_set += 1;
                }
                Ok(_) => tally.report.unchanged += 1,
                Err(refusal) => {
                    let message = format!("The stock was left as it is. {}", refusal.detail());
                    fail(&mut tally, said.line, FindingCode::CountRefused, message);
                }
            }
        }
    }
    Ok(tally)
}

fn fail(tally: &mut Tally, line: u64, code: FindingCode, message: String) {
    tally.report.failed += 1;
    tally.notice(&finding(line, Severity::Error, code, message));
}

fn finding(line: u64, severity: Severity, code: FindingCode, message: String) -> Finding {
    Finding { line, last_line: line, column: None, severity, code, message }
}

/// The products that rows named so far, by their handles.
#[derive(Default)]
struct Known {
    by_handle: BTreeMap<String, Vec<VariantRow>>,
    products: BTreeSet<ProductId>,
}

/// Why it cannot be told which variant a row speaks of.
type Unclear = (FindingCode, String);

impl Known {
    async fn variant(
        &mut self,
        ctx: &Ctx<'_>,
        vendor: VendorId,
        row: &StockRow,
    ) -> Result<std::result::Result<VariantId, Unclear>> {
        let handle = row.handle.to_lowercase();
        if handle.is_empty() {
            return self.of_sku(ctx, vendor, &row.sku).await;
        }
        if !self.by_handle.contains_key(&handle) {
            let product = catalogue::find_product_by_handle(ctx, vendor, &handle).await?;
            let variants = match &product {
                Some(product) => catalogue::list_variants(ctx, product.id).await?,
                None => Vec::new(),
            };
            self.products.extend(product.map(|product| product.id));
            self.by_handle.insert(handle.clone(), variants);
        }
        let variants = self.by_handle.get(&handle).map(Vec::as_slice).unwrap_or_default();
        if variants.is_empty() {
            return Ok(Err((FindingCode::VariantUnknown, format!("You have no product \"{handle}\"."))));
        }
        let fits = |variant: &&VariantRow| {
            let own = variant.values();
            own.len() == row.values.len()
                && own.iter().zip(&row.values).all(|(own, said)| fold_key(own) == fold_key(said))
        };
        let is_named =
            |variant: &&VariantRow| !row.sku.is_empty() && variant.sku.as_deref() == Some(&*row.sku);
        let of_values: Vec<&VariantRow> = variants.iter().filter(fits).collect();
        let of_sku: Vec<&VariantRow> = variants.iter().filter(is_named).collect();
        Ok(match (of_values.as_slice(), of_sku.as_slice()) {
            ([one], _) | (_, [one]) => Ok(one.id),
            _ => {
                let message = format!(
                    "Which variant of \"{handle}\" is meant cannot be told: it has none of these option values, and not one of this SKU."
                );
                Err((FindingCode::VariantUnknown, message))
            }
        })
    }

    async fn of_sku(
        &mut self,
        ctx: &Ctx<'_>,
        vendor: VendorId,
        sku: &str,
    ) -> Result<std::result::Result<VariantId, Unclear>> {
        Ok(match store::list_of_sku(ctx, vendor, sku).await?.as_slice() {
            [(variant, product)] => {
                self.products.insert(*product);
                Ok(*variant)
            }
            [] => Err((FindingCode::VariantUnknown, format!("You have no variant with the SKU \"{sku}\"."))),
            _ => {
                let message =
                    format!("Several variants have the SKU \"{sku}\": name the product's handle too.");
                Err((FindingCode::VariantUnclear, message))
            }
        })
    }
}
