use std::sync::Arc;

use souk_domain::{
    account::{MAX_NAME_CHARS, Username},
    field::FieldError,
    ids::AccountId,
    refusal::{AccountRefusal, expect_revision},
    text::{Email, bounded_line},
};
use zeroize::Zeroizing;

use super::{
    Account, CLAIM_LIFE, password,
    register::{TOLD, parse_phone, tells_of_others},
    store, taken, tokens,
};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    queue::{self, EventKind},
    throttle,
};

/// What is to be different; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct ProfileChange {
    pub username: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    /// Empty takes the number away.
    pub phone: Option<String>,
    /// The revision the change was made on.
    pub revision: Option<i64>,
}

/// Changes names and telephone number. Errors: fields that cannot be or are taken; changed meanwhile.
pub async fn update_profile(ctx: &Ctx<'_>, account: AccountId, change: &ProfileChange) -> Result<Account> {
    let row = super::lock(ctx, account).await?;
    expect_revision(change.revision, row.revision)?;
    let mut faults: Vec<FieldError> = Vec::new();
    let mut name = |pointer: &str, typed: Option<&String>, now: &str| match typed {
        None => now.to_owned(),
        Some(typed) => bounded_line(pointer, typed, 0, MAX_NAME_CHARS).unwrap_or_else(|fault| {
            faults.push(fault);
            String::new()
        }),
    };
    let first_name = name("/first_name", change.first_name.as_ref(), &row.first_name);
    let last_name = name("/last_name", change.last_name.as_ref(), &row.last_name);
    let username = Username::parse("/username", change.username.as_deref().unwrap_or(&row.username));
    let phone = match change.phone.as_deref() {
        None => Ok(row.phone.clone()),
        Some(typed) => parse_phone(Some(typed)).map(|phone| phone.map(|phone| phone.as_str().to_owned())),
    };
    let (username, phone) = match (username, phone, faults.is_empty()) {
        (Ok(username), Ok(phone), true) => (username, phone),
        (username, phone, _) => {
            faults.extend(username.err());
            faults.extend(phone.err());
            return Err(AccountRefusal::Invalid { fields: faults }.into());
        }
    };
    if let Some(phone) = phone.as_deref().filter(|phone| row.phone.as_deref() != Some(*phone)) {
        store::free_stale_phone(ctx, phone, ctx.now - CLAIM_LIFE).await?;
    }
    let names = (first_name.as_str(), last_name.as_str());
    store::update_profile(ctx, account, (username.as_str(), &username.key()), names, phone.as_deref())
        .await
        .map_err(taken)?;
    super::load(ctx, account).await
}

/// The same in a transaction of its own. What somebody is told of others' names and numbers is counted, as it is where
/// accounts are made. Errors: as [`update_profile`]; too many were taken.
pub fn change_profile(
    app: &App,
    actor: Actor,
    account: AccountId,
    change: ProfileChange,
) -> BoxFuture<'_, Result<Account>> {
    Box::pin(async move {
        // counted before it is known, so that those who ask at once see each other
        app.write(actor, move |ctx| {
            Box::pin(async move { throttle::spend(ctx, TOLD, account.as_bytes()).await })
        })
        .await?;
        let changed = app.write(actor, move |ctx| {
            let change = change.clone();
            Box::pin(async move { update_profile(ctx, account, &change).await })
        });
        let changed = changed.await;
        if !changed.as_ref().is_err_and(tells_of_others) {
            app.write(actor, move |ctx| {
                Box::pin(async move { throttle::forgive(ctx, TOLD, account.as_bytes()).await })
            })
            .await?;
        }
        changed
    })
}

/// Asks for another e-mail address: a link goes to the new one, which counts once that is used; the old one is told.
/// Errors: the password is another; no address; too many letters.
pub fn change_email<'a>(
    app: &'a App,
    actor: Actor,
    account: AccountId,
    email: &'a str,
    current: Zeroizing<String>,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let email = Email::parse(email).map_err(|malformed| AccountRefusal::Invalid {
            fields: vec![FieldError::new("/email", "malformed_email", malformed.to_string())],
        })?;
        let proven = password::require_current(app, actor, account, current).await?;
        let email = Arc::new(email);
        app.write(actor, move |ctx| {
            let (proven, email) = (proven.clone(), Arc::clone(&email));
            Box::pin(async move {
                let row = proven.lock(ctx).await?;
                // whether another has it is told by mail alone: the link of an address that is proven by another does nothing
                throttle::spend(ctx, tokens::ASKED_TO_VERIFY, account.as_bytes()).await?;
                // of several wishes the last one counts: the ones before may have been mistyped
                store::delete_links_to_others(ctx, account, email.as_str()).await?;
                tokens::send(ctx, account, tokens::Purpose::Verify, email.as_str()).await?;
                let same = row.email.as_deref() == Some(email.as_str());
                if row.email_verified_at.is_some() && !same {
                    queue::emit(ctx, EventKind::EmailChangeAsked, account.as_bytes()).await?;
                }
                Ok(())
            })
        })
        .await
    })
}
