//! What faces ask of stock.

use souk_domain::{
    ids::{VariantId, VendorId},
    vendor::VendorPermission,
};

use super::{
    Adjustment, LevelFilter, LevelOutcome, LevelRow, StockRow, VariantStock, adjust, adjust_many, levels,
    variant_stock,
};
use crate::{
    Actor, App, BoxFuture, Result,
    idempotency::{Guard, Operation, Reply},
    paging::Page,
};

/// Changes stock of a vendor's own variant and logs why. Answers the level as it is now. Errors: those of [`adjust`].
pub fn adjust_stock(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    adjustment: Adjustment,
    guard: Option<Guard<LevelRow>>,
) -> BoxFuture<'static, Result<Reply<LevelRow>>> {
    let operation = Operation::new("adjust_stock", actor, guard);
    operation.needs_of(vendor, VendorPermission::StockWrite).run(
        app,
        (vendor, adjustment),
        |ctx, (vendor, adjustment)| Box::pin(adjust(ctx, *vendor, adjustment)),
    )
}

/// Changes many levels in one transaction, each by itself: one that is refused is as it was. Answers each in the order asked.
/// Errors: none, too many, one named twice.
pub fn adjust_many_levels(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    adjustments: Vec<Adjustment>,
    guard: Option<Guard<Vec<LevelOutcome>>>,
) -> BoxFuture<'static, Result<Reply<Vec<LevelOutcome>>>> {
    let operation = Operation::new("adjust_many_levels", actor, guard);
    operation.needs_of(vendor, VendorPermission::StockWrite).run(
        app,
        (vendor, adjustments),
        |ctx, (vendor, adjustments)| Box::pin(adjust_many(ctx, *vendor, adjustments)),
    )
}

/// The vendor's stock, variant by variant and place by place, in the order they were made.
pub fn list_stock(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    filter: LevelFilter,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<StockRow>>> {
    let listed = app.read_with(actor, (filter, after), move |ctx, (filter, after)| {
        Box::pin(levels(ctx, vendor, filter, after.as_deref(), limit))
    });
    actor.permitted_of(vendor, VendorPermission::StockRead, listed)
}

/// A vendor's own variant with its stock at each place, and why it is so. Errors: not found, a cursor of another list.
pub fn show_stock(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    variant: VariantId,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<VariantStock>> {
    let shown = app.read_with(actor, after, move |ctx, after| {
        Box::pin(variant_stock(ctx, vendor, variant, after.as_deref(), limit))
    });
    actor.permitted_of(vendor, VendorPermission::StockRead, shown)
}
