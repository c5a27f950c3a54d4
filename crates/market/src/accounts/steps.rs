//! Signing in through a form: first the password, and where the account asks for it, then a code.
//!
//! Between the two steps the browser holds a ticket, so that no password has to come back in a page: it says whose password
//! was right, until when it counts and for which name, under the server's key.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use souk_domain::{hex::hex, refusal::AccountRefusal};
use subtle::ConstantTimeEq as _;

use super::{
    sign_in::{SignIn, SignedIn, enter_with_code, find, login_key, prove},
    store,
};
use crate::{Actor, App, BoxFuture, Result};

/// How long the code may take: long enough to find the phone.
const TICKET_LIFE: SignedDuration = SignedDuration::from_mins(10);
/// Bytes of a ticket's seal.
const SEAL_BYTES: usize = 16;

/// What becomes of a right password.
#[derive(Debug)]
pub enum Step {
    /// Nothing else is asked.
    In(Box<SignedIn>),
    /// A code is; the ticket proves the password meanwhile.
    Code(SignInTicket),
}

/// Proves for a few minutes that a password was right, for one name. It opens nothing without a code.
#[derive(Clone, PartialEq, Eq)]
pub struct SignInTicket(String);

impl SignInTicket {
    /// It in full, for the browser that typed the password.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    fn new(app: &App, row: &store::AccountRow, login: &str) -> Self {
        let until = (app.now() + TICKET_LIFE).as_second();
        Self(format!("{}.{until}.{}", hex(row.id.as_bytes()), hex(&seal(app, row, login, until))))
    }

    /// Whether `text` is a ticket for this account and name that still counts.
    fn counts(app: &App, text: &str, row: &store::AccountRow, login: &str) -> bool {
        let mut parts = text.split('.');
        let (Some(account), Some(until), Some(sealed), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return false;
        };
        let Ok(until) = until.parse::<i64>() else { return false };
        let right = hex(&seal(app, row, login, until));
        let ours = bool::from(sealed.as_bytes().ct_eq(right.as_bytes()));
        let ends = Timestamp::from_second(until).unwrap_or(Timestamp::MIN);
        ours && account == hex(row.id.as_bytes()) && app.now() < ends
    }
}

impl std::fmt::Debug for SignInTicket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SignInTicket(hidden)")
    }
}

/// Changing the password ends a ticket; so does naming another account with it.
fn seal(app: &App, row: &store::AccountRow, login: &str, until: i64) -> [u8; SEAL_BYTES] {
    let hash = row.password_hash.as_deref().unwrap_or_default();
    let key = login_key(login);
    let parts: [&[u8]; 4] = [row.id.as_bytes(), hash.as_bytes(), key.as_bytes(), &until.to_be_bytes()];
    let whole = app.key().keyed_hash("sign-in ticket", &parts);
    let mut sealed = [0; SEAL_BYTES];
    sealed.copy_from_slice(&whole[..SEAL_BYTES]);
    sealed
}

/// The first step: the password, with everything [`super::sign_in`] counts and refuses, but for the code. Errors: as there.
pub fn sign_in_by_password(app: &App, asked: SignIn) -> BoxFuture<'_, Result<Step>> {
    Box::pin(async move {
        let asked = Arc::new(asked);
        let row = prove(app, &asked).await?;
        let needs_code = row.totp_confirmed_at.is_some();
        if needs_code && asked.code.as_deref().is_none_or(|code| code.trim().is_empty()) {
            return Ok(Step::Code(SignInTicket::new(app, &row, &asked.login)));
        }
        enter_with_code(app, asked, row).await.map(|entered| Step::In(Box::new(entered)))
    })
}

/// The second step: the code, with the ticket of the first in place of the password. Errors: the ticket does not count
/// (wrong credentials, as for a wrong password); the code is missing or wrong; too many codes.
pub fn sign_in_by_code<'a>(app: &'a App, ticket: &'a str, asked: SignIn) -> BoxFuture<'a, Result<SignedIn>> {
    Box::pin(async move {
        let asked = Arc::new(asked);
        let found = {
            let asked = Arc::clone(&asked);
            app.read(Actor::Guest, move |ctx| {
                let asked = Arc::clone(&asked);
                Box::pin(async move { find(ctx, &login_key(&asked.login)).await })
            })
            .await?
        };
        let found = found.filter(|row| SignInTicket::counts(app, ticket, row, &asked.login));
        let row = found.ok_or(AccountRefusal::WrongCredentials)?;
        enter_with_code(app, asked, row).await
    })
}
