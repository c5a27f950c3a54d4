//! What faces ask of vendors.

use serde_json::json;
use souk_domain::{
    account::Permission,
    bounds::{audit::MAX_DETAIL_CHARS, vendor::MAX_ANSWER_CHARS},
    ids::VendorId,
    refusal::VendorRefusal,
    text::bounded_text,
    vendor::{VendorPermission, VendorStatus},
};

use super::{
    NewVendor, Vendor, VendorChanges, VendorFilter, approve_at, close, create, find, find_by_slug, find_open,
    find_open_by_slug, list, refuse, reinstate, search, suspend, tell_owners, update,
};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    at::At,
    audit::{self, AuditAction},
    idempotency::{Guard, Operation, Reply},
    paging::Page,
    queue::EventKind,
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
        Box::pin(async move { noted_update(ctx, id, changes).await })
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
                    let steps = (VendorStatus::Applied, VendorStatus::Active);
                    record(ctx, AuditAction::VendorApproved, vendor.id, steps, "");
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
                let reason = checked_reason(reason)?;
                if refuse(ctx, *vendor, &reason).await? {
                    let steps = (VendorStatus::Applied, VendorStatus::Refused);
                    record(ctx, AuditAction::VendorRefused, vendor.id, steps, &beginning(&reason));
                }
                find(ctx, vendor.id).await
            })
        },
    )
}

/// Stops a vendor from selling, and tells its owners why: nothing of it is shown, orders that were placed go on. Errors: not found; it
/// does not sell; no reason is given; it was changed since it was looked at.
pub fn suspend_vendor(
    app: &App,
    actor: Actor,
    vendor: impl Into<At<VendorId>>,
    reason: String,
    guard: Option<Guard<Vendor>>,
) -> BoxFuture<'static, Result<Reply<Vendor>>> {
    let vendor: At<VendorId> = vendor.into();
    Operation::new("suspend_vendor", actor, guard).needs(Permission::VendorsWrite).run(
        app,
        (vendor, reason),
        |ctx, (vendor, reason)| {
            Box::pin(async move {
                let reason = checked_reason(reason)?;
                if suspend(ctx, *vendor).await? {
                    tell_owners(ctx, EventKind::VendorSuspended, vendor.id, &reason).await?;
                    let steps = (VendorStatus::Active, VendorStatus::Suspended);
                    record(ctx, AuditAction::VendorSuspended, vendor.id, steps, &beginning(&reason));
                }
                find(ctx, vendor.id).await
            })
        },
    )
}

/// Lets a vendor sell again that was suspended; its owners are told. Errors: not found; it was not suspended; it was changed since it was
/// looked at.
pub fn reinstate_vendor(
    app: &App,
    actor: Actor,
    vendor: impl Into<At<VendorId>>,
    guard: Option<Guard<Vendor>>,
) -> BoxFuture<'static, Result<Reply<Vendor>>> {
    let vendor: At<VendorId> = vendor.into();
    Operation::new("reinstate_vendor", actor, guard).needs(Permission::VendorsWrite).run(
        app,
        vendor,
        |ctx, vendor| {
            Box::pin(async move {
                if reinstate(ctx, *vendor).await? {
                    tell_owners(ctx, EventKind::VendorReinstated, vendor.id, "").await?;
                    let steps = (VendorStatus::Suspended, VendorStatus::Active);
                    record(ctx, AuditAction::VendorReinstated, vendor.id, steps, "");
                }
                find(ctx, vendor.id).await
            })
        },
    )
}

/// Ends a vendor for good, and tells its owners; orders that were placed go on. Errors: not found; it never sold; it was changed since it
/// was looked at.
pub fn close_vendor(
    app: &App,
    actor: Actor,
    vendor: impl Into<At<VendorId>>,
    guard: Option<Guard<Vendor>>,
) -> BoxFuture<'static, Result<Reply<Vendor>>> {
    let vendor: At<VendorId> = vendor.into();
    Operation::new("close_vendor", actor, guard).needs(Permission::VendorsWrite).run(
        app,
        vendor,
        |ctx, vendor| {
            Box::pin(async move {
                let before = find(ctx, vendor.id).await?.status;
                if close(ctx, *vendor).await? {
                    tell_owners(ctx, EventKind::VendorClosed, vendor.id, "").await?;
                    record(ctx, AuditAction::VendorClosed, vendor.id, (before, VendorStatus::Closed), "");
                }
                find(ctx, vendor.id).await
            })
        },
    )
}

/// A reason that people are told. Errors: there is none, or it is too long.
fn checked_reason(reason: &str) -> Result<String> {
    bounded_text("/reason", reason, 1, MAX_ANSWER_CHARS)
        .map_err(|field| VendorRefusal::Invalid { fields: vec![field] }.into())
}

/// As much of a reason as the log keeps.
fn beginning(reason: &str) -> String {
    reason.chars().take(MAX_DETAIL_CHARS).collect()
}

/// Changes a vendor and writes down what of it is otherwise then. Of long texts only their lengths are told.
async fn noted_update(ctx: &Ctx<'_>, id: VendorId, changes: &VendorChanges) -> Result<Vendor> {
    let state = |vendor: &Vendor| {
        json!({
            "name": vendor.name,
            "slug": vendor.slug,
            "email": vendor.email,
            "tagline": vendor.tagline,
            "city": vendor.city,
            "country": vendor.country,
            "story_chars": vendor.story.chars().count(),
            "delivery_note_chars": vendor.delivery_note.chars().count(),
            "return_note_chars": vendor.return_note.chars().count(),
        })
    };
    let before = state(&find(ctx, id).await?);
    update(ctx, id, changes).await?;
    let vendor = find(ctx, id).await?;
    audit::record_change(ctx, AuditAction::VendorChanged, &id.to_string(), (before, state(&vendor)), "");
    Ok(vendor)
}

/// Writes down what the staff decide about a vendor.
fn record(ctx: &Ctx<'_>, action: AuditAction, vendor: VendorId, steps: Steps, why: &str) {
    let state = |status: VendorStatus| json!({ "status": status.as_str() });
    audit::record_change(ctx, action, &vendor.to_string(), (state(steps.0), state(steps.1)), why);
}

/// Where a vendor stood, and where it stands.
type Steps = (VendorStatus, VendorStatus);

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
        Box::pin(async move { noted_update(ctx, vendor, changes).await })
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

/// The vendors that a filter lets through, the newest first. Errors: a text that is longer than any of theirs, a cursor of another list.
pub fn search_vendors(
    app: &App,
    actor: Actor,
    filter: VendorFilter,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<Vendor>>> {
    let listed = app.read_with(actor, (filter, after), move |ctx, (filter, after)| {
        Box::pin(search(ctx, filter, after.as_deref(), limit))
    });
    actor.permitted(Permission::VendorsRead, listed)
}
