use std::sync::Arc;

use jiff::SignedDuration;
use souk_domain::{
    account::{MAX_NAME_CHARS, Phone, Username},
    field::{FieldError, FieldErrors},
    ids::AccountId,
    refusal::AccountRefusal,
    text::{Email, bounded_line},
};
use zeroize::Zeroizing;

use super::{Account, CLAIM_LIFE, password, store, taken, tokens};
use crate::{Actor, App, BoxFuture, Ctx, Error, Result, throttle, throttle::Rule};

/// Accounts one client may make in an hour.
const MADE: Rule = Rule { name: "registered", uses: 30, window: SignedDuration::from_hours(1) };
/// Times one client, or one account, is told in an hour that something is taken: more would tell who has an account.
pub(super) const TOLD: Rule = Rule { name: "told-taken", uses: 5, window: SignedDuration::from_hours(1) };
/// Usernames tried where none was chosen.
const SUGGESTIONS: u32 = 5;

/// What somebody registers with.
pub struct Registration {
    /// `None`: one is made of the e-mail address.
    pub username: Option<String>,
    pub email: String,
    pub password: Zeroizing<String>,
    pub phone: Option<String>,
    pub first_name: String,
    pub last_name: String,
    /// The client's network, for limits; `None` for an unforwarded peer on this machine.
    pub client: Option<String>,
}

/// What became of a registration.
#[derive(Debug)]
pub struct Registered {
    pub account: Account,
}

/// A registration without faults.
struct Good {
    username: Option<Username>,
    email: Email,
    phone: Option<Phone>,
    first_name: String,
    last_name: String,
}

/// Makes an account, and promises the mail that verifies its address. Errors: fields that cannot be; a username, address or
/// number that is taken (and, after a few of those, too many requests).
pub fn register(app: &App, asked: Registration) -> BoxFuture<'_, Result<Registered>> {
    Box::pin(async move {
        let good = check(app, &asked)?;
        let client = Arc::new(asked.client);
        {
            let client = Arc::clone(&client);
            app.write(Actor::Guest, move |ctx| {
                let client = Arc::clone(&client);
                Box::pin(async move {
                    let Some(client) = client.as_deref() else { return Ok(()) };
                    // counted before it is known, so that those who ask at once see each other
                    throttle::spend(ctx, TOLD, client.as_bytes()).await?;
                    throttle::spend(ctx, MADE, client.as_bytes()).await
                })
            })
            .await?;
        }
        let made = make(app, good, asked.password).await;
        if !made.as_ref().is_err_and(tells_of_others) {
            forgive_told(app, &client).await?;
        }
        made.map(|account| Registered { account })
    })
}

/// Whether a refusal says that another account has something.
pub(super) fn tells_of_others(error: &Error) -> bool {
    use souk_domain::refusal::Refusal::Account;
    matches!(
        error.refusal(),
        Some(Account(
            AccountRefusal::UsernameTaken | AccountRefusal::EmailTaken | AccountRefusal::PhoneTaken
        ))
    )
}

async fn make(app: &App, good: Good, password: Zeroizing<String>) -> Result<Account> {
    let hash = password::hash(app, password).await?;
    let (good, hash) = (Arc::new(good), Arc::new(hash));
    app.write(Actor::Guest, move |ctx| {
        let (good, hash) = (Arc::clone(&good), Arc::clone(&hash));
        Box::pin(async move { insert(ctx, &good, &hash).await })
    })
    .await
}

/// Takes back what was counted of an answer that says nothing of others.
async fn forgive_told(app: &App, client: &Arc<Option<String>>) -> Result<()> {
    let client = Arc::clone(client);
    app.write(Actor::Guest, move |ctx| {
        let client = Arc::clone(&client);
        Box::pin(async move {
            match client.as_deref() {
                Some(client) => throttle::forgive(ctx, TOLD, client.as_bytes()).await,
                None => Ok(()),
            }
        })
    })
    .await
}

fn check(app: &App, asked: &Registration) -> Result<Good> {
    let mut wrong = FieldErrors::default();
    let username = asked.username.as_deref().map(|text| Username::parse("/username", text));
    let username = wrong.take(username.transpose()).flatten();
    let email = Email::parse(&asked.email)
        .map_err(|malformed| FieldError::new("/email", "malformed_email", malformed.to_string()));
    let email = wrong.take(email);
    let phone = wrong.take(parse_phone(asked.phone.as_deref())).flatten();
    let first_name = wrong.keep(bounded_line("/first_name", &asked.first_name, 0, MAX_NAME_CHARS));
    let last_name = wrong.keep(bounded_line("/last_name", &asked.last_name, 0, MAX_NAME_CHARS));
    let own = password::own_words(asked.username.as_deref().unwrap_or_default(), Some(&asked.email));
    let own: Vec<&str> = own.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
    wrong.take(password::require_good(app, "/password", &asked.password, &own));
    wrong.none().map_err(|fields| AccountRefusal::Invalid { fields })?;
    // it would be among what is wrong
    let email = email.ok_or_else(|| Error::broken("an account without an address"))?;
    Ok(Good { username, email, phone, first_name, last_name })
}

/// A telephone number, unless none was given.
pub(super) fn parse_phone(text: Option<&str>) -> Result<Option<Phone>, FieldError> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => Phone::parse(text).map(Some).map_err(|malformed| {
            FieldError::new("/phone", "malformed_phone", format!("Please {malformed}."))
        }),
    }
}

async fn insert(ctx: &Ctx<'_>, good: &Good, hash: &str) -> Result<Account> {
    let username = match &good.username {
        Some(chosen) => chosen.clone(),
        None => suggest(ctx, &good.email).await?,
    };
    let id = insert_row(
        ctx,
        &username,
        &good.email,
        good.phone.as_ref(),
        (&good.first_name, &good.last_name),
        Some(hash),
    )
    .await?;
    tokens::send(ctx, id, tokens::Purpose::Verify, good.email.as_str()).await?;
    super::load(ctx, id).await
}

/// Writes a new account, taking over claims that lapsed. Errors: a name, address or number that is taken.
pub(super) async fn insert_row(
    ctx: &Ctx<'_>,
    username: &Username,
    email: &Email,
    phone: Option<&Phone>,
    (first_name, last_name): (&str, &str),
    password_hash: Option<&str>,
) -> Result<AccountId> {
    let since = ctx.now - CLAIM_LIFE;
    store::free_stale_email(ctx, &email.key(), since).await?;
    if let Some(phone) = phone {
        store::free_stale_phone(ctx, phone.as_str(), since).await?;
    }
    let id = ctx.id(AccountId::from_parts);
    let row = store::NewRow { id, username, email, phone, first_name, last_name, password_hash };
    store::insert(ctx, &row).await.map_err(taken)?;
    Ok(id)
}

/// A username nobody has, made of an e-mail address. Two at once may still meet: then one is told, as if it had chosen it.
pub(super) async fn suggest(ctx: &Ctx<'_>, email: &Email) -> Result<Username> {
    for number in 0..SUGGESTIONS {
        // the first try is the bare name, later ones carry a number that is seldom taken
        let random = u32::from_be_bytes(ctx.app.random_bytes()) % 100_000;
        let username = Username::suggested(email.as_str(), if number == 0 { 0 } else { random });
        if store::find_by_username(ctx, &username.key()).await?.is_none() {
            return Ok(username);
        }
    }
    Err(AccountRefusal::UsernameTaken.into())
}
