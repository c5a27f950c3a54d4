use jiff::{SignedDuration, Timestamp};
use souk_domain::{
    account::{MAX_AGENT_CHARS, MAX_CLIENT_CHARS, Permissions},
    ids::{AccountId, CartKey, SessionId},
    refusal::AccountRefusal,
};

use super::store::{self, SessionRow};
use crate::{Ctx, Result, cart, secrets::SessionToken};

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
    /// The account's open cart.
    pub cart: Option<CartKey>,
    pub began_at: Timestamp,
    /// Whether [`touch`] should note that it is in use.
    pub stale: bool,
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
    Ok((token, expires_at))
}

/// Whose token this is; `None` when it has ended or never was.
pub async fn session(ctx: &Ctx<'_>, token: &SessionToken) -> Result<Option<Session>> {
    let Some(row) = store::find_live(ctx, &token.hash()).await? else { return Ok(None) };
    Ok(Some(Session {
        id: row.session,
        account: row.account,
        name: if row.first_name.is_empty() { row.username } else { row.first_name },
        email: row.email,
        email_verified: row.email_verified_at.is_some(),
        staff: row.role.zip(row.department).map(|(role, department)| Permissions::of(role, department)),
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
    store::delete_session(ctx, account, id).await.map(|_ended| ())
}

/// Ends every session of an account, but the one it is asked from when that is named. What they knew of the cart is worth
/// nothing after. Answers how many ended.
pub async fn end_others(ctx: &Ctx<'_>, account: AccountId, but: Option<SessionId>) -> Result<u64> {
    let ended = store::delete_sessions(ctx, account, but).await?;
    cart::renew_key_of_account(ctx, account).await?;
    Ok(ended)
}
