//! The address book.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::address::Address;
use souk_domain::ids::AddressId;
use souk_http::read::{Form, Part, Query};
use souk_http::{HttpState, Owner, Result};
use souk_market::accounts::{self, BookedAddress, NewBookedAddress};
use souk_ui::address::{AddressForm, TypedAddress, address_lines};
use souk_ui::faults::Faults;
use souk_ui::form::ButtonForm;
use souk_ui::prelude::*;
use souk_ui::redirect::see_other;
use souk_ui::request::{PageRequest, setting};
use souk_ui::{Entry, FormError};

use super::answer::{AccountQuery, Done, after, done_words, private};

/// The fields, in the order of the form.
const ORDER: [&str; 7] = ["name", "country", "street", "line2", "postal_code", "city", "region"];
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
#[serde(deny_unknown_fields, default)]
pub(super) struct BookedAddressForm {
    name: String,
    country: String,
    street: String,
    line2: String,
    postal_code: String,
    city: String,
    region: String,
    shipping: String,
    billing: String,
    #[serde(rename = "do")]
    pressed: String,
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
        lines: address_lines(&booked.address),
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
    draw(&http, &request, "", &BookedAddressForm { name, ..BookedAddressForm::default() }, &Faults::default())
        .await
}

/// `POST /account/addresses/new`.
pub(super) async fn add(
    State(http): State<HttpState>,
    request: PageRequest,
    owner: Owner,
    Form(sent): Form<BookedAddressForm>,
) -> Result<Response> {
    let new = match ready(&sent, None) {
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
    let place = TypedAddress::of(&booked.address);
    let word = |on: bool| if on { "yes".to_owned() } else { String::new() };
    let sent = BookedAddressForm {
        name: place.name,
        country: place.country,
        street: place.street,
        line2: place.line2,
        postal_code: place.postal_code,
        city: place.city,
        region: place.region,
        shipping: word(booked.default_shipping),
        billing: word(booked.default_billing),
        pressed: String::new(),
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
    let known = find(&http, &owner, id).await?;
    let new = match ready(&sent, Some(&known.address)) {
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

/// The address to book. Errors: what is wrong; nothing at all, when the form is only to be drawn anew. What the form has
/// no field for stays as it is `known`.
fn ready(sent: &BookedAddressForm, known: Option<&Address>) -> Result<NewBookedAddress, Faults> {
    if sent.pressed == UPDATE {
        return Err(Faults::default());
    }
    let mut faults = Faults::default();
    match place(sent).address() {
        Ok(mut address) => {
            if let Some(known) = known {
                address.residence_number.clone_from(&known.residence_number);
                address.phone.clone_from(&known.phone);
                address.description.clone_from(&known.description);
            }
            Ok(NewBookedAddress {
                address,
                default_shipping: !sent.shipping.is_empty(),
                default_billing: !sent.billing.is_empty(),
            })
        }
        Err(fields) => {
            for field in fields {
                faults.put(field.pointer.trim_start_matches('/'), field.detail);
            }
            Err(faults)
        }
    }
}

fn place(sent: &BookedAddressForm) -> TypedAddress {
    TypedAddress {
        name: sent.name.clone(),
        country: sent.country.clone(),
        street: sent.street.clone(),
        line2: sent.line2.clone(),
        postal_code: sent.postal_code.clone(),
        city: sent.city.clone(),
        region: sent.region.clone(),
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
    let mut place = place(sent);
    if place.country.is_empty() {
        place.country.clone_from(&setting.market.country);
    }
    let page = AddressPage {
        frame: setting.frame,
        errors: faults.summary(&ORDER),
        id: id.to_owned(),
        name: faults.entry("name", &sent.name),
        address: AddressForm::of(&place, |field| faults.words(field)),
        shipping: !sent.shipping.is_empty(),
        billing: !sent.billing.is_empty(),
    };
    Ok(faults.answered(private(faults.status(), &page)))
}
