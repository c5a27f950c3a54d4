//! People of a market, for the tests of accounts.

use souk_domain::ids::AccountId;
use souk_market::{
    Actor, App, Error, Result,
    accounts::{self, Account, AskedReset, AskedVerification, Registration, SignIn, SignedIn},
    notifications,
    orders::OrderView,
};
use zeroize::Zeroizing;

use crate::setting::Market;

/// What everybody's password is at first.
pub(crate) const PASSWORD: &str = "seven teal looms";
pub(crate) const OTHER: &str = "eight teal looms";

/// The stable code of a refusal.
#[track_caller]
pub(crate) fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
    match outcome.unwrap_err() {
        Error::Refused(refusal) => refusal.code().name,
        Error::Fault(fault) => panic!("a fault instead of a refusal: {fault}"),
    }
}

pub(crate) fn secret(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.to_owned())
}

pub(crate) fn email_of(name: &str) -> String {
    format!("{name}@example.org")
}

pub(crate) fn registration(name: &str) -> Registration {
    Registration {
        username: Some(name.to_owned()),
        email: email_of(name),
        password: secret(PASSWORD),
        phone: None,
        first_name: String::new(),
        last_name: String::new(),
        client: None,
    }
}

/// Somebody at the door, at this very machine.
pub(crate) fn entry(login: &str, password: &str) -> SignIn {
    SignIn {
        login: login.to_owned(),
        password: secret(password),
        code: None,
        device: None,
        cart: None,
        agent: "a test".to_owned(),
        client: None,
    }
}

/// The same from a network.
pub(crate) fn entry_from(client: &str, login: &str, password: &str) -> SignIn {
    SignIn { client: Some(client.to_owned()), ..entry(login, password) }
}

pub(crate) fn actor(account: AccountId) -> Actor {
    Actor::Account { account }
}

pub(crate) async fn account(market: &Market, name: &str) -> Account {
    accounts::register(&market.app, registration(name)).await.expect("an account").account
}

/// Proves an address by the link of a letter and the password that everybody has at first.
pub(crate) async fn verify(app: &App, link: &str) -> Result<AccountId> {
    verify_by(app, link, None, PASSWORD).await
}

/// The same by whoever is signed in, or knows a password.
pub(crate) async fn verify_by(
    app: &App,
    link: &str,
    signed_in: Option<AccountId>,
    password: &str,
) -> Result<AccountId> {
    let asked = AskedVerification { token: secret(link), signed_in, current: Some(secret(password)) };
    accounts::verify_email(app, asked).await
}

/// An account whose address is proven.
pub(crate) async fn proven(market: &Market, name: &str) -> Account {
    let made = account(market, name).await;
    verify(&market.app, &mailed(market, &email_of(name)).await).await.expect("proven");
    made
}

pub(crate) async fn enter(market: &Market, login: &str, password: &str) -> Result<SignedIn> {
    accounts::sign_in(&market.app, entry(login, password)).await
}

/// Whether the token of somebody who signed in still opens anything.
pub(crate) async fn is_in(app: &App, signed: &SignedIn) -> bool {
    let token = signed.token.clone();
    let found = app.read(Actor::Guest, move |ctx| {
        let token = token.clone();
        Box::pin(async move { accounts::session(ctx, &token).await })
    });
    found.await.expect("an answer").is_some()
}

/// What stands behind `=` in the links a reader was sent, the newest first.
pub(crate) async fn all_mailed(market: &Market, reader: &str) -> Vec<String> {
    market.settle().await;
    let letters = notifications::list_letters(&market.app);
    let letters = letters.await.expect("the mailbox opens").into_iter();
    let own = letters.filter(|letter| letter.recipient == reader);
    own.filter_map(|letter| Some(letter.words.subject.split_once('=')?.1.to_owned())).collect()
}

pub(crate) async fn mailed(market: &Market, reader: &str) -> String {
    all_mailed(market, reader).await.first().expect("a letter with a link").clone()
}

/// Asks for a reset and answers what its link carries.
pub(crate) async fn asked_reset(market: &Market, reader: &str) -> String {
    let asked = AskedReset { email: reader.to_owned(), client: None };
    accounts::ask_reset(&market.app, asked).await.expect("the same for everybody");
    mailed(market, reader).await
}

pub(crate) async fn load(market: &Market, id: AccountId) -> Account {
    market.app.read(actor(id), move |ctx| Box::pin(accounts::load(ctx, id))).await.expect("it is there")
}

pub(crate) async fn orders_of(market: &Market, id: AccountId) -> Vec<OrderView> {
    let page =
        market.app.read(actor(id), move |ctx| Box::pin(accounts::list_orders(ctx, id, None, 100))).await;
    page.expect("a list").orders
}
