//! Addresses: where goods and bills go.
//!
//! - [`Country`], [`Region`]: how each country writes its addresses, and its regions: the one table
//! - [`Address`], [`RawAddress`]: what was typed, checked field by field
//! - `postal`: codes read in any spelling; `lines`: what stands on a parcel

mod country;
mod lines;
mod parse;
mod postal;
#[cfg(test)]
mod tests;

pub use country::{Country, Part, Region, is_country, region_code};
pub use parse::{
    MAX_DESCRIPTION_CHARS, MAX_LINE_CHARS, MAX_PHONE_CHARS, MAX_PLACE_CHARS, MAX_RESIDENCE_CHARS, RawAddress,
};
pub use postal::MAX_POSTAL_CODE_CHARS;

/// Where goods go, as far as tax and shipping care.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Destination {
    /// ISO 3166-1 alpha-2, capital letters.
    pub country: String,
    /// State or province, as in the address.
    pub region: Option<String>,
    /// Postal code, empty where the country has none.
    pub postal_code: String,
}

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
    /// Town, empty where the country's addresses need none.
    pub city: String,
    /// State or province by its code ([`Region`]); as typed where nobody keeps a list.
    pub region: Option<String>,
    /// Postal code, empty where the country needs none.
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
