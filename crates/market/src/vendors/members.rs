//! People who act for a vendor.

use souk_domain::{
    account::Permission,
    ids::{AccountId, VendorId},
    vendor::MemberRole,
};

use super::{Vendor, find, store};
use crate::{Actor, App, BoxFuture, Ctx, Result};

pub use store::Membership;

/// A vendor with what somebody is there.
#[derive(Clone, Debug)]
pub struct OwnVendor {
    pub vendor: Vendor,
    pub role: MemberRole,
}

/// Makes an account a member of a vendor, as the market's people say. Errors: no such vendor; who asks may not.
pub fn appoint_member(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    account: AccountId,
    role: MemberRole,
) -> BoxFuture<'static, Result<()>> {
    let done = app.write(actor, move |ctx| {
        Box::pin(async move {
            find(ctx, vendor).await?;
            join(ctx, vendor, account, role).await
        })
    });
    actor.permitted(Permission::VendorsWrite, done)
}

/// The vendors that somebody acts for, whatever their status, the oldest first.
pub fn list_own_vendors(app: &App, account: AccountId) -> BoxFuture<'static, Result<Vec<OwnVendor>>> {
    app.read(Actor::Account { account }, move |ctx| Box::pin(list_of_account(ctx, account)))
}

/// As [`list_own_vendors`].
pub(crate) async fn list_of_account(ctx: &Ctx<'_>, account: AccountId) -> Result<Vec<OwnVendor>> {
    let mut own = Vec::new();
    for member in store::list_memberships(ctx, account).await? {
        own.push(OwnVendor { vendor: find(ctx, member.vendor).await?, role: member.role });
    }
    Ok(own)
}

/// Makes somebody a member; one who is a member already stays what it is.
pub(crate) async fn join(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    account: AccountId,
    role: MemberRole,
) -> Result<()> {
    store::insert_member(ctx, Membership { vendor, account, role, created_at: ctx.now }).await
}

/// Takes somebody who leaves the market out of every vendor.
pub(crate) async fn leave_all(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    store::delete_memberships(ctx, account).await
}
