//! What a vendor says of itself.

use axum::response::Response;
use serde::Deserialize;
use souk_domain::text::{Email, Slug};
use souk_domain::vendor::VendorPermission;
use souk_http::Result;
use souk_http::read::{Form, Query};
use souk_market::portal;
use souk_market::vendors::{self, Vendor, VendorChanges};
use souk_ui::address::countries;
use souk_ui::faults::Faults;
use souk_ui::form::Choice;
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{Entry, FormError};

use crate::prelude::*;
use crate::shared::{DoneQuery, Worker, private};

const ORDER: [&str; 9] =
    ["shop", "handle", "email", "tagline", "story", "city", "country", "delivery_note", "return_note"];

/// The form posts `csrf`, `revision` and its fields.
#[derive(Clone, Debug, Template)]
#[template(path = "settings/profile.html")]
pub struct ProfilePage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    pub revision: i64,
    pub shop: Entry,
    pub handle: Entry,
    pub email: Entry,
    pub tagline: Entry,
    pub story: Entry,
    pub city: Entry,
    pub countries: Vec<Choice>,
    pub delivery_note: Entry,
    pub return_note: Entry,
    pub may_change: bool,
    pub done: bool,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ProfileForm {
    revision: i64,
    shop: String,
    handle: String,
    email: String,
    tagline: String,
    story: String,
    city: String,
    country: String,
    delivery_note: String,
    return_note: String,
}

/// `GET /vendor/settings/profile`.
pub(super) async fn show(worker: Worker, Query(asked): Query<DoneQuery>) -> Result<Response> {
    let sent = current(&worker).await?;
    draw(&worker, &sent, &Faults::default(), asked.is_done()).await
}

/// `POST /vendor/settings/profile`.
pub(super) async fn send(worker: Worker, Form(mut sent): Form<ProfileForm>) -> Result<Response> {
    worker.require(VendorPermission::SettingsWrite)?;
    let changes = match ready(&sent) {
        Ok(changes) => changes,
        Err(faults) => return draw(&worker, &sent, &faults, false).await,
    };
    let changed = vendors::change_own_vendor(worker.http.app(), worker.actor(), worker.seat.vendor, changes);
    match changed.await {
        Ok(_vendor) => Ok(see_other(&format!("{}?done=yes", ways::profile()), None)),
        Err(error) => {
            let faults = Faults::of(error)?;
            // whoever looked at it again may send it again
            sent.revision = current(&worker).await?.revision;
            draw(&worker, &sent, &faults, false).await
        }
    }
}

fn ready(sent: &ProfileForm) -> Result<VendorChanges, Faults> {
    let mut faults = Faults::default();
    let slug = Slug::parse(sent.handle.trim());
    if slug.is_err() {
        faults.put("handle", say("sell-handle-malformed", &[]));
    }
    let email = Email::parse(&sent.email);
    if email.is_err() {
        faults.put("email", say("email-malformed", &[]));
    }
    match (slug, email) {
        (Ok(slug), Ok(email)) => Ok(VendorChanges {
            name: Some(sent.shop.clone()),
            email: Some(email),
            slug: Some(slug),
            tagline: Some(sent.tagline.clone()),
            story: Some(sent.story.clone()),
            city: Some(sent.city.clone()),
            country: Some(sent.country.clone()),
            delivery_note: Some(sent.delivery_note.clone()),
            return_note: Some(sent.return_note.clone()),
            transfer_for_unique: None,
            expected_revision: Some(sent.revision),
        }),
        _ => Err(faults),
    }
}

async fn current(worker: &Worker) -> Result<ProfileForm> {
    let own = vendors::show_own_vendor(worker.http.app(), worker.actor(), worker.seat.vendor).await?;
    let Vendor {
        name, slug, email, tagline, story, city, country, delivery_note, return_note, revision, ..
    } = own;
    Ok(ProfileForm {
        revision,
        shop: name,
        handle: slug,
        email,
        tagline,
        story,
        city,
        country,
        delivery_note,
        return_note,
    })
}

async fn draw(worker: &Worker, sent: &ProfileForm, faults: &Faults, done: bool) -> Result<Response> {
    let around = portal::around(worker.http.app(), worker.seat).await?;
    let (frame, desk) = worker.frame(&around);
    // the use case names fields as programs do
    let entry = |field: &str, other: &str, value: &str| Entry {
        value: value.to_owned(),
        error: faults.words(field).or_else(|| faults.words(other)),
    };
    let page = ProfilePage {
        frame,
        desk,
        errors: faults.summary(&ORDER),
        revision: sent.revision,
        shop: entry("shop", "name", &sent.shop),
        handle: entry("handle", "slug", &sent.handle),
        email: faults.entry("email", &sent.email),
        tagline: faults.entry("tagline", &sent.tagline),
        story: faults.entry("story", &sent.story),
        city: faults.entry("city", &sent.city),
        countries: countries::choices(&sent.country),
        delivery_note: faults.entry("delivery_note", &sent.delivery_note),
        return_note: faults.entry("return_note", &sent.return_note),
        may_change: worker.seat.may(VendorPermission::SettingsWrite),
        done,
    };
    Ok(faults.answered(private(faults.status(), &page)))
}
