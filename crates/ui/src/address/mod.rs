//! Addresses: countries to choose from, the form an address is typed into, the lines it is written in.
//!
//! How a country writes its addresses stands in one place, `souk_domain::address`.

use serde::Deserialize;
use souk_domain::address::{Address, Country, RawAddress};
use souk_domain::field::FieldError;
use souk_domain::pricing::Destination;

pub mod countries;
mod form;
#[cfg(test)]
mod tests;
mod words;

pub use form::AddressForm;
pub use souk_domain::address::Part;

/// The fields of an address as they stand in a form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct TypedAddress {
    pub name: String,
    /// Alpha-2 as the list has it.
    pub country: String,
    pub street: String,
    pub residence_number: String,
    pub line2: String,
    pub postal_code: String,
    pub city: String,
    pub region: String,
    pub phone: String,
    pub description: String,
    /// The country that the form was drawn for.
    pub shape: String,
}

impl TypedAddress {
    /// The fields that hold an address.
    pub fn of(address: &Address) -> Self {
        let text = |field: &Option<String>| field.clone().unwrap_or_default();
        Self {
            name: address.name.clone(),
            country: address.country.clone(),
            street: address.street.clone(),
            residence_number: text(&address.residence_number),
            line2: text(&address.line2),
            postal_code: address.postal_code.clone(),
            city: address.city.clone(),
            region: text(&address.region),
            phone: text(&address.phone),
            description: text(&address.description),
            shape: address.country.clone(),
        }
    }

    /// The address, if it is one. Errors: fields by the names of the form.
    pub fn address(&self) -> Result<Address, Vec<FieldError>> {
        Address::parse("", &self.settled().raw())
    }

    /// What prices need of it, as far as it is typed.
    pub fn destination(&self) -> Destination {
        self.settled().raw().destination()
    }

    /// Whether it holds this address.
    pub fn holds(&self, address: &Address) -> bool {
        self.address().is_ok_and(|typed| typed == *address)
    }

    /// What was typed, once another country was chosen than the form was drawn for: a region of the one is none of the other,
    /// and so is a code where there are none.
    fn settled(&self) -> Self {
        let mut settled = self.clone();
        if self.shape.is_empty() || self.shape == self.country {
            return settled;
        }
        let Some(country) = Country::of(&self.country) else { return settled };
        let is_of = |country: &Country| country.region(&self.region).is_some();
        if !is_of(country) && (!country.regions().is_empty() || Country::of(&self.shape).is_some_and(is_of)) {
            settled.region.clear();
        }
        if !country.has(Part::PostalCode) {
            settled.postal_code.clear();
        }
        settled
    }

    fn raw(&self) -> RawAddress {
        let some = |field: &String| Some(field.clone());
        RawAddress {
            name: some(&self.name),
            residence_number: some(&self.residence_number),
            street: some(&self.street),
            line2: some(&self.line2),
            city: some(&self.city),
            region: some(&self.region),
            postal_code: some(&self.postal_code),
            country: some(&self.country),
            phone: some(&self.phone),
            description: some(&self.description),
        }
    }
}
