use std::collections::BTreeMap;

use jiff::Timestamp;
use souk_db::{params, row, sql, table};
use souk_domain::{
    bounds::{self, product::MAX_VARIANTS_EVER},
    ids::{LocationId, MovementId, ProductId, VariantId, VendorId},
    refusal::MOST_ORDERS_NAMED,
    stock,
};

use super::{Cause, Reason};
use crate::{Ctx, Result};

/// Orders read for a refusal: one more than it names.
const MOST_ORDERS: i64 = MOST_ORDERS_NAMED as i64 + 1;

row! {
    pub(in crate::inventory) struct Counted {
        pub(in crate::inventory) product: ProductId,
        pub(in crate::inventory) vendor: VendorId,
        pub(super) tracked: bool,
        pub(super) backorder: bool,
        pub(super) is_unique: bool,
        pub(super) low_stock_at: Option<u32>,
    }
}

pub(in crate::inventory) async fn find_variant(ctx: &Ctx<'_>, variant: VariantId) -> Result<Option<Counted>> {
    Ok(ctx
        .tx
        .find(
            sql!(
                "select v.product_id, p.vendor_id, v.tracked, v.backorder, v.is_unique, v.low_stock_at \
                 from variant v join product p on p.id = v.product_id where v.id = ?"
            ),
            params![variant],
        )
        .await?)
}

pub(super) async fn has_location(ctx: &Ctx<'_>, vendor: VendorId, location: LocationId) -> Result<bool> {
    let found: Option<LocationId> = ctx
        .tx
        .find(sql!("select id from location where id = ? and vendor_id = ?"), params![location, vendor])
        .await?;
    Ok(found.is_some())
}

/// Adds a level of a variant whose product is locked.
pub(super) async fn insert_level(ctx: &Ctx<'_>, level: &LevelRow) -> Result<()> {
    Ok(ctx.tx.insert(level).await?)
}

table! {
    /// What is of one variant at one place.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct LevelRow in "stock_level", public {
        pub variant as variant_id: VariantId,
        pub location as location_id: LocationId,
        /// Pieces on the shelf.
        pub on_hand: i64,
        /// Of these, pieces promised to orders.
        pub reserved: i64,
        /// Whether more may be promised than is there.
        pub backorder: bool,
        pub updated_at: Timestamp,
    }
}

impl LevelRow {
    /// Pieces that can still be promised, never negative.
    pub fn available(&self) -> i64 {
        stock::available(self.on_hand, self.reserved)
    }
}

pub(super) async fn lock_levels(ctx: &Ctx<'_>, variant: VariantId) -> Result<Vec<LevelRow>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns stock_level} from stock_level where variant_id = ? order by location_id {for update}"
            ),
            params![variant],
        )
        .await?)
}

/// False when the level is not what it was.
pub(super) async fn set_on_hand(ctx: &Ctx<'_>, level: &LevelRow, on_hand: i64) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update stock_level set on_hand = ?, updated_at = ? where variant_id = ? and location_id = ? \
                 and on_hand = ? and (backorder or reserved <= ?)"
            ),
            params![on_hand, ctx.now, level.variant, level.location, level.on_hand, on_hand],
        )
        .await?)
}

table! {
    /// Why a level changed, by how much.
    struct MovementRow in "stock_movement", private {
        id: MovementId,
        variant_id: VariantId,
        location_id: LocationId,
        delta: i64,
        reason: Reason,
        note: Option<String> [free_text, max(bounds::stock::MAX_NOTE_CHARS)],
        cause_kind: String,
        cause_id: [u8; 16],
        actor: String [free_text],
        created_at: Timestamp,
    }
}

pub(in crate::inventory) async fn insert_movement(
    ctx: &Ctx<'_>,
    id: MovementId,
    level: &LevelRow,
    delta: i64,
    reason: Reason,
    note: Option<&str>,
    cause: Cause,
) -> Result<()> {
    let movement = MovementRow {
        id,
        variant_id: level.variant,
        location_id: level.location,
        delta,
        reason,
        note: note.map(str::to_owned),
        cause_kind: cause.kind.to_owned(),
        cause_id: cause.id,
        actor: ctx.actor.to_string(),
        created_at: ctx.now,
    };
    Ok(ctx.tx.insert(&movement).await?)
}

/// Numbers of the orders that hold stock of this level, the oldest first.
pub(super) async fn list_orders_holding(ctx: &Ctx<'_>, level: &LevelRow) -> Result<Vec<String>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select o.number from orders o where o.id in (select r.order_id from reservation r \
                 where r.variant_id = ? and r.location_id = ? and r.reserved + r.allocated > 0) \
                 order by o.created_at, o.id limit ?"
            ),
            params![level.variant, level.location, MOST_ORDERS],
        )
        .await?)
}

/// For each variant of a product the note of the newest movement that an import made.
pub(super) async fn list_import_notes(
    ctx: &Ctx<'_>,
    product: ProductId,
) -> Result<BTreeMap<VariantId, String>> {
    let notes: Vec<(VariantId, String)> = ctx
        .tx
        .list(
            sql!(
                "select m.variant_id, m.note from stock_movement m join variant v on v.id = m.variant_id \
                 where v.product_id = ? and m.reason = 'import' and m.note is not null and not exists \
                 (select 1 from stock_movement later where later.variant_id = m.variant_id \
                  and later.reason = 'import' and later.id > m.id) order by m.variant_id limit ?"
            ),
            params![product, MAX_VARIANTS_EVER as i64],
        )
        .await?;
    Ok(notes.into_iter().collect())
}
