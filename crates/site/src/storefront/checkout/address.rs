//! An address as it is typed, here and in the address book.

use souk_domain::address::{Address, RawAddress};
use souk_domain::field::FieldError;

use super::{AddressForm, countries, regions, shapes};
use crate::ui::Entry;

/// The fields of an address as they stand in a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) name: String,
    /// Alpha-2 as the list has it.
    pub(crate) country: String,
    pub(crate) street: String,
    pub(crate) line2: String,
    pub(crate) postal_code: String,
    pub(crate) city: String,
    pub(crate) region: String,
}

impl Place {
    /// The fields that hold an address.
    pub(crate) fn of(address: &Address) -> Self {
        Self {
            name: address.name.clone(),
            country: address.country.clone(),
            street: address.street.clone(),
            line2: address.line2.clone().unwrap_or_default(),
            postal_code: address.postal_code.clone(),
            city: address.city.clone(),
            region: address.region.clone().unwrap_or_default(),
        }
    }

    /// The address, if it is one. What is typed into the region's field counts only where the country has regions. Errors:
    /// fields by the names of the form.
    pub(crate) fn address(&self) -> Result<Address, Vec<FieldError>> {
        let raw = RawAddress {
            name: Some(self.name.clone()),
            street: Some(self.street.clone()),
            line2: Some(self.line2.clone()),
            city: Some(self.city.clone()),
            region: regions::kept(&self.country, &self.region),
            postal_code: Some(self.postal_code.clone()),
            country: Some(self.country.clone()),
            ..RawAddress::default()
        };
        let region = regions::problem(&self.country, &self.region)
            .map(|words| FieldError::new("/region", "required", words));
        match (Address::parse("", &raw), region) {
            (Ok(address), None) => Ok(address),
            (address, region) => {
                let mut wrong = address.err().unwrap_or_default();
                wrong.extend(region);
                Err(wrong)
            }
        }
    }
}

impl AddressForm {
    /// The form in the shape of the country that is chosen; `words` tells what is wrong with a field.
    pub(crate) fn of(place: &Place, words: impl Fn(&str) -> Option<String>) -> Self {
        let entry = |name: &str, value: &str| Entry { value: value.to_owned(), error: words(name) };
        Self {
            countries: countries::choices(&place.country),
            country_error: words("country"),
            street: entry("street", &place.street),
            line2: entry("line2", &place.line2),
            postal_code: entry("postal_code", &place.postal_code),
            city: entry("city", &place.city),
            region: regions::field(&place.country, &place.region).map(|mut region| {
                region.entry.error = words("region");
                region
            }),
            shape: shapes::of(&place.country),
        }
    }
}
