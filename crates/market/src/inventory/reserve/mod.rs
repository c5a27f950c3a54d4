//! Stock held for orders: reserved while an order waits for money, allocated once it is paid, given back when it ends.
//!
//! A reservation counts, for one line at one location, how many pieces are reserved, allocated, shipped and released; the four
//! sum to what was taken there when the order was placed.

mod store;

use std::collections::{BTreeMap, BTreeSet};

use souk_domain::{
    ids::{LocationId, OrderId, OrderLineId, ProductId, VariantId},
    stock::{Level, Short, Take, fill},
};

use crate::{
    Ctx, Error, Result,
    catalogue::{self, PurchasableVariant},
    queue::{self, EventKind},
};

/// What one line of an order needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    pub order_line: OrderLineId,
    pub variant: VariantId,
    /// Pieces, at least 1.
    pub quantity: u32,
    product: ProductId,
    tracked: bool,
    backorder: bool,
    is_unique: bool,
    low_stock_at: Option<u32>,
    /// What was left of the variant when it was read; others may have taken of it since.
    available: Option<i64>,
}

impl Demand {
    /// What a line needs of a variant as it was read in this transaction.
    pub fn new(order_line: OrderLineId, of: &PurchasableVariant, quantity: u32) -> Self {
        Self {
            order_line,
            variant: of.variant,
            quantity,
            product: of.product,
            tracked: of.tracked,
            backorder: of.backorder,
            is_unique: of.is_unique,
            low_stock_at: of.low_stock_at,
            available: of.available,
        }
    }
}

/// Pieces of a line that its buyer does not wait for any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalledOff {
    pub line: OrderLineId,
    pub product: ProductId,
    pub variant: VariantId,
    /// At least 1.
    pub pieces: u32,
}

/// Pieces at a location that no order holds any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freed {
    pub variant: VariantId,
    pub location: LocationId,
    pub quantity: u32,
}

/// A variant of which fewer pieces are left than asked for.
pub type Left = (VariantId, u32);

/// Holds stock for every line, or says which variants fall short and how much of each is left.
///
/// Demand is summed by variant first, and the levels of all variants are locked in the order of variant and location. After a
/// shortage nothing is held. Products of which the last pieces go are locked before all levels: see `docs/decisions/020-locks.md`.
pub async fn reserve(ctx: &Ctx<'_>, order: OrderId, demands: &[Demand]) -> Result<Result<(), Vec<Left>>> {
    let mut by_variant: BTreeMap<VariantId, Vec<Demand>> = BTreeMap::new();
    for demand in demands.iter().filter(|demand| demand.tracked) {
        by_variant.entry(demand.variant).or_default().push(*demand);
    }
    let emptying: BTreeSet<ProductId> =
        by_variant.values().filter_map(|demands| emptied_by(demands)).collect();
    catalogue::lock_products(ctx, &emptying).await?;
    let variants: Vec<VariantId> = by_variant.keys().copied().collect();
    let mut levels = store::lock_levels(ctx, &variants).await?;
    let (mut raised, mut held, mut short) = (Vec::new(), Vec::new(), Vec::new());
    let (mut emptied, mut low) = (BTreeSet::new(), Vec::new());
    for (variant, demands) in &by_variant {
        match plan(demands, &levels.remove(variant).unwrap_or_default()) {
            Ok((takes, left)) => {
                let taken: i64 = takes.iter().map(|take| i64::from(take.quantity)).sum();
                let few = demands.first().and_then(|demand| demand.low_stock_at);
                low.extend(super::ran_low(few, left + taken, left).then_some(*variant));
                raised.extend(takes.iter().map(|take| (*variant, *take)));
                held.extend(share_out(ctx, order, demands, &takes)?);
                emptied.extend(
                    demands
                        .first()
                        .filter(|demand| left <= 0 && !demand.backorder)
                        .map(|demand| demand.product),
                );
            }
            Err(Short { left }) => short.push((*variant, left)),
        }
    }
    if !short.is_empty() {
        return Ok(Err(short));
    }
    if !emptied.is_subset(&emptying) {
        // others took of it since it was read; when all of this is done again that is seen from the start
        return Err(souk_db::Error::Contended { code: "stock was taken meanwhile".to_owned() }.into());
    }
    if !store::raise_reserved(ctx, &raised).await? {
        return Err(Error::broken(format!("a locked level that {order} takes from has changed")));
    }
    ctx.tx.insert_all(&held).await?;
    for variant in low {
        queue::emit(ctx, EventKind::StockRanLow, variant.as_bytes()).await?;
    }
    refresh(ctx, emptied).await?;
    Ok(Ok(()))
}

/// The product of a variant of which these lines take the last piece, as far as was read.
fn emptied_by(demands: &[Demand]) -> Option<ProductId> {
    let wanted: i64 = demands.iter().map(|demand| i64::from(demand.quantity)).sum();
    let first = demands.first().filter(|demand| !demand.backorder)?;
    first.available.is_none_or(|available| available <= wanted).then_some(first.product)
}

/// Where the pieces that lines need of one variant are taken, by location, and how many are left then over all of them.
fn plan(demands: &[Demand], levels: &[Level]) -> Result<(Vec<Take>, i64), Short> {
    let wanted: u32 = demands.iter().fold(0, |sum, demand| sum.saturating_add(demand.quantity));
    let available: i64 = levels.iter().map(Level::available).sum();
    if wanted > 1 && demands.iter().any(|demand| demand.is_unique) {
        return Err(Short { left: u32::from(available > 0) });
    }
    let mut takes = fill(levels, wanted)?;
    takes.sort_by_key(|take| take.location);
    Ok((takes, available - i64::from(wanted)))
}

/// Which line holds how much where.
fn share_out(
    ctx: &Ctx<'_>,
    order: OrderId,
    demands: &[Demand],
    takes: &[Take],
) -> Result<Vec<store::Reservation>> {
    let mut takes = takes.iter().copied();
    let mut here = takes.next();
    let mut held = Vec::new();
    for demand in demands {
        let mut open = demand.quantity;
        while open > 0 {
            let Some(take) = here.as_mut() else {
                return Err(Error::broken(format!("less of {} was taken than asked for", demand.variant)));
            };
            let part = open.min(take.quantity);
            held.push(store::Reservation::new(
                ctx,
                order,
                demand,
                Take { location: take.location, quantity: part },
            ));
            open -= part;
            take.quantity -= part;
            if take.quantity == 0 {
                here = takes.next();
            }
        }
    }
    Ok(held)
}

/// Gives back all stock the order holds, reserved or allocated; does nothing when it holds none. The order's row is locked.
pub async fn release(ctx: &Ctx<'_>, order: OrderId) -> Result<()> {
    let held = store::lock_held(ctx, order).await?;
    catalogue::lock_products(ctx, &held.iter().map(|held| held.product).collect()).await?;
    let variants: BTreeSet<VariantId> = held.iter().map(|held| held.variant).collect();
    for variant in variants {
        store::clear_sold(ctx, variant).await?;
    }
    let mut back = BTreeSet::new();
    for held in &held {
        let before = store::available(ctx, held.variant).await?;
        if !store::lower_reserved(ctx, held).await? {
            return Err(Error::broken(format!("{} holds more of {} than is reserved", order, held.variant)));
        }
        store::set_released(ctx, held).await?;
        if before <= 0 {
            back.insert(held.product);
        }
    }
    refresh(ctx, back).await
}

/// Gives back stock that lines of a paid order hold and that was not sent: so many pieces of each, all of them for sale again. A
/// line that is not counted holds none, nor does one whose pieces were lost. The order's row is locked, and so are the products.
/// Answers where the pieces are.
pub async fn release_part(ctx: &Ctx<'_>, order: OrderId, called_off: &[CalledOff]) -> Result<Vec<Freed>> {
    let mut left: BTreeMap<OrderLineId, u32> = called_off.iter().map(|off| (off.line, off.pieces)).collect();
    let (mut freed, mut back) = (Vec::new(), unmark_called_off(ctx, called_off).await?);
    for held in store::lock_held(ctx, order).await? {
        let Some(wanted) = left.get_mut(&held.order_line).filter(|wanted| **wanted > 0) else { continue };
        let part = store::Held { quantity: held.quantity.min(*wanted), ..held };
        *wanted -= part.quantity;
        let before = store::available(ctx, part.variant).await?;
        let lowered = store::lower_reserved(ctx, &part).await?;
        if !lowered || !store::release_allocated(ctx, &part).await? {
            return Err(Error::broken(format!("{order} holds more of {} than is reserved", part.variant)));
        }
        if before <= 0 {
            back.insert(part.product);
        }
        freed.push(Freed { variant: part.variant, location: part.location, quantity: part.quantity });
    }
    refresh(ctx, back).await?;
    Ok(freed)
}

/// Pieces that were lost are called off: their order holds nothing of them. The products are locked.
pub async fn forget_lost(ctx: &Ctx<'_>, called_off: &[CalledOff]) -> Result<()> {
    let back = unmark_called_off(ctx, called_off).await?;
    refresh(ctx, back).await
}

/// A unique piece that nobody waits for is not sold, wherever it is: whoever finds it may count it. Answers the products of which
/// more may be had by that.
async fn unmark_called_off(ctx: &Ctx<'_>, called_off: &[CalledOff]) -> Result<BTreeSet<ProductId>> {
    let variants: BTreeMap<VariantId, ProductId> =
        called_off.iter().map(|off| (off.variant, off.product)).collect();
    let mut back = BTreeSet::new();
    for (variant, product) in variants {
        if store::clear_sold(ctx, variant).await? {
            back.insert(product);
        }
    }
    Ok(back)
}

/// A unique piece is at its vendor's again, whether it is put on sale or not. False: it was not marked as sold.
pub async fn unmark_sold(ctx: &Ctx<'_>, variant: VariantId) -> Result<bool> {
    store::clear_sold(ctx, variant).await
}

/// A line is sent from a location that promised it nothing: what becomes of its pieces there is counted from now on.
pub(super) async fn keep_also_at(
    ctx: &Ctx<'_>,
    order: OrderId,
    (line, variant): (OrderLineId, VariantId),
    location: LocationId,
) -> Result<()> {
    ctx.tx.insert_missing(&[store::Reservation::nothing(ctx, order, (line, variant), location)]).await?;
    Ok(())
}

/// Where most pieces of a line were sent from. None: from nowhere that is counted.
pub(super) async fn sent_from(ctx: &Ctx<'_>, line: OrderLineId) -> Result<Option<LocationId>> {
    store::find_sent_from(ctx, line).await
}

/// Turns what an order's `lines` have reserved into allocations, which do not lapse; its `unique` pieces are sold from now on.
/// Does nothing when it was done before.
pub async fn allocate(ctx: &Ctx<'_>, lines: &[OrderLineId], unique: &[VariantId]) -> Result<()> {
    store::set_sold(ctx, unique).await?;
    store::set_allocated(ctx, lines).await
}

/// Availability of products, which are locked.
async fn refresh(ctx: &Ctx<'_>, products: BTreeSet<ProductId>) -> Result<()> {
    for product in products {
        catalogue::refresh_stock(ctx, product).await?;
    }
    Ok(())
}
