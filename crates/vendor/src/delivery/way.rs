//! One way to ship, new or known.

use std::collections::BTreeMap;

use axum::response::Response;
use souk_domain::bounds::shipping_method::{MAX_BRACKETS, MAX_PLACES};
use souk_domain::ids::ShippingMethodId;
use souk_domain::refusal::{Refusal, RequestRefusal};
use souk_domain::vendor::VendorPermission;
use souk_http::read::{Form, Part};
use souk_http::{Result, to_the_end};
use souk_market::portal;
use souk_market::shipping::{self, MethodChanges, NewMethod, Whose};
use souk_ui::faults::Faults;
use souk_ui::form::Choice;
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{Entry, FormError};

use super::list::SharedWay;
use super::read::{AMOUNT_BRACKETS, BY_WEIGHT, CARRIER, FLAT, Typed, TypedZone, WEIGHT_BRACKETS, faults_of};
use crate::prelude::*;
use crate::shared::{Worker, fresh_key, once, private};

/// Characters of the places of a zone as they are typed: as many as it may have, each with the name of its region.
const MAX_TYPED_PLACES: usize = MAX_PLACES * 40;
/// Characters of the brackets of a zone as they are typed: as many as it may have, each with two long numbers.
const MAX_TYPED_BRACKETS: usize = MAX_BRACKETS * 40;

/// The form of a way to ship.
#[derive(Clone, Debug, Template)]
#[template(path = "delivery/way.html")]
pub struct WayPage {
    pub frame: Frame,
    pub desk: Desk,
    /// Empty for a new one.
    pub id: String,
    /// That of the way that was read; empty for a new one.
    pub revision: String,
    /// Tells one sending of a new way from the next.
    pub key: String,
    pub errors: Vec<FormError>,
    pub name: Entry,
    pub min_days: Entry,
    pub max_days: Entry,
    pub takes_cash: bool,
    pub zones: Vec<ZoneEntry>,
}

/// A zone of the form.
#[derive(Clone, Debug)]
pub struct ZoneEntry {
    /// Its number, from 0.
    pub at: usize,
    pub kind: String,
    pub kinds: Vec<Choice>,
    /// What is wrong with the chosen kind.
    pub kind_error: Option<String>,
    pub places: Entry,
    pub fee: Entry,
    pub per_kg: Entry,
    pub brackets: Entry,
    pub free_from: Entry,
    pub services: Vec<Choice>,
    /// What is wrong with the chosen service.
    pub service_error: Option<String>,
}

impl ZoneEntry {
    fn id(&self, field: &str) -> String {
        format!("{field}-{}", self.at)
    }

    fn is(&self, kind: &str) -> bool {
        self.kind == kind
    }

    /// The key of what is said below its brackets.
    fn brackets_hint(&self) -> &'static str {
        if self.is(WEIGHT_BRACKETS) { "zone-brackets-by-weight" } else { "zone-brackets-by-amount" }
    }

    fn has_brackets(&self) -> bool {
        self.is(WEIGHT_BRACKETS) || self.is(AMOUNT_BRACKETS)
    }
}

/// `GET /vendor/delivery/new`.
pub(super) async fn blank(worker: Worker) -> Result<Response> {
    worker.require(VendorPermission::ShippingWrite)?;
    draw(&worker, None, &Typed::blank(), &Faults::default()).await
}

/// `POST /vendor/delivery/new`.
pub(super) async fn add(worker: Worker, Form(sent): Form<BTreeMap<String, String>>) -> Result<Response> {
    worker.require(VendorPermission::ShippingWrite)?;
    let mut typed = Typed::read(sent)?;
    if typed.rearranged() {
        return draw(&worker, None, &typed, &Faults::default()).await;
    }
    let currency = currency(&worker).await?;
    let ready = match typed.ready(currency) {
        Ok(ready) => ready,
        Err(faults) => return draw(&worker, None, &typed, &faults).await,
    };
    let new = NewMethod {
        vendor: None,
        name: ready.name,
        zones: ready.zones,
        min_days: ready.min_days,
        max_days: ready.max_days,
        takes_cash: ready.takes_cash,
    };
    let whose = Whose::Own(worker.seat.vendor);
    let guard = once(&typed.key, |_| String::new());
    let made = shipping::create_shipping_method(worker.http.app(), worker.actor(), whose, new, guard);
    told(&worker, None, &typed, to_the_end(made).await?.map(|_made| ())).await
}

/// `GET /vendor/delivery/{method}`.
pub(super) async fn one(worker: Worker, Part(id): Part<ShippingMethodId>) -> Result<Response> {
    worker.require(VendorPermission::ShippingWrite)?;
    let named = (Some(worker.seat.vendor), id);
    let (found, currency) = shipping::show_shipping_method(worker.http.app(), worker.actor(), named).await?;
    let typed = Typed::of(&found.method, found.revision, currency);
    draw(&worker, Some(id), &typed, &Faults::default()).await
}

/// `POST /vendor/delivery/{method}`.
pub(super) async fn change(
    worker: Worker,
    Part(id): Part<ShippingMethodId>,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    worker.require(VendorPermission::ShippingWrite)?;
    let mut typed = Typed::read(sent)?;
    if typed.rearranged() {
        return draw(&worker, Some(id), &typed, &Faults::default()).await;
    }
    let currency = currency(&worker).await?;
    let ready = match typed.ready(currency) {
        Ok(ready) => ready,
        Err(faults) => return draw(&worker, Some(id), &typed, &faults).await,
    };
    let changes = MethodChanges {
        name: Some(ready.name),
        zones: Some(ready.zones),
        min_days: Some(ready.min_days),
        max_days: Some(ready.max_days),
        takes_cash: Some(ready.takes_cash),
        // what was typed by hand fits no revision
        expected_revision: Some(typed.revision.parse().unwrap_or_default()),
    };
    let named = (Some(worker.seat.vendor), id);
    let (app, actor) = (worker.http.app(), worker.actor());
    let changed = shipping::change_shipping_method(app, actor, named, changes).await;
    if let Err(error) = &changed
        && matches!(error.refusal(), Some(Refusal::Request(RequestRefusal::PreconditionFailed)))
    {
        // what somebody else saved is told; whoever has read it may save theirs over it
        let (found, currency) = shipping::show_shipping_method(app, actor, named).await?;
        typed.revision = found.revision.to_string();
        let theirs = SharedWay::of(&found.method, currency);
        let theirs = [vec![theirs.name, theirs.days], theirs.zones].concat().join("; ");
        let faults = Faults::at("", say("way-changed-meanwhile", &[("theirs", &theirs)]));
        return draw(&worker, Some(id), &typed, &faults).await;
    }
    told(&worker, Some(id), &typed, changed.map(|_changed| ())).await
}

async fn currency(worker: &Worker) -> Result<souk_domain::money::Currency> {
    Ok(souk_market::settings::show_market(worker.http.app(), worker.actor()).await?.currency)
}

async fn told(
    worker: &Worker,
    id: Option<ShippingMethodId>,
    typed: &Typed,
    done: souk_market::Result<()>,
) -> Result<Response> {
    match done {
        Ok(()) => Ok(see_other(ways::delivery(), None)),
        Err(error) => draw(worker, id, typed, &faults_of(error)?).await,
    }
}

async fn draw(
    worker: &Worker,
    id: Option<ShippingMethodId>,
    typed: &Typed,
    faults: &Faults,
) -> Result<Response> {
    let found = portal::way_to_ship(worker.http.app(), worker.seat, id).await?;
    let (frame, mut desk) = worker.frame(&found.around);
    let title = if id.is_some() { "way-edit" } else { "way-add" };
    desk.crumbs = vec![Crumb::to(say("desk-delivery", &[]), ways::delivery()), Crumb::here(say(title, &[]))];
    let order = typed.order();
    let order: Vec<&str> = order.iter().map(String::as_str).collect();
    let page = WayPage {
        frame,
        desk,
        id: id.map(|id| id.to_string()).unwrap_or_default(),
        revision: typed.revision.clone(),
        key: fresh_key(worker.http.app()),
        errors: faults.summary(&order),
        name: faults.entry("name", &typed.name),
        min_days: faults.entry("min_days", &typed.min_days),
        max_days: faults.entry("max_days", &typed.max_days),
        takes_cash: typed.takes_cash,
        zones: zones(typed, &found.services, faults),
    };
    Ok(faults.answered(private(faults.status(), &page)))
}

pub(super) fn zones(typed: &Typed, services: &[(String, String)], faults: &Faults) -> Vec<ZoneEntry> {
    typed.zones.iter().enumerate().map(|(at, zone)| entry(at, zone, services, faults)).collect()
}

fn entry(at: usize, zone: &TypedZone, services: &[(String, String)], faults: &Faults) -> ZoneEntry {
    let of = |field: &str, typed: &str| faults.entry(&format!("{field}-{at}"), typed);
    let known = [FLAT, BY_WEIGHT, WEIGHT_BRACKETS, AMOUNT_BRACKETS];
    let kind =
        if known.contains(&zone.kind.as_str()) || zone.kind == CARRIER { zone.kind.as_str() } else { FLAT };
    let choice = |value: &str, words: &str| Choice {
        value: value.to_owned(),
        name: say(words, &[]),
        chosen: value == kind,
    };
    let mut kinds = vec![
        choice(FLAT, "kind-flat"),
        choice(BY_WEIGHT, "kind-by-weight"),
        choice(WEIGHT_BRACKETS, "kind-weight-brackets"),
        choice(AMOUNT_BRACKETS, "kind-amount-brackets"),
    ];
    if !services.is_empty() || kind == CARRIER {
        kinds.push(choice(CARRIER, "kind-carrier"));
    }
    let service = |(carrier, service): &(String, String)| {
        let value = format!("{carrier}/{service}");
        Choice { chosen: value == zone.service, name: format!("{carrier} {service}"), value }
    };
    ZoneEntry {
        at,
        kind: kind.to_owned(),
        kinds,
        kind_error: faults.words(&format!("kind-{at}")),
        places: of("places", &zone.places),
        fee: of("fee", &zone.fee),
        per_kg: of("per_kg", &zone.per_kg),
        brackets: of("brackets", &zone.brackets),
        free_from: of("free_from", &zone.free_from),
        services: services.iter().map(service).collect(),
        service_error: faults.words(&format!("service-{at}")),
    }
}
