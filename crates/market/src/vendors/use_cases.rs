//! What faces ask of vendors.

use souk_domain::{account::Permission, ids::VendorId};

use super::{
    NewVendor, Vendor, VendorChanges, VendorStatus, approve, create, find, find_by_slug, find_open,
    find_open_by_slug, list, suspend, update,
};
use crate::{
    Actor, App, BoxFuture, Result,
    idempotency::{Guard, Operation, Reply},
    paging::Page,
};

/// Makes a vendor that waits for approval, with one location, `Main`. Errors: fields that cannot be, a slug that is taken.
pub fn create_vendor(
    app: &App,
    actor: Actor,
    new: NewVendor,
    guard: Option<Guard<Vendor>>,
) -> BoxFuture<'static, Result<Reply<Vendor>>> {
    Operation::new("create_vendor", actor, guard).needs(Permission::VendorsWrite).run(app, new, |ctx, new| {
        Box::pin(async move {
            let id = create(ctx, new).await?;
            find(ctx, id).await
        })
    })
}

/// Changes what is given. Errors: not found, changed meanwhile, fields that cannot be, a slug that is taken.
pub fn change_vendor(
    app: &App,
    actor: Actor,
    id: VendorId,
    changes: VendorChanges,
) -> BoxFuture<'static, Result<Vendor>> {
    let changed = app.write_with(actor, changes, move |ctx, changes| {
        Box::pin(async move {
            update(ctx, id, changes).await?;
            find(ctx, id).await
        })
    });
    actor.permitted(Permission::VendorsWrite, changed)
}

/// Lets a vendor sell: its active products are shown. Errors: not found.
pub fn approve_vendor(
    app: &App,
    actor: Actor,
    id: VendorId,
    guard: Option<Guard<Vendor>>,
) -> BoxFuture<'static, Result<Reply<Vendor>>> {
    Operation::new("approve_vendor", actor, guard).needs(Permission::VendorsWrite).run(app, id, |ctx, id| {
        Box::pin(async move {
            approve(ctx, *id).await?;
            find(ctx, *id).await
        })
    })
}

/// Stops a vendor from selling: nothing of it is shown, orders that were placed go on. Errors: not found.
pub fn suspend_vendor(
    app: &App,
    actor: Actor,
    id: VendorId,
    guard: Option<Guard<Vendor>>,
) -> BoxFuture<'static, Result<Reply<Vendor>>> {
    Operation::new("suspend_vendor", actor, guard).needs(Permission::VendorsWrite).run(app, id, |ctx, id| {
        Box::pin(async move {
            suspend(ctx, *id).await?;
            find(ctx, *id).await
        })
    })
}

/// One vendor, whatever its status. Errors: not found.
pub fn show_vendor(app: &App, actor: Actor, id: VendorId) -> BoxFuture<'static, Result<Vendor>> {
    actor.permitted(Permission::VendorsRead, app.read(actor, move |ctx| Box::pin(find(ctx, id))))
}

/// The vendor of a slug, whatever its status. Errors: not found.
pub fn show_vendor_of_slug(app: &App, actor: Actor, slug: String) -> BoxFuture<'static, Result<Vendor>> {
    let found = app.read_with(actor, slug, |ctx, slug| Box::pin(find_by_slug(ctx, slug)));
    actor.permitted(Permission::VendorsRead, found)
}

/// The vendor of an id or slug, as the public may see it. Errors: not found, or not open.
pub fn show_open_vendor(app: &App, actor: Actor, id_or_slug: String) -> BoxFuture<'static, Result<Vendor>> {
    app.read_with(actor, id_or_slug, |ctx, asked| Box::pin(find_open(ctx, asked)))
}

/// The ids of vendors that are named by id or slug, in that order. Errors: no vendor that is open has such a slug.
pub fn find_open_vendors(
    app: &App,
    actor: Actor,
    ids_or_slugs: Vec<String>,
) -> BoxFuture<'static, Result<Vec<VendorId>>> {
    app.read_with(actor, ids_or_slugs, |ctx, names| {
        Box::pin(async move {
            let mut found = Vec::with_capacity(names.len());
            for name in names {
                found.push(match name.parse::<VendorId>() {
                    Ok(id) => id,
                    Err(_) => find_open_by_slug(ctx, name).await?.id,
                });
            }
            Ok(found)
        })
    })
}

/// The vendors of a status, the newest first.
pub fn list_vendors(
    app: &App,
    actor: Actor,
    status: VendorStatus,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<Vendor>>> {
    let listed =
        app.read_with(actor, after, move |ctx, after| Box::pin(list(ctx, status, after.as_deref(), limit)));
    actor.permitted(Permission::VendorsRead, listed)
}
