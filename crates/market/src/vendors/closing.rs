//! When a vendor is away: nothing of it can be bought then, and its pages say so. It opens by time alone.

use jiff::Timestamp;
use souk_domain::{
    bounds::vendor::MAX_NOTICE_CHARS,
    field::FieldErrors,
    ids::VendorId,
    refusal::{VendorRefusal, expect_revision},
    text::bounded_text,
    vendor::{Closure, VendorPermission},
};

use super::{Vendor, find, store};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    idempotency::{Guard, Operation, Reply},
};

/// A time in which a vendor is to be away.
#[derive(Clone, Debug, Hash)]
pub struct NewClosure {
    /// `None`: from now on.
    pub from: Option<Timestamp>,
    /// `None`: until somebody opens it.
    pub until: Option<Timestamp>,
    /// What its pages say meanwhile; may be empty.
    pub notice: String,
    /// Refuse when the vendor is at another revision.
    pub expected_revision: Option<i64>,
}

/// Says when a vendor is away, in place of what was said before. Answers the vendor.
/// Errors: who asks may not; changed meanwhile; an end before the beginning or in the past; a notice that is too long.
pub fn close_for_a_while(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    new: NewClosure,
    guard: Option<Guard<Vendor>>,
) -> BoxFuture<'static, Result<Reply<Vendor>>> {
    Operation::new("close_for_a_while", actor, guard).needs_of(vendor, VendorPermission::SettingsWrite).run(
        app,
        (vendor, new),
        |ctx, (vendor, new)| {
            Box::pin(async move {
                lock(ctx, *vendor, new.expected_revision).await?;
                let (closure, notice) = checked(ctx, new)?;
                store::set_closure(ctx, *vendor, Some(closure), &notice).await?;
                find(ctx, *vendor).await
            })
        },
    )
}

/// A vendor is not away any more, and will not be. Answers the vendor. Errors: who asks may not; changed meanwhile.
pub fn open_again(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    expected_revision: Option<i64>,
) -> BoxFuture<'static, Result<Vendor>> {
    let opened = app.write(actor, move |ctx| {
        Box::pin(async move {
            if lock(ctx, vendor, expected_revision).await?.closed_from.is_some() {
                store::set_closure(ctx, vendor, None, "").await?;
            }
            find(ctx, vendor).await
        })
    });
    actor.permitted_of(vendor, VendorPermission::SettingsWrite, opened)
}

async fn lock(ctx: &Ctx<'_>, id: VendorId, expected: Option<i64>) -> Result<Vendor> {
    let vendor = store::lock(ctx, id).await?.ok_or(VendorRefusal::NotFound)?;
    expect_revision(expected, vendor.revision)?;
    Ok(vendor)
}

fn checked(ctx: &Ctx<'_>, new: &NewClosure) -> Result<(Closure, String)> {
    let mut wrong = FieldErrors::default();
    let notice = wrong.keep(bounded_text("/notice", &new.notice, 0, MAX_NOTICE_CHARS));
    let closure = Closure { from: new.from.unwrap_or(ctx.now), until: new.until };
    if closure.is_over(ctx.now) {
        wrong.add("/until", "out_of_range", "That is over already: choose a time to come.");
    } else if closure.until.is_some_and(|until| until <= closure.from) {
        wrong.add("/until", "out_of_range", "It ends before it begins: choose a later end.");
    }
    wrong.none().map_err(|fields| VendorRefusal::Invalid { fields })?;
    Ok((closure, notice))
}
