//! Addresses: countries and their regions, the form an address is typed into, the lines it is written in.
//!
//! - `countries`, `regions`: what there is to choose from; `shapes`: how each country writes its addresses

use serde::Deserialize;
use souk_domain::address::{Address, RawAddress};
use souk_domain::field::FieldError;

use crate::{Choice, Entry};

pub mod countries;
mod region_lists;
pub mod regions;
pub mod shapes;

pub use shapes::{Part, Shape};

/// The fields of an address as they stand in a form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct TypedAddress {
    pub name: String,
    /// Alpha-2 as the list has it.
    pub country: String,
    pub street: String,
    pub line2: String,
    pub postal_code: String,
    pub city: String,
    pub region: String,
}

impl TypedAddress {
    /// The fields that hold an address.
    pub fn of(address: &Address) -> Self {
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
    pub fn address(&self) -> Result<Address, Vec<FieldError>> {
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

/// Where it goes, in the shape of the chosen country.
#[derive(Clone, Debug)]
pub struct AddressForm {
    pub countries: Vec<Choice>,
    pub country_error: Option<String>,
    pub street: Entry,
    pub line2: Entry,
    pub postal_code: Entry,
    pub city: Entry,
    /// None where addresses have none.
    pub region: Option<Region>,
    /// Which parts, in which order, by which names.
    pub shape: Shape,
}

impl AddressForm {
    /// Parts that stand next to each other share a row, and no row has a hole.
    pub fn postal_width(&self) -> &'static str {
        match (self.region.is_some(), self.shape.parts.first()) {
            (true, Some(Part::Street)) if self.shape.parts.last() == Some(&Part::PostalCode) => "w3",
            (true, Some(Part::PostalCode)) if self.shape.parts.get(1) == Some(&Part::Region) => "w3",
            (_, Some(Part::PostalCode)) => "",
            _ => "w2",
        }
    }

    pub fn city_width(&self) -> &'static str {
        match (self.region.is_some(), self.shape.parts.as_slice()) {
            (_, parts) if !parts.contains(&Part::PostalCode) => "",
            (true, [Part::PostalCode, Part::Street, ..]) => "w3",
            (true, [.., Part::PostalCode] | [Part::PostalCode, ..]) => "",
            _ => "w4",
        }
    }

    pub fn region_width(&self) -> &'static str {
        match self.shape.parts.as_slice() {
            [.., Part::PostalCode] | [Part::PostalCode, ..] => "w3",
            _ => "",
        }
    }
}

/// State, province, prefecture.
#[derive(Clone, Debug)]
pub struct Region {
    pub word: RegionWord,
    pub entry: Entry,
    /// Empty: the region is typed.
    pub choices: Vec<Choice>,
}

/// What a country calls its regions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegionWord {
    State,
    Province,
    Prefecture,
    Region,
}

impl RegionWord {
    /// The key of the word.
    pub fn label(self) -> &'static str {
        match self {
            Self::State => "field-state",
            Self::Province => "field-province",
            Self::Prefecture => "field-prefecture",
            Self::Region => "field-region",
        }
    }
}

impl AddressForm {
    /// The form in the shape of the country that is chosen; `words` tells what is wrong with a field.
    pub fn of(place: &TypedAddress, words: impl Fn(&str) -> Option<String>) -> Self {
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

/// An address as it is written on a parcel.
pub fn address_lines(address: &Address) -> Vec<String> {
    let joined = |parts: &[&str]| {
        let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    };
    let region = address.region.as_deref().unwrap_or_default();
    let place = if region.is_empty() { address.city.clone() } else { format!("{}, {region}", address.city) };
    let residence = address.residence_number.as_deref().unwrap_or_default();
    let lines = [
        address.name.clone(),
        joined(&[&address.street, residence]),
        address.line2.clone().unwrap_or_default(),
        joined(&[&place, &address.postal_code]),
        countries::name_of(&address.country),
    ];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}
