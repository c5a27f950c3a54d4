//! Links that are sent by mail: each works once, for a while, for one purpose. A link that does not work says no more than
//! that, whether it expired, was used, was replaced, belongs to another purpose or was made up.

use std::sync::Arc;

use jiff::SignedDuration;
use souk_domain::{
    ids::{AccountId, AccountTokenId},
    refusal::AccountRefusal,
    text::{Email, email_key},
};
use zeroize::Zeroizing;

use super::{CLAIM_LIFE, history, password, store, taken};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    queue::{self, EventKind},
    secrets::MailToken,
    stored::stored_words,
    throttle::{self, Rule},
};

/// Resets one client may ask for in an hour.
const ASKED_BY_CLIENT: Rule = Rule { name: "reset-client", uses: 20, window: SignedDuration::from_hours(1) };
/// Letters one address is sent in an hour, whoever asks.
const ASKED_FOR: Rule = Rule { name: "reset-address", uses: 3, window: SignedDuration::from_hours(1) };
/// Verification letters one account is sent in an hour.
pub(super) const ASKED_TO_VERIFY: Rule =
    Rule { name: "verify-again", uses: 5, window: SignedDuration::from_hours(1) };

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Proving an e-mail address, the account's own or a new one.
    Verify,
    /// Setting a password that was forgotten.
    Reset,
    /// Setting the first password.
    Invite,
    /// Making the market's first super admin.
    Setup,
    /// Joining the staff.
    Staff,
}

stored_words!(Purpose { Verify = "verify", Reset = "reset", Invite = "invite", Setup = "setup", Staff = "staff" });

pub use Purpose as MailPurpose;

impl Purpose {
    /// How long a link works.
    pub(super) const fn life(self) -> SignedDuration {
        match self {
            Self::Verify => CLAIM_LIFE,
            Self::Reset => SignedDuration::from_hours(1),
            Self::Invite | Self::Staff => SignedDuration::from_hours(24 * 7),
            Self::Setup => SignedDuration::from_hours(24),
        }
    }

    /// The page a link leads to.
    const fn page(self) -> &'static str {
        match self {
            Self::Verify => "/verify?token=",
            Self::Reset | Self::Invite => "/reset?token=",
            Self::Setup => "/setup?t=",
            Self::Staff => "/staff/join?token=",
        }
    }
}

/// Makes a link. It is told only by [`link`].
pub(super) async fn make(
    ctx: &Ctx<'_>,
    account: Option<AccountId>,
    purpose: Purpose,
    email: Option<&str>,
) -> Result<AccountTokenId> {
    let id = ctx.id(AccountTokenId::from_parts);
    let hash = ctx.app.key().mail_token(id).hash();
    store::insert_token(ctx, id, &hash, account, purpose, email, ctx.now + purpose.life()).await?;
    if let Some(account) = account {
        store::delete_tokens(ctx, account, purpose, Some(id)).await?;
    }
    Ok(id)
}

/// Makes a link and promises the mail that carries it; earlier ones of the same purpose end.
pub(super) async fn send(ctx: &Ctx<'_>, account: AccountId, purpose: Purpose, email: &str) -> Result<()> {
    let id = make(ctx, Some(account), purpose, Some(email)).await?;
    queue::emit(ctx, EventKind::LinkAsked, id.as_bytes()).await
}

/// The link in full, for the one who may have it.
pub(super) fn link(app: &App, id: AccountTokenId, purpose: Purpose) -> String {
    format!("{}{}{}", app.public_url(), purpose.page(), app.key().mail_token(id).reveal())
}

/// The link of a token that works now for one of these purposes. Errors: [`AccountRefusal::LinkInvalid`].
pub(super) async fn find(ctx: &Ctx<'_>, token: &str, purposes: &[Purpose]) -> Result<store::TokenRow> {
    let invalid = || AccountRefusal::LinkInvalid;
    let token = MailToken::parse(token.trim()).ok_or_else(invalid)?;
    let row = store::find_token_by_hash(ctx, &token.hash()).await?.ok_or_else(invalid)?;
    let works = row.used_at.is_none() && row.expires_at > ctx.now && purposes.contains(&row.purpose);
    if works { Ok(row) } else { Err(invalid().into()) }
}

/// Whether a link works, for the page that asks what it needs. Errors: [`AccountRefusal::LinkInvalid`].
pub async fn look_at_link(ctx: &Ctx<'_>, token: &str, purposes: &[Purpose]) -> Result<Purpose> {
    Ok(find(ctx, token, purposes).await?.purpose)
}

/// Uses a link. Errors: [`AccountRefusal::LinkInvalid`].
pub(super) async fn redeem(ctx: &Ctx<'_>, token: &str, purposes: &[Purpose]) -> Result<store::TokenRow> {
    let row = find(ctx, token, purposes).await?;
    if store::use_token(ctx, row.id).await? { Ok(row) } else { Err(AccountRefusal::LinkInvalid.into()) }
}

/// Sends the verification letter again. Errors: too many; the address is verified already is no error, and sends nothing.
pub async fn ask_verification(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    let row = super::lock(ctx, account).await?;
    let (Some(email), None) = (&row.email, row.email_verified_at) else { return Ok(()) };
    throttle::spend(ctx, ASKED_TO_VERIFY, account.as_bytes()).await?;
    send(ctx, account, Purpose::Verify, email).await
}

/// Whose link it is, for the page that asks whether they want it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    pub account: AccountId,
    pub username: String,
    /// What is proven by it.
    pub email: String,
}

/// Somebody who opened the letter that proves an address.
pub struct AskedVerification {
    /// What the link carries.
    pub token: Zeroizing<String>,
    /// Who is signed in where it is used.
    pub signed_in: Option<AccountId>,
    /// The account's password, where nobody or another is signed in.
    pub current: Option<Zeroizing<String>>,
}

/// Whose link of a verification it is. Errors: [`AccountRefusal::LinkInvalid`].
pub async fn look_at_verification(ctx: &Ctx<'_>, token: &str) -> Result<Verification> {
    let link = find(ctx, token, &[Purpose::Verify]).await?;
    let (Some(account), Some(email)) = (link.account, link.email) else {
        return Err(AccountRefusal::LinkInvalid.into());
    };
    let row = store::find(ctx, account).await?.ok_or(AccountRefusal::LinkInvalid)?;
    Ok(Verification { account, username: row.username, email })
}

/// Proves an e-mail address: whoever else claimed it without proof loses the claim, and guest orders of it join the
/// account. The letter alone is not enough: anybody may have typed the address of the one who reads it, who would give the
/// orders away by one press. Answers the account. Errors: [`AccountRefusal::LinkInvalid`]; neither a session of the account
/// nor its password; another password, too many tries.
pub fn verify_email(app: &App, asked: AskedVerification) -> BoxFuture<'_, Result<AccountId>> {
    Box::pin(async move {
        let token = Arc::new(asked.token);
        let link = {
            let token = Arc::clone(&token);
            app.read(Actor::Guest, move |ctx| {
                let token = Arc::clone(&token);
                Box::pin(async move { look_at_verification(ctx, &token).await })
            })
            .await?
        };
        let account = link.account;
        let proven = match asked.current.filter(|current| !current.is_empty()) {
            _ if asked.signed_in == Some(account) => None,
            None => return Err(AccountRefusal::ProofNeedsAccount { username: link.username }.into()),
            Some(current) => Some(password::require_current(app, Actor::Guest, account, current).await?),
        };
        app.write(Actor::Guest, move |ctx| {
            let (token, proven) = (Arc::clone(&token), proven.clone());
            Box::pin(async move {
                if let Some(proven) = proven {
                    proven.lock(ctx).await?;
                }
                let link = redeem(ctx, &token, &[Purpose::Verify]).await?;
                let (Some(owner), Some(email)) = (link.account, link.email) else {
                    return Err(AccountRefusal::LinkInvalid.into());
                };
                prove_email(ctx, owner, &email).await?;
                Ok(owner)
            })
        })
        .await
    })
}

/// The account's owner reads mail at this address. Links that went to the one before end.
pub(super) async fn prove_email(ctx: &Ctx<'_>, account: AccountId, email: &str) -> Result<()> {
    let before = super::lock(ctx, account).await.map_err(|_gone| AccountRefusal::LinkInvalid)?;
    let email = Email::parse(email).map_err(|_| AccountRefusal::LinkInvalid)?;
    if before.email.is_some_and(|before| email_key(&before) != email.key()) {
        store::delete_links_to_others(ctx, account, email.as_str()).await?;
        store::delete_tokens(ctx, account, Purpose::Reset, None).await?;
    }
    store::free_unverified_email(ctx, &email.key(), account).await?;
    // somebody else proved it meanwhile: then this link is worth nothing any more
    store::set_verified_email(ctx, account, email.as_str(), &email.key()).await.map_err(|error| {
        if error.is_unique("account_email_key") { AccountRefusal::LinkInvalid.into() } else { taken(error) }
    })?;
    let row = super::lock(ctx, account).await?;
    history::join_orders(ctx, &row).await
}

/// Somebody forgot a password.
pub struct AskedReset {
    pub email: String,
    /// The client's network, for limits; `None` for an unforwarded peer on this machine.
    pub client: Option<String>,
}

/// Promises a letter with a link, when an account has the address: the answer and its time are the same either way, since
/// whether there is one is found out after it. Errors: too many asked.
pub fn ask_reset(app: &App, asked: AskedReset) -> BoxFuture<'_, Result<()>> {
    Box::pin(async move {
        // an address that cannot be is nobody's
        let email = Email::parse(&asked.email).ok();
        let asked = Arc::new((email, asked.client));
        app.write(Actor::Guest, move |ctx| {
            let asked = Arc::clone(&asked);
            Box::pin(async move {
                let (email, client) = &*asked;
                if let Some(client) = client {
                    throttle::spend(ctx, ASKED_BY_CLIENT, client.as_bytes()).await?;
                }
                let Some(email) = email else { return Ok(()) };
                throttle::record(ctx, ASKED_FOR, email.key().as_bytes()).await?;
                if throttle::uses(ctx, ASKED_FOR, email.key().as_bytes()).await? > i64::from(ASKED_FOR.uses) {
                    return Ok(());
                }
                let id = make(ctx, None, Purpose::Reset, Some(email.as_str())).await?;
                queue::emit(ctx, EventKind::LinkAsked, id.as_bytes()).await
            })
        })
        .await
    })
}

/// Sets a password by a link of a reset or an invitation. All sessions end, and the address the link was sent to is
/// proven. Where it was not before, sign-in codes and addresses of whoever claimed it go. Answers the account. Errors: [`AccountRefusal::LinkInvalid`]; the password cannot be.
pub fn reset_password<'a>(
    app: &'a App,
    token: &'a str,
    new: Zeroizing<String>,
) -> BoxFuture<'a, Result<AccountId>> {
    Box::pin(async move {
        const PURPOSES: &[Purpose] = &[Purpose::Reset, Purpose::Invite];
        let token = Arc::new(Zeroizing::new(token.to_owned()));
        let own = {
            let token = Arc::clone(&token);
            app.read(Actor::Guest, move |ctx| {
                let token = Arc::clone(&token);
                Box::pin(async move {
                    let link = find(ctx, &token, PURPOSES).await?;
                    let account = link.account.ok_or(AccountRefusal::LinkInvalid)?;
                    let row = store::find(ctx, account).await?.ok_or(AccountRefusal::LinkInvalid)?;
                    Ok(password::own_words(&row.username, row.email.as_deref()))
                })
            })
            .await?
        };
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        password::require_good(app, "/password", &new, &own)
            .map_err(|field| AccountRefusal::Invalid { fields: vec![field] })?;
        let hash = Arc::new(password::hash(app, new).await?);
        app.write(Actor::Guest, move |ctx| {
            let (token, hash) = (Arc::clone(&token), Arc::clone(&hash));
            Box::pin(async move {
                let link = redeem(ctx, &token, PURPOSES).await?;
                let account = link.account.ok_or(AccountRefusal::LinkInvalid)?;
                if let Some(email) = &link.email {
                    let claimed = super::lock(ctx, account).await?;
                    if claimed.email_verified_at.is_none() {
                        // whoever registered with the address may have been another than who reads its letters
                        store::set_totp_secret(ctx, account, None).await?;
                        store::delete_recovery_codes(ctx, account).await?;
                        store::delete_addresses(ctx, account).await?;
                    }
                    prove_email(ctx, account, email).await?;
                }
                password::put(ctx, account, &hash, None).await?;
                Ok(account)
            })
        })
        .await
    })
}
