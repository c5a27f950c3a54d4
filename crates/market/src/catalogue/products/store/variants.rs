use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::{
    bounds,
    content::{Content, ContentUnit},
    ids::{ProductId, VariantId, VendorId},
    text::{MAX_KEY_CHARS, search_key},
};

use super::super::{VariantDraft, VariantStatus};
use crate::{Ctx, Result};

/// Variants that were ever made of one product.
const MOST: i64 = bounds::product::MAX_VARIANTS_EVER as i64;

table! {
    /// A variant as it is stored.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct VariantRow in "variant", public {
        pub id: VariantId,
        pub product as product_id: ProductId,
        pub position: i64,
        pub sku: Option<String> [free_text, max(bounds::variant::MAX_SKU_CHARS)],
        /// The SKU as it is looked for.
        pub(crate) sku_key: Option<String> [free_text],
        pub option1: Option<String> [free_text, max(bounds::variant::MAX_OPTION_VALUE_CHARS)],
        pub option2: Option<String> [free_text, max(bounds::variant::MAX_OPTION_VALUE_CHARS)],
        pub option3: Option<String> [free_text, max(bounds::variant::MAX_OPTION_VALUE_CHARS)],
        pub option_key: String [max(MAX_KEY_CHARS)],
        pub price: i64,
        pub compare_at: Option<i64>,
        /// What a piece costs its vendor; nobody else is told.
        pub cost: Option<i64>,
        pub weight_g: u32,
        pub barcode: Option<String> [free_text, max(bounds::variant::MAX_BARCODE_CHARS)],
        pub content_amount: Option<u32>,
        pub content_unit: Option<String>,
        /// So many pieces, or fewer, are few; `None`: nobody is told.
        pub low_stock_at: Option<u32>,
        pub is_unique: bool,
        pub tracked: bool,
        pub backorder: bool,
        pub requires_shipping: bool,
        pub taxable: bool,
        pub status: VariantStatus,
        /// When the one piece there is was sold.
        pub sold_at: Option<Timestamp>,
        pub revision: i64,
        pub(crate) created_at: Timestamp,
        pub(crate) updated_at: Timestamp,
    }
}

impl VariantRow {
    /// How much is in one piece, where that was said.
    pub fn content(&self) -> Option<Content> {
        Content::new(self.content_amount?, ContentUnit::parse(self.content_unit.as_deref()?)?)
    }

    /// The chosen value of each option.
    pub fn values(&self) -> Vec<String> {
        [&self.option1, &self.option2, &self.option3].into_iter().flatten().cloned().collect()
    }
}

/// A draft as the row it becomes; id, sale, revision and times as of the row it replaces.
pub(crate) fn variant_row(
    product: ProductId,
    draft: &VariantDraft,
    option_key: String,
    existing: Option<&VariantRow>,
) -> VariantRow {
    let value = |place: usize| draft.options.get(place).cloned();
    VariantRow {
        id: existing.map_or(VariantId::from_bytes([0; 16]), |row| row.id),
        product,
        position: 0,
        sku: draft.sku.clone(),
        sku_key: draft.sku.as_deref().map(search_key),
        option1: value(0),
        option2: value(1),
        option3: value(2),
        option_key,
        price: draft.price,
        compare_at: draft.compare_at,
        cost: draft.cost,
        weight_g: draft.weight_g,
        barcode: draft.barcode.clone(),
        content_amount: draft.content.map(Content::amount),
        content_unit: draft.content.map(|content| content.unit().as_str().to_owned()),
        low_stock_at: draft.low_stock_at,
        is_unique: draft.is_unique,
        tracked: draft.tracked,
        backorder: draft.backorder,
        requires_shipping: draft.requires_shipping,
        taxable: draft.taxable,
        status: VariantStatus::Active,
        sold_at: existing.and_then(|row| row.sold_at),
        revision: existing.map_or(1, |row| row.revision),
        created_at: existing.map_or(Timestamp::UNIX_EPOCH, |row| row.created_at),
        updated_at: existing.map_or(Timestamp::UNIX_EPOCH, |row| row.updated_at),
    }
}

/// The variants a product is offered in, in their order.
pub async fn list_variants(ctx: &Ctx<'_>, product: ProductId) -> Result<Vec<VariantRow>> {
    let mut variants = list_all_variants(ctx, product).await?;
    variants.retain(|row| row.status == VariantStatus::Active);
    Ok(variants)
}

/// Archived ones too.
pub(crate) async fn list_all_variants(ctx: &Ctx<'_>, product: ProductId) -> Result<Vec<VariantRow>> {
    Ok(ctx
        .tx
        .list(
            sql!("select {columns variant} from variant where product_id = ? order by position, id limit ?"),
            params![product, MOST],
        )
        .await?)
}

pub(crate) async fn insert_variants(ctx: &Ctx<'_>, rows: &[VariantRow]) -> Result<()> {
    let new = |row: &VariantRow| VariantRow { created_at: ctx.now, updated_at: ctx.now, ..row.clone() };
    Ok(ctx.tx.insert_all(&rows.iter().map(new).collect::<Vec<_>>()).await?)
}

pub(crate) async fn update_variant(ctx: &Ctx<'_>, row: &VariantRow) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update variant set position = ?, sku = ?, sku_key = ?, option1 = ?, option2 = ?, option3 = ?, option_key = ?, \
                 price = ?, compare_at = ?, cost = ?, weight_g = ?, barcode = ?, content_amount = ?, content_unit = ?, low_stock_at = ?, is_unique = ?, tracked = ?, backorder = ?, \
                 requires_shipping = ?, taxable = ?, status = 'active', revision = revision + 1, updated_at = ? \
                 where id = ?"
            ),
            params![
                row.position,
                row.sku,
                row.sku_key,
                row.option1,
                row.option2,
                row.option3,
                row.option_key,
                row.price,
                row.compare_at,
                row.cost,
                row.weight_g,
                row.barcode,
                row.content_amount,
                row.content_unit,
                row.low_stock_at,
                row.is_unique,
                row.tracked,
                row.backorder,
                row.requires_shipping,
                row.taxable,
                ctx.now,
                row.id
            ],
        )
        .await?;
    Ok(())
}

pub(crate) async fn archive_variant(ctx: &Ctx<'_>, id: VariantId) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update variant set status = 'archived', revision = revision + 1, updated_at = ? where id = ?"
            ),
            params![ctx.now, id],
        )
        .await?;
    Ok(())
}

pub(crate) async fn set_option_key(ctx: &Ctx<'_>, id: VariantId, key: &str) -> Result<()> {
    ctx.tx.run(sql!("update variant set option_key = ? where id = ?"), params![key, id]).await?;
    Ok(())
}

/// Whether another product of the vendor has an offered variant with this SKU.
pub(crate) async fn sku_taken(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    product: ProductId,
    sku: &str,
) -> Result<bool> {
    let taker: Option<VariantId> = ctx
        .tx
        .find(
            sql!(
                "select v.id from variant v join product p on p.id = v.product_id \
                 where v.sku = ? and p.vendor_id = ? and p.id <> ? and v.status = 'active' limit 1"
            ),
            params![sku, vendor, product],
        )
        .await?;
    Ok(taker.is_some())
}
