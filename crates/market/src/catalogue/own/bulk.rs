//! One change of many products: each is changed or refused by itself, in one transaction. A product refuses before anything of it
//! is written, so that what is refused is as it was.

use std::collections::{BTreeMap, BTreeSet};

use souk_domain::{
    bounds::product::{MAX_AT_ONCE, MAX_PRICE_CHANGE_BPS, MAX_VARIANTS_AT_ONCE},
    field::FieldError,
    ids::{CategoryId, ProductId, VendorId},
    money::round_half_up,
    refusal::{CatalogueRefusal, Refusal},
};

use super::store;
use crate::{
    Ctx, Error, Result,
    catalogue::{
        Origin, ProductChanges, ProductStatus, VariantDraft, find_category, list_variants, lock_products,
        update_product_with,
    },
    listing,
};

/// How the price of every variant changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PriceChange {
    /// By basis points: `-1_000` is a tenth less. What is half a minor unit goes up.
    Percent(i32),
    /// By minor units.
    By(i64),
}

impl PriceChange {
    /// The price then; `None`: below nothing, or beyond what is a number here.
    pub fn of(self, price: i64) -> Option<i64> {
        let changed = match self {
            Self::By(more) => price.checked_add(more)?,
            Self::Percent(bps) => round_half_up(price, i64::from(bps).checked_add(10_000)?, 10_000),
        };
        (changed >= 0).then_some(changed)
    }
}

/// What is to change about each of the products.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ManyChange {
    Status(ProductStatus),
    Category(CategoryId),
    Price(PriceChange),
}

/// Products and what is to change about each of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ManyProducts {
    pub products: Vec<ProductId>,
    pub change: ManyChange,
}

/// What became of one product: its status now, or why nothing of it changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub product: ProductId,
    pub done: std::result::Result<ProductStatus, Refusal>,
}

/// Changes each of a vendor's own products, in the order of their ids; answers each in the order asked. Errors: too many, none,
/// one named twice, no such category, a change of price that is a typing mistake.
pub async fn change_many_in(ctx: &Ctx<'_>, vendor: VendorId, asked: &ManyProducts) -> Result<Vec<Outcome>> {
    let products: BTreeSet<ProductId> = asked.products.iter().copied().collect();
    check(ctx, asked, products.len()).await?;
    listing::hold_vendor(ctx, vendor).await?;
    lock_products(ctx, &products).await?;
    let mut left = MAX_VARIANTS_AT_ONCE;
    let mut outcomes = BTreeMap::new();
    for product in products {
        let done = match change_one(ctx, vendor, product, asked.change, &mut left).await {
            Ok(status) => Ok(status),
            Err(Error::Refused(Refusal::Catalogue(refusal @ CatalogueRefusal::TooManyAtOnce { .. }))) => {
                return Err(refusal.into());
            }
            Err(Error::Refused(refusal)) => Err(refusal),
            Err(fault) => return Err(fault),
        };
        outcomes.insert(product, done);
    }
    let outcome = |product: &ProductId| Some(Outcome { product: *product, done: outcomes.remove(product)? });
    Ok(asked.products.iter().filter_map(outcome).collect())
}

async fn check(ctx: &Ctx<'_>, asked: &ManyProducts, different: usize) -> Result<()> {
    let wrong = |pointer: &str, code, detail: &str| {
        Err(CatalogueRefusal::Invalid { fields: vec![FieldError::new(pointer, code, detail)] }.into())
    };
    if asked.products.len() > MAX_AT_ONCE {
        return Err(CatalogueRefusal::TooManyAtOnce { max: MAX_AT_ONCE, of: "products" }.into());
    }
    if asked.products.is_empty() {
        return wrong("/product_ids", "required", "Choose at least one product.");
    }
    if different != asked.products.len() {
        return wrong("/product_ids", "repeated", "Name each product once.");
    }
    match asked.change {
        ManyChange::Category(category) => match find_category(ctx, category).await {
            Err(Error::Refused(Refusal::Catalogue(missing @ CatalogueRefusal::CategoryNotFound))) => {
                wrong("/change/category_id", "not_found", &missing.to_string())
            }
            found => found.map(|_| ()),
        },
        ManyChange::Price(PriceChange::Percent(bps)) if !(-10_000..=MAX_PRICE_CHANGE_BPS).contains(&bps) => {
            wrong("/change/percent_bps", "out_of_range", "From -10000, which is for nothing, to 90000.")
        }
        _ => Ok(()),
    }
}

async fn change_one(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    product: ProductId,
    change: ManyChange,
    left: &mut usize,
) -> Result<ProductStatus> {
    status_now(ctx, vendor, product).await?;
    let mut changes = ProductChanges::default();
    match change {
        ManyChange::Status(status) => changes.status = Some(status),
        ManyChange::Category(category) => changes.category = Some(category),
        ManyChange::Price(price) => {
            let rows = list_variants(ctx, product).await?;
            let too_many = CatalogueRefusal::TooManyAtOnce { max: MAX_VARIANTS_AT_ONCE, of: "variants" };
            *left = left.checked_sub(rows.len()).ok_or(too_many)?;
            let changed = |row| {
                let draft = VariantDraft::of(row);
                let price = price.of(draft.price)?;
                Some(VariantDraft { price, ..draft })
            };
            let drafts: Option<Vec<VariantDraft>> = rows.iter().map(changed).collect();
            let field = || FieldError::new("/change", "out_of_range", "A price would fall below zero.");
            changes.variants =
                Some(drafts.ok_or_else(|| CatalogueRefusal::Invalid { fields: vec![field()] })?);
        }
    }
    update_product_with(ctx, vendor, product, &changes, Origin::Stored).await?;
    status_now(ctx, vendor, product).await
}

/// Errors: not there, or another's.
async fn status_now(ctx: &Ctx<'_>, vendor: VendorId, product: ProductId) -> Result<ProductStatus> {
    let found = store::find_status(ctx, vendor, product).await?;
    found.ok_or_else(|| CatalogueRefusal::ProductNotFound.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_changes_by_a_part_or_by_an_amount_and_never_falls_below_nothing() {
        for (change, price, after) in [
            (PriceChange::Percent(-1_000), 2_500, Some(2_250)),
            (PriceChange::Percent(333), 1_000, Some(1_033)),
            (PriceChange::Percent(50), 100, Some(101)),
            (PriceChange::Percent(-10_000), 999, Some(0)),
            (PriceChange::By(-999), 999, Some(0)),
            (PriceChange::By(-1_000), 999, None),
            (PriceChange::By(i64::MAX), 1, None),
        ] {
            assert_eq!(change.of(price), after, "{change:?} {price}");
        }
    }
}
