use souk_domain::{
    bounds::vendor::{MAX_CITY_CHARS, MAX_NAME_CHARS, MAX_NOTE_CHARS, MAX_STORY_CHARS, MAX_TAGLINE_CHARS},
    field::FieldError,
    refusal::{RequestRefusal, VendorRefusal},
    text::{Email, Slug, bounded_line, bounded_text},
};

use super::Vendor;
use crate::{Result, settings::is_country};

/// A vendor to be made.
#[derive(Clone, Debug, Hash)]
pub struct NewVendor {
    pub name: String,
    /// Where orders are announced.
    pub email: Email,
    /// `None`: made from the name.
    pub slug: Option<Slug>,
    pub tagline: String,
    /// Markdown.
    pub story: String,
    pub city: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

/// What is to change about a vendor; `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct VendorChanges {
    pub name: Option<String>,
    pub email: Option<Email>,
    pub slug: Option<Slug>,
    pub tagline: Option<String>,
    pub story: Option<String>,
    pub city: Option<String>,
    pub country: Option<String>,
    /// Plain words on delivery; empty: as the market has it.
    pub delivery_note: Option<String>,
    /// Plain words on returns; empty: as the market has it.
    pub return_note: Option<String>,
    /// Whether pieces of it that exist once may wait a week for a bank transfer.
    pub transfer_for_unique: Option<bool>,
    /// Refuse when the vendor is at another revision.
    pub expected_revision: Option<i64>,
}

impl NewVendor {
    pub(super) fn checked(&self) -> Result<Self> {
        let mut wrong = Wrong::default();
        let new = Self {
            name: wrong.line("/name", &self.name, 1, MAX_NAME_CHARS),
            email: self.email.clone(),
            slug: self.slug.clone(),
            tagline: wrong.line("/tagline", &self.tagline, 0, MAX_TAGLINE_CHARS),
            story: wrong.text("/story", &self.story),
            city: wrong.line("/city", &self.city, 0, MAX_CITY_CHARS),
            country: wrong.country(&self.country),
        };
        wrong.none().map(|()| new)
    }
}

impl VendorChanges {
    pub(super) fn expect_revision(&self, revision: i64) -> Result<()> {
        match self.expected_revision {
            Some(expected) if expected != revision => Err(RequestRefusal::PreconditionFailed.into()),
            _ => Ok(()),
        }
    }

    /// The vendor as it will be.
    pub(super) fn applied(&self, vendor: &Vendor) -> Result<Vendor> {
        let mut wrong = Wrong::default();
        let mut changed = vendor.clone();
        if let Some(name) = &self.name {
            changed.name = wrong.line("/name", name, 1, MAX_NAME_CHARS);
        }
        if let Some(email) = &self.email {
            changed.email = email.as_str().to_owned();
        }
        if let Some(slug) = &self.slug {
            changed.slug = slug.to_string();
        }
        if let Some(tagline) = &self.tagline {
            changed.tagline = wrong.line("/tagline", tagline, 0, MAX_TAGLINE_CHARS);
        }
        if let Some(story) = &self.story {
            changed.story = wrong.text("/story", story);
        }
        if let Some(city) = &self.city {
            changed.city = wrong.line("/city", city, 0, MAX_CITY_CHARS);
        }
        if let Some(country) = &self.country {
            changed.country = wrong.country(country);
        }
        if let Some(note) = &self.delivery_note {
            changed.delivery_note = wrong.note("/delivery_note", note);
        }
        if let Some(note) = &self.return_note {
            changed.return_note = wrong.note("/return_note", note);
        }
        if let Some(agreed) = self.transfer_for_unique {
            changed.transfer_for_unique = agreed;
        }
        wrong.none().map(|()| changed)
    }
}

/// Gathers what is wrong, so that all of it is told at once.
#[derive(Default)]
struct Wrong(Vec<FieldError>);

impl Wrong {
    fn line(&mut self, pointer: &str, value: &str, min: usize, max: usize) -> String {
        self.keep(bounded_line(pointer, value, min, max))
    }

    fn text(&mut self, pointer: &str, value: &str) -> String {
        self.keep(bounded_text(pointer, value, 0, MAX_STORY_CHARS))
    }

    fn note(&mut self, pointer: &str, value: &str) -> String {
        self.keep(bounded_text(pointer, value, 0, MAX_NOTE_CHARS))
    }

    fn country(&mut self, value: &str) -> String {
        if value.is_empty() || is_country(value) {
            return value.to_owned();
        }
        self.keep(Err(FieldError::new("/country", "invalid_value", "Use two capital letters, such as US.")))
    }

    fn keep(&mut self, outcome: std::result::Result<String, FieldError>) -> String {
        outcome.unwrap_or_else(|field| {
            self.0.push(field);
            String::new()
        })
    }

    fn none(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(VendorRefusal::Invalid { fields: self.0 }.into()) }
    }
}
