//! From what was typed to an address.

use super::country::{Country, Part};
use super::{Address, Destination, postal};
use crate::bounds::COUNTRY_CHARS;
use crate::field::{FieldError, FieldErrors};
use crate::text::{bounded_line, bounded_text, plain, trimmed};

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

impl RawAddress {
    /// What tax and shipping need to know of it, as far as it is typed: of what is wrong, what was typed.
    pub fn destination(&self) -> Destination {
        let text = |field: &Option<String>| plain(field.as_deref().unwrap_or_default());
        let code = text(&self.country).to_ascii_uppercase();
        let country = Country::of(&code);
        let typed = text(&self.region);
        let region =
            country.and_then(|country| country.region(&typed)).map_or(typed, |region| region.code.to_owned());
        let postal_code = text(&self.postal_code);
        let postal_code = postal::parse(country, &postal_code).unwrap_or(postal_code);
        Destination { country: code, region: Some(region).filter(|region| !region.is_empty()), postal_code }
    }
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

    /// What is needed in some countries only.
    fn needed_if(
        &mut self,
        needed: bool,
        field: &str,
        value: Option<&str>,
        what: &str,
        max: usize,
    ) -> String {
        if needed {
            return self.needed(field, value, what, max);
        }
        self.optional(field, value, max).unwrap_or_default()
    }

    fn country(&mut self, value: Option<&str>) -> String {
        let value = value.map(plain);
        let code =
            self.needed("country", value.as_deref(), "The country", COUNTRY_CHARS).to_ascii_uppercase();
        if !code.is_empty() && Country::of(&code).is_none() {
            let detail = "This is no country code of two letters, such as US.";
            self.errors.add(self.at("country"), "unknown_country", detail);
        }
        code
    }

    /// The code of the region, by its name or code. Where the country is unknown, so is the region.
    fn region(&mut self, country: Option<&Country>, value: Option<&str>) -> Option<String> {
        let Some(country) = country else { return self.optional("region", value, MAX_PLACE_CHARS) };
        let what = format!("The {}", country.region_word());
        let typed = self.needed_if(country.needs(Part::Region), "region", value, &what, MAX_PLACE_CHARS);
        if typed.is_empty() {
            return None;
        }
        if let Some(region) = country.region(&typed) {
            return Some(region.code.to_owned());
        }
        // of some island countries nobody keeps a list
        if country.regions().is_empty() && country.has(Part::Region) {
            return Some(typed);
        }
        self.errors.add(self.at("region"), "unknown_region", no_region(country, &typed));
        None
    }

    fn postal_code(&mut self, country: Option<&Country>, value: Option<&str>) -> String {
        let pointer = self.at("postal_code");
        self.errors
            .keep(postal::parse(country, value.unwrap_or_default()).map_err(|problem| problem.at(&pointer)))
    }

    fn phone(&mut self, value: Option<&str>) -> Option<String> {
        let value = value.map(plain);
        let phone = self.optional("phone", value.as_deref(), MAX_PHONE_CHARS)?;
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
        let code = r.country(raw.country.as_deref());
        let country = Country::of(&code);
        let has_town = country.is_none_or(|country| country.needs(Part::City));
        let city = r.needed_if(has_town, "city", raw.city.as_deref(), "The town", MAX_PLACE_CHARS);
        let region = r.region(country, raw.region.as_deref());
        let postal_code = r.postal_code(country, raw.postal_code.as_deref());
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
            country: code,
            phone,
            description,
        })
    }
}

/// Says that a country has no such region, and what to write instead.
fn no_region(country: &Country, typed: &str) -> String {
    let (word, name) = (country.region_word(), country.name);
    let like = country.regions().first();
    let like = like.map(|region| format!("Use a name or code, such as {} ({})", region.name, region.code));
    match like {
        Some(like) if country.needs(Part::Region) => {
            format!("“{typed}” is no {word} there ({name}). {like}.")
        }
        Some(like) => format!("“{typed}” is no {word} there ({name}). {like}, or leave it out."),
        None => format!("“{typed}” is no region there: addresses have none ({name}). Leave it out."),
    }
}
