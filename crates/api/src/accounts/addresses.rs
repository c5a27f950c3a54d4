//! The address book.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::{StatusCode, Uri};
use serde::{Deserialize, Serialize};
use souk_domain::{
    address::{Address, RawAddress},
    ids::AddressId,
    refusal::AccountRefusal,
};
use souk_http::{
    HttpState, Owner, Result,
    read::{IdempotencyKey, Json, Part, Query, change},
};
use souk_market::{
    accounts::{self, BookedAddress, NewBookedAddress},
    paging::Place,
};
use utoipa::ToSchema;

use super::ADDRESS;
use crate::wire::{Answer, ListQuery, Once, list as write_list, page_of, required, time};

/// An address of the address book.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnAddress {
    id: String,
    #[serde(flatten)]
    address: crate::wire::Address,
    /// Chosen for parcels where nothing else is.
    default_shipping: bool,
    /// Chosen for bills where nothing else is.
    default_billing: bool,
    created_at: String,
    updated_at: String,
}

/// An address to be booked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewOwnAddress {
    /// Who it is for.
    #[schema(format = "address_line")]
    name: Option<String>,
    /// House or flat number, where it is not in the street.
    #[schema(format = "residence_number")]
    residence_number: Option<String>,
    /// Street, with the house number where that is usual.
    #[schema(format = "address_line")]
    street: Option<String>,
    /// Anything more: floor, care of.
    #[schema(format = "address_line_or_none")]
    line2: Option<String>,
    /// Town; left out where the country's addresses have none.
    #[schema(format = "town")]
    city: Option<String>,
    /// State or province: its name, or its code of ISO 3166-2 with or without the country. It is kept as the code, and
    /// needed where the country's addresses have it.
    #[schema(format = "region")]
    region: Option<String>,
    /// In any spelling; it is kept as the country writes it. Left out where the country has none.
    #[schema(format = "postal_code")]
    postal_code: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[schema(format = "country", example = "US")]
    country: Option<String>,
    /// Telephone for the carrier.
    #[schema(format = "phone")]
    phone: Option<String>,
    /// How to find the door.
    #[schema(format = "directions")]
    description: Option<String>,
    /// Chosen for parcels from now on; the first address always is.
    default_shipping: Option<bool>,
    /// Chosen for bills from now on; the first address always is.
    default_billing: Option<bool>,
}

/// What is to change about an address (RFC 7396).
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddressPatch {
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = String, format = "address_line")]
    name: Option<Option<String>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<String>, format = "residence_number")]
    residence_number: Option<Option<String>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = String, format = "address_line")]
    street: Option<Option<String>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<String>, format = "address_line_or_none")]
    line2: Option<Option<String>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<String>, format = "town")]
    city: Option<Option<String>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<String>, format = "region")]
    region: Option<Option<String>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<String>, format = "postal_code")]
    postal_code: Option<Option<String>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = String, format = "country")]
    country: Option<Option<String>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<String>, format = "phone")]
    phone: Option<Option<String>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<String>, format = "directions")]
    description: Option<Option<String>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<bool>)]
    default_shipping: Option<Option<bool>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<bool>)]
    default_billing: Option<Option<bool>>,
}

pub(super) async fn list(
    State(http): State<HttpState>,
    owner: Owner,
    uri: Uri,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let book = accounts::list_own_addresses(http.app(), owner.account).await?;
    let place = |row: &BookedAddress| Place { key: row.created_at.as_millisecond(), id: *row.id.as_bytes() };
    let page = page_of(book, &query, "addresses", false, place)?;
    Ok(write_list(&http, &uri, page, |row| sheet(&row))?.send())
}

pub(super) async fn add(
    State(http): State<HttpState>,
    owner: Owner,
    key: Option<IdempotencyKey>,
    Json(asked): Json<NewOwnAddress>,
) -> Result<Response> {
    let once = Once::new(key, |booked: &BookedAddress| {
        Ok(Answer::created(&sheet(booked))?.at(ADDRESS, &[&booked.id]))
    });
    let booked = accounts::add_own_address(http.app(), owner.account, asked.checked()?, once.guard()).await?;
    Ok(once.send(booked)?)
}

pub(super) async fn show(
    State(http): State<HttpState>,
    owner: Owner,
    Part(id): Part<AddressId>,
) -> Result<Response> {
    let found = accounts::show_own_address(http.app(), owner.account, id).await?;
    Ok(Answer::ok(&sheet(&found))?.tagged().send())
}

pub(super) async fn change_one(
    State(http): State<HttpState>,
    owner: Owner,
    Part(id): Part<AddressId>,
    Json(patch): Json<AddressPatch>,
) -> Result<Response> {
    for (pointer, text) in [("/name", &patch.name), ("/street", &patch.street), ("/country", &patch.country)]
    {
        required(pointer, text.clone())?;
    }
    let change =
        move |now: BookedAddress| -> souk_market::Result<NewBookedAddress> { Ok(patch.clone().onto(now)?) };
    let found = accounts::change_own_address(http.app(), owner.account, id, Box::new(change)).await?;
    Ok(Answer::ok(&sheet(&found))?.tagged().send())
}

pub(super) async fn remove(
    State(http): State<HttpState>,
    owner: Owner,
    Part(id): Part<AddressId>,
) -> Result<Response> {
    accounts::remove_own_address(http.app(), owner.account, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

impl NewOwnAddress {
    fn checked(self) -> Result<NewBookedAddress, AccountRefusal> {
        let raw = RawAddress {
            name: self.name,
            residence_number: self.residence_number,
            street: self.street,
            line2: self.line2,
            city: self.city,
            region: self.region,
            postal_code: self.postal_code,
            country: self.country,
            phone: self.phone,
            description: self.description,
        };
        booked(&raw, self.default_shipping.unwrap_or_default(), self.default_billing.unwrap_or_default())
    }
}

impl AddressPatch {
    /// The address as it is after the change. Errors: it cannot be.
    fn onto(self, now: BookedAddress) -> Result<NewBookedAddress, AccountRefusal> {
        let Address {
            name,
            residence_number,
            street,
            line2,
            city,
            region,
            postal_code,
            country,
            phone,
            description,
        } = now.address;
        let raw = RawAddress {
            name: self.name.unwrap_or(Some(name)),
            residence_number: self.residence_number.unwrap_or(residence_number),
            street: self.street.unwrap_or(Some(street)),
            line2: self.line2.unwrap_or(line2),
            city: self.city.unwrap_or(Some(city)),
            region: self.region.unwrap_or(region),
            postal_code: self.postal_code.unwrap_or(Some(postal_code)),
            country: self.country.unwrap_or(Some(country)),
            phone: self.phone.unwrap_or(phone),
            description: self.description.unwrap_or(description),
        };
        let flag = |change: Option<Option<bool>>, now| change.map_or(now, Option::unwrap_or_default);
        booked(
            &raw,
            flag(self.default_shipping, now.default_shipping),
            flag(self.default_billing, now.default_billing),
        )
    }
}

fn booked(
    raw: &RawAddress,
    default_shipping: bool,
    default_billing: bool,
) -> Result<NewBookedAddress, AccountRefusal> {
    let address = Address::parse("", raw).map_err(|fields| AccountRefusal::Invalid { fields })?;
    Ok(NewBookedAddress { address, default_shipping, default_billing })
}

fn sheet(row: &BookedAddress) -> OwnAddress {
    OwnAddress {
        id: row.id.to_string(),
        address: (&row.address).into(),
        default_shipping: row.default_shipping,
        default_billing: row.default_billing,
        created_at: time(row.created_at),
        updated_at: time(row.updated_at),
    }
}
