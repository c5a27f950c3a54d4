use jiff::{SignedDuration, Timestamp};
use souk_domain::{
    account::{MAX_AGENT_CHARS, MAX_CLIENT_CHARS, Permission, Permissions},
    ids::{AccountId, CartKey, SessionId, VendorId},
    refusal::AccountRefusal,
};

use super::store::{self, SessionRow};
use crate::{Ctx, Result, cart, secrets::SessionToken, staff::HeldColumns, trail::Note};

/// A session ends when it was not used for so long …
const IDLE: SignedDuration = SignedDuration::from_hours(24 * 30);
/// … and at the latest so long after it began.
pub const SESSION_LIFE: SignedDuration = SignedDuration::from_hours(24 * 180);
/// Use of a session is noted this often: a write for each page would be too much.
const NOTED_EVERY: SignedDuration = SignedDuration::from_hours(1);

/// Who holds a token that has not ended.
#[derive(Clone, Debug)]
pub struct Session {
    pub id: SessionId,
    pub account: AccountId,
    /// The first name, or else the username.
    pub name: String,
    pub email: Option<String>,
    pub email_verified: bool,
    /// What its account may do as one of the staff; `None`: it is none of them.
    pub staff: Option<Permissions>,
    /// Whether the role of its account asks for sign-in codes that are not set up: until they are, nothing else is open to it.
    pub lacks_second_factor: bool,
    /// The vendor that it acts for, as one of the staff.
    pub acting: Option<Acting>,
    /// The account's open cart.
    pub cart: Option<CartKey>,
    pub began_at: Timestamp,
    /// Whether [`touch`] should note that it is in use.
    pub stale: bool,
}

/// Somebody of the staff at work for a vendor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acting {
    pub vendor: VendorId,
    pub vendor_name: String,
    pub until: Timestamp,
}

/// Begins a session. Answers its token, told once, and when it ends if it is not used.
pub(super) async fn begin(
    ctx: &Ctx<'_>,
    account: AccountId,
    (agent, client): (&str, Option<&str>),
) -> Result<(SessionToken, Timestamp)> {
    let token = SessionToken::from_bytes(ctx.app.random_bytes());
    let expires_at = ctx.now + IDLE;
    let plain =
        |text: &str, max: usize| text.chars().filter(|c| !c.is_control()).take(max).collect::<String>();
    let (agent, client) =
        (plain(agent, MAX_AGENT_CHARS), plain(client.unwrap_or_default(), MAX_CLIENT_CHARS));
    let id = ctx.id(SessionId::from_parts);
    store::insert_session(ctx, id, &token.hash(), account, (&agent, &client), expires_at).await?;
    let is_staff = store::note_sign_in(ctx, account).await?;
    if is_staff || store::is_watched(ctx, account).await? {
        note(ctx, "session.began", account, &agent);
    }
    Ok((token, expires_at))
}

/// Whose token this is; `None` when it has ended or never was.
pub async fn session(ctx: &Ctx<'_>, token: &SessionToken) -> Result<Option<Session>> {
    let Some(row) = store::find_live(ctx, &token.hash()).await? else { return Ok(None) };
    let held = HeldColumns {
        role: row.role,
        role_permissions: row.role_permissions,
        requires_second_factor: row.requires_second_factor,
        department: row.department,
        department_permissions: row.department_permissions,
    };
    let held = held.held();
    let has_codes = row.totp_confirmed_at.is_some();
    let acting = row.acts_for.zip(row.acts_until).filter(|(_, until)| *until > ctx.now);
    let acting = acting.filter(|_| held.is_some_and(|held| held.permissions.has(Permission::VendorsAct)));
    Ok(Some(Session {
        id: row.session,
        account: row.account,
        name: if row.first_name.is_empty() { row.username } else { row.first_name },
        email: row.email,
        email_verified: row.email_verified_at.is_some(),
        staff: held.map(|held| held.permissions),
        lacks_second_factor: held.is_some_and(|held| held.requires_second_factor) && !has_codes,
        acting: acting.map(|(vendor, until)| Acting {
            vendor,
            vendor_name: row.acts_for_name.unwrap_or_default(),
            until,
        }),
        cart: row.cart.map(|cart| ctx.app.key().cart_of_account(cart)),
        began_at: row.created_at,
        stale: ctx.now.duration_since(row.seen_at) >= NOTED_EVERY && ctx.now < row.created_at + SESSION_LIFE,
    }))
}

/// Notes that a session is in use, and lengthens it, up to its whole life.
pub async fn touch(ctx: &Ctx<'_>, session: &Session) -> Result<()> {
    let expires_at = (ctx.now + IDLE).min(session.began_at + SESSION_LIFE);
    store::touch_session(ctx, session.id, expires_at).await
}

/// The sessions of an account, the latest used first.
pub async fn list_sessions(ctx: &Ctx<'_>, account: AccountId) -> Result<Vec<SessionRow>> {
    store::list_sessions(ctx, account).await
}

/// Ends one session. Errors: the account has no such session.
pub async fn end_session(ctx: &Ctx<'_>, account: AccountId, id: SessionId) -> Result<()> {
    let ended = store::delete_session(ctx, account, id).await?;
    if !ended {
        return Err(AccountRefusal::SessionNotFound.into());
    }
    cart::renew_key_of_account(ctx, account).await
}

/// Ends the session somebody leaves; ending it twice changes nothing.
pub async fn sign_out(ctx: &Ctx<'_>, account: AccountId, id: SessionId) -> Result<()> {
    let acted_for = store::acts_for(ctx, account, id).await?;
    if store::delete_session(ctx, account, id).await? && store::is_watched(ctx, account).await? {
        if let Some(vendor) = acted_for {
            let (action, object) = ("vendor.acting_ended", vendor.to_string());
            ctx.note(Note { action, object, ..Note::default() });
        }
        note(ctx, "session.ended", account, "");
    }
    Ok(())
}

/// Says what happened at the door of somebody of the staff or of a vendor.
pub(super) fn note(ctx: &Ctx<'_>, action: &'static str, account: AccountId, detail: &str) {
    ctx.note(Note {
        action,
        account: Some(account),
        object: account.to_string(),
        detail: detail.to_owned(),
        ..Note::default()
    });
}

/// Ends every session of an account, but the one it is asked from when that is named. What they knew of the cart is worth
/// nothing after. Answers how many ended.
pub async fn end_others(ctx: &Ctx<'_>, account: AccountId, but: Option<SessionId>) -> Result<u64> {
    let ended = store::delete_sessions(ctx, account, but).await?;
    cart::renew_key_of_account(ctx, account).await?;
    Ok(ended)
}
