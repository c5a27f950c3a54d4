use std::collections::{BTreeMap, BTreeSet};

use souk_domain::{
    ids::{ProductId, VariantId, VendorId},
    refusal::{CatalogueRefusal, InventoryRefusal},
};

use super::{VariantDraft, VariantRow, VariantStatus, option_key, prices::keep_prices, store};
use crate::{Ctx, Result};

/// Who says what a product shall be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A vendor's form: it names each SKU once.
    Form,
    /// What is there already, changed together with others: its SKUs are as they came.
    Stored,
    /// A file from elsewhere: it is taken as it is, and what it says of first stock is remembered.
    File,
}

/// Makes the product's variants those of the drafts: changes, adds and archives. Answers whether anything changed.
pub(super) async fn save_variants(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    product: ProductId,
    drafts: &[VariantDraft],
    origin: Origin,
) -> Result<bool> {
    let before = store::list_all_variants(ctx, product).await?;
    let pairs = paired(product, &before, drafts)?;
    if origin == Origin::Form {
        check_skus(ctx, vendor, product, drafts).await?;
    }
    let kept: BTreeSet<VariantId> = pairs.iter().filter_map(|pair| pair.1.map(|row| row.id)).collect();
    let mut changed = false;
    for gone in before.iter().filter(|row| row.status == VariantStatus::Active && !kept.contains(&row.id)) {
        store::archive_variant(ctx, gone.id).await?;
        changed = true;
    }
    free_keys(ctx, &before, &pairs).await?;
    let (mut new, mut repriced) = (Vec::new(), Vec::new());
    for ((place, draft), (wanted, existing)) in (1_i64..).zip(drafts).zip(pairs) {
        let wanted = VariantRow { position: place, ..wanted };
        match existing {
            None => new.push((VariantRow { id: ctx.id(VariantId::from_parts), ..wanted }, draft.stock)),
            Some(row) if *row == (VariantRow { revision: row.revision, ..wanted.clone() }) => {}
            Some(row) => {
                check_stock_allows(ctx, row, &wanted).await?;
                store::update_variant(ctx, &wanted).await?;
                if (row.price, row.compare_at) != (wanted.price, wanted.compare_at) {
                    repriced.push(VariantRow { revision: row.revision + 1, ..wanted.clone() });
                }
                store::set_backorder(ctx, row.id, wanted.backorder).await?;
                if wanted.tracked && !store::has_level(ctx, row.id).await? {
                    store::open_levels(ctx, vendor, &[(wanted, 0)], Origin::Form).await?;
                }
                changed = true;
            }
        }
    }
    let rows: Vec<VariantRow> = new.iter().map(|(row, _)| row.clone()).collect();
    store::insert_variants(ctx, &rows).await?;
    repriced.extend(rows);
    keep_prices(ctx, &repriced).await?;
    changed |= !new.is_empty();
    // a counted variant has a level at the vendor's first location from the start, and a movement that explains it
    new.retain(|(row, _)| row.tracked);
    store::open_levels(ctx, vendor, &new, origin).await?;
    Ok(changed)
}

type Pair<'a> = (VariantRow, Option<&'a VariantRow>);

/// Each draft as a row, and the row it replaces: the one it names, else the one with its option values.
fn paired<'a>(
    product: ProductId,
    before: &'a [VariantRow],
    drafts: &[VariantDraft],
) -> Result<Vec<Pair<'a>>> {
    let mut taken = BTreeSet::new();
    let mut pairs = Vec::with_capacity(drafts.len());
    for (place, draft) in drafts.iter().enumerate() {
        let key = option_key(&draft.options);
        let existing = match draft.id {
            Some(id) => {
                Some(before.iter().find(|row| row.id == id).ok_or(CatalogueRefusal::VariantNotFound)?)
            }
            None => {
                let named = |row: &VariantRow| drafts.iter().any(|other| other.id == Some(row.id));
                let exact = before.iter().find(|row| row.option_key == key && !named(row));
                exact.or_else(|| respelled(before, drafts, &draft.options).filter(|row| !named(row)))
            }
        };
        if existing.is_some_and(|row| !taken.insert(row.id)) {
            return Err(
                CatalogueRefusal::OptionsRepeated { pointer: format!("/variants/{place}/options") }.into()
            );
        }
        pairs.push((store::variant_row(product, draft, key, existing), existing));
    }
    Ok(pairs)
}

/// The variant whose values only changed their spelling: it alone had them, and one draft alone has them now.
fn respelled<'a>(
    before: &'a [VariantRow],
    drafts: &[VariantDraft],
    options: &[String],
) -> Option<&'a VariantRow> {
    let folded = super::folded_option_key(options);
    let mut same = before.iter().filter(|row| super::folded_option_key(&row.values()) == folded);
    let found = same.next()?;
    let is_alone = same.next().is_none()
        && drafts.iter().filter(|draft| super::folded_option_key(&draft.options) == folded).count() == 1;
    is_alone.then_some(found)
}

/// Variants that swap their option values, and archived ones in the way of others, must not meet in the unique index.
async fn free_keys(ctx: &Ctx<'_>, before: &[VariantRow], pairs: &[Pair<'_>]) -> Result<()> {
    let mut holders: BTreeMap<&str, VariantId> =
        before.iter().map(|row| (row.option_key.as_str(), row.id)).collect();
    for (wanted, existing) in pairs {
        if let Some(row) = existing
            && row.option_key != wanted.option_key
        {
            store::set_option_key(ctx, row.id, &row.id.to_string()).await?;
            holders.remove(row.option_key.as_str());
        }
    }
    for (wanted, existing) in pairs {
        // by now only an archived variant can have it still
        let holder = holders.get(wanted.option_key.as_str()).copied();
        if let Some(holder) = holder.filter(|holder| existing.is_none_or(|row| row.id != *holder)) {
            store::set_option_key(ctx, holder, &holder.to_string()).await?;
        }
    }
    Ok(())
}

async fn check_skus(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    product: ProductId,
    drafts: &[VariantDraft],
) -> Result<()> {
    let mut seen = BTreeSet::new();
    for (place, draft) in drafts.iter().enumerate() {
        let Some(sku) = draft.sku.as_deref() else { continue };
        if !seen.insert(sku) || store::sku_taken(ctx, vendor, product, sku).await? {
            let pointer = format!("/variants/{place}/sku");
            return Err(CatalogueRefusal::SkuTaken { pointer, sku: sku.to_owned() }.into());
        }
    }
    Ok(())
}

/// A variant may only become unique, or lose its backorder, when what is counted and promised goes with it.
async fn check_stock_allows(ctx: &Ctx<'_>, row: &VariantRow, wanted: &VariantRow) -> Result<()> {
    if (row.is_unique, row.backorder) == (wanted.is_unique, wanted.backorder) {
        return Ok(());
    }
    let (on_hand, reserved, owed) = store::lock_stock(ctx, row.id).await?;
    if wanted.is_unique && on_hand > 1 {
        return Err(InventoryRefusal::UniqueQuantity.into());
    }
    if !wanted.backorder && owed > 0 {
        return Err(InventoryRefusal::BelowAllocated { reserved, orders: Vec::new() }.into());
    }
    Ok(())
}
