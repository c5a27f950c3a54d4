//! People who act for a vendor. Whatever changes them holds the vendor's row: of two owners who leave at once the second sees that
//! the first has left.

use souk_domain::{
    account::Permission,
    ids::{AccountId, VendorId},
    refusal::{RequestRefusal, VendorRefusal},
    vendor::{MemberRole, VendorPermission, VendorStatus},
};

use super::{Vendor, find, store};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    audit::{self, AuditAction},
};

pub use store::{Member, Membership};

impl Member {
    /// How to greet them: the first name, or else the username.
    pub fn greeting(&self) -> &str {
        if self.first_name.is_empty() { &self.username } else { &self.first_name }
    }
}

/// A vendor with what somebody is there.
#[derive(Clone, Debug)]
pub struct OwnVendor {
    pub vendor: Vendor,
    pub role: MemberRole,
}

/// As whom somebody who is signed in acts for a vendor, who need not name it where there is but one. `None`: it is a member of
/// none. Errors: it names one that is not its own, which does not exist then; none, of several.
pub fn find_member(
    app: &App,
    account: AccountId,
    named: Option<String>,
) -> BoxFuture<'static, Result<Option<Actor>>> {
    app.read_with(Actor::Account { account }, named, move |ctx, named| {
        Box::pin(async move {
            let own = store::list_memberships(ctx, account).await?;
            let meant = match (named, &own[..]) {
                (Some(named), _) => {
                    let meant = own.iter().find(|member| member.vendor.to_string() == *named);
                    Some(meant.ok_or(RequestRefusal::NotFound)?)
                }
                (None, []) => None,
                (None, [only]) => Some(only),
                (None, _) => return Err(VendorRefusal::NotNamed.into()),
            };
            Ok(meant.map(|member| Actor::VendorMember { vendor: member.vendor, account, role: member.role }))
        })
    })
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
            lock_members(ctx, vendor).await?;
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

/// Everyone who acts for a vendor, the oldest first. Errors: who asks may not see it.
pub fn list_members(app: &App, actor: Actor, vendor: VendorId) -> BoxFuture<'static, Result<Vec<Member>>> {
    let listed = app.read(actor, move |ctx| Box::pin(store::list_members(ctx, vendor)));
    actor.permitted_of(vendor, VendorPermission::SettingsRead, listed)
}

/// Gives a member another role. Answers everyone. Errors: who asks may not; no such member; the last owner stays one.
pub fn change_member(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    account: AccountId,
    role: MemberRole,
) -> BoxFuture<'static, Result<Vec<Member>>> {
    let changed = app.write(actor, move |ctx| {
        Box::pin(async move {
            let now = lock_member(ctx, vendor, account).await?;
            if now != role {
                if now == MemberRole::Owner {
                    require_another_owner(ctx, vendor).await?;
                }
                store::set_role(ctx, vendor, account, role).await?;
                note(ctx, AuditAction::VendorRoleChanged, vendor, account).await?;
            }
            store::list_members(ctx, vendor).await
        })
    });
    actor.permitted_of(vendor, VendorPermission::MembersWrite, changed)
}

/// Sends a member off; everyone may go by themselves. Errors: who asks may not; no such member; the last owner cannot go.
pub fn remove_member(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    account: AccountId,
) -> BoxFuture<'static, Result<()>> {
    let removed = app.write(actor, move |ctx| {
        Box::pin(async move {
            if lock_member(ctx, vendor, account).await? == MemberRole::Owner {
                require_another_owner(ctx, vendor).await?;
            }
            store::delete_member(ctx, vendor, account).await?;
            note(ctx, AuditAction::VendorMemberRemoved, vendor, account).await
        })
    });
    let leaves = actor.vendor() == Some(vendor) && actor.account() == Some(account);
    let needed = if leaves { VendorPermission::SettingsRead } else { VendorPermission::MembersWrite };
    actor.permitted_of(vendor, needed, removed)
}

/// Makes somebody a member; one who is a member already stays what it is.
pub(crate) async fn join(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    account: AccountId,
    role: MemberRole,
) -> Result<()> {
    store::insert_member(ctx, Membership { vendor, account, role, created_at: ctx.now }).await?;
    note(ctx, AuditAction::VendorMemberJoined, vendor, account).await
}

/// What somebody is in a vendor; `None`: no member.
pub(crate) async fn role_of(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    account: AccountId,
) -> Result<Option<MemberRole>> {
    store::find_role(ctx, vendor, account).await
}

/// As [`list_members`].
pub(crate) async fn members_of(ctx: &Ctx<'_>, vendor: VendorId) -> Result<Vec<Member>> {
    store::list_members(ctx, vendor).await
}

/// Locks the members of a vendor, whoever they are. Answers the vendor. Errors: there is none such.
pub(crate) async fn lock_members(ctx: &Ctx<'_>, vendor: VendorId) -> Result<Vendor> {
    store::lock(ctx, vendor).await?.ok_or_else(|| VendorRefusal::NotFound.into())
}

/// Takes somebody who leaves the market out of every vendor. Errors: the last owner of one that may still sell.
pub(crate) async fn leave_all(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    let mut own = store::list_memberships(ctx, account).await?;
    own.sort_by_key(|member| member.vendor);
    for member in own {
        let vendor = lock_members(ctx, member.vendor).await?;
        let is_over = matches!(vendor.status, VendorStatus::Refused | VendorStatus::Closed);
        if member.role == MemberRole::Owner && !is_over {
            require_another_owner(ctx, member.vendor).await?;
        }
        store::delete_member(ctx, member.vendor, account).await?;
    }
    store::delete_applications(ctx, account).await
}

async fn lock_member(ctx: &Ctx<'_>, vendor: VendorId, account: AccountId) -> Result<MemberRole> {
    lock_members(ctx, vendor).await?;
    Ok(store::find_role(ctx, vendor, account).await?.ok_or(VendorRefusal::MemberNotFound)?)
}

/// Errors: the one owner that there is.
async fn require_another_owner(ctx: &Ctx<'_>, vendor: VendorId) -> Result<()> {
    if store::count_owners(ctx, vendor).await? > 1 { Ok(()) } else { Err(VendorRefusal::LastOwner.into()) }
}

async fn note(ctx: &Ctx<'_>, action: AuditAction, vendor: VendorId, account: AccountId) -> Result<()> {
    audit::record(ctx, action, ctx.actor.account(), &account.to_string(), &vendor.to_string()).await
}
