//! Passwords: Argon2id, off the async threads, a few at a time.

use std::sync::{Arc, OnceLock};

use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher as _, PasswordVerifier as _, Version};
use jiff::SignedDuration;
use souk_domain::{
    account::check_password,
    field::FieldError,
    ids::{AccountId, SessionId},
    refusal::AccountRefusal,
};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use super::{sessions, store, tokens::Purpose};
use crate::{
    Actor, App, BoxFuture, Ctx, Error, Fault, Result,
    queue::{self, EventKind},
    throttle::{self, Rule},
};

/// Memory of one hash in KiB, passes and lanes (OWASP password storage, Argon2id).
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Hashes at once: each fills a core and [`MEMORY_KIB`].
const AT_ONCE: usize = 2;
/// Hashes that may wait before callers are told that the server is busy.
const MAX_WAITING: usize = 256;
/// Guesses under which a password is common: the best-known ones and simple turns of them.
const COMMON_GUESSES: u64 = 100_000;
/// Characters of a password that the judgement of commonness looks at; a longer one is not common.
const JUDGED_CHARS: usize = 64;

/// Tries to change something with the current password, for one account.
const CURRENT: Rule = Rule { name: "current-password", uses: 10, window: SignedDuration::from_mins(15) };

static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);
static WAITING: Semaphore = Semaphore::const_new(AT_ONCE + MAX_WAITING);

fn argon2() -> Argon2<'static> {
    // the numbers are within the bounds of the algorithm, so this never falls back
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).unwrap_or(Params::DEFAULT);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// A turn lasts as long as its work, also when nobody waits for the answer any more.
async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let place = WAITING.try_acquire().map_err(|_| Error::from(souk_db::Error::Overloaded))?;
    let turn = TURNS.acquire().await.map_err(|_| outside("no turn"))?;
    let done = tokio::task::spawn_blocking(move || {
        let _held = (place, turn);
        work()
    });
    done.await.map_err(|error| outside(&error.to_string()))
}

fn outside(what: &str) -> Error {
    Error::Fault(Fault::Outside(format!("a password could not be hashed: {what}")))
}

/// Hashes a password that was found good. The salt comes from the app's randomness.
pub(super) async fn hash(app: &App, password: Zeroizing<String>) -> Result<String> {
    let salt: [u8; 16] = app.random_bytes();
    let hashed = off_thread(move || {
        let hash: Result<PasswordHash, _> = argon2().hash_password_with_salt(password.as_bytes(), &salt);
        hash.map(|hash| hash.to_string()).map_err(|error| error.to_string())
    });
    hashed.await?.map_err(|error| outside(&error))
}

/// Whether the password is the one that was hashed. Without a hash it takes as long, and is wrong.
pub(super) async fn verify(password: Zeroizing<String>, hash: Option<String>) -> Result<bool> {
    static NOBODY: OnceLock<String> = OnceLock::new();
    off_thread(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| {
            NOBODY
                .get_or_init(|| {
                    let made: Result<PasswordHash, _> =
                        argon2().hash_password_with_salt(b"nobody's", &[7; 16]);
                    made.map(|hash| hash.to_string()).unwrap_or_default()
                })
                .clone()
        });
        let Ok(parsed) = PasswordHash::new(&hash) else { return false };
        argon2().verify_password(password.as_bytes(), &parsed).is_ok() && known
    })
    .await
}

/// Whether a new password may be one: long enough, and none that everybody tries first. `own` are words of the account
/// that make a password easy to guess. Errors: what is wrong with the field at `pointer`.
pub(super) fn require_good(app: &App, pointer: &str, password: &str, own: &[&str]) -> Result<(), FieldError> {
    check_password(pointer, password, app.limits().password_min_chars)?;
    let judged: String = password.chars().take(JUDGED_CHARS + 1).collect();
    if judged.chars().count() <= JUDGED_CHARS && zxcvbn::zxcvbn(&judged, own).guesses() < COMMON_GUESSES {
        let detail =
            "This password is among the first that are tried. Choose another: three or four words do well.";
        return Err(FieldError::new(pointer, "common_password", detail));
    }
    Ok(())
}

/// That somebody knew an account's password a moment ago. Hashing takes a while, so [`Proven::lock`] looks again.
#[derive(Clone)]
pub(super) struct Proven {
    account: AccountId,
    hash: Option<Arc<str>>,
}

impl Proven {
    /// The account's row, locked. Errors: its password was changed meanwhile; no such account.
    pub(super) async fn lock(&self, ctx: &Ctx<'_>) -> Result<store::AccountRow> {
        let row = super::lock(ctx, self.account).await?;
        if row.password_hash.as_deref() == self.hash.as_deref() {
            Ok(row)
        } else {
            Err(AccountRefusal::WrongPassword.into())
        }
    }
}

/// Asks for an account's current password before something that a borrowed browser must not do, where that is no change of the
/// account itself. Errors: it is another; too many tries.
pub fn check_current_password(
    app: &App,
    actor: Actor,
    account: AccountId,
    password: Zeroizing<String>,
) -> BoxFuture<'_, Result<()>> {
    Box::pin(async move { require_current(app, actor, account, password).await.map(|_proven| ()) })
}

/// Requires the account's current password before something that a borrowed browser must not do. Errors: it is another;
/// too many tries.
pub(super) async fn require_current(
    app: &App,
    actor: Actor,
    account: AccountId,
    password: Zeroizing<String>,
) -> Result<Proven> {
    let row = app
        .write(actor, move |ctx| {
            Box::pin(async move {
                throttle::spend(ctx, CURRENT, account.as_bytes()).await?;
                Ok(store::find(ctx, account).await?.ok_or(AccountRefusal::NotFound)?)
            })
        })
        .await?;
    let hash = row.password_hash.as_deref().map(Arc::from);
    if !verify(password, row.password_hash).await? {
        return Err(AccountRefusal::WrongPassword.into());
    }
    app.write(actor, move |ctx| {
        Box::pin(async move { throttle::forgive(ctx, CURRENT, account.as_bytes()).await })
    })
    .await?;
    Ok(Proven { account, hash })
}

/// A new password in place of the current one.
pub struct ChangePassword {
    pub current: Zeroizing<String>,
    pub new: Zeroizing<String>,
}

/// Changes the password, ends every other session, and tells the owner. Errors: the current password is another, the new
/// one cannot be.
pub fn change_password(
    app: &App,
    actor: Actor,
    (account, session): (AccountId, SessionId),
    change: ChangePassword,
) -> BoxFuture<'_, Result<()>> {
    Box::pin(async move {
        let row = app
            .read(actor, move |ctx| {
                Box::pin(async move { Ok(store::find(ctx, account).await?.ok_or(AccountRefusal::NotFound)?) })
            })
            .await?;
        let own = own_words(&row.username, row.email.as_deref());
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        require_good(app, "/password", &change.new, &own)
            .map_err(|field| AccountRefusal::Invalid { fields: vec![field] })?;
        let proven = require_current(app, actor, account, change.current).await?;
        let hash = Arc::new(hash(app, change.new).await?);
        app.write(actor, move |ctx| {
            let (proven, hash) = (proven.clone(), Arc::clone(&hash));
            Box::pin(async move {
                proven.lock(ctx).await?;
                put(ctx, account, &hash, Some(session)).await
            })
        })
        .await
    })
}

/// Saves a password's hash, ends sessions but one, and tells the owner, unless it is the first. Whoever knew the password
/// before has no way back: links that set one, or put another address in the place of the account's, end with it, and the
/// account's cart gets another key.
pub(super) async fn put(ctx: &Ctx<'_>, account: AccountId, hash: &str, but: Option<SessionId>) -> Result<()> {
    let row = super::lock(ctx, account).await?;
    store::set_password(ctx, account, hash).await?;
    for purpose in [Purpose::Reset, Purpose::Invite] {
        store::delete_tokens(ctx, account, purpose, None).await?;
    }
    store::delete_links_to_others(ctx, account, row.email.as_deref().unwrap_or_default()).await?;
    sessions::end_others(ctx, account, but).await?;
    if row.password_hash.is_some() {
        queue::emit(ctx, EventKind::PasswordChanged, account.as_bytes()).await?;
    }
    Ok(())
}

/// Words that a password of this account should not be made of.
pub(super) fn own_words(username: &str, email: Option<&str>) -> Vec<String> {
    let local = email.and_then(|email| email.split('@').next());
    [Some(username), email, local].into_iter().flatten().map(str::to_owned).collect()
}
