use souk_db::{params, sql};
use souk_domain::ids::{LocationId, MovementId, VariantId, VendorId};

use crate::{Ctx, Result, vendors};

/// Pieces on hand, promised, and promised beyond what is there, over all locations; the levels are locked first.
pub(crate) async fn lock_stock(ctx: &Ctx<'_>, variant: VariantId) -> Result<(i64, i64, i64)> {
    ctx.tx
        .list::<LocationId>(
            sql!(
                "select location_id from stock_level where variant_id = ? order by location_id {for update}"
            ),
            params![variant],
        )
        .await?;
    Ok(ctx
        .tx
        .one(
            sql!(
                "select {sum on_hand}, {sum reserved}, \
                 {sum case when reserved > on_hand then reserved - on_hand else 0 end} \
                 from stock_level where variant_id = ?"
            ),
            params![variant],
        )
        .await?)
}

pub(crate) async fn set_backorder(ctx: &Ctx<'_>, variant: VariantId, backorder: bool) -> Result<()> {
    ctx.tx
        .run(
            sql!("update stock_level set backorder = ? where variant_id = ? and backorder <> ?"),
            params![backorder, variant, backorder],
        )
        .await?;
    Ok(())
}

pub(crate) async fn has_level(ctx: &Ctx<'_>, variant: VariantId) -> Result<bool> {
    let level: Option<LocationId> = ctx
        .tx
        .find(sql!("select location_id from stock_level where variant_id = ? limit 1"), params![variant])
        .await?;
    Ok(level.is_some())
}

/// The first level of a variant, and the movement that explains what is on it.
pub(crate) async fn open_level(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    variant: VariantId,
    on_hand: i64,
    backorder: bool,
) -> Result<()> {
    let location = vendors::main_location(ctx, vendor).await?;
    ctx.tx
        .run(sql!("{insert stock_level}"), params![variant, location, on_hand, 0_i64, backorder, ctx.now])
        .await?;
    if on_hand == 0 {
        return Ok(());
    }
    ctx.tx
        .run(
            sql!("{insert stock_movement}"),
            params![
                ctx.id(MovementId::from_parts),
                variant,
                location,
                on_hand,
                "initial",
                None::<&str>,
                "variant",
                variant,
                ctx.actor.to_string(),
                ctx.now
            ],
        )
        .await?;
    Ok(())
}
