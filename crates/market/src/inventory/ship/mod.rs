//! Stock that leaves the shelf with a parcel, and stock that comes back with one.
//!
//! What goes into a parcel was allocated to its line. Pieces that are sent a second time, because the first were lost, are taken of
//! what is free. What was not counted when it was ordered is not counted when it is sent.

mod store;

use std::collections::{BTreeMap, BTreeSet};

use souk_domain::{
    ids::{LocationId, MovementId, OrderId, OrderLineId, VariantId},
    refusal::ShipmentRefusal,
};

use super::{Cause, LevelRow, Reason, adjust};
use crate::{Ctx, Error, Result, catalogue};
use store::Kept;

/// What caused the movements of a parcel: it leaves once, and comes back once at most.
const SENT: &str = "shipment";
const CAME_BACK: &str = "shipment_returned";

/// Pieces of a line, and what they are called.
#[derive(Clone, Debug)]
pub struct Sent {
    pub line: OrderLineId,
    pub pieces: u32,
    pub name: String,
}

/// Pieces that one parcel takes of one variant at one location.
#[derive(Clone, Copy, Debug, Default)]
struct Taken {
    /// Of what was promised to the line.
    allocated: u32,
    /// Of what is free.
    anew: u32,
}

/// Takes what goes into a parcel off the shelf, by one movement for each variant and location. The order's row is locked.
/// Errors: the shelf holds less.
pub async fn ship(ctx: &Ctx<'_>, order: OrderId, parcel: &[u8; 16], sent: &[Sent]) -> Result<()> {
    let kept = store::list_kept(ctx, order).await?;
    let mut takes: BTreeMap<(VariantId, LocationId), (Taken, &str)> = BTreeMap::new();
    for sent in sent {
        let own: Vec<Kept> = kept.iter().copied().filter(|kept| kept.line == sent.line).collect();
        if own.is_empty() {
            continue;
        }
        for (at, taken) in share_out(own, sent.pieces)? {
            let (sum, _) =
                takes.entry((at.variant, at.location)).or_insert((Taken::default(), sent.name.as_str()));
            sum.allocated += taken.allocated;
            sum.anew += taken.anew;
            store::count_shipped(ctx, (at.line, at.location), taken.allocated, taken.anew).await?;
        }
    }
    let anew: BTreeSet<VariantId> =
        takes.iter().filter(|(_, (taken, _))| taken.anew > 0).map(|((variant, _), _)| *variant).collect();
    let products = store::list_products(ctx, &anew).await?;
    catalogue::lock_products(ctx, &products).await?;
    for ((variant, location), (taken, name)) in &takes {
        let level = lock_level(ctx, *variant, *location).await?;
        let pieces = i64::from(taken.allocated) + i64::from(taken.anew);
        let free = level.on_hand - level.reserved;
        if level.on_hand < pieces || (!level.backorder && free < i64::from(taken.anew)) {
            let left = if taken.anew > 0 { free.max(0) + i64::from(taken.allocated) } else { level.on_hand };
            return Err(ShipmentRefusal::NotOnHand { name: (*name).to_owned(), on_hand: left }.into());
        }
        store::move_level(ctx, &level, (-pieces, -i64::from(taken.allocated))).await?;
        record(ctx, &level, -pieces, Reason::Sale, Cause { kind: SENT, id: *parcel }).await?;
    }
    for product in products {
        catalogue::refresh_stock(ctx, product).await?;
    }
    Ok(())
}

/// What of a line's pieces was promised at which location, and what has to be taken anew.
fn share_out(own: Vec<Kept>, pieces: u32) -> Result<Vec<(Kept, Taken)>> {
    let mut open = pieces;
    let mut taken = Vec::with_capacity(own.len());
    // all that is promised goes first, wherever it is: pieces that were called off count as given back too, and stay that
    for kept in own {
        let allocated = open.min(kept.allocated);
        open -= allocated;
        taken.push((kept, Taken { allocated, anew: 0 }));
    }
    for (kept, taken) in &mut taken {
        // given back before, or lost on its way
        taken.anew = open.min(kept.released);
        open -= taken.anew;
    }
    taken.retain(|(_, taken)| taken.allocated + taken.anew > 0);
    if open > 0 {
        return Err(Error::broken(format!("{open} pieces were to be sent that no reservation knows")));
    }
    Ok(taken)
}

/// Pieces of a parcel are lost: they left the shelf and do not come back, and their line holds them no more.
pub async fn lose(ctx: &Ctx<'_>, order: OrderId, sent: &[Sent]) -> Result<()> {
    for (kept, pieces) in shipped(ctx, order, sent).await? {
        store::count_lost(ctx, (kept.line, kept.location), pieces).await?;
    }
    Ok(())
}

/// A parcel came back to its sender: what was in it is on the shelf again, and promised to its lines as before.
pub async fn take_back(ctx: &Ctx<'_>, order: OrderId, parcel: &[u8; 16], sent: &[Sent]) -> Result<()> {
    let mut back: BTreeMap<(VariantId, LocationId), u32> = BTreeMap::new();
    for (kept, pieces) in shipped(ctx, order, sent).await? {
        store::count_returned(ctx, (kept.line, kept.location), pieces).await?;
        *back.entry((kept.variant, kept.location)).or_default() += pieces;
    }
    for ((variant, location), pieces) in back {
        let level = lock_level(ctx, variant, location).await?;
        store::move_level(ctx, &level, (i64::from(pieces), i64::from(pieces))).await?;
        let cause = Cause { kind: CAME_BACK, id: *parcel };
        record(ctx, &level, i64::from(pieces), Reason::Return, cause).await?;
    }
    Ok(())
}

/// From which locations pieces of lines were sent.
async fn shipped(ctx: &Ctx<'_>, order: OrderId, sent: &[Sent]) -> Result<Vec<(Kept, u32)>> {
    let kept = store::list_kept(ctx, order).await?;
    let mut found = Vec::new();
    for sent in sent {
        let mut own = kept.iter().filter(|kept| kept.line == sent.line).peekable();
        let mut open = if own.peek().is_some() { sent.pieces } else { 0 };
        for kept in own {
            let here = open.min(kept.shipped);
            open -= here;
            if here > 0 {
                found.push((*kept, here));
            }
        }
        if open > 0 {
            return Err(Error::broken(format!("{} was sent fewer pieces than come back", sent.line)));
        }
    }
    Ok(found)
}

async fn lock_level(ctx: &Ctx<'_>, variant: VariantId, location: LocationId) -> Result<LevelRow> {
    let level = store::lock_level(ctx, variant, location).await?;
    level.ok_or_else(|| Error::broken(format!("{variant} is kept at {location}, where it has no level")))
}

async fn record(ctx: &Ctx<'_>, level: &LevelRow, delta: i64, reason: Reason, cause: Cause) -> Result<()> {
    let id = ctx.id(MovementId::from_parts);
    adjust::insert_movement(ctx, id, level, delta, reason, None, cause).await
}
