use souk_db::{params, sql};
use souk_domain::ids::{LocationId, MovementId, VariantId, VendorId};

use super::{super::Origin, VariantRow};
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

/// The first levels of variants with the pieces on them, and the movements that explain those.
pub(crate) async fn open_levels(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    variants: &[(VariantRow, i64)],
    origin: Origin,
) -> Result<()> {
    if variants.is_empty() {
        return Ok(());
    }
    let location = vendors::main_location(ctx, vendor).await?;
    for (variant, on_hand) in variants {
        // the note of a file's movement is what it said, so that the same file does not undo the sales since
        let (reason, note) = match origin {
            Origin::Form | Origin::Stored => ("initial", None),
            Origin::File => ("import", Some(on_hand.to_string())),
        };
        ctx.tx
            .run(
                sql!("{insert stock_level}"),
                params![variant.id, location, *on_hand, 0_i64, variant.backorder, ctx.now],
            )
            .await?;
        if *on_hand == 0 && origin != Origin::File {
            continue;
        }
        ctx.tx
            .run(
                sql!("{insert stock_movement}"),
                params![
                    ctx.id(MovementId::from_parts),
                    variant.id,
                    location,
                    *on_hand,
                    reason,
                    note.as_deref(),
                    "variant",
                    variant.id,
                    ctx.actor.to_string(),
                    ctx.now
                ],
            )
            .await?;
    }
    Ok(())
}
