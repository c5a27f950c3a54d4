use std::collections::BTreeMap;

use jiff::Timestamp;
use souk_db::{Param, ToParam as _, fill_places, params, row, sql, table};
use souk_domain::{
    ids::{LocationId, OrderId, OrderLineId, ProductId, VariantId},
    stock::{Level, Take},
};

use super::Demand;
use crate::{Ctx, Result, inventory::LevelRow};

/// Variants or lines in one statement: most carts are smaller.
const AT_ONCE: usize = 16;
/// Levels raised by one statement: most carts take from fewer.
const TAKES_AT_ONCE: usize = 4;

row! {
    struct Locked {
        level: LevelRow,
        priority: i64,
    }
}

/// The levels of some variants, locked by variant and location. The priority is read beside, so that locations are not locked.
pub(super) async fn lock_levels(
    ctx: &Ctx<'_>,
    variants: &[VariantId],
) -> Result<BTreeMap<VariantId, Vec<Level>>> {
    let mut levels: BTreeMap<VariantId, Vec<Level>> = BTreeMap::new();
    for some in variants.chunks(AT_ONCE) {
        let locked: Vec<Locked> = ctx
            .tx
            .list(
                sql!(
                    "select {columns stock_level}, (select l.priority from location l where l.id = stock_level.location_id) \
                     from stock_level \
                     where variant_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
                     order by variant_id, location_id {for update}"
                ),
                &fill_places::<AT_ONCE, _>(some),
            )
            .await?;
        for Locked { level, priority } in locked {
            levels.entry(level.variant).or_default().push(Level {
                location: level.location,
                priority: i32::try_from(priority).unwrap_or(i32::MAX),
                on_hand: level.on_hand,
                reserved: level.reserved,
                backorder: level.backorder,
            });
        }
    }
    Ok(levels)
}

/// Raises what is reserved of levels, each named once. False when one of them has not that much left.
pub(super) async fn raise_reserved(ctx: &Ctx<'_>, takes: &[(VariantId, Take)]) -> Result<bool> {
    for some in takes.chunks(TAKES_AT_ONCE) {
        // in the places left over stands the last one again: repeated places match the same row, which the statement changes once
        let filled = || some.iter().chain(some.last().into_iter().cycle()).take(TAKES_AT_ONCE);
        let levels: Vec<[Param<'_>; 3]> = filled()
            .map(|(variant, take)| [variant.to_param(), take.location.to_param(), take.quantity.to_param()])
            .collect();
        let values: Vec<Param<'_>> =
            levels.concat().into_iter().chain([ctx.now.to_param()]).chain(levels.concat()).collect();
        let raised = ctx
            .tx
            .run(
                sql!(
                    "update stock_level set reserved = case \
                     when variant_id = ? and location_id = ? then reserved + ? \
                     when variant_id = ? and location_id = ? then reserved + ? \
                     when variant_id = ? and location_id = ? then reserved + ? \
                     when variant_id = ? and location_id = ? then reserved + ? \
                     end, updated_at = ? where \
                     (variant_id = ? and location_id = ? and (backorder or on_hand - reserved >= ?)) or \
                     (variant_id = ? and location_id = ? and (backorder or on_hand - reserved >= ?)) or \
                     (variant_id = ? and location_id = ? and (backorder or on_hand - reserved >= ?)) or \
                     (variant_id = ? and location_id = ? and (backorder or on_hand - reserved >= ?))"
                ),
                &values,
            )
            .await?;
        if usize::try_from(raised) != Ok(some.len()) {
            return Ok(false);
        }
    }
    Ok(true)
}

table! {
    /// Pieces that a line holds or held at one location, counted by what became of them.
    pub(super) struct Reservation in "reservation", private {
        order_line_id: OrderLineId,
        location_id: LocationId,
        order_id: OrderId,
        variant_id: VariantId,
        reserved: u32,
        allocated: u32,
        shipped: u32,
        released: u32,
        created_at: Timestamp,
        updated_at: Timestamp,
    }
}

impl Reservation {
    /// Of a line that has nothing at a location yet.
    pub(super) fn nothing(
        ctx: &Ctx<'_>,
        order: OrderId,
        (line, variant): (OrderLineId, VariantId),
        location: LocationId,
    ) -> Self {
        Self {
            order_line_id: line,
            location_id: location,
            order_id: order,
            variant_id: variant,
            reserved: 0,
            allocated: 0,
            shipped: 0,
            released: 0,
            created_at: ctx.now,
            updated_at: ctx.now,
        }
    }

    pub(super) fn new(ctx: &Ctx<'_>, order: OrderId, demand: &Demand, take: Take) -> Self {
        Self {
            order_line_id: demand.order_line,
            location_id: take.location,
            order_id: order,
            variant_id: demand.variant,
            reserved: take.quantity,
            allocated: 0,
            shipped: 0,
            released: 0,
            created_at: ctx.now,
            updated_at: ctx.now,
        }
    }
}

row! {
    /// Pieces that a line holds at one location, reserved or allocated.
    pub(super) struct Held {
        pub(super) order_line: OrderLineId,
        pub(super) location: LocationId,
        pub(super) variant: VariantId,
        pub(super) quantity: u32,
        pub(super) product: ProductId,
    }
}

pub(super) async fn lock_held(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<Held>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select order_line_id, location_id, variant_id, reserved + allocated, \
                 (select v.product_id from variant v where v.id = reservation.variant_id) \
                 from reservation where order_line_id in (select l.id from order_line l where l.order_id = ?) \
                 and reserved + allocated > 0 \
                 order by variant_id, location_id, order_line_id {for update}"
            ),
            params![order],
        )
        .await?)
}

/// Pieces of the variant that can be promised; its levels are locked.
pub(super) async fn available(ctx: &Ctx<'_>, variant: VariantId) -> Result<i64> {
    let levels = lock_levels(ctx, &[variant]).await?;
    Ok(levels.values().flatten().map(Level::available).sum())
}

pub(super) async fn lower_reserved(ctx: &Ctx<'_>, held: &Held) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update stock_level set reserved = reserved - ?, updated_at = ? \
                 where variant_id = ? and location_id = ? and reserved >= ?"
            ),
            params![held.quantity, ctx.now, held.variant, held.location, held.quantity],
        )
        .await?)
}

/// Counts what a line held at a location as released. MySQL sets columns one after the other, so the sum comes first.
pub(super) async fn set_released(ctx: &Ctx<'_>, held: &Held) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update reservation set released = released + reserved + allocated, reserved = 0, allocated = 0, \
                 updated_at = ? where order_line_id = ? and location_id = ?"
            ),
            params![ctx.now, held.order_line, held.location],
        )
        .await?;
    Ok(())
}

/// Counts pieces that a paid line held at a location as released. False when it did not hold so many.
pub(super) async fn release_allocated(ctx: &Ctx<'_>, held: &Held) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update reservation set allocated = allocated - ?, released = released + ?, updated_at = ? \
                 where order_line_id = ? and location_id = ? and allocated >= ?"
            ),
            params![held.quantity, held.quantity, ctx.now, held.order_line, held.location, held.quantity],
        )
        .await?)
}

/// The location from which most pieces of a line were sent.
pub(super) async fn find_sent_from(ctx: &Ctx<'_>, line: OrderLineId) -> Result<Option<LocationId>> {
    Ok(ctx
        .tx
        .find(
            sql!(
                "select location_id from reservation where order_line_id = ? and shipped > 0 \
                 order by shipped desc, location_id limit 1"
            ),
            params![line],
        )
        .await?)
}

/// A unique piece that was allocated is not sold after all. False: it was not marked.
pub(super) async fn clear_sold(ctx: &Ctx<'_>, variant: VariantId) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!("update variant set sold_at = null where id = ? and sold_at is not null"),
            params![variant],
        )
        .await?)
}

/// By their ids: MySQL would read every variant for those that a subquery names.
pub(super) async fn set_sold(ctx: &Ctx<'_>, unique: &[VariantId]) -> Result<()> {
    let mut unique = unique.to_vec();
    unique.sort_unstable();
    for some in unique.chunks(AT_ONCE) {
        let mut values = params![ctx.now].to_vec();
        values.extend(fill_places::<AT_ONCE, _>(some));
        ctx.tx
            .run(
                sql!(
                    "update variant set sold_at = ? where id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
                     and is_unique and sold_at is null"
                ),
                &values,
            )
            .await?;
    }
    Ok(())
}

/// Counts what lines have reserved as allocated. MySQL sets columns one after the other, so the sum comes first.
pub(super) async fn set_allocated(ctx: &Ctx<'_>, lines: &[OrderLineId]) -> Result<()> {
    for some in lines.chunks(AT_ONCE) {
        let mut values = params![ctx.now].to_vec();
        values.extend(fill_places::<AT_ONCE, _>(some));
        ctx.tx
            .run(
                sql!(
                    "update reservation set allocated = allocated + reserved, reserved = 0, updated_at = ? \
                     where order_line_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) and reserved > 0"
                ),
                &values,
            )
            .await?;
    }
    Ok(())
}
