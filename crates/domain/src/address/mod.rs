//! Addresses: where goods and bills go.
//!
//! - [`Address`], [`RawAddress`]: what was typed, checked field by field
//! - `postal`: which countries write postal codes, and how

mod parse;
mod postal;
#[cfg(test)]
mod tests;

pub use parse::{
    MAX_DESCRIPTION_CHARS, MAX_LINE_CHARS, MAX_PHONE_CHARS, MAX_PLACE_CHARS, MAX_RESIDENCE_CHARS, RawAddress,
    is_country,
};
pub use postal::{MAX_POSTAL_CODE_CHARS, has_digits_only, has_postal_codes, postal_form};

use crate::pricing::Destination;

/// An address that a parcel can find.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Address {
    /// Who it is for.
    pub name: String,
    /// House or flat number, where it is not in the street.
    pub residence_number: Option<String>,
    /// Street, with the house number where that is usual.
    pub street: String,
    /// Anything more: floor, care of.
    pub line2: Option<String>,
    /// Town.
    pub city: String,
    /// State or province.
    pub region: Option<String>,
    /// Postal code, empty where the country has none.
    pub postal_code: String,
    /// ISO 3166-1 alpha-2, capital letters.
    pub country: String,
    /// Telephone for the carrier.
    pub phone: Option<String>,
    /// How to find the door.
    pub description: Option<String>,
}

impl Address {
    /// What tax and shipping need to know of it.
    pub fn destination(&self) -> Destination {
        Destination {
            country: self.country.clone(),
            region: self.region.clone(),
            postal_code: self.postal_code.clone(),
        }
    }
}

impl std::fmt::Debug for Address {
    /// Addresses are personal: a log shows only the country.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Address").field("country", &self.country).finish_non_exhaustive()
    }
}
