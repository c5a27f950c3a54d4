//! Stock held for orders: reserved while an order waits for money, allocated once it is paid, given back when it ends.
//!
//! A reservation counts, for one line at one location, how many pieces are reserved, allocated, shipped and released; the four
//! sum to what was taken there when the order was placed.

mod store;

use std::collections::{BTreeMap, BTreeSet};

use souk_domain::{
    ids::{OrderId, OrderLineId, ProductId, VariantId},
    stock::{Short, Take, fill},
};

use crate::{Ctx, Error, Result, catalogue};

/// What one line of an order needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    pub order_line: OrderLineId,
    pub variant: VariantId,
    /// Pieces, at least 1.
    pub quantity: u32,
}

/// A variant of which fewer pieces are left than asked for.
pub type Left = (VariantId, u32);

/// Tries in which stock may slip away between looking and taking; the lock makes even a second one rare.
const TRIES: u32 = 2;

/// Holds stock for every line, or says which variants fall short and how much of each is left.
///
/// Demand is summed by variant first, and variants are taken in the order of their ids. After a shortage some stock may
/// already be held: the caller must refuse, which rolls the transaction back.
pub async fn reserve(ctx: &Ctx<'_>, order: OrderId, demands: &[Demand]) -> Result<Result<(), Vec<Left>>> {
    let mut by_variant: BTreeMap<VariantId, Vec<Demand>> = BTreeMap::new();
    for demand in demands {
        by_variant.entry(demand.variant).or_default().push(*demand);
    }
    let mut short = Vec::new();
    let mut emptied = BTreeSet::new();
    for (variant, demands) in by_variant {
        match reserve_variant(ctx, order, variant, &demands).await? {
            Ok(None) => {}
            Ok(Some(product)) => {
                emptied.insert(product);
            }
            Err(Short { left }) => short.push((variant, left)),
        }
    }
    if !short.is_empty() {
        return Ok(Err(short));
    }
    refresh(ctx, emptied).await?;
    Ok(Ok(()))
}

/// Holds one variant. Answers its product when this took the last piece.
async fn reserve_variant(
    ctx: &Ctx<'_>,
    order: OrderId,
    variant: VariantId,
    demands: &[Demand],
) -> Result<Result<Option<ProductId>, Short>> {
    let Some(asked) = store::find_variant(ctx, variant).await? else {
        return Ok(Err(Short { left: 0 }));
    };
    if !asked.tracked {
        return Ok(Ok(None));
    }
    let wanted: u32 = demands.iter().fold(0, |sum, demand| sum.saturating_add(demand.quantity));
    if asked.sold {
        return Ok(Err(Short { left: 0 }));
    }
    if asked.is_unique && wanted > 1 {
        return Ok(Err(Short { left: 1 }));
    }
    let (takes, left) = match take(ctx, variant, wanted).await? {
        Ok(taken) => taken,
        Err(short) => return Ok(Err(short)),
    };
    store_reservations(ctx, order, demands, &takes).await?;
    let emptied = left <= 0 && !asked.backorder;
    Ok(Ok(emptied.then_some(asked.product)))
}

/// Takes `wanted` pieces from the levels. Answers where from, and how many are left over all of them.
async fn take(ctx: &Ctx<'_>, variant: VariantId, wanted: u32) -> Result<Result<(Vec<Take>, i64), Short>> {
    let mut takes: Vec<Take> = Vec::new();
    let mut open = wanted;
    let mut left = 0;
    for _ in 0..TRIES {
        let levels = store::lock_levels(ctx, variant).await?;
        let available: i64 = levels.iter().map(souk_domain::stock::Level::available).sum();
        left = available - i64::from(open);
        let mut plan = match fill(&levels, open) {
            Ok(plan) => plan,
            Err(short) => return Ok(Err(short)),
        };
        plan.sort_by_key(|take| take.location);
        for part in plan {
            if store::raise_reserved(ctx, variant, part).await? {
                open -= part.quantity;
                match takes.iter_mut().find(|take| take.location == part.location) {
                    Some(take) => take.quantity += part.quantity,
                    None => takes.push(part),
                }
            }
        }
        if open == 0 {
            return Ok(Ok((takes, left)));
        }
    }
    Ok(Err(Short { left: u32::try_from(left.max(0)).unwrap_or(u32::MAX) }))
}

/// Writes which line holds how much where.
async fn store_reservations(ctx: &Ctx<'_>, order: OrderId, demands: &[Demand], takes: &[Take]) -> Result<()> {
    let mut takes = takes.iter().copied();
    let mut here = takes.next();
    for demand in demands {
        let mut open = demand.quantity;
        while open > 0 {
            let Some(take) = here.as_mut() else {
                return Err(Error::broken(format!("less of {} was taken than asked for", demand.variant)));
            };
            let part = open.min(take.quantity);
            store::insert(ctx, order, demand, Take { location: take.location, quantity: part }).await?;
            open -= part;
            take.quantity -= part;
            if take.quantity == 0 {
                here = takes.next();
            }
        }
    }
    Ok(())
}

/// Gives back all stock the order holds, reserved or allocated; does nothing when it holds none.
pub async fn release(ctx: &Ctx<'_>, order: OrderId) -> Result<()> {
    let held = store::lock_held(ctx, order).await?;
    let mut back = BTreeSet::new();
    for held in &held {
        let before = store::available(ctx, held.variant).await?;
        if !store::lower_reserved(ctx, held).await? {
            return Err(Error::broken(format!("{} holds more of {} than is reserved", order, held.variant)));
        }
        store::set_released(ctx, held).await?;
        store::clear_sold(ctx, held.variant).await?;
        if before <= 0 {
            back.insert(held.product);
        }
    }
    refresh(ctx, back).await
}

/// Turns what the order has reserved into allocations, which do not lapse; a unique piece is sold from now on.
/// Does nothing when it was done before.
pub async fn allocate(ctx: &Ctx<'_>, order: OrderId) -> Result<()> {
    store::set_sold(ctx, order).await?;
    store::set_allocated(ctx, order).await
}

/// Products by id, after all stock: every transaction locks in this order.
async fn refresh(ctx: &Ctx<'_>, products: BTreeSet<ProductId>) -> Result<()> {
    for product in products {
        catalogue::refresh_stock(ctx, product).await?;
    }
    Ok(())
}
