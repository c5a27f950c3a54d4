//! What faces ask of vendors.

use souk_domain::{
    account::Permission,
    bounds::{audit::MAX_DETAIL_CHARS, vendor::MAX_ANSWER_CHARS},
    ids::VendorId,
    refusal::VendorRefusal,
    text::bounded_text,
    vendor::{VendorPermission, VendorStatus},
};

use super::{
    NewVendor, Vendor, VendorChanges, approve_at, close, create, find, find_by_slug, find_open,
    find_open_by_slug, list, refuse, reinstate, suspend, update,
};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    at::At,
    audit::{self, AuditAction},
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

/// Lets a vendor sell that applied: its active products are shown. Errors: not found; it does not wait for an answer; it was changed
/// since it was looked at.
pub fn approve_vendor(
    app: &App,
    actor: Actor,
    vendor: impl Into<At<VendorId>>,
    guard: Option<Guard<Vendor>>,
) -> BoxFuture<'static, Result<Reply<Vendor>>> {
    let vendor: At<VendorId> = vendor.into();
    Operation::new("approve_vendor", actor, guard).needs(Permission::VendorsWrite).run(
        app,
        vendor,
        |ctx, vendor| {
            Box::pin(async move {
                if approve_at(ctx, *vendor).await? {
                    record(ctx, AuditAction::VendorApproved, vendor.id, "").await?;
                }
                find(ctx, vendor.id).await
            })
        },
    )
}

/// Says no to a vendor that applied, and why; it may be mended and sent again. Errors: not found; it does not wait for an answer;
/// no reason is given; it was changed since it was looked at.
pub fn refuse_vendor(
    app: &App,
    actor: Actor,
    vendor: impl Into<At<VendorId>>,
    reason: String,
    guard: Option<Guard<Vendor>>,
) -> BoxFuture<'static, Result<Reply<Vendor>>> {
    let vendor: At<VendorId> = vendor.into();
    Operation::new("refuse_vendor", actor, guard).needs(Permission::VendorsWrite).run(
        app,
        (vendor, reason),
        |ctx, (vendor, reason)| {
            Box::pin(async move {
                let reason = bounded_text("/reason", reason, 1, MAX_ANSWER_CHARS)
                    .map_err(|field| VendorRefusal::Invalid { fields: vec![field] })?;
                if refuse(ctx, *vendor, &reason).await? {
                    let begins: String = reason.chars().take(MAX_DETAIL_CHARS).collect();
                    record(ctx, AuditAction::VendorRefused, vendor.id, &begins).await?;
                }
                find(ctx, vendor.id).await
            })
        },
    )
}

/// Stops a vendor from selling: nothing of it is shown, orders that were placed go on. Errors: not found; it does not sell.
pub fn suspend_vendor(
    app: &App,
    actor: Actor,
    id: VendorId,
    guard: Option<Guard<Vendor>>,
) -> BoxFuture<'static, Result<Reply<Vendor>>> {
    Operation::new("suspend_vendor", actor, guard).needs(Permission::VendorsWrite).run(app, id, |ctx, id| {
        Box::pin(async move {
            if suspend(ctx, *id).await? {
                record(ctx, AuditAction::VendorSuspended, *id, "").await?;
            }
            find(ctx, *id).await
        })
    })
}

/// Lets a vendor sell again that was suspended. Errors: not found; it was not suspended.
pub fn reinstate_vendor(
    app: &App,
    actor: Actor,
    id: VendorId,
    guard: Option<Guard<Vendor>>,
) -> BoxFuture<'static, Result<Reply<Vendor>>> {
    Operation::new("reinstate_vendor", actor, guard).needs(Permission::VendorsWrite).run(
        app,
        id,
        |ctx, id| {
            Box::pin(async move {
                if reinstate(ctx, *id).await? {
                    record(ctx, AuditAction::VendorReinstated, *id, "").await?;
                }
                find(ctx, *id).await
            })
        },
    )
}

/// Ends a vendor for good; orders that were placed go on. Errors: not found; it never sold.
pub fn close_vendor(
    app: &App,
    actor: Actor,
    id: VendorId,
    guard: Option<Guard<Vendor>>,
) -> BoxFuture<'static, Result<Reply<Vendor>>> {
    Operation::new("close_vendor", actor, guard).needs(Permission::VendorsWrite).run(app, id, |ctx, id| {
        Box::pin(async move {
            if close(ctx, *id).await? {
                record(ctx, AuditAction::VendorClosed, *id, "").await?;
            }
            find(ctx, *id).await
        })
    })
}

/// Writes down what the staff decide about a vendor.
async fn record(ctx: &Ctx<'_>, action: AuditAction, vendor: VendorId, why: &str) -> Result<()> {
    audit::record(ctx, action, ctx.actor.account(), &vendor.to_string(), why).await
}

/// The vendor that somebody acts for. Errors: who asks may not see it.
pub fn show_own_vendor(app: &App, actor: Actor, vendor: VendorId) -> BoxFuture<'static, Result<Vendor>> {
    let found = app.read(actor, move |ctx| Box::pin(find(ctx, vendor)));
    actor.permitted_of(vendor, VendorPermission::SettingsRead, found)
}

/// Changes what a vendor says of itself, as its own people do. Errors: who asks may not; those of [`change_vendor`].
pub fn change_own_vendor(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    changes: VendorChanges,
) -> BoxFuture<'static, Result<Vendor>> {
    let changed = app.write_with(actor, changes, move |ctx, changes| {
        Box::pin(async move {
            update(ctx, vendor, changes).await?;
            find(ctx, vendor).await
        })
    });
    actor.permitted_of(vendor, VendorPermission::SettingsWrite, changed)
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
