//! What faces ask of stock.

use souk_domain::{ids::VendorId, vendor::VendorPermission};

use super::{Adjustment, LevelRow, StockRow, adjust, levels};
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

/// The vendor's stock, variant by variant and place by place, in the order they were made.
pub fn list_stock(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<StockRow>>> {
    let listed =
        app.read_with(actor, after, move |ctx, after| Box::pin(levels(ctx, vendor, after.as_deref(), limit)));
    actor.permitted_of(vendor, VendorPermission::StockRead, listed)
}
