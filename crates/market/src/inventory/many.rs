//! Many levels changed at once, each by itself.

use std::collections::BTreeSet;

use souk_domain::{
    bounds::stock::MAX_AT_ONCE,
    field::FieldError,
    ids::{LocationId, VariantId, VendorId},
    refusal::{CatalogueRefusal, Refusal},
};

use super::adjust::{Adjustment, LevelRow, adjust, find_variant, read_note};
use crate::{Ctx, Error, Result, catalogue, vendors};

/// What became of one level: how it is now, or why it did not change.
pub type LevelOutcome = std::result::Result<LevelRow, Refusal>;

/// Changes levels of a vendor's own variants; one that is refused is as it was. Answers each in the order asked. Errors: none, too
/// many, one named twice, a reason that is too long.
pub async fn adjust_many(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    adjustments: &[Adjustment],
) -> Result<Vec<LevelOutcome>> {
    check(adjustments)?;
    let adjustments = &placed(ctx, vendor, adjustments).await?;
    let mut order: Vec<usize> = (0..adjustments.len()).collect();
    let key = |place: &usize| -> Option<(VariantId, Option<LocationId>)> {
        adjustments.get(*place).map(|adjustment| (adjustment.variant, adjustment.location))
    };
    // levels are locked by variant and location, and their products before all of them
    order.sort_by_key(key);
    if order.windows(2).any(|pair| matches!(pair, [a, b] if key(a) == key(b))) {
        return wrong("repeated", "Name each level once.".to_owned());
    }
    let mut products = BTreeSet::new();
    for adjustment in adjustments {
        let found = find_variant(ctx, adjustment.variant).await?;
        products.extend(found.filter(|found| found.vendor == vendor).map(|found| found.product));
    }
    catalogue::lock_products(ctx, &products).await?;
    let mut outcomes = Vec::with_capacity(order.len());
    for place in order {
        let Some(adjustment) = adjustments.get(place) else { continue };
        match adjust(ctx, vendor, adjustment).await {
            Ok(level) => outcomes.push((place, Ok(level))),
            Err(Error::Refused(refusal)) => outcomes.push((place, Err(refusal))),
            Err(fault) => return Err(fault),
        }
    }
    outcomes.sort_by_key(|(place, _)| *place);
    Ok(outcomes.into_iter().map(|(_, outcome)| outcome).collect())
}

/// The same with their places: a level that names none is that of the vendor's first.
async fn placed(ctx: &Ctx<'_>, vendor: VendorId, adjustments: &[Adjustment]) -> Result<Vec<Adjustment>> {
    let mut placed = adjustments.to_vec();
    if placed.iter().any(|adjustment| adjustment.location.is_none()) {
        let main = vendors::main_location(ctx, vendor).await?;
        placed.iter_mut().for_each(|adjustment| adjustment.location = adjustment.location.or(Some(main)));
    }
    Ok(placed)
}

fn wrong<T>(code: &'static str, detail: String) -> Result<T> {
    Err(CatalogueRefusal::Invalid { fields: vec![FieldError::new("/changes", code, detail)] }.into())
}

fn check(adjustments: &[Adjustment]) -> Result<()> {
    if adjustments.is_empty() {
        return wrong("required", "Change at least one level.".to_owned());
    }
    if adjustments.len() > MAX_AT_ONCE {
        return wrong("too_many", format!("At most {MAX_AT_ONCE} levels at once. Send the others next."));
    }
    adjustments.iter().try_for_each(|adjustment| read_note(adjustment).map(|_| ()))
}
