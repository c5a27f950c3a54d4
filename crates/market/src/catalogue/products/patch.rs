//! Changes of variants that leave alone what they do not name.

use souk_domain::{
    content::Content,
    field::FieldError,
    ids::{ProductId, VariantId, VendorId},
    refusal::CatalogueRefusal,
};

use super::{VariantDraft, VariantRow, folded_option_key, option_key, store, update::lock_own};
use crate::{Ctx, Result};

/// What is to change about a variant; `None` stays as it is. One that is not there yet is made, and needs a price.
#[derive(Clone, Debug, Default)]
pub struct VariantPatch {
    /// Which one is meant; `None`: the one with these option values, or a new one.
    pub id: Option<VariantId>,
    pub options: Option<Vec<String>>,
    pub sku: Option<Option<String>>,
    /// Minor units.
    pub price: Option<i64>,
    pub compare_at: Option<Option<i64>>,
    /// What a piece costs its vendor.
    pub cost: Option<Option<i64>>,
    pub weight_g: Option<u32>,
    pub barcode: Option<Option<String>>,
    pub content: Option<Option<Content>>,
    pub low_stock_at: Option<Option<u32>>,
    pub is_unique: Option<bool>,
    pub tracked: Option<bool>,
    pub backorder: Option<bool>,
    pub requires_shipping: Option<bool>,
    pub taxable: Option<bool>,
    /// Pieces on hand when it is made; later only the inventory changes them.
    pub stock: i64,
}

/// The variants of a vendor's own product as they are after the patches; the product is locked until this transaction ends.
/// Errors: not found, a new variant without a price.
pub(crate) async fn patched_variants(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    product: ProductId,
    patches: &[VariantPatch],
) -> Result<Vec<VariantDraft>> {
    lock_own(ctx, vendor, product).await?;
    let before = store::list_all_variants(ctx, product).await?;
    let mut drafts = Vec::with_capacity(patches.len());
    for (place, patch) in patches.iter().enumerate() {
        drafts.push(patch.onto(base(&before, patches, place, patch)?));
    }
    Ok(drafts)
}

/// What a patch changes: the variant that it names, else the one with its option values, else a new one.
fn base(
    before: &[VariantRow],
    patches: &[VariantPatch],
    place: usize,
    patch: &VariantPatch,
) -> Result<VariantDraft> {
    let existing = match patch.id {
        Some(id) => Some(before.iter().find(|row| row.id == id).ok_or(CatalogueRefusal::VariantNotFound)?),
        None => {
            let options = patch.options.as_deref().unwrap_or_default();
            let (key, folded) = (option_key(options), folded_option_key(options));
            let is_named = |row: &&VariantRow| patches.iter().any(|other| other.id == Some(row.id));
            let exact = before.iter().find(|row| row.option_key == key && !is_named(row));
            // as they are paired when they are saved: one whose values only changed their spelling is found again
            exact.or_else(|| {
                let mut same = before.iter().filter(|row| folded_option_key(&row.values()) == folded);
                same.next().filter(|row| same.next().is_none() && !is_named(row))
            })
        }
    };
    if let Some(row) = existing {
        return Ok(VariantDraft::of(row));
    }
    let price = patch.price.ok_or_else(|| {
        let pointer = format!("/variants/{place}/price");
        let field = FieldError::new(pointer, "required", "A new variant needs a price.");
        CatalogueRefusal::Invalid { fields: vec![field] }
    })?;
    Ok(VariantDraft::new(price, patch.stock))
}

impl VariantPatch {
    /// What is given over what there is: the one rule for forms and files.
    pub(crate) fn onto(&self, base: VariantDraft) -> VariantDraft {
        VariantDraft {
            id: self.id,
            options: self.options.clone().unwrap_or(base.options),
            sku: self.sku.clone().unwrap_or(base.sku),
            price: self.price.unwrap_or(base.price),
            compare_at: self.compare_at.unwrap_or(base.compare_at),
            cost: self.cost.unwrap_or(base.cost),
            weight_g: self.weight_g.unwrap_or(base.weight_g),
            barcode: self.barcode.clone().unwrap_or(base.barcode),
            content: self.content.unwrap_or(base.content),
            low_stock_at: self.low_stock_at.unwrap_or(base.low_stock_at),
            is_unique: self.is_unique.unwrap_or(base.is_unique),
            tracked: self.tracked.unwrap_or(base.tracked),
            backorder: self.backorder.unwrap_or(base.backorder),
            requires_shipping: self.requires_shipping.unwrap_or(base.requires_shipping),
            taxable: self.taxable.unwrap_or(base.taxable),
            stock: self.stock,
        }
    }
}
