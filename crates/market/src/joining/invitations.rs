//! People who are asked to act for a vendor. A link works once, for a while, and for the account that has proven the address it
//! was sent to; one that does not work says no more than that.

use jiff::{SignedDuration, Timestamp};
use souk_domain::{
    bounds::vendor::MAX_MEMBERS,
    ids::{AccountId, InvitationId, VendorId},
    refusal::{AccountRefusal, VendorRefusal},
    text::{Email, email_key},
    vendor::{MemberRole, VendorPermission, VendorStatus},
};

use super::store::{self, InvitationRow};
use crate::{
    Actor, App, BoxFuture, Ctx, Result, accounts,
    audit::{self, AuditAction},
    queue::{self, EventKind},
    secrets::MailToken,
    throttle::{self, Rule},
    vendors::{self, OwnVendor},
};

/// How long a link works.
pub const INVITATION_LIFE: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Letters that one vendor has sent in a day: they go to strangers.
const SENT: Rule = Rule { name: "vendor-invitation", uses: 20, window: SignedDuration::from_hours(24) };
/// Letters that one member has sent in a day, for whichever vendor.
const SENT_BY_ONE: Rule =
    Rule { name: "vendor-invitation-by", uses: 20, window: SignedDuration::from_hours(24) };

/// Somebody to be asked.
#[derive(Clone, Debug)]
pub struct NewInvitation {
    pub email: Email,
    pub role: MemberRole,
}

/// Somebody who was asked and has not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub id: InvitationId,
    pub email: String,
    pub role: MemberRole,
    pub invited_at: Timestamp,
    pub expires_at: Timestamp,
}

/// What whoever opens a link is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenInvitation {
    pub vendor_name: String,
    pub email: String,
    pub role: MemberRole,
}

/// Asks somebody to act for a vendor, by a letter; asked again, the link of the letter before ends. Answers the invitation.
/// Errors: who asks may not; the vendor does not sell here; a member already; too many people; too many letters.
pub fn invite_member(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    new: NewInvitation,
) -> BoxFuture<'static, Result<Invitation>> {
    let invited =
        app.write_with(actor, new, move |ctx, new| Box::pin(async move { invite(ctx, vendor, new).await }));
    actor.permitted_of(vendor, VendorPermission::MembersWrite, invited)
}

async fn invite(ctx: &Ctx<'_>, vendor: VendorId, new: &NewInvitation) -> Result<Invitation> {
    let found = vendors::lock_members(ctx, vendor).await?;
    let inviter = inviter_of(ctx);
    // the letter bears the market's name: it goes out for who was let in
    if found.status != VendorStatus::Active {
        return Err(VendorRefusal::NotWhile { status: found.status }.into());
    }
    let key = new.email.key();
    let members = vendors::members_of(ctx, vendor).await?;
    let has_it = |email: &Option<String>| email.as_deref().is_some_and(|email| email_key(email) == key);
    if members.iter().any(|member| has_it(&member.email)) {
        return Err(VendorRefusal::AlreadyMember { email: new.email.to_string() }.into());
    }
    store::delete_of_email(ctx, vendor, &key).await?;
    if members.len() + open_of(ctx, vendor).await?.len() >= MAX_MEMBERS {
        return Err(VendorRefusal::TooManyMembers { max: MAX_MEMBERS }.into());
    }
    throttle::spend(ctx, SENT, vendor.as_bytes()).await?;
    if let Some(inviter) = inviter {
        throttle::spend(ctx, SENT_BY_ONE, inviter.as_bytes()).await?;
    }
    let id = ctx.id(InvitationId::from_parts);
    let row = InvitationRow {
        id,
        token_hash: ctx.app.key().invitation_token(id).hash(),
        vendor,
        email: new.email.to_string(),
        email_key: key,
        role: new.role,
        invited_by: ctx.actor.to_string(),
        inviter,
        created_at: ctx.now,
        expires_at: ctx.now + INVITATION_LIFE,
    };
    store::insert(ctx, &row).await?;
    let (by, detail) = (ctx.actor.account(), format!("{vendor} {}", new.role));
    audit::record(ctx, AuditAction::VendorMemberInvited, by, &id.to_string(), &detail).await?;
    queue::emit(ctx, EventKind::VendorMemberInvited, id.as_bytes()).await?;
    Ok(shown(row))
}

/// The member that asks; `None`: the market's people do.
fn inviter_of(ctx: &Ctx<'_>) -> Option<AccountId> {
    ctx.actor.account().filter(|_| ctx.actor.vendor().is_some())
}

/// Whether who asked somebody to join may ask people still: what was sent by somebody who was sent off, or may less now, has ended.
pub(super) async fn still_asks(ctx: &Ctx<'_>, vendor: VendorId, inviter: Option<AccountId>) -> Result<bool> {
    let Some(inviter) = inviter else { return Ok(true) };
    let role = vendors::role_of(ctx, vendor, inviter).await?;
    Ok(role.is_some_and(|role| role.may(VendorPermission::MembersWrite)))
}

/// The invitations of a vendor whose links work, the oldest first.
async fn open_of(ctx: &Ctx<'_>, vendor: VendorId) -> Result<Vec<InvitationRow>> {
    let mut open = Vec::new();
    for row in store::list(ctx, vendor).await? {
        if still_asks(ctx, vendor, row.inviter).await? {
            open.push(row);
        }
    }
    Ok(open)
}

/// Who was asked and has not answered, the oldest first. Errors: who asks may not see it.
pub fn list_invitations(
    app: &App,
    actor: Actor,
    vendor: VendorId,
) -> BoxFuture<'static, Result<Vec<Invitation>>> {
    let listed = app.read(actor, move |ctx| {
        Box::pin(async move { Ok(open_of(ctx, vendor).await?.into_iter().map(shown).collect()) })
    });
    actor.permitted_of(vendor, VendorPermission::SettingsRead, listed)
}

/// Takes an invitation back: its link ends. Errors: who asks may not; it is gone, or was taken up.
pub fn withdraw_invitation(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    id: InvitationId,
) -> BoxFuture<'static, Result<()>> {
    let withdrawn = app.write(actor, move |ctx| {
        Box::pin(async move {
            let gone = store::delete(ctx, id, vendor).await?;
            gone.then_some(()).ok_or_else(|| VendorRefusal::InvitationNotFound.into())
        })
    });
    actor.permitted_of(vendor, VendorPermission::MembersWrite, withdrawn)
}

/// What a link asks. Errors: it does not work.
pub fn look_at_invitation(
    app: &App,
    actor: Actor,
    token: String,
) -> BoxFuture<'static, Result<OpenInvitation>> {
    app.read_with(actor, token, |ctx, token| {
        Box::pin(async move {
            let row = find(ctx, token).await?;
            let vendor_name = vendors::find(ctx, row.vendor).await?.name;
            Ok(OpenInvitation { vendor_name, email: row.email, role: row.role })
        })
    })
}

/// Takes an invitation up. Answers the vendor that the asker acts for now.
/// Errors: the link does not work; the asker has no proven address, or another than the one it was sent to.
pub fn accept_invitation(
    app: &App,
    account: AccountId,
    token: String,
) -> BoxFuture<'static, Result<OwnVendor>> {
    app.write_with(Actor::Account { account }, token, move |ctx, token| {
        Box::pin(async move { accept(ctx, account, token).await })
    })
}

async fn accept(ctx: &Ctx<'_>, account: AccountId, token: &str) -> Result<OwnVendor> {
    let own = accounts::lock_proven_email(ctx, account).await?.ok_or(VendorRefusal::EmailNotProven)?;
    let row = find(ctx, token).await?;
    if email_key(&own) != row.email_key {
        return Err(VendorRefusal::InvitationOfAnother.into());
    }
    let vendor = vendors::lock_members(ctx, row.vendor).await?;
    // who asked may have been sent off while this waited
    if vendor.status != VendorStatus::Active || !still_asks(ctx, row.vendor, row.inviter).await? {
        return Err(AccountRefusal::LinkInvalid.into());
    }
    // of two at once the second finds it gone
    if !store::delete(ctx, row.id, row.vendor).await? {
        return Err(AccountRefusal::LinkInvalid.into());
    }
    vendors::join_and_tell(ctx, row.vendor, account, row.role).await?;
    let role = vendors::role_of(ctx, row.vendor, account).await?.unwrap_or(row.role);
    Ok(OwnVendor { vendor, role })
}

/// The invitation of a link that works. Errors: [`AccountRefusal::LinkInvalid`].
async fn find(ctx: &Ctx<'_>, token: &str) -> Result<InvitationRow> {
    let token = MailToken::parse(token.trim()).ok_or(AccountRefusal::LinkInvalid)?;
    let row = store::find_by_hash(ctx, &token.hash()).await?.ok_or(AccountRefusal::LinkInvalid)?;
    if still_asks(ctx, row.vendor, row.inviter).await? {
        Ok(row)
    } else {
        Err(AccountRefusal::LinkInvalid.into())
    }
}

fn shown(row: InvitationRow) -> Invitation {
    let InvitationRow { id, email, role, created_at, expires_at, .. } = row;
    Invitation { id, email, role, invited_at: created_at, expires_at }
}

/// Forgets those that have expired. Answers how many.
pub(crate) async fn clean(ctx: &Ctx<'_>, at_most: i64) -> Result<u64> {
    store::delete_expired(ctx, at_most).await
}
