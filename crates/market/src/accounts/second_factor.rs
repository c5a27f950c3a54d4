//! Codes that change every 30 seconds (RFC 6238), and recovery codes for who lost the device that makes them.

use std::sync::Arc;

use chacha20poly1305::{
    ChaCha20Poly1305,
    aead::{Aead as _, KeyInit as _, Payload},
};
use jiff::SignedDuration;
use souk_domain::{ids::AccountId, refusal::AccountRefusal, text::plain};
use totp_rs::{Builder, Secret, Totp};
use zeroize::Zeroizing;

use super::{password, store};
use crate::{
    Actor, App, BoxFuture, Ctx, Error, Result,
    queue::{self, EventKind},
    throttle::{self, Rule},
};

/// Bytes of a secret (RFC 4226, section 4).
const SECRET_BYTES: usize = 20;
/// Bytes of the number that a sealed secret begins with.
const NONCE_BYTES: usize = 12;
/// Steps before and after now whose codes are taken: clocks differ.
const SKEW: u16 = 1;
/// Recovery codes made at once.
const RECOVERY_CODES: usize = 10;
/// Symbols of a recovery code, of 32 each: 50 bits.
const RECOVERY_SYMBOLS: usize = 10;
/// No letter that looks like another symbol.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstvwxyz0123456789";
/// Codes tried while setting up.
const CONFIRM: Rule = Rule { name: "confirm-codes", uses: 10, window: SignedDuration::from_mins(15) };

/// A secret on its way into an authenticator app.
#[derive(Clone)]
pub struct Enrolment {
    /// For typing it in.
    pub base32: String,
    /// `otpauth://totp/…`, for a QR code.
    pub url: String,
}

impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Enrolment(hidden)")
    }
}

/// Makes a secret, which counts once a code of it was shown. Errors: the password is another; codes are on.
pub fn start_second_factor(
    app: &App,
    actor: Actor,
    account: AccountId,
    current: Zeroizing<String>,
) -> BoxFuture<'_, Result<Enrolment>> {
    Box::pin(async move {
        let proven = password::require_current(app, actor, account, current).await?;
        app.write(actor, move |ctx| {
            let proven = proven.clone();
            Box::pin(async move {
                let row = proven.lock(ctx).await?;
                if row.totp_confirmed_at.is_some() {
                    return Err(AccountRefusal::SecondFactorOn.into());
                }
                let secret: [u8; SECRET_BYTES] = ctx.app.random_bytes();
                store::set_totp_secret(ctx, account, Some(&seal(ctx.app, account, &secret)?)).await?;
                let base32 = Secret::from(secret.to_vec()).to_base32();
                let issuer = crate::settings::load(ctx).await?.name;
                let url = format!(
                    "otpauth://totp/{issuer}:{name}?secret={base32}&issuer={issuer}",
                    issuer = percent(&issuer),
                    name = percent(&row.username),
                );
                Ok(Enrolment { base32, url })
            })
        })
        .await
    })
}

/// Turns codes on, by a code of the new secret. Answers the recovery codes, told once. Errors: nothing was started; the
/// code is wrong.
pub fn confirm_second_factor<'a>(
    app: &'a App,
    actor: Actor,
    account: AccountId,
    code: &'a str,
) -> BoxFuture<'a, Result<Vec<String>>> {
    Box::pin(async move {
        app.write(actor, move |ctx| {
            Box::pin(async move { throttle::spend(ctx, CONFIRM, account.as_bytes()).await })
        })
        .await?;
        let code = Arc::new(Zeroizing::new(code.to_owned()));
        app.write(actor, move |ctx| {
            let code = Arc::clone(&code);
            Box::pin(async move {
                let row = super::lock(ctx, account).await?;
                if row.totp_confirmed_at.is_some() {
                    return Err(AccountRefusal::SecondFactorOn.into());
                }
                if row.totp_secret.is_none() {
                    return Err(AccountRefusal::SecondFactorOff.into());
                }
                if !use_totp(ctx, &row, &code).await? {
                    return Err(AccountRefusal::CodeWrong.into());
                }
                store::confirm_totp(ctx, account).await?;
                queue::emit(ctx, EventKind::SecondFactorOn, account.as_bytes()).await?;
                make_recovery_codes(ctx, account).await
            })
        })
        .await
    })
}

/// Turns codes off. Errors: the password is another; they are off.
pub fn stop_second_factor(
    app: &App,
    actor: Actor,
    account: AccountId,
    current: Zeroizing<String>,
) -> BoxFuture<'_, Result<()>> {
    Box::pin(async move {
        let proven = password::require_current(app, actor, account, current).await?;
        app.write(actor, move |ctx| {
            let proven = proven.clone();
            Box::pin(async move {
                let row = proven.lock(ctx).await?;
                if row.totp_secret.is_none() {
                    return Err(AccountRefusal::SecondFactorOff.into());
                }
                store::set_totp_secret(ctx, account, None).await?;
                store::delete_recovery_codes(ctx, account).await?;
                if row.totp_confirmed_at.is_some() {
                    queue::emit(ctx, EventKind::SecondFactorOff, account.as_bytes()).await?;
                }
                Ok(())
            })
        })
        .await
    })
}

/// New recovery codes; the old ones end. Errors: the password is another; codes are off.
pub fn renew_recovery_codes(
    app: &App,
    actor: Actor,
    account: AccountId,
    current: Zeroizing<String>,
) -> BoxFuture<'_, Result<Vec<String>>> {
    Box::pin(async move {
        let proven = password::require_current(app, actor, account, current).await?;
        app.write(actor, move |ctx| {
            let proven = proven.clone();
            Box::pin(async move {
                let row = proven.lock(ctx).await?;
                if row.totp_confirmed_at.is_none() {
                    return Err(AccountRefusal::SecondFactorOff.into());
                }
                make_recovery_codes(ctx, account).await
            })
        })
        .await
    })
}

/// Uses a code of the app or a recovery code. False when it is wrong or was used.
pub(super) async fn use_code(ctx: &Ctx<'_>, row: &store::AccountRow, code: &str) -> Result<bool> {
    if use_totp(ctx, row, code).await? {
        return Ok(true);
    }
    store::use_recovery_code(ctx, row.id, &recovery_hash(ctx.app, row.id, code)).await
}

async fn use_totp(ctx: &Ctx<'_>, row: &store::AccountRow, code: &str) -> Result<bool> {
    let Some(sealed) = &row.totp_secret else { return Ok(false) };
    // one digit more than a code has shows that it is none; the rest of a long text is not looked at
    let code: String = plain(code).chars().filter(|c| !c.is_whitespace()).take(TOTP_DIGITS + 1).collect();
    let now = u64::try_from(ctx.now.as_second()).unwrap_or_default();
    let totp = totp(open(ctx.app, row.id, sealed)?)?;
    match totp.check(&code, now) {
        Some(step) => store::use_totp_step(ctx, row.id, i64::try_from(step).unwrap_or(i64::MAX)).await,
        None => Ok(false),
    }
}

/// Digits of a code of the app.
const TOTP_DIGITS: usize = 6;

fn totp(secret: Vec<u8>) -> Result<Totp> {
    Builder::new()
        .with_secret(secret)
        .with_skew(SKEW)
        .build()
        .map_err(|error| Error::broken(format!("a sign-in secret: {error}")))
}

async fn make_recovery_codes(ctx: &Ctx<'_>, account: AccountId) -> Result<Vec<String>> {
    store::delete_recovery_codes(ctx, account).await?;
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        let bytes: [u8; RECOVERY_SYMBOLS] = ctx.app.random_bytes();
        let symbols = bytes.iter().filter_map(|byte| ALPHABET.get(usize::from(byte & 31)));
        let mut code: String = symbols.map(|symbol| char::from(*symbol)).collect();
        store::insert_recovery_code(ctx, account, &recovery_hash(ctx.app, account, &code)).await?;
        code.insert(RECOVERY_SYMBOLS / 2, '-');
        codes.push(code);
    }
    Ok(codes)
}

/// Written in any way, a recovery code is the same.
fn recovery_hash(app: &App, account: AccountId, code: &str) -> [u8; 32] {
    let bare: String = plain(code).chars().filter(char::is_ascii_alphanumeric).take(64).collect();
    app.key().keyed_hash("recovery code", &[account.as_bytes(), bare.to_ascii_lowercase().as_bytes()])
}

/// Secrets are sealed under the server's key, so that the database alone makes no codes.
fn seal(app: &App, account: AccountId, secret: &[u8]) -> Result<Vec<u8>> {
    let nonce: [u8; NONCE_BYTES] = app.random_bytes();
    let payload = Payload { msg: secret, aad: account.as_bytes() };
    let sealed = cipher(app).encrypt(&nonce.into(), payload);
    let sealed = sealed.map_err(|_| Error::broken("a sign-in secret could not be sealed"))?;
    Ok([nonce.as_slice(), &sealed].concat())
}

fn open(app: &App, account: AccountId, sealed: &[u8]) -> Result<Vec<u8>> {
    let broken = || Error::broken("a sign-in secret cannot be opened: was the server's key replaced?");
    let (nonce, rest) = sealed.split_at_checked(NONCE_BYTES).ok_or_else(broken)?;
    let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_| broken())?;
    let payload = Payload { msg: rest, aad: account.as_bytes() };
    cipher(app).decrypt(&nonce.into(), payload).map_err(|_| broken())
}

fn cipher(app: &App) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(&app.key().keyed_hash("seal sign-in secrets", &[]).into())
}

fn percent(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
