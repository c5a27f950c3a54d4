//! People who act for a vendor. Whatever changes them holds the vendor's row: of two owners who leave at once the second sees that
//! the first has left.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use souk_domain::{
    account::Permission,
    ids::{AccountId, VendorId},
    refusal::{RequestRefusal, VendorRefusal},
    vendor::{MemberRole, VendorPermission, VendorStatus},
};

use super::{
    Vendor, close_unsold, find,
    notices::{self, News},
    store,
};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    audit::{self, AuditAction},
    queue::EventKind,
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

/// Makes an account a member of a vendor, as the market's people say; its owners are told. Errors: no such vendor; who asks may not.
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
            join_and_tell(ctx, vendor, account, role).await
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

/// Gives a member another role; its owners are told. Answers everyone. Errors: who asks may not; no such member; the last owner stays
/// one; where the vendor stands its people stay as they are.
pub fn change_member(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    account: AccountId,
    role: MemberRole,
) -> BoxFuture<'static, Result<Vec<Member>>> {
    let changed = app.write(actor, move |ctx| {
        Box::pin(async move {
            let (found, now) = lock_member(ctx, vendor, account).await?;
            require_allowed(ctx, &found, VendorPermission::MembersWrite)?;
            if now != role {
                let owners = notices::owners_of(ctx, vendor).await?;
                if now == MemberRole::Owner {
                    require_another_owner(ctx, vendor).await?;
                    notices::owns_no_more(ctx, vendor, account).await?;
                }
                store::set_role(ctx, vendor, account, role).await?;
                note(ctx, Happened::RoleChanged(now), (vendor, account, role), owners).await?;
            }
            store::list_members(ctx, vendor).await
        })
    });
    actor.permitted_of(vendor, VendorPermission::MembersWrite, changed)
}

/// Sends a member off; everyone may go by themselves. They and the vendor's owners are told. Errors: who asks may not; no such member;
/// the last owner cannot go; where the vendor stands nobody is sent off.
pub fn remove_member(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    account: AccountId,
) -> BoxFuture<'static, Result<()>> {
    let leaves = actor.vendor() == Some(vendor) && actor.account() == Some(account);
    let removed = app.write(actor, move |ctx| {
        Box::pin(async move {
            let (found, role) = lock_member(ctx, vendor, account).await?;
            if !leaves {
                require_allowed(ctx, &found, VendorPermission::MembersWrite)?;
            }
            if role == MemberRole::Owner {
                require_another_owner(ctx, vendor).await?;
            }
            remove(ctx, (vendor, account, role)).await
        })
    });
    let needed = if leaves { VendorPermission::SettingsRead } else { VendorPermission::MembersWrite };
    actor.permitted_of(vendor, needed, removed)
}

/// Makes somebody the first member of a vendor that it applies for, whom nobody has to be told of.
pub(crate) async fn join(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    account: AccountId,
    role: MemberRole,
) -> Result<()> {
    store::insert_member(ctx, Membership { vendor, account, role, created_at: ctx.now }).await?;
    record(ctx, Happened::Joined, (vendor, account, role))
}

/// Makes somebody a member of a vendor whose members are locked, and tells them and its owners; one who is a member already stays what
/// it is.
pub(crate) async fn join_and_tell(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    account: AccountId,
    role: MemberRole,
) -> Result<()> {
    if store::find_role(ctx, vendor, account).await?.is_some() {
        return Ok(());
    }
    let owners = notices::owners_of(ctx, vendor).await?;
    store::insert_member(ctx, Membership { vendor, account, role, created_at: ctx.now }).await?;
    note(ctx, Happened::Joined, (vendor, account, role), owners).await
}

/// Errors: where the vendor stands its own people may not do that. Those of the market may.
pub(crate) fn require_allowed(ctx: &Ctx<'_>, vendor: &Vendor, permission: VendorPermission) -> Result<()> {
    if ctx.actor.vendor().is_some() && !vendor.status.allows(permission) {
        return Err(VendorRefusal::NotWhile { status: vendor.status }.into());
    }
    Ok(())
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

/// As [`require_allowed`], of a vendor by its id. Errors: there is none such, too.
pub(crate) async fn require_may(ctx: &Ctx<'_>, vendor: VendorId, permission: VendorPermission) -> Result<()> {
    require_allowed(ctx, &find(ctx, vendor).await?, permission)
}

/// Takes somebody who leaves the market out of every vendor; one that never sold ends with its only owner. Errors: the last owner of
/// one that sells, or may again.
pub(crate) async fn leave_all(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    let mut vendors: Vec<VendorId> =
        store::list_memberships(ctx, account).await?.into_iter().map(|member| member.vendor).collect();
    // many vendors are locked in one order
    vendors.sort_unstable();
    for id in vendors {
        let vendor = lock_members(ctx, id).await?;
        // as it is under the lock: somebody may have made an owner of them, or sent them off
        let Some(role) = store::find_role(ctx, id, account).await? else { continue };
        if role == MemberRole::Owner && store::count_owners(ctx, id).await? < 2 {
            match vendor.status {
                VendorStatus::Applied | VendorStatus::Refused => close_unsold(ctx, &vendor).await?,
                VendorStatus::Closed => {}
                VendorStatus::Active | VendorStatus::Suspended => return Err(VendorRefusal::LastOwner.into()),
            }
        }
        remove(ctx, (id, account, role)).await?;
    }
    store::delete_former_owner(ctx, account).await?;
    store::delete_applications(ctx, account).await
}

/// Takes a member out of a vendor whose members are locked.
async fn remove(ctx: &Ctx<'_>, (vendor, account, role): Membered) -> Result<()> {
    let owners = notices::owners_of(ctx, vendor).await?;
    if role == MemberRole::Owner {
        notices::owns_no_more(ctx, vendor, account).await?;
    }
    store::delete_member(ctx, vendor, account).await?;
    note(ctx, Happened::Removed, (vendor, account, role), owners).await
}

async fn lock_member(ctx: &Ctx<'_>, vendor: VendorId, account: AccountId) -> Result<(Vendor, MemberRole)> {
    let found = lock_members(ctx, vendor).await?;
    let role = store::find_role(ctx, vendor, account).await?.ok_or(VendorRefusal::MemberNotFound)?;
    Ok((found, role))
}

/// Errors: the one owner that there is.
async fn require_another_owner(ctx: &Ctx<'_>, vendor: VendorId) -> Result<()> {
    if store::count_owners(ctx, vendor).await? > 1 { Ok(()) } else { Err(VendorRefusal::LastOwner.into()) }
}

/// A vendor, somebody of its people, and what they are there now, or were last.
type Membered = (VendorId, AccountId, MemberRole);

/// What became of a member.
#[derive(Clone, Copy)]
enum Happened {
    Joined,
    /// It was that before.
    RoleChanged(MemberRole),
    Removed,
}

/// Writes down what became of a member, and tells them and who owned the vendor before: whoever owns it since is among these.
async fn note(
    ctx: &Ctx<'_>,
    happened: Happened,
    member: Membered,
    mut readers: BTreeSet<AccountId>,
) -> Result<()> {
    record(ctx, happened, member)?;
    let (vendor, account, role) = member;
    readers.insert(account);
    let event = match happened {
        Happened::Joined => EventKind::VendorMemberJoined,
        Happened::RoleChanged(_) => EventKind::VendorRoleChanged,
        Happened::Removed => EventKind::VendorMemberRemoved,
    };
    let news = News { about: Some(account), role: Some(role), words: String::new() };
    notices::tell(ctx, event, vendor, &readers, &news).await
}

fn record(ctx: &Ctx<'_>, happened: Happened, (vendor, account, role): Membered) -> Result<()> {
    let action = match happened {
        Happened::Joined => AuditAction::VendorMemberJoined,
        Happened::RoleChanged(_) => AuditAction::VendorRoleChanged,
        Happened::Removed => AuditAction::VendorMemberRemoved,
    };
    let state = |role: MemberRole| json!({ "role": role.as_str() });
    let (before, after) = match happened {
        Happened::Joined => (Value::Null, state(role)),
        Happened::RoleChanged(before) => (state(before), state(role)),
        Happened::Removed => (state(role), Value::Null),
    };
    let detail = format!("{vendor} {role}");
    audit::record_change(ctx, action, &account.to_string(), (before, after), &detail);
    Ok(())
}
