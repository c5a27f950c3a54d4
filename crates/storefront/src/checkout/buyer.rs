//! What an account changes at checkout: what is known is filled in, and a guest may become one with the order.

use axum::http::HeaderMap;
use souk_domain::address::Address;
use souk_domain::refusal::{AccountRefusal, Refusal};
use souk_http::{Client, Edge, to_the_end};
use souk_market::accounts::{self, BookedAddress, NewBookedAddress, Registration, SignIn, SignedIn};
use souk_market::{Ctx, Error, Result};
use souk_ui::address::Place;
use souk_ui::request::Guest;
use zeroize::Zeroizing;

use super::sent::Typed;
use super::{Buyer, SavedPlace};
use crate::account::entering;
use crate::orders::keep::names;

/// Fills in what is known of somebody who is signed in: on the first look e-mail and address, and whenever one is asked for,
/// an address of the book. Answers the book; none for a guest.
pub(super) async fn fill_in(
    ctx: &Ctx<'_>,
    guest: &Guest,
    typed: &mut Typed,
) -> Result<Option<Vec<BookedAddress>>> {
    let Some(session) = &guest.signed else { return Ok(None) };
    let book = accounts::list_addresses(ctx, session.account).await?;
    if let Some(wanted) = typed.wanted.and_then(|id| book.iter().find(|booked| booked.id == id)) {
        typed.place = Place::of(&wanted.address);
    }
    if typed.is_first_look() {
        typed.keep = true;
        typed.email = session.email.clone().unwrap_or_default();
        match book.iter().find(|booked| booked.default_shipping).or(book.first()) {
            Some(booked) => typed.place = Place::of(&booked.address),
            None => {
                let own = accounts::load(ctx, session.account).await?;
                typed.place.name = format!("{} {}", own.first_name, own.last_name).trim().to_owned();
            }
        }
    }
    Ok(Some(book))
}

/// What the form shows of a book.
pub(super) fn owner(book: &[BookedAddress], typed: &Typed) -> Buyer {
    let saved = |booked: &BookedAddress| SavedPlace {
        id: booked.id.to_string(),
        name: booked.address.name.clone(),
        words: format!("{}, {}", booked.address.street, booked.address.city),
        chosen: Place::of(&booked.address) == typed.place,
    };
    Buyer::Owner { saved: book.iter().map(saved).collect(), keep: typed.keep }
}

/// Makes an account of a guest who typed a password, and signs in. Where there is one already and the password is its own,
/// as when the form was sent twice, that one is signed in. Errors: what is wrong with address or password.
pub(super) async fn join(
    edge: &Edge,
    guest: &Guest,
    client: Client,
    headers: &HeaderMap,
    typed: &Typed,
    password: Zeroizing<String>,
) -> souk_http::Result<Result<SignedIn>> {
    let (first_name, last_name) = names(&typed.place.name);
    let asked = Registration {
        username: None,
        email: typed.email.trim().to_owned(),
        password: password.clone(),
        phone: None,
        first_name,
        last_name,
        client: client.counted(),
    };
    let app = edge.app().clone();
    let made = to_the_end(async move { Ok::<_, Error>(accounts::register(&app, asked).await) }).await?;
    Ok(match made {
        Ok(made) => entering::sign_in(edge, headers, client, made.account.id, guest.cart).await,
        Err(error) if is_taken(&error) => {
            sign_in(edge, guest, client, headers, typed, password).await.map_err(|_wrong| error)
        }
        Err(error) => Err(error),
    })
}

fn is_taken(error: &Error) -> bool {
    matches!(error.refusal(), Some(Refusal::Account(AccountRefusal::EmailTaken)))
}

/// Signs in with what was typed for a new account.
pub(super) async fn sign_in(
    edge: &Edge,
    guest: &Guest,
    client: Client,
    headers: &HeaderMap,
    typed: &Typed,
    password: Zeroizing<String>,
) -> Result<SignedIn> {
    let asked = SignIn {
        login: typed.email.trim().to_owned(),
        password,
        code: None,
        device: entering::device(edge, headers),
        cart: guest.cart,
        agent: entering::agent(headers),
        client: client.counted(),
    };
    accounts::sign_in(edge.app(), asked).await
}

/// The same visitor, signed in.
pub(super) async fn known(edge: &Edge, guest: &Guest, signed: &SignedIn) -> Result<Guest> {
    let token = signed.token.clone();
    let session = edge.app().read(guest.actor(), move |ctx| {
        let token = token.clone();
        Box::pin(async move { accounts::session(ctx, &token).await })
    });
    Ok(guest.signed_in(session.await?, signed.cart))
}

/// Puts an address into the book of who ordered, unless it is there. An order is worth more than that: what goes wrong is
/// written down, and the book may be full.
pub(super) async fn book(edge: &Edge, guest: &Guest, address: Address) {
    let Some(session) = &guest.signed else { return };
    let account = session.account;
    let new = NewBookedAddress { address, default_shipping: false, default_billing: false };
    let booked = edge.app().write(guest.actor(), move |ctx| {
        let new = new.clone();
        Box::pin(async move {
            let there = accounts::list_addresses(ctx, account).await?;
            let place = Place::of(&new.address);
            if there.iter().any(|booked| Place::of(&booked.address) == place) {
                return Ok(());
            }
            accounts::add_address(ctx, account, &new).await.map(|_id| ())
        })
    });
    if let Err(error) = booked.await
        && error.refusal().is_none()
    {
        tracing::warn!(%error, "an address could not be put into the book");
    }
}
