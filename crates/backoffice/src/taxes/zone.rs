//! One zone, new or known.

use std::collections::BTreeMap;

use axum::response::Response;
use souk_domain::account::Permission;
use souk_domain::bounds::tax::{MAX_PLACES_OF_ZONE, MAX_ZONE_NAME_CHARS};
use souk_domain::ids::TaxZoneId;
use souk_domain::tax::{TaxClassCode, TaxRemitter, TaxRounding, TaxZone};
use souk_http::Result;
use souk_http::read::{Form, Part};
use souk_market::tax::{self, StoredZone, ZoneChanges};
use souk_market::{Error, office};
use souk_ui::desk::{Fields, Mistakes, fresh_key, private};
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{Choice, Crumb, Entry, FormError};

use super::typed;
use crate::prelude::*;
use crate::shared::Clerk;

/// Characters of the places as they are typed: as many as a zone may have, each with the name of its region.
const MAX_TYPED_PLACES: usize = MAX_PLACES_OF_ZONE * 40;
const MAX_NAME: usize = MAX_ZONE_NAME_CHARS;
/// The fields of the form beside the rates, which begin with `rate-`.
const KNOWN: &[&str] =
    &["revision", "key", "name", "places", "included", "taxes_shipping", "rounding", "remitter"];
const RATE: &str = "rate-";

/// The form of a zone. It posts `name`, `places` (a line each), `included`, `taxes_shipping`, `rounding`, `remitter`, and a rate for each
/// class as `rate-` and its word.
#[derive(Clone, Debug, Template)]
#[template(path = "taxes/zone.html")]
pub struct ZonePage {
    pub frame: Frame,
    pub desk: Desk,
    pub may_write: bool,
    pub errors: Vec<FormError>,
    /// Empty: it is new.
    pub id: String,
    pub revision: String,
    pub key: String,
    pub name: Entry,
    pub places: Entry,
    pub included: bool,
    pub taxes_shipping: bool,
    pub roundings: Vec<Choice>,
    pub remitters: Vec<Choice>,
    pub rates: Vec<RateEntry>,
}

/// The rate of one class.
#[derive(Clone, Debug)]
pub struct RateEntry {
    pub field: String,
    pub class: String,
    pub entry: Entry,
}

/// `GET /admin/tax/zones/new`.
pub(super) async fn blank(clerk: Clerk) -> Result<Response> {
    draw(&clerk, None, &Fields::default(), &Mistakes::default()).await
}

/// `POST /admin/tax/zones/new`.
pub(super) async fn make(clerk: Clerk, Form(sent): Form<Fields>) -> Result<Response> {
    sent.only(KNOWN, &[RATE])?;
    let zone = match read(&sent) {
        Ok(zone) => zone,
        Err(mistakes) => return draw(&clerk, None, &sent, &mistakes).await,
    };
    let made = tax::create_tax_zone(clerk.http.app(), clerk.actor, zone, sent.once()).await;
    told(&clerk, None, &sent, made.map(|_made| ())).await
}

/// `GET /admin/tax/zones/{id}`.
pub(super) async fn show(clerk: Clerk, Part(id): Part<TaxZoneId>) -> Result<Response> {
    let found = tax::show_tax_zone(clerk.http.app(), clerk.actor, id).await?;
    draw(&clerk, Some(&found), &Fields::default(), &Mistakes::default()).await
}

/// `POST /admin/tax/zones/{id}`.
pub(super) async fn change(
    clerk: Clerk,
    Part(id): Part<TaxZoneId>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    sent.only(KNOWN, &[RATE])?;
    let found = tax::show_tax_zone(clerk.http.app(), clerk.actor, id).await?;
    let TaxZone { name, places, included, taxes_shipping, rounding, remitter, rates } = match read(&sent) {
        Ok(zone) => zone,
        Err(mistakes) => return draw(&clerk, Some(&found), &sent, &mistakes).await,
    };
    let changes = ZoneChanges {
        name: Some(name),
        places: Some(places),
        included: Some(included),
        taxes_shipping: Some(taxes_shipping),
        rounding: Some(rounding),
        remitter: Some(remitter),
        rates: Some(rates),
        expected_revision: Some(sent.revision().unwrap_or_default()),
    };
    let changed = tax::change_tax_zone(clerk.http.app(), clerk.actor, id, changes).await;
    told(&clerk, Some(&found), &sent, changed.map(|_zone| ())).await
}

/// `POST /admin/tax/zones/{id}/remove`.
pub(super) async fn remove(
    clerk: Clerk,
    Part(id): Part<TaxZoneId>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    sent.only(&["revision"], &[])?;
    let found = tax::show_tax_zone(clerk.http.app(), clerk.actor, id).await?;
    match tax::remove_tax_zone(clerk.http.app(), clerk.actor, id, sent.revision()).await {
        Ok(()) => Ok(see_other(&format!("{}?done=removed", ways::tax()), None)),
        Err(error) => draw(&clerk, Some(&found), &Fields::default(), &mistakes(error)?).await,
    }
}

async fn told(
    clerk: &Clerk,
    found: Option<&StoredZone>,
    sent: &Fields,
    outcome: souk_market::Result<()>,
) -> Result<Response> {
    match outcome {
        Ok(()) => Ok(see_other(&format!("{}?done=saved", ways::tax()), None)),
        Err(error) => draw(clerk, found, sent, &mistakes(error)?).await,
    }
}

/// What a refusal says, at the fields of the form.
fn mistakes(error: Error) -> Result<Mistakes> {
    Mistakes::of(error, |pointer| match pointer.strip_prefix("/rates/") {
        Some(class) => format!("{RATE}{class}"),
        None if pointer.starts_with("/places") => "places".to_owned(),
        None => pointer.trim_start_matches('/').to_owned(),
    })
}

/// The zone of a form. Errors: rates that are none.
fn read(sent: &Fields) -> std::result::Result<TaxZone, Mistakes> {
    let mut wrong = Mistakes::default();
    let mut rates = BTreeMap::new();
    for (word, text) in sent.of(RATE) {
        match (TaxClassCode::parse(word), typed::rate(text)) {
            (Ok(class), Ok(Some(bps))) => {
                rates.insert(class, bps);
            }
            (Ok(_), Ok(None)) => {}
            _ => wrong.add(&format!("{RATE}{word}"), say("setup-tax-wrong", &[])),
        }
    }
    let rounding = TaxRounding::parse(sent.get("rounding"));
    let remitter = TaxRemitter::parse(sent.get("remitter"));
    for (field, is_said) in [("rounding", rounding.is_some()), ("remitter", remitter.is_some())] {
        if !is_said {
            wrong.add(field, say("desk-choose-again", &[]));
        }
    }
    match (rounding, remitter) {
        (Some(rounding), Some(remitter)) if wrong.is_empty() => Ok(TaxZone {
            name: sent.get("name").to_owned(),
            places: typed::places(sent.get("places")),
            included: !sent.get("included").is_empty(),
            taxes_shipping: !sent.get("taxes_shipping").is_empty(),
            rounding,
            remitter,
            rates,
        }),
        _ => Err(wrong),
    }
}

async fn draw(
    clerk: &Clerk,
    found: Option<&StoredZone>,
    sent: &Fields,
    mistakes: &Mistakes,
) -> Result<Response> {
    let app = clerk.http.app();
    let classes = tax::list_tax_classes(app, clerk.actor).await?;
    let around = office::around(app, clerk.actor).await?;
    let (frame, mut desk) = clerk.frame(&around);
    let zone = found.map(|found| &found.zone);
    let title = zone.map_or_else(|| say("office-tax-zone-new", &[]), |zone| zone.name.clone());
    desk.crumbs = vec![Crumb::to(say("office-tax", &[]), ways::tax()), Crumb::here(title)];
    let is_sent = !sent.get("rounding").is_empty();
    let flag = |name: &str, begins: bool| if is_sent { !sent.get(name).is_empty() } else { begins };
    let rates = classes.iter().map(|stored| {
        let field = format!("{RATE}{}", stored.class.code);
        let begins = typed::rate_text(zone.and_then(|zone| zone.rates.get(&stored.class.code)).copied());
        RateEntry { entry: sent.entry(mistakes, &field, &begins), class: stored.class.name.clone(), field }
    });
    let rounding = sent
        .said("rounding")
        .unwrap_or_else(|| zone.map_or(TaxRounding::Line, |zone| zone.rounding).as_str().to_owned());
    let remitter = sent
        .said("remitter")
        .unwrap_or_else(|| zone.map_or(TaxRemitter::Market, |zone| zone.remitter).as_str().to_owned());
    let page = ZonePage {
        frame,
        desk,
        may_write: clerk.may(Permission::TaxesWrite),
        errors: mistakes.all(),
        id: found.map(|found| found.id.to_string()).unwrap_or_default(),
        // what was changed meanwhile is looked at first
        revision: found.map(|found| found.revision.to_string()).unwrap_or_default(),
        key: fresh_key(app),
        name: sent.entry(mistakes, "name", zone.map_or("", |zone| &zone.name)),
        places: sent.entry(
            mistakes,
            "places",
            &zone.map(|zone| typed::lines(&zone.places)).unwrap_or_default(),
        ),
        included: flag("included", zone.is_some_and(|zone| zone.included)),
        taxes_shipping: flag("taxes_shipping", zone.is_some_and(|zone| zone.taxes_shipping)),
        roundings: choices(
            &rounding,
            &[("line", "office-tax-round-line"), ("vendor_order", "office-tax-round-order")],
        ),
        remitters: choices(
            &remitter,
            &[("market", "office-tax-market-pays"), ("vendor", "office-tax-vendor-pays")],
        ),
        rates: rates.collect(),
    };
    Ok(private(mistakes.status(), &page))
}

pub(super) fn choices(chosen: &str, all: &[(&str, &str)]) -> Vec<Choice> {
    let choice = |(value, words): &(&str, &str)| Choice {
        value: (*value).to_owned(),
        name: say(words, &[]),
        chosen: chosen == *value,
    };
    all.iter().map(choice).collect()
}
