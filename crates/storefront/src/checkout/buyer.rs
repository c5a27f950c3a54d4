//! What an account changes at checkout: what is known is filled in, and a guest may become one with the order.

use axum::http::HeaderMap;
use souk_domain::address::Address;
use souk_domain::refusal::{AccountRefusal, Refusal};
use souk_http::{Client, HttpState, to_the_end};
use souk_market::accounts::{self, BookedAddress, Registration, SignIn, SignedIn};
use souk_market::shop::{self, KnownBuyer};
use souk_market::{Error, Result};
use souk_ui::address::TypedAddress;
use souk_ui::request::PageRequest;
use zeroize::Zeroizing;

use super::form::Typed;
use super::{Buyer, SavedPlace};
use crate::shared::sign_in::{self, names};

/// Fills in what is known of somebody who is signed in: on the first look e-mail and address, and whenever one is asked for,
/// an address of the book.
pub(super) fn fill_in(request: &PageRequest, known: &KnownBuyer, typed: &mut Typed) {
    if let Some(booked) = &known.address {
        typed.place = TypedAddress::of(&booked.address);
    }
    if typed.is_first_look() {
        typed.keep = true;
        typed.email = request.signed.as_ref().and_then(|session| session.email.clone()).unwrap_or_default();
        if known.address.is_none() {
            typed.place.name.clone_from(&known.name);
        }
    }
}

/// What the form shows of a book.
pub(super) fn owner(book: &[BookedAddress], typed: &Typed) -> Buyer {
    let saved = |booked: &BookedAddress| SavedPlace {
        id: booked.id.to_string(),
        name: booked.address.name.clone(),
        words: format!("{}, {}", booked.address.street, booked.address.city),
        chosen: typed.place.holds(&booked.address),
    };
    Buyer::Owner { saved: book.iter().map(saved).collect(), keep: typed.keep }
}

/// Makes an account of a guest who typed a password, and signs in. Where there is one already and the password is its own,
/// as when the form was sent twice, that one is signed in. Errors: what is wrong with address or password.
pub(super) async fn join(
    http: &HttpState,
    request: &PageRequest,
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
    let app = http.app().clone();
    let made = to_the_end(async move { accounts::register(&app, asked).await }).await?;
    Ok(match made {
        Ok(made) => sign_in::sign_in(http, headers, client, made.account.id, request.cart).await,
        Err(error) if is_taken(&error) => {
            sign_in(http, request, client, headers, typed, password).await.map_err(|_wrong| error)
        }
        Err(error) => Err(error),
    })
}

fn is_taken(error: &Error) -> bool {
    matches!(error.refusal(), Some(Refusal::Account(AccountRefusal::EmailTaken)))
}

/// Signs in with what was typed for a new account.
pub(super) async fn sign_in(
    http: &HttpState,
    request: &PageRequest,
    client: Client,
    headers: &HeaderMap,
    typed: &Typed,
    password: Zeroizing<String>,
) -> Result<SignedIn> {
    let asked = SignIn {
        login: typed.email.trim().to_owned(),
        password,
        code: None,
        device: sign_in::device(http, headers),
        cart: request.cart,
        agent: sign_in::agent(headers),
        client: client.counted(),
    };
    accounts::sign_in(http.app(), asked).await
}

/// The same visitor, signed in.
pub(super) async fn known(http: &HttpState, request: &PageRequest, signed: &SignedIn) -> Result<PageRequest> {
    let session = accounts::find_session(http.app(), signed.token.clone()).await?;
    Ok(request.signed_in(session, signed.cart))
}

/// Puts an address into the book of who ordered, unless it is there. An order is worth more than that: what goes wrong is
/// written down, and the book may be full.
pub(super) async fn book(http: &HttpState, request: &PageRequest, address: Address) {
    let Some(session) = &request.signed else { return };
    let booked = shop::book_address(http.app(), request.actor(), session.account, address);
    if let Err(error) = booked.await
        && error.refusal().is_none()
    {
        tracing::warn!(%error, "an address could not be put into the book");
    }
}
