//! What faces ask of a vendor's places.

use souk_domain::{
    ids::{LocationId, VendorId},
    vendor::VendorPermission,
};

use super::{Location, LocationChanges, add, change, locations};
use crate::{
    Actor, App, BoxFuture, Result,
    idempotency::{Guard, Operation, Reply},
};

/// A vendor's places, in the order in which they are taken from.
pub fn list_locations(
    app: &App,
    actor: Actor,
    vendor: VendorId,
) -> BoxFuture<'static, Result<Vec<Location>>> {
    let listed = app.read(actor, move |ctx| Box::pin(locations(ctx, vendor)));
    actor.permitted_of(vendor, VendorPermission::StockRead, listed)
}

/// Adds a place behind the others. Errors: a name that cannot be, or that another has; too many.
pub fn create_location(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    name: String,
    guard: Option<Guard<Location>>,
) -> BoxFuture<'static, Result<Reply<Location>>> {
    Operation::new("create_location", actor, guard).needs_of(vendor, VendorPermission::StockWrite).run(
        app,
        (vendor, name),
        |ctx, (vendor, name)| Box::pin(add(ctx, *vendor, name)),
    )
}

/// Renames a place, or takes from it earlier or later. Answers all of them in their order. Errors: not found, a name that cannot be,
/// or that another has.
pub fn change_location(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    id: LocationId,
    changes: LocationChanges,
) -> BoxFuture<'static, Result<Vec<Location>>> {
    let changed =
        app.write_with(actor, changes, move |ctx, changes| Box::pin(change(ctx, vendor, id, changes)));
    actor.permitted_of(vendor, VendorPermission::StockWrite, changed)
}
