//! Stock that leaves the shelf with a parcel, and stock that comes back with one.
//!
//! What goes into a parcel was allocated to its line. Pieces that are sent a second time, because the first were lost, are taken of
//! what is free. What was not counted when it was ordered is not counted when it is sent. What was counted then and is not any more is
//! there: as much as the shelf is short of is found on it.

mod store;

use std::collections::{BTreeMap, BTreeSet};

use souk_domain::{
    ids::{LocationId, MovementId, OrderId, OrderLineId, VariantId},
    refusal::ShipmentRefusal,
};

use super::{Cause, LevelRow, Reason, adjust, reserve};
use crate::{Ctx, Error, Result, catalogue};
use store::Kept;

/// What caused the movements of a parcel: it leaves once, and comes back once at most.
const SENT: &str = "shipment";
const CAME_BACK: &str = "shipment_returned";
/// What caused the movements of pieces that nobody counted any more and that were there to be sent.
const FOUND: &str = "shipment_found";

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

/// Pieces of a line that are sent in the place of others, which were given back or lost.
struct Again<'s> {
    line: OrderLineId,
    variant: VariantId,
    pieces: u32,
    /// What of the line is held no more, by location.
    released: Vec<(LocationId, u32)>,
    name: &'s str,
}

/// What a parcel takes, by variant and location, and what that is called.
type Takes<'s> = BTreeMap<(VariantId, LocationId), (Taken, &'s str)>;

/// Takes what goes into a parcel off the shelf, by one movement for each variant and location. The order's row is locked.
/// Errors: the shelf holds less, of what is counted.
pub async fn ship(ctx: &Ctx<'_>, order: OrderId, parcel: &[u8; 16], sent: &[Sent]) -> Result<()> {
    let kept = store::list_kept(ctx, order).await?;
    let mut takes = Takes::new();
    let mut again = Vec::new();
    for sent in sent {
        let own: Vec<Kept> = kept.iter().copied().filter(|kept| kept.line == sent.line).collect();
        let Some(first) = own.first() else { continue };
        let (allocated, anew) = share_out(&own, sent.pieces)?;
        for (at, pieces) in allocated {
            let (sum, _) =
                takes.entry((at.variant, at.location)).or_insert((Taken::default(), sent.name.as_str()));
            sum.allocated += pieces;
            store::count_shipped(ctx, (at.line, at.location), pieces, 0).await?;
        }
        if anew > 0 {
            let released = own.iter().map(|kept| (kept.location, kept.released)).collect();
            let (line, variant) = (sent.line, first.variant);
            again.push(Again { line, variant, pieces: anew, released, name: sent.name.as_str() });
        }
    }
    let products = store::list_products(ctx, &again.iter().map(|again| again.variant).collect()).await?;
    catalogue::lock_products(ctx, &products).await?;
    let levels = lock_levels(ctx, &takes, &again).await?;
    for again in &again {
        take_anew(ctx, order, again, &levels, &mut takes).await?;
    }
    for ((variant, location), (taken, name)) in &takes {
        let level = levels.get(&(*variant, *location)).ok_or_else(|| no_level(*variant, *location))?;
        let pieces = i64::from(taken.allocated) + i64::from(taken.anew);
        let short = pieces - level.on_hand;
        if short > 0 {
            if store::is_counted(ctx, *variant).await? {
                let on_hand = level.on_hand;
                return Err(ShipmentRefusal::NotOnHand { name: (*name).to_owned(), on_hand }.into());
            }
            store::move_level(ctx, level, (short, 0)).await?;
            let cause = Cause { kind: FOUND, id: *parcel };
            record(ctx, level, short, Reason::Adjustment, cause).await?;
        }
        store::move_level(ctx, level, (-pieces, -i64::from(taken.allocated))).await?;
        record(ctx, level, -pieces, Reason::Sale, Cause { kind: SENT, id: *parcel }).await?;
    }
    for product in products {
        catalogue::refresh_stock(ctx, product).await?;
    }
    Ok(())
}

/// What of a line's pieces was promised at which location, and how many have to be taken anew. All that is promised goes first,
/// wherever it is: pieces that were called off count as given back too, and stay that.
fn share_out(own: &[Kept], pieces: u32) -> Result<(Vec<(Kept, u32)>, u32)> {
    let mut open = pieces;
    let mut allocated = Vec::with_capacity(own.len());
    for kept in own {
        let here = open.min(kept.allocated);
        open -= here;
        if here > 0 {
            allocated.push((*kept, here));
        }
    }
    let released: u32 = own.iter().map(|kept| kept.released).sum();
    if open > released {
        return Err(Error::broken(format!("{open} pieces were to be sent that no reservation knows")));
    }
    Ok((allocated, open))
}

/// Locks the levels that a parcel takes of, in the order of variant and location: all of a variant where some of it is taken anew.
async fn lock_levels(
    ctx: &Ctx<'_>,
    takes: &Takes<'_>,
    again: &[Again<'_>],
) -> Result<BTreeMap<(VariantId, LocationId), LevelRow>> {
    let anywhere: BTreeSet<VariantId> = again.iter().map(|again| again.variant).collect();
    let variants: BTreeSet<VariantId> =
        takes.keys().map(|(variant, _)| *variant).chain(anywhere.iter().copied()).collect();
    let mut levels = BTreeMap::new();
    for variant in variants {
        if anywhere.contains(&variant) {
            let all = store::lock_levels(ctx, variant).await?;
            levels.extend(all.into_iter().map(|level| ((variant, level.location), level)));
            continue;
        }
        for (_, location) in takes.keys().filter(|(of, _)| *of == variant) {
            levels.insert((variant, *location), lock_level(ctx, variant, *location).await?);
        }
    }
    Ok(levels)
}

/// Takes pieces of what is free: where the line was promised some before, else wherever its vendor has them. What is not counted is
/// there. Errors: nowhere are so many.
async fn take_anew<'s>(
    ctx: &Ctx<'_>,
    order: OrderId,
    again: &Again<'s>,
    levels: &BTreeMap<(VariantId, LocationId), LevelRow>,
    takes: &mut Takes<'s>,
) -> Result<()> {
    let (mut open, mut released) = (again.pieces, again.released.clone());
    let mut places: Vec<&LevelRow> = levels.values().filter(|level| level.variant == again.variant).collect();
    places.sort_by_key(|level| !released.iter().any(|(at, pieces)| *at == level.location && *pieces > 0));
    let mut found = 0;
    for level in places {
        let (taken, _) =
            takes.entry((again.variant, level.location)).or_insert((Taken::default(), again.name));
        // what may be promised beyond what is there is free as far as it is there
        let free =
            if level.backorder { level.on_hand - i64::from(taken.allocated) } else { level.available() };
        let free = u32::try_from(free - i64::from(taken.anew)).unwrap_or_default();
        let here = open.min(free);
        taken.anew += here;
        open -= here;
        found += here;
        if here > 0 {
            count_anew(ctx, order, again, (level.location, here), &mut released).await?;
        }
    }
    let first = released.iter().find(|(_, pieces)| *pieces > 0).map(|(at, _)| *at);
    if let Some(location) = first.filter(|_| open > 0)
        && !store::is_counted(ctx, again.variant).await?
    {
        let (taken, _) = takes.entry((again.variant, location)).or_insert((Taken::default(), again.name));
        taken.anew += open;
        count_anew(ctx, order, again, (location, open), &mut released).await?;
        open = 0;
    }
    takes.retain(|_, (taken, _)| taken.allocated + taken.anew > 0);
    if open > 0 {
        let on_hand = i64::from(found);
        return Err(ShipmentRefusal::NotOnHand { name: again.name.to_owned(), on_hand }.into());
    }
    Ok(())
}

/// Counts pieces that were taken at a location in the place of released ones: of those of the same location first.
async fn count_anew(
    ctx: &Ctx<'_>,
    order: OrderId,
    again: &Again<'_>,
    (location, pieces): (LocationId, u32),
    released: &mut [(LocationId, u32)],
) -> Result<()> {
    released.sort_by_key(|(at, _)| *at != location);
    let mut open = pieces;
    for (at, left) in released {
        let part = open.min(*left);
        *left -= part;
        open -= part;
        if part == 0 {
            continue;
        }
        if *at == location {
            store::count_shipped(ctx, (again.line, location), 0, part).await?;
        } else {
            reserve::keep_also_at(ctx, order, (again.line, again.variant), location).await?;
            store::move_released(ctx, again.line, (*at, location), part).await?;
        }
    }
    Ok(())
}

/// Pieces of a parcel are lost: they left the shelf and do not come back, and their line holds them no more.
pub async fn lose(ctx: &Ctx<'_>, order: OrderId, parcel: &[u8; 16], sent: &[Sent]) -> Result<()> {
    for (kept, pieces) in shipped(ctx, order, parcel, sent).await? {
        store::count_lost(ctx, (kept.line, kept.location), pieces).await?;
    }
    Ok(())
}

/// A parcel came back to its sender: what was in it is on the shelf again, and promised to its lines as before.
pub async fn take_back(ctx: &Ctx<'_>, order: OrderId, parcel: &[u8; 16], sent: &[Sent]) -> Result<()> {
    let mut back: BTreeMap<(VariantId, LocationId), u32> = BTreeMap::new();
    for (kept, pieces) in shipped(ctx, order, parcel, sent).await? {
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

/// From which locations pieces of lines were sent in a parcel: from those whose shelves it left.
async fn shipped(
    ctx: &Ctx<'_>,
    order: OrderId,
    parcel: &[u8; 16],
    sent: &[Sent],
) -> Result<Vec<(Kept, u32)>> {
    let kept = store::list_kept(ctx, order).await?;
    let mut left_from: BTreeMap<(VariantId, LocationId), i64> = store::list_moved(ctx, SENT, parcel).await?;
    let mut found = Vec::new();
    for sent in sent {
        let mut own = kept.iter().filter(|kept| kept.line == sent.line).peekable();
        let mut open = if own.peek().is_some() { sent.pieces } else { 0 };
        for kept in own {
            let from_here = left_from.entry((kept.variant, kept.location)).or_default();
            let here = open.min(kept.shipped).min(u32::try_from(-*from_here).unwrap_or_default());
            open -= here;
            *from_here += i64::from(here);
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
    level.ok_or_else(|| no_level(variant, location))
}

fn no_level(variant: VariantId, location: LocationId) -> Error {
    Error::broken(format!("{variant} is kept at {location}, where it has no level"))
}

async fn record(ctx: &Ctx<'_>, level: &LevelRow, delta: i64, reason: Reason, cause: Cause) -> Result<()> {
    let id = ctx.id(MovementId::from_parts);
    adjust::insert_movement(ctx, id, level, delta, reason, None, cause).await
}
