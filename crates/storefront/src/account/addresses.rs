//! The address book.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use souk_domain::ids::AddressId;
use souk_http::read::{Form, Part, Query};
use souk_http::{HttpState, Owner, Result};
use souk_market::accounts::{self, BookedAddress, NewBookedAddress};
use souk_ui::address::{AddressForm, TypedAddress};
use souk_ui::faults::Faults;
use souk_ui::form::ButtonForm;
use souk_ui::prelude::*;
use souk_ui::redirect::see_other;
use souk_ui::request::{PageRequest, setting};
use souk_ui::{Entry, FormError};

use super::answer::{AccountQuery, Done, after, done_words, private};

/// The button that draws the form anew for another country.
const UPDATE: &str = "update";

/// The book.
#[derive(Clone, Debug, Template)]
#[template(path = "account/addresses.html")]
pub struct AddressesPage {
    pub frame: Frame,
    pub addresses: Vec<Booked>,
    /// What was just done, in words; may be empty.
    pub done: String,
}

/// An address of the book.
#[derive(Clone, Debug)]
pub struct Booked {
    pub id: String,
    pub lines: Vec<String>,
    pub shipping: bool,
    pub billing: bool,
}

/// One address, new or known. The form posts `csrf`, `do`, the address as checkout does, `shipping`, `billing`.
#[derive(Clone, Debug, Template)]
#[template(path = "account/address.html")]
pub struct AddressPage {
    pub frame: Frame,
    pub errors: Vec<FormError>,
    /// Empty for a new one.
    pub id: String,
    pub name: Entry,
    pub address: AddressForm,
    pub shipping: bool,
    pub billing: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct BookedAddressForm {
    #[serde(flatten)]
    place: TypedAddress,
    shipping: String,
    billing: String,
    #[serde(rename = "do")]
    pressed: String,
    /// There is no other field.
    #[serde(flatten, deserialize_with = "nothing_else")]
    _rest: (),
}

fn nothing_else<'de, D: Deserializer<'de>>(reader: D) -> std::result::Result<(), D::Error> {
    let rest = BTreeMap::<String, serde::de::IgnoredAny>::deserialize(reader)?;
    rest.keys()
        .next()
        .map_or(Ok(()), |name| Err(D::Error::unknown_field(name, &["the fields of an address"])))
}

/// `GET /account/addresses`.
pub(super) async fn list(
    State(http): State<HttpState>,
    request: PageRequest,
    owner: Owner,
    Query(asked): Query<AccountQuery>,
) -> Result<Response> {
    let frame = setting(&http, &request).await?.frame;
    let booked = |booked: &BookedAddress| Booked {
        id: booked.id.to_string(),
        lines: booked.address.lines(),
        shipping: booked.default_shipping,
        billing: booked.default_billing,
    };
    let addresses = book(&http, &owner).await?.iter().map(booked).collect();
    Ok(private(StatusCode::OK, &AddressesPage { frame, addresses, done: done_words(&asked.done) }))
}

/// `GET /account/addresses/new`.
pub(super) async fn blank(
    State(http): State<HttpState>,
    request: PageRequest,
    owner: Owner,
) -> Result<Response> {
    let own = accounts::show_account(http.app(), owner.account).await?;
    let name = format!("{} {}", own.first_name, own.last_name).trim().to_owned();
    let place = TypedAddress { name, ..TypedAddress::default() };
    draw(
        &http,
        &request,
        "",
        &BookedAddressForm { place, ..BookedAddressForm::default() },
        &Faults::default(),
    )
    .await
}

/// `POST /account/addresses/new`.
pub(super) async fn add(
    State(http): State<HttpState>,
    request: PageRequest,
    owner: Owner,
    Form(sent): Form<BookedAddressForm>,
) -> Result<Response> {
    let new = match ready(&sent) {
        Ok(new) => new,
        Err(faults) => return draw(&http, &request, "", &sent, &faults).await,
    };
    let added = accounts::add_own_address(http.app(), owner.account, new, None).await;
    told(&http, &request, "", &sent, added.map(|_booked| ())).await
}

/// `GET /account/addresses/{id}`.
pub(super) async fn one(
    State(http): State<HttpState>,
    request: PageRequest,
    owner: Owner,
    Part(id): Part<AddressId>,
) -> Result<Response> {
    let booked = find(&http, &owner, id).await?;
    let word = |on: bool| if on { "yes".to_owned() } else { String::new() };
    let sent = BookedAddressForm {
        place: TypedAddress::of(&booked.address),
        shipping: word(booked.default_shipping),
        billing: word(booked.default_billing),
        ..BookedAddressForm::default()
    };
    draw(&http, &request, &id.to_string(), &sent, &Faults::default()).await
}

/// `POST /account/addresses/{id}`.
pub(super) async fn change(
    State(http): State<HttpState>,
    request: PageRequest,
    owner: Owner,
    Part(id): Part<AddressId>,
    Form(sent): Form<BookedAddressForm>,
) -> Result<Response> {
    find(&http, &owner, id).await?;
    let new = match ready(&sent) {
        Ok(new) => new,
        Err(faults) => return draw(&http, &request, &id.to_string(), &sent, &faults).await,
    };
    let changed =
        accounts::change_own_address(http.app(), owner.account, id, Box::new(move |_| Ok(new.clone()))).await;
    told(&http, &request, &id.to_string(), &sent, changed.map(|_booked| ())).await
}

/// `POST /account/addresses/{id}/remove`.
pub(super) async fn remove(
    State(http): State<HttpState>,
    owner: Owner,
    Part(id): Part<AddressId>,
    Form(ButtonForm {}): Form<ButtonForm>,
) -> Result<Response> {
    accounts::remove_own_address(http.app(), owner.account, id).await?;
    Ok(see_other(&after(routes::account_addresses(), Done::AddressRemoved), None))
}

async fn book(http: &HttpState, owner: &Owner) -> Result<Vec<BookedAddress>> {
    Ok(accounts::list_own_addresses(http.app(), owner.account).await?)
}

async fn find(http: &HttpState, owner: &Owner, id: AddressId) -> Result<BookedAddress> {
    Ok(accounts::show_own_address(http.app(), owner.account, id).await?)
}

/// The address to book. Errors: what is wrong; nothing at all, when the form is only to be drawn anew.
fn ready(sent: &BookedAddressForm) -> Result<NewBookedAddress, Faults> {
    if sent.pressed == UPDATE {
        return Err(Faults::default());
    }
    let mut faults = Faults::default();
    match sent.place.address() {
        Ok(address) => Ok(NewBookedAddress {
            address,
            default_shipping: !sent.shipping.is_empty(),
            default_billing: !sent.billing.is_empty(),
        }),
        Err(fields) => {
            for field in fields {
                faults.put(field.pointer.trim_start_matches('/'), field.detail);
            }
            Err(faults)
        }
    }
}

async fn told(
    http: &HttpState,
    request: &PageRequest,
    id: &str,
    sent: &BookedAddressForm,
    done: souk_market::Result<()>,
) -> Result<Response> {
    match done {
        Ok(()) => Ok(see_other(&after(routes::account_addresses(), Done::Address), None)),
        Err(error) => draw(http, request, id, sent, &Faults::of(error)?).await,
    }
}

async fn draw(
    http: &HttpState,
    request: &PageRequest,
    id: &str,
    sent: &BookedAddressForm,
    faults: &Faults,
) -> Result<Response> {
    let setting = setting(http, request).await?;
    let mut place = sent.place.clone();
    if place.country.is_empty() {
        place.country.clone_from(&setting.market.country);
    }
    let address = AddressForm::of(&place, |field| faults.words(field));
    let page = AddressPage {
        frame: setting.frame,
        errors: faults.summary(&address.order()),
        id: id.to_owned(),
        name: faults.entry("name", &place.name),
        address,
        shipping: !sent.shipping.is_empty(),
        billing: !sent.billing.is_empty(),
    };
    Ok(faults.answered(private(faults.status(), &page)))
}
