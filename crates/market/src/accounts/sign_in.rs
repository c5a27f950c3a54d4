use std::sync::Arc;

use jiff::SignedDuration;
use souk_domain::{
    ids::{AccountId, CartKey},
    refusal::{AccountRefusal, Refusal},
    text::{email_key, fold_key, plain},
};
use zeroize::Zeroizing;

use super::{Account, carts, history, password, second_factor, sessions, store};
use crate::{
    Actor, App, BoxFuture, Ctx, Error, Result,
    secrets::{DeviceToken, SessionToken},
    throttle::{self, Rule},
};

/// Tries of one client for one name.
const PAIR: Rule = Rule { name: "sign-in", uses: 10, window: SignedDuration::from_mins(15) };
/// Tries of one client, whatever the name.
const CLIENT: Rule = Rule { name: "sign-in-client", uses: 100, window: SignedDuration::from_mins(15) };
/// Tries for one name from everywhere; beyond, [`PAIR_UNDER_ATTACK`] holds beside [`PAIR`].
const NAME: Rule = Rule { name: "sign-in-name", uses: 100, window: SignedDuration::from_hours(1) };
/// Tries of one client for a name that many guess at: its owner still gets in from a browser that was never used.
const PAIR_UNDER_ATTACK: Rule =
    Rule { name: "sign-in-attack", uses: 3, window: SignedDuration::from_hours(1) };
/// Tries of a browser that the account signed in with before: it is counted apart from all strangers.
const DEVICE: Rule = Rule { name: "sign-in-device", uses: 20, window: SignedDuration::from_mins(15) };
/// Codes tried for one account whose password was right.
const CODE: Rule = Rule { name: "sign-in-code", uses: 10, window: SignedDuration::from_mins(15) };

/// Somebody at the door.
pub struct SignIn {
    /// Username or e-mail address.
    pub login: String,
    pub password: Zeroizing<String>,
    /// A code of the authenticator app, or a recovery code.
    pub code: Option<String>,
    /// The mark of a browser that was signed in before.
    pub device: Option<DeviceToken>,
    /// The cart of the guest who signs in.
    pub cart: Option<CartKey>,
    /// The program, as it names itself.
    pub agent: String,
    /// The client's network, for limits; `None` for an unforwarded peer on this machine.
    pub client: Option<String>,
}

/// Somebody who is signed in now.
#[derive(Debug)]
pub struct SignedIn {
    pub account: Account,
    pub token: SessionToken,
    pub expires_at: jiff::Timestamp,
    /// What the browser keeps to be known again.
    pub device: DeviceToken,
    /// The account's cart, with what the guest's held.
    pub cart: Option<CartKey>,
    /// Lines of the guest's cart that the account's had no room for; they stay where they were.
    pub cart_lines_left: usize,
}

/// Signs in by username or e-mail address. Every wrong pair takes the same time and gets the same answer. Errors: they do
/// not belong together; a code is needed or wrong; too many tries.
pub fn sign_in(app: &App, asked: SignIn) -> BoxFuture<'_, Result<SignedIn>> {
    Box::pin(async move {
        let asked = Arc::new(asked);
        let row = prove(app, &asked).await?;
        enter_with_code(app, asked, row).await
    })
}

/// Whose name and password these are; the try is counted first. Errors: they do not belong together; too many tries.
pub(super) async fn prove(app: &App, asked: &Arc<SignIn>) -> Result<store::AccountRow> {
    let (found, is_attack) = {
        let asked = Arc::clone(asked);
        app.write(Actor::Guest, move |ctx| {
            let asked = Arc::clone(&asked);
            Box::pin(async move { count(ctx, &asked).await })
        })
        .await?
    };
    let hash = found.as_ref().and_then(|row| row.password_hash.clone());
    let right = password::verify(asked.password.clone(), hash).await?;
    if !right && let Some(row) = found.as_ref().filter(|_| !is_attack) {
        note_refused(app, row.id, "password").await?;
    }
    found.filter(|_| right).ok_or_else(|| AccountRefusal::WrongCredentials.into())
}

/// Writes down that somebody of the staff or of a vendor was not let in.
async fn note_refused(app: &App, account: AccountId, why: &'static str) -> Result<()> {
    app.write(Actor::Guest, move |ctx| {
        Box::pin(async move {
            if store::is_watched(ctx, account).await? {
                sessions::note(ctx, "session.refused", account, why);
            }
            Ok(())
        })
    })
    .await
}

/// Begins the session of somebody whose password was right, once the code is too, where one is asked for. Errors: it is
/// missing or wrong; too many codes.
pub(super) async fn enter_with_code(
    app: &App,
    asked: Arc<SignIn>,
    row: store::AccountRow,
) -> Result<SignedIn> {
    let account = row.id;
    if row.totp_confirmed_at.is_some() {
        if asked.code.as_deref().is_none_or(|code| code.trim().is_empty()) {
            return Err(AccountRefusal::CodeNeeded.into());
        }
        app.write(Actor::Guest, move |ctx| {
            Box::pin(async move { throttle::spend(ctx, CODE, account.as_bytes()).await })
        })
        .await?;
    }
    let row = Arc::new(row);
    let entered = app
        .write(Actor::Account { account }, move |ctx| {
            let (asked, row) = (Arc::clone(&asked), Arc::clone(&row));
            Box::pin(async move { enter(ctx, &asked, &row).await })
        })
        .await;
    let is_wrong =
        |error: &Error| matches!(error.refusal(), Some(Refusal::Account(AccountRefusal::CodeWrong)));
    if entered.as_ref().err().is_some_and(is_wrong) {
        note_refused(app, account, "code").await?;
    }
    entered
}

/// Counts a try before it is judged, so that tries at once see each other. Answers whose it may be, and whether so many guess at that
/// name that no more of it is written down.
async fn count(ctx: &Ctx<'_>, asked: &SignIn) -> Result<(Option<store::AccountRow>, bool)> {
    let key = login_key(&asked.login);
    let row = find(ctx, &key).await?;
    if let Some(row) = row.as_ref().filter(|row| knows_device(ctx.app, row, asked.device.as_ref())) {
        throttle::spend(ctx, DEVICE, row.id.as_bytes()).await?;
        return Ok((Some(row.clone()), false));
    }
    if let Some(client) = &asked.client {
        throttle::spend(ctx, CLIENT, client.as_bytes()).await?;
    }
    let key = counted_as(row.as_ref(), &key);
    throttle::record(ctx, NAME, key.as_bytes()).await?;
    let many = throttle::uses(ctx, NAME, key.as_bytes()).await? > i64::from(NAME.uses);
    let pair = pair(&key, asked.client.as_deref());
    throttle::spend(ctx, PAIR, &pair).await?;
    if many {
        throttle::spend(ctx, PAIR_UNDER_ATTACK, &pair).await?;
    }
    Ok((row, many))
}

fn pair(key: &str, client: Option<&str>) -> Vec<u8> {
    format!("{}\n{key}", client.unwrap_or_default()).into_bytes()
}

pub(super) fn login_key(login: &str) -> String {
    // a username has no @
    if login.contains(['@', '\u{ff20}']) { email_key(&plain(login)) } else { fold_key(login) }
}

/// Under what tries are counted: the account, whichever of its names is tried, or else the name that is nobody's.
fn counted_as(row: Option<&store::AccountRow>, key: &str) -> String {
    row.map_or_else(|| key.to_owned(), |row| row.id.to_string())
}

pub(super) async fn find(ctx: &Ctx<'_>, key: &str) -> Result<Option<store::AccountRow>> {
    // a username has no @
    if key.contains('@') {
        store::find_by_email(ctx, key).await
    } else {
        store::find_by_username(ctx, key).await
    }
}

fn knows_device(app: &App, row: &store::AccountRow, device: Option<&DeviceToken>) -> bool {
    match (device, &row.password_hash) {
        (Some(device), Some(hash)) => app.key().device_token(row.id, hash).matches(device),
        _ => false,
    }
}

/// Begins the session of somebody whose password was right.
async fn enter(ctx: &Ctx<'_>, asked: &SignIn, seen: &store::AccountRow) -> Result<SignedIn> {
    let row = super::lock(ctx, seen.id).await.map_err(|_gone| AccountRefusal::WrongCredentials)?;
    // changed while it was judged
    if row.password_hash != seen.password_hash {
        return Err(AccountRefusal::WrongCredentials.into());
    }
    if row.totp_confirmed_at.is_some() {
        let code = asked.code.as_deref().unwrap_or_default();
        if !second_factor::use_code(ctx, &row, code).await? {
            return Err(AccountRefusal::CodeWrong.into());
        }
        throttle::forgive(ctx, CODE, row.id.as_bytes()).await?;
    }
    forgive(ctx, asked, &row).await?;
    let hash = row.password_hash.clone().unwrap_or_default();
    begin(ctx, &row, &hash, asked.cart, (&asked.agent, asked.client.as_deref())).await
}

/// The try was its owner's: it counts for nothing.
async fn forgive(ctx: &Ctx<'_>, asked: &SignIn, row: &store::AccountRow) -> Result<()> {
    if knows_device(ctx.app, row, asked.device.as_ref()) {
        return throttle::forgive(ctx, DEVICE, row.id.as_bytes()).await;
    }
    let key = counted_as(Some(row), "");
    if let Some(client) = &asked.client {
        throttle::forgive(ctx, CLIENT, client.as_bytes()).await?;
    }
    throttle::forgive(ctx, NAME, key.as_bytes()).await?;
    throttle::forgive(ctx, PAIR, &pair(&key, asked.client.as_deref())).await?;
    throttle::forgive(ctx, PAIR_UNDER_ATTACK, &pair(&key, asked.client.as_deref())).await
}

/// Begins a session of an account whose row is locked: token, cart, and the orders that wait for its owner.
pub(super) async fn begin(
    ctx: &Ctx<'_>,
    row: &store::AccountRow,
    password_hash: &str,
    guest_cart: Option<CartKey>,
    from: (&str, Option<&str>),
) -> Result<SignedIn> {
    let (token, expires_at) = sessions::begin(ctx, row.id, from).await?;
    let (cart, cart_lines_left) = carts::adopt(ctx, row.id, guest_cart).await?;
    history::join_orders(ctx, row).await?;
    Ok(SignedIn {
        account: super::load(ctx, row.id).await?,
        token,
        expires_at,
        device: ctx.app.key().device_token(row.id, password_hash),
        cart,
        cart_lines_left,
    })
}

/// Begins the session of an account that was just registered or whose link was just used. Errors: it is gone.
pub async fn sign_in_as(
    ctx: &Ctx<'_>,
    account: AccountId,
    guest_cart: Option<CartKey>,
    from: (&str, Option<&str>),
) -> Result<SignedIn> {
    let row = super::lock(ctx, account).await?;
    let hash = row.password_hash.clone().unwrap_or_default();
    begin(ctx, &row, &hash, guest_cart, from).await
}
