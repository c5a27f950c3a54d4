//! Who is of the staff, and what super admins make of them. Whatever changes them holds the rows of all super admins: of two who take
//! each other's rights at once the second has none any more.

use jiff::Timestamp;
use serde_json::{Value, json};
use souk_domain::{
    account::{Permission, Role},
    bounds::staff::MAX_MEMBERS,
    ids::AccountId,
    refusal::{RequestRefusal, StaffRefusal},
};

use super::{require_another_super_admin, store};
use crate::{Actor, App, BoxFuture, Ctx, Result, access, accounts::sessions, staff, trail::Note};

/// A member of the staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    pub account: AccountId,
    pub username: String,
    pub email: Option<String>,
    pub first_name: String,
    pub last_name: String,
    /// The code of the role, and what it is called.
    pub role: String,
    pub role_name: String,
    /// The code of the department, and what it is called.
    pub department: String,
    pub department_name: String,
    /// Whether signing in asks for a code.
    pub second_factor: bool,
    /// Whether the role asks for codes.
    pub requires_second_factor: bool,
    pub since: Timestamp,
    /// `None`: never since they joined.
    pub last_sign_in_at: Option<Timestamp>,
}

impl Colleague {
    /// Their name, or else the username.
    pub fn name(&self) -> String {
        let name = format!("{} {}", self.first_name, self.last_name);
        let name = name.trim();
        if name.is_empty() { self.username.clone() } else { name.to_owned() }
    }
}

/// Everyone of the staff, the first to join first. Errors: who asks may not see it.
pub fn list_colleagues(app: &App, actor: Actor) -> BoxFuture<'static, Result<Vec<Colleague>>> {
    let listed = app.read(actor, |ctx| {
        Box::pin(async move { Ok(store::list_colleagues(ctx).await?.into_iter().map(shown).collect()) })
    });
    actor.permitted(Permission::StaffRead, listed)
}

/// One of the staff. Errors: who asks may not see it; nobody of the staff.
pub fn show_colleague(app: &App, actor: Actor, account: AccountId) -> BoxFuture<'static, Result<Colleague>> {
    let found = app.read(actor, move |ctx| Box::pin(find(ctx, account)));
    actor.permitted(Permission::StaffRead, found)
}

/// Gives a member another role or department, which counts from their next request on. Errors: who asks may not, or asks it for
/// themselves; nobody of the staff; no such role or department; the last super admin stays one.
pub fn change_colleague(
    app: &App,
    actor: Actor,
    account: AccountId,
    role: Option<String>,
    department: Option<String>,
) -> BoxFuture<'static, Result<Colleague>> {
    let changed = app.write_with(actor, (role, department), move |ctx, (role, department)| {
        Box::pin(async move {
            require_other(ctx, account).await?;
            let now = store::lock_staff(ctx, account).await?.ok_or(StaffRefusal::MemberNotFound)?;
            let role = role.as_deref().unwrap_or(&now.role);
            let department = department.as_deref().unwrap_or(&now.department);
            if role != Role::SuperAdmin.as_str() && now.role == Role::SuperAdmin.as_str() {
                require_another_super_admin(ctx, account).await?;
                store::delete_invitations_by(ctx, account).await?;
            }
            put(ctx, account, (role, department)).await?;
            find(ctx, account).await
        })
    });
    actor.permitted(Permission::StaffWrite, changed)
}

/// Sends a member off: their sessions and their keys of the staff end with it. Errors: who asks may not, or means themselves; nobody of
/// the staff; the last super admin stays.
pub fn remove_colleague(app: &App, actor: Actor, account: AccountId) -> BoxFuture<'static, Result<()>> {
    let removed = app.write(actor, move |ctx| {
        Box::pin(async move {
            require_other(ctx, account).await?;
            store::lock_staff(ctx, account).await?.ok_or(StaffRefusal::MemberNotFound)?;
            require_another_super_admin(ctx, account).await?;
            sessions::end_others(ctx, account, None).await?;
            take_out(ctx, account).await
        })
    });
    actor.permitted(Permission::StaffWrite, removed)
}

/// Makes somebody what they are said to be, and writes it down. Errors: no such role or department; too many.
pub(super) async fn put(ctx: &Ctx<'_>, account: AccountId, (role, department): (&str, &str)) -> Result<()> {
    let now = store::lock_staff(ctx, account).await?;
    if now.is_none() && usize::try_from(store::count_staff(ctx).await?).unwrap_or_default() >= MAX_MEMBERS {
        return Err(StaffRefusal::TooMany { what: "members of the staff", max: MAX_MEMBERS }.into());
    }
    staff::lock_role(ctx, role).await?.ok_or(StaffRefusal::RoleNotFound)?;
    staff::lock_department(ctx, department).await?.ok_or(StaffRefusal::DepartmentNotFound)?;
    let before = now.as_ref().map(|now| state(&now.role, &now.department));
    let after = state(role, department);
    if before.as_ref() == Some(&after) {
        return Ok(());
    }
    store::put_staff(ctx, account, role, department).await?;
    let action = if before.is_some() { "staff_member.changed" } else { "staff_member.joined" };
    ctx.note(Note { action, object: account.to_string(), before, after: Some(after), ..Note::default() });
    Ok(())
}

/// Takes somebody out of the staff who is of them: what speaks for them ends.
pub(super) async fn take_out(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    let Some(now) = store::lock_staff(ctx, account).await? else { return Ok(()) };
    store::delete_invitations_by(ctx, account).await?;
    access::revoke_staff_keys_of(ctx, account).await?;
    store::stop_acting_of(ctx, account).await?;
    store::delete_staff(ctx, account).await?;
    let before = Some(state(&now.role, &now.department));
    ctx.note(Note { action: "staff_member.removed", object: account.to_string(), before, ..Note::default() });
    Ok(())
}

/// Locks all super admins. Errors: who asks is none of them any more, or means themselves.
pub(super) async fn require_other(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    if require_super_admin(ctx).await? == Some(account) {
        return Err(StaffRefusal::OwnRights.into());
    }
    Ok(())
}

/// Locks all super admins. Answers who asks; `None`: the operator. Errors: it is none of them any more.
pub(super) async fn require_super_admin(ctx: &Ctx<'_>) -> Result<Option<AccountId>> {
    let supers = store::lock_super_admins(ctx).await?;
    let asker = ctx.actor.who().account;
    if asker.is_some_and(|asker| !supers.contains(&asker)) {
        return Err(RequestRefusal::Forbidden { permission: Permission::StaffWrite.as_str() }.into());
    }
    Ok(asker)
}

async fn find(ctx: &Ctx<'_>, account: AccountId) -> Result<Colleague> {
    let row = store::find_colleague(ctx, account).await?.ok_or(StaffRefusal::MemberNotFound)?;
    Ok(shown(row))
}

fn state(role: &str, department: &str) -> Value {
    json!({ "role": role, "department": department })
}

fn shown(row: store::ColleagueRow) -> Colleague {
    Colleague {
        account: row.staff.account,
        username: row.username,
        email: row.email,
        first_name: row.first_name,
        last_name: row.last_name,
        role: row.staff.role,
        role_name: row.role_name,
        department: row.staff.department,
        department_name: row.department_name,
        second_factor: row.totp_confirmed_at.is_some(),
        requires_second_factor: row.requires_second_factor,
        since: row.staff.created_at,
        last_sign_in_at: row.staff.last_sign_in_at,
    }
}
