//! What every HTML face stands on: the frame around a page, components, texts, forms, letters and the files they need.
//!
//! Layout: `routes` (the shop's addresses), `texts` (every sentence), `assets` (style, script, drawings) and `media`
//! (pictures of the catalogue), `request` (what a page's request brings along), `frame` (what stands around a page),
//! `common` (pages that are the same for everyone), `trouble` (what error pages say), `components`, `formats` (money and dates as they are read), `filters`
//! (what templates may do to a value), `desk` (what the desks stand on), `address` (countries and the form of an address), `promotion` (what the desks show of promotions), `order` (what pages and letters
//! show of an order alike), `mail` (letters), `samples` (what pages are looked at with).
//!
//! Invariants: no page of any face lives here; each sentence is a Fluent message; money and dates are shown by filters
//! only; no template holds inline script, style or handlers; every address comes from `routes`.

// templates that are included by other crates name what they need from here
extern crate self as souk_ui;

pub mod address;
pub mod assets;
pub mod common;
mod components;
pub mod desk;
pub mod faults;
pub mod filters;
mod formats;
pub mod frame;
pub mod mail;
mod media;
pub mod order;
pub mod page;
pub mod promotion;
pub mod redirect;
pub mod request;
pub mod routes;
pub mod samples;
#[cfg(test)]
mod tests;
pub mod texts;
pub mod trouble;

pub use components::bill::{Bill, Discount};
pub use components::card::{Availability, Card, Price};
pub use components::form::{Choice, Entry, FormError};
pub use components::pages::Pages;
pub use components::picture::{ImageSlot, Load, Picture};
pub use components::{CleanHtml, Seller, Tone, bill, card, drawn, form, icons, picture};
pub use formats::{dates, money, sizes, words};
pub use frame::{Crumb, Frame, Sandbox};
pub use mail::letters;
pub use page::{fragment_or_page, page};

/// What a page's template needs in scope.
pub mod prelude {
    pub use crate::{
        Bill, Card, Crumb, Frame, ImageSlot, Pages, Picture, Price, Seller, Tone, filters, routes,
    };
    pub use askama::Template;
}

/// The files of every face: style, script, icons, and the catalogue's pictures.
pub fn file_routes() -> Vec<souk_http::Route> {
    [assets::mounted(), media::mounted()].into_iter().flatten().collect()
}
