//! People who are asked to join the staff, by a letter with a link. It works once, for a while, and for who has proven the address; who
//! has no account is made one, since a super admin's word and the letter prove the address, and then sets a password.

use jiff::Timestamp;
use serde_json::json;
use souk_domain::{
    account::{Permission, Role},
    bounds::staff::MAX_MEMBERS,
    ids::{AccountId, StaffInvitationId},
    refusal::{AccountRefusal, RequestRefusal, StaffRefusal},
    text::Email,
};

use super::{
    account_of_reader, members, store,
    store::StaffInvitationRow,
    tokens::{self, Purpose},
};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    queue::{self, EventKind},
    settings, staff,
    throttle::{self, Rule},
    trail::Note,
};

/// Letters that go out in a day: they go to strangers.
const SENT: Rule = Rule { name: "staff-invitation", uses: 50, window: jiff::SignedDuration::from_hours(24) };

/// Somebody to be asked.
#[derive(Clone, Debug, Hash)]
pub struct NewStaffInvitation {
    pub email: String,
    /// The codes of what they would be.
    pub role: String,
    pub department: String,
}

/// Somebody who was asked and has not answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StaffInvitation {
    pub id: StaffInvitationId,
    pub email: String,
    pub role: String,
    pub department: String,
    pub invited_at: Timestamp,
    /// When its link ends; it may be sent again after that.
    pub expires_at: Timestamp,
}

/// What whoever opens a link is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenStaffInvitation {
    pub market: String,
    pub email: String,
    /// What the role and the department are called.
    pub role: String,
    pub department: String,
    /// Whether an account has proven that address, which then takes it up.
    pub has_account: bool,
}

/// What became of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinedStaff {
    pub account: AccountId,
    /// What sets the first password, as a link of a letter does; `None`: there is one.
    pub password_token: Option<String>,
}

/// Everyone who was asked and has not answered, the oldest first. Errors: who asks may not see it.
pub fn list_staff_invitations(app: &App, actor: Actor) -> BoxFuture<'static, Result<Vec<StaffInvitation>>> {
    let listed = app.read(actor, |ctx| {
        Box::pin(async move { Ok(store::list_invitations(ctx).await?.into_iter().map(shown).collect()) })
    });
    actor.permitted(Permission::StaffRead, listed)
}

/// Asks somebody to join. Asked again, the link of the letter before ends. Errors: who asks may not; an address that cannot be; no such
/// role or department; of the staff already; too many people; too many letters.
pub fn invite_staff(
    app: &App,
    actor: Actor,
    new: NewStaffInvitation,
) -> BoxFuture<'static, Result<StaffInvitation>> {
    let invited = app.write_with(actor, new, |ctx, new| Box::pin(invite(ctx, new)));
    actor.permitted(Permission::StaffWrite, invited)
}

async fn invite(ctx: &Ctx<'_>, new: &NewStaffInvitation) -> Result<StaffInvitation> {
    let email = Email::parse(&new.email).map_err(|malformed| StaffRefusal::Invalid {
        fields: vec![souk_domain::field::FieldError::new("/email", "malformed_email", malformed.to_string())],
    })?;
    let inviter = members::require_super_admin(ctx).await?;
    staff::lock_role(ctx, &new.role).await?.ok_or(StaffRefusal::RoleNotFound)?;
    staff::lock_department(ctx, &new.department).await?.ok_or(StaffRefusal::DepartmentNotFound)?;
    if let Some(row) = store::find_by_email(ctx, &email.key()).await?
        && store::lock_staff(ctx, row.id).await?.is_some()
    {
        return Err(StaffRefusal::AlreadyMember { email: email.to_string() }.into());
    }
    if let Some(before) = store::find_invitation_of_email(ctx, &email.key()).await? {
        store::delete_token(ctx, before.token).await?;
        store::delete_invitation(ctx, before.id).await?;
    }
    let open = store::list_invitations(ctx).await?.len();
    if usize::try_from(store::count_staff(ctx).await?).unwrap_or_default() + open >= MAX_MEMBERS {
        return Err(StaffRefusal::TooMany { what: "members of the staff", max: MAX_MEMBERS }.into());
    }
    throttle::spend(ctx, SENT, b"all").await?;
    let token = tokens::make(ctx, None, Purpose::Staff, Some(email.as_str())).await?;
    let row = StaffInvitationRow {
        id: ctx.id(StaffInvitationId::from_parts),
        token,
        email: email.to_string(),
        email_key: email.key(),
        role: new.role.clone(),
        department: new.department.clone(),
        invited_by: inviter,
        created_at: ctx.now,
        expires_at: ctx.now + Purpose::Staff.life(),
    };
    store::insert_invitation(ctx, &row).await?;
    queue::emit(ctx, EventKind::LinkAsked, token.as_bytes()).await?;
    note(ctx, "staff_member.invited", &row);
    Ok(shown(row))
}

/// Sends the letter again, with another link; the one before ends. Errors: who asks may not; it is gone; too many letters.
pub fn resend_staff_invitation(
    app: &App,
    actor: Actor,
    id: StaffInvitationId,
) -> BoxFuture<'static, Result<StaffInvitation>> {
    let sent = app.write(actor, move |ctx| {
        Box::pin(async move {
            let inviter = members::require_super_admin(ctx).await?;
            let mut row = store::lock_invitation(ctx, id).await?.ok_or(StaffRefusal::InvitationNotFound)?;
            throttle::spend(ctx, SENT, b"all").await?;
            store::delete_token(ctx, row.token).await?;
            row.token = tokens::make(ctx, None, Purpose::Staff, Some(&row.email)).await?;
            row.expires_at = ctx.now + Purpose::Staff.life();
            store::renew_invitation(ctx, id, row.token, inviter, row.expires_at).await?;
            queue::emit(ctx, EventKind::LinkAsked, row.token.as_bytes()).await?;
            note(ctx, "staff_member.invited", &row);
            Ok(shown(row))
        })
    });
    actor.permitted(Permission::StaffWrite, sent)
}

/// Takes an invitation back: its link ends. Errors: who asks may not; it is gone, or was taken up.
pub fn withdraw_staff_invitation(
    app: &App,
    actor: Actor,
    id: StaffInvitationId,
) -> BoxFuture<'static, Result<()>> {
    let withdrawn = app.write(actor, move |ctx| {
        Box::pin(async move {
            members::require_super_admin(ctx).await?;
            let row = store::lock_invitation(ctx, id).await?.ok_or(StaffRefusal::InvitationNotFound)?;
            store::delete_token(ctx, row.token).await?;
            store::delete_invitation(ctx, id).await?;
            note(ctx, "staff_member.uninvited", &row);
            Ok(())
        })
    });
    actor.permitted(Permission::StaffWrite, withdrawn)
}

/// What a link asks. Errors: it does not work.
pub fn look_at_staff_invitation(app: &App, token: String) -> BoxFuture<'static, Result<OpenStaffInvitation>> {
    app.read_with(Actor::Guest, token, |ctx, token| {
        Box::pin(async move {
            let link = tokens::find(ctx, token, &[Purpose::Staff]).await?;
            let row = open_row(ctx, link.id).await?;
            let account = store::find_by_email(ctx, &row.email_key).await?;
            let roles = staff::names_of(ctx, &row.role, &row.department).await?;
            let (role, department) = roles.ok_or(AccountRefusal::LinkInvalid)?;
            let has_account = account.is_some_and(|account| is_settled(&account));
            Ok(OpenStaffInvitation {
                market: settings::load(ctx).await?.name,
                email: row.email,
                role,
                department,
                has_account,
            })
        })
    })
}

/// Takes an invitation up. `signed_in` is who asks, if anybody is. Errors: the link does not work; the address belongs to an account, and
/// that is not the one who asks, or nobody is signed in.
pub fn join_staff(
    app: &App,
    signed_in: Option<AccountId>,
    token: String,
) -> BoxFuture<'static, Result<JoinedStaff>> {
    let actor = signed_in.map_or(Actor::Guest, |account| Actor::Account { account });
    app.write_with(actor, token, move |ctx, token| Box::pin(join(ctx, signed_in, token)))
}

async fn join(ctx: &Ctx<'_>, signed_in: Option<AccountId>, token: &str) -> Result<JoinedStaff> {
    let link = tokens::find(ctx, token, &[Purpose::Staff]).await?;
    // who asked may be sent off while this waits
    let supers = store::lock_super_admins(ctx).await?;
    let row = open_row(ctx, link.id).await?;
    if row.invited_by.is_some_and(|inviter| !supers.contains(&inviter)) {
        return Err(AccountRefusal::LinkInvalid.into());
    }
    let known = store::find_by_email(ctx, &row.email_key).await?.filter(is_settled);
    if let Some(known) = &known {
        match signed_in {
            Some(account) if account == known.id => {}
            Some(_other) => return Err(StaffRefusal::InvitationOfAnother { email: row.email }.into()),
            None => return Err(RequestRefusal::Unauthenticated.into()),
        }
    }
    // of two at once the second finds it gone
    tokens::redeem(ctx, token, &[Purpose::Staff]).await?;
    if !store::delete_invitation(ctx, row.id).await? {
        return Err(AccountRefusal::LinkInvalid.into());
    }
    let email = Email::parse(&row.email).map_err(|_| AccountRefusal::LinkInvalid)?;
    let (account, has_password) = account_of_reader(ctx, &email).await?;
    let became = (row.role.as_str(), row.department.as_str());
    if let Some(now) = store::lock_staff(ctx, account).await?
        && now.role == Role::SuperAdmin.as_str()
    {
        return Ok(JoinedStaff { account, password_token: None });
    }
    members::put(ctx, account, became).await?;
    let password_token = match has_password {
        true => None,
        false => {
            let id = tokens::make(ctx, Some(account), Purpose::Invite, Some(email.as_str())).await?;
            Some(ctx.app.key().mail_token(id).reveal().clone())
        }
    };
    Ok(JoinedStaff { account, password_token })
}

/// Whether an account is somebody's who has proven its address and can sign in.
fn is_settled(row: &store::AccountRow) -> bool {
    row.email_verified_at.is_some() && row.password_hash.is_some()
}

/// The invitation of a link that works. Errors: it was taken up or back.
async fn open_row(ctx: &Ctx<'_>, token: souk_domain::ids::AccountTokenId) -> Result<StaffInvitationRow> {
    let row = store::find_invitation_of_token(ctx, token).await?;
    Ok(row.ok_or(AccountRefusal::LinkInvalid)?)
}

fn note(ctx: &Ctx<'_>, action: &'static str, row: &StaffInvitationRow) {
    let after = Some(json!({ "role": row.role, "department": row.department }));
    ctx.note(Note { action, object: row.id.to_string(), after, ..Note::default() });
}

fn shown(row: StaffInvitationRow) -> StaffInvitation {
    let StaffInvitationRow { id, email, role, department, created_at, expires_at, .. } = row;
    StaffInvitation { id, email, role, department, invited_at: created_at, expires_at }
}
