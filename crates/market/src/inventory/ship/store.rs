use std::collections::{BTreeMap, BTreeSet};

use souk_db::{params, row, sql};
use souk_domain::ids::{LocationId, OrderId, OrderLineId, ProductId, VariantId};

use crate::{Ctx, Error, Result, inventory::LevelRow};

row! {
    /// What became of pieces that a line was promised at one location.
    #[derive(Clone, Copy)]
    pub(super) struct Kept {
        pub(super) line: OrderLineId,
        pub(super) location: LocationId,
        pub(super) variant: VariantId,
        pub(super) allocated: u32,
        pub(super) shipped: u32,
        pub(super) released: u32,
    }
}

/// What an order was promised; its row is locked, so that nothing of this changes.
pub(super) async fn list_kept(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<Kept>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select order_line_id, location_id, variant_id, allocated, shipped, released from reservation \
                 where order_line_id in (select l.id from order_line l where l.order_id = ?) \
                 order by order_line_id, location_id"
            ),
            params![order],
        )
        .await?)
}

/// What a cause moved of each variant at each location.
pub(super) async fn list_moved(
    ctx: &Ctx<'_>,
    kind: &str,
    cause: &[u8; 16],
) -> Result<BTreeMap<(VariantId, LocationId), i64>> {
    let moved: Vec<(VariantId, LocationId, i64)> = ctx
        .tx
        .list(
            sql!(
                "select variant_id, location_id, delta from stock_movement where cause_kind = ? and cause_id = ?"
            ),
            params![kind, cause],
        )
        .await?;
    Ok(moved.into_iter().map(|(variant, location, delta)| ((variant, location), delta)).collect())
}

/// The products of variants.
pub(super) async fn list_products(
    ctx: &Ctx<'_>,
    variants: &BTreeSet<VariantId>,
) -> Result<BTreeSet<ProductId>> {
    let mut products = BTreeSet::new();
    for variant in variants {
        let found: Option<ProductId> =
            ctx.tx.find(sql!("select product_id from variant where id = ?"), params![variant]).await?;
        products.extend(found);
    }
    Ok(products)
}

/// Whether a variant's pieces are counted now.
pub(super) async fn is_counted(ctx: &Ctx<'_>, variant: VariantId) -> Result<bool> {
    Ok(ctx.tx.one(sql!("select tracked from variant where id = ?"), params![variant]).await?)
}

pub(super) async fn lock_level(
    ctx: &Ctx<'_>,
    variant: VariantId,
    location: LocationId,
) -> Result<Option<LevelRow>> {
    Ok(ctx
        .tx
        .find(
            sql!(
                "select {columns stock_level} from stock_level where variant_id = ? and location_id = ? {for update}"
            ),
            params![variant, location],
        )
        .await?)
}

/// The levels of a variant, locked in the order of their locations.
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

/// Moves what is on hand, and what of it is promised. Errors: the level, which is locked, does not hold that.
pub(super) async fn move_level(
    ctx: &Ctx<'_>,
    level: &LevelRow,
    (on_hand, reserved): (i64, i64),
) -> Result<()> {
    let moved = ctx
        .tx
        .guarded(
            sql!(
                "update stock_level set on_hand = on_hand + ?, reserved = reserved + ?, updated_at = ? \
                 where variant_id = ? and location_id = ? and on_hand + ? >= 0 and reserved + ? >= 0"
            ),
            params![on_hand, reserved, ctx.now, level.variant, level.location, on_hand, reserved],
        )
        .await?;
    if moved {
        Ok(())
    } else {
        Err(Error::broken(format!("the level of {} holds too little", level.variant)))
    }
}

/// Counts pieces as sent: some that were allocated, and some that were given back before.
pub(super) async fn count_shipped(
    ctx: &Ctx<'_>,
    (line, location): (OrderLineId, LocationId),
    allocated: u32,
    anew: u32,
) -> Result<()> {
    let counted = ctx
        .tx
        .guarded(
            sql!(
                "update reservation set allocated = allocated - ?, released = released - ?, shipped = shipped + ?, \
                 updated_at = ? where order_line_id = ? and location_id = ? and allocated >= ? and released >= ?"
            ),
            params![allocated, anew, allocated + anew, ctx.now, line, location, allocated, anew],
        )
        .await?;
    if counted { Ok(()) } else { Err(miscounted(line)) }
}

/// Counts pieces that were released at one location as sent from another.
pub(super) async fn move_released(
    ctx: &Ctx<'_>,
    line: OrderLineId,
    (from, to): (LocationId, LocationId),
    pieces: u32,
) -> Result<()> {
    let taken = ctx
        .tx
        .guarded(
            sql!(
                "update reservation set released = released - ?, updated_at = ? \
                 where order_line_id = ? and location_id = ? and released >= ?"
            ),
            params![pieces, ctx.now, line, from, pieces],
        )
        .await?;
    let sent = ctx
        .tx
        .guarded(
            sql!(
                "update reservation set shipped = shipped + ?, updated_at = ? where order_line_id = ? and location_id = ?"
            ),
            params![pieces, ctx.now, line, to],
        )
        .await?;
    if taken && sent { Ok(()) } else { Err(miscounted(line)) }
}

/// Counts pieces that were sent as held no more.
pub(super) async fn count_lost(
    ctx: &Ctx<'_>,
    (line, location): (OrderLineId, LocationId),
    pieces: u32,
) -> Result<()> {
    let counted = ctx
        .tx
        .guarded(
            sql!(
                "update reservation set shipped = shipped - ?, released = released + ?, updated_at = ? \
                 where order_line_id = ? and location_id = ? and shipped >= ?"
            ),
            params![pieces, pieces, ctx.now, line, location, pieces],
        )
        .await?;
    if counted { Ok(()) } else { Err(miscounted(line)) }
}

/// Counts pieces that were sent as allocated again.
pub(super) async fn count_returned(
    ctx: &Ctx<'_>,
    (line, location): (OrderLineId, LocationId),
    pieces: u32,
) -> Result<()> {
    let counted = ctx
        .tx
        .guarded(
            sql!(
                "update reservation set shipped = shipped - ?, allocated = allocated + ?, updated_at = ? \
                 where order_line_id = ? and location_id = ? and shipped >= ?"
            ),
            params![pieces, pieces, ctx.now, line, location, pieces],
        )
        .await?;
    if counted { Ok(()) } else { Err(miscounted(line)) }
}

fn miscounted(line: OrderLineId) -> Error {
    Error::broken(format!("the reservations of {line} do not hold what is counted"))
}
