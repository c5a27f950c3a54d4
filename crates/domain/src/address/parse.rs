//! From what was typed to an address.

use super::{Address, postal};
use crate::field::{FieldError, FieldErrors};
use crate::text::{bounded_line, bounded_text, trimmed};

/// Characters of a name or street: what fits on a carrier's label twice over.
pub const MAX_LINE_CHARS: usize = 120;
/// Characters of a house or flat number.
pub const MAX_RESIDENCE_CHARS: usize = 20;
/// Characters of a town or region.
pub const MAX_PLACE_CHARS: usize = 80;
/// Characters of the longest telephone number with every kind of spacing.
pub const MAX_PHONE_CHARS: usize = 32;
/// Characters of directions to the door: a few sentences.
pub const MAX_DESCRIPTION_CHARS: usize = 500;

/// An address as it was typed; anything may be missing.
#[derive(Clone, Default)]
pub struct RawAddress {
    /// Who it is for.
    pub name: Option<String>,
    /// House or flat number.
    pub residence_number: Option<String>,
    /// Street.
    pub street: Option<String>,
    /// Anything more.
    pub line2: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// State or province.
    pub region: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// ISO 3166-1 alpha-2, in any case.
    pub country: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// How to find the door.
    pub description: Option<String>,
}

/// Whether this is the code of a country (ISO 3166-1 alpha-2, capital letters).
pub fn is_country(code: &str) -> bool {
    rust_iso3166::from_alpha2(code).is_some()
}

/// Takes what is right and remembers what is wrong.
struct Reading<'p> {
    pointer: &'p str,
    errors: FieldErrors,
}

impl Reading<'_> {
    fn at(&self, field: &str) -> String {
        format!("{}/{field}", self.pointer)
    }

    fn needed(&mut self, field: &str, value: Option<&str>, what: &str, max: usize) -> String {
        let pointer = self.at(field);
        match value.map(trimmed) {
            None | Some("") => {
                self.errors.add(pointer, "required", format!("{what} is needed."));
                String::new()
            }
            Some(value) => self.errors.keep(bounded_line(&pointer, value, 1, max)),
        }
    }

    fn optional(&mut self, field: &str, value: Option<&str>, max: usize) -> Option<String> {
        let value = value.map(trimmed).filter(|value| !value.is_empty())?;
        let pointer = self.at(field);
        Some(self.errors.keep(bounded_line(&pointer, value, 1, max)))
    }

    fn country(&mut self, value: Option<&str>) -> String {
        let code = self.needed("country", value, "The country", 2).to_ascii_uppercase();
        if !code.is_empty() && !is_country(&code) {
            let detail = "This is no country code of two letters, such as US.";
            self.errors.add(self.at("country"), "unknown_country", detail);
        }
        code
    }

    fn postal_code(&mut self, country: &str, value: Option<&str>) -> String {
        let pointer = self.at("postal_code");
        self.errors
            .keep(postal::parse(country, value.unwrap_or_default()).map_err(|problem| problem.at(&pointer)))
    }

    fn phone(&mut self, value: Option<&str>) -> Option<String> {
        let phone = self.optional("phone", value, MAX_PHONE_CHARS)?;
        let digits = phone.chars().filter(char::is_ascii_digit).count();
        let good =
            phone.chars().all(|c| c.is_ascii_digit() || "+-() ./".contains(c)) && (5..=15).contains(&digits);
        if !phone.is_empty() && !good {
            let detail = "A telephone number has 5 to 15 digits, with the country's + in front if you like.";
            self.errors.add(self.at("phone"), "malformed_phone", detail);
        }
        Some(phone)
    }

    fn description(&mut self, value: Option<&str>) -> Option<String> {
        let value = value.map(str::trim).filter(|value| !value.is_empty())?;
        let pointer = self.at("description");
        Some(self.errors.keep(bounded_text(&pointer, value, 1, MAX_DESCRIPTION_CHARS)))
    }
}

impl Address {
    /// Checks what was typed; all wrong fields are named at once, under `pointer` (such as `/shipping_address`).
    pub fn parse(pointer: &str, raw: &RawAddress) -> Result<Self, Vec<FieldError>> {
        let mut reading = Reading { pointer, errors: FieldErrors::default() };
        let r = &mut reading;
        let name = r.needed("name", raw.name.as_deref(), "A name", MAX_LINE_CHARS);
        let residence_number =
            r.optional("residence_number", raw.residence_number.as_deref(), MAX_RESIDENCE_CHARS);
        let street = r.needed("street", raw.street.as_deref(), "The street", MAX_LINE_CHARS);
        let line2 = r.optional("line2", raw.line2.as_deref(), MAX_LINE_CHARS);
        let city = r.needed("city", raw.city.as_deref(), "The town", MAX_PLACE_CHARS);
        let region = r.optional("region", raw.region.as_deref(), MAX_PLACE_CHARS);
        let country = r.country(raw.country.as_deref());
        let postal_code = r.postal_code(&country, raw.postal_code.as_deref());
        let phone = r.phone(raw.phone.as_deref());
        let description = r.description(raw.description.as_deref());
        reading.errors.none()?;
        Ok(Self {
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
        })
    }
}
