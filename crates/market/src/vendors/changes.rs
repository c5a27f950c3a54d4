use souk_domain::{
    address::is_country,
    bounds::vendor::{MAX_CITY_CHARS, MAX_NAME_CHARS, MAX_NOTE_CHARS, MAX_STORY_CHARS, MAX_TAGLINE_CHARS},
    field::FieldErrors,
    refusal::VendorRefusal,
    text::{Email, Slug, bounded_line, bounded_text},
};

use super::Vendor;
use crate::Result;

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
        let mut wrong = FieldErrors::default();
        let new = Self {
            name: line(&mut wrong, "/name", &self.name, 1, MAX_NAME_CHARS),
            email: self.email.clone(),
            slug: self.slug.clone(),
            tagline: line(&mut wrong, "/tagline", &self.tagline, 0, MAX_TAGLINE_CHARS),
            story: text(&mut wrong, "/story", &self.story, MAX_STORY_CHARS),
            city: line(&mut wrong, "/city", &self.city, 0, MAX_CITY_CHARS),
            country: checked_country(&mut wrong, &self.country),
        };
        none(wrong).map(|()| new)
    }
}

impl VendorChanges {
    /// The vendor as it will be.
    pub(super) fn applied(&self, vendor: &Vendor) -> Result<Vendor> {
        let mut wrong = FieldErrors::default();
        let mut changed = vendor.clone();
        if let Some(name) = &self.name {
            changed.name = line(&mut wrong, "/name", name, 1, MAX_NAME_CHARS);
        }
        if let Some(email) = &self.email {
            changed.email = email.as_str().to_owned();
        }
        if let Some(slug) = &self.slug {
            changed.slug = slug.to_string();
        }
        if let Some(tagline) = &self.tagline {
            changed.tagline = line(&mut wrong, "/tagline", tagline, 0, MAX_TAGLINE_CHARS);
        }
        if let Some(story) = &self.story {
            changed.story = text(&mut wrong, "/story", story, MAX_STORY_CHARS);
        }
        if let Some(city) = &self.city {
            changed.city = line(&mut wrong, "/city", city, 0, MAX_CITY_CHARS);
        }
        if let Some(country) = &self.country {
            changed.country = checked_country(&mut wrong, country);
        }
        if let Some(note) = &self.delivery_note {
            changed.delivery_note = text(&mut wrong, "/delivery_note", note, MAX_NOTE_CHARS);
        }
        if let Some(note) = &self.return_note {
            changed.return_note = text(&mut wrong, "/return_note", note, MAX_NOTE_CHARS);
        }
        if let Some(agreed) = self.transfer_for_unique {
            changed.transfer_for_unique = agreed;
        }
        none(wrong).map(|()| changed)
    }
}

fn line(wrong: &mut FieldErrors, pointer: &str, value: &str, min: usize, max: usize) -> String {
    wrong.keep(bounded_line(pointer, value, min, max))
}

fn text(wrong: &mut FieldErrors, pointer: &str, value: &str, max: usize) -> String {
    wrong.keep(bounded_text(pointer, value, 0, max))
}

fn checked_country(wrong: &mut FieldErrors, code: &str) -> String {
    if !code.is_empty() && !is_country(code) {
        wrong.add("/country", "invalid_value", "Use a country's two capital letters, such as US.");
    }
    code.to_owned()
}

fn none(wrong: FieldErrors) -> Result<()> {
    wrong.none().map_err(|fields| VendorRefusal::Invalid { fields }.into())
}
