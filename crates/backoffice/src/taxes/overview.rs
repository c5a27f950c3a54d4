//! Every rate at a glance, and a place to try.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::account::Permission;
use souk_domain::address::{Country, region_code};
use souk_domain::pricing::Destination;
use souk_domain::tax::{TaxClass, TaxRank, TaxRemitter, TaxZone};
use souk_http::Result;
use souk_http::read::Query;
use souk_market::{office, tax};
use souk_ui::Entry;
use souk_ui::bill::percent;
use souk_ui::desk::private;
use souk_ui::texts::say;

use super::typed;
use crate::prelude::*;
use crate::shared::Clerk;

/// Places of a zone that its row names.
const PLACES_NAMED: usize = 6;

/// Zones with their rates. A form asks by `country`, `region` and `postal_code` what is due there.
#[derive(Clone, Debug, Template)]
#[template(path = "taxes/overview.html")]
pub struct TaxPage {
    pub frame: Frame,
    pub desk: Desk,
    pub may_write: bool,
    /// What was just done, in words; may be empty.
    pub done: String,
    /// The names of the classes, in the order of the columns.
    pub classes: Vec<String>,
    pub zones: Vec<ZoneRow>,
    /// What is due where no zone is.
    pub elsewhere: ZoneRow,
    pub country: Entry,
    pub region: Entry,
    pub postal_code: Entry,
    pub tried: Option<Tried>,
}

/// A zone and its rates.
#[derive(Clone, Debug)]
pub struct ZoneRow {
    /// Empty: where no zone is.
    pub id: String,
    pub name: String,
    /// Where it is.
    pub places: String,
    /// The name of each class and its rate; one that the zone does not name itself is in brackets.
    pub rates: Vec<(String, String)>,
    /// Inside the price or on top, and who pays it on.
    pub terms: String,
}

/// What is due at a place.
#[derive(Clone, Debug)]
pub struct Tried {
    /// In which zone it is, and why.
    pub zone: String,
    pub terms: String,
    /// Each class with its rate, and shipping.
    pub rates: Vec<(String, String)>,
    /// That a provider did not answer, in words; may be empty.
    pub warning: String,
}

/// The parameters of the page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct TaxQuery {
    country: String,
    region: String,
    postal_code: String,
    done: String,
}

/// `GET /admin/tax`.
pub(super) async fn show(clerk: Clerk, Query(asked): Query<TaxQuery>) -> Result<Response> {
    let app = clerk.http.app();
    let classes = tax::list_tax_classes(app, clerk.actor).await?;
    let classes: Vec<TaxClass> = classes.into_iter().map(|stored| stored.class).collect();
    let zones = tax::list_tax_zones(app, clerk.actor).await?;
    let around = office::around(app, clerk.actor).await?;
    let market = &around.market;
    let elsewhere = ZoneRow {
        id: String::new(),
        name: say("office-tax-elsewhere", &[]),
        places: String::new(),
        rates: classes
            .iter()
            .map(|class| (class.name.clone(), percent(class.bps.unwrap_or(market.tax_default_bps))))
            .collect(),
        terms: terms(market.tax_included, TaxRemitter::Market, market.taxes_shipping),
    };
    let (country, place) = place(&asked);
    let tried = match place {
        Some(place) => Some(tried(&clerk, place).await?),
        None => None,
    };
    let (frame, desk) = clerk.frame(&around);
    let page = TaxPage {
        frame,
        desk,
        may_write: clerk.may(Permission::TaxesWrite),
        done: match asked.done.as_str() {
            "" => String::new(),
            "removed" => say("office-removed", &[]),
            _ => say("desk-saved", &[]),
        },
        zones: zones.iter().map(|stored| row(stored.id.to_string(), &stored.zone, &classes)).collect(),
        classes: classes.into_iter().map(|class| class.name).collect(),
        elsewhere,
        country,
        region: Entry::of(asked.region),
        postal_code: Entry::of(asked.postal_code),
        tried,
    };
    Ok(private(StatusCode::OK, &page))
}

/// The field of the country, and the place that is asked for.
fn place(asked: &TaxQuery) -> (Entry, Option<Destination>) {
    let code = asked.country.trim().to_uppercase();
    if code.is_empty() {
        return (Entry::default(), None);
    }
    if Country::of(&code).is_none() {
        return (Entry::wrong(&asked.country, say("office-tax-no-country", &[])), None);
    }
    let region = Some(asked.region.trim()).filter(|region| !region.is_empty());
    let place = Destination {
        region: region.map(|region| region_code(&code, region).unwrap_or(region).to_owned()),
        postal_code: asked.postal_code.trim().to_owned(),
        country: code,
    };
    (Entry::of(&asked.country), Some(place))
}

async fn tried(clerk: &Clerk, place: Destination) -> Result<Tried> {
    let told = tax::show_tax_at(clerk.http.app(), clerk.actor, place).await?;
    let zone = match &told.zone {
        Some((name, rank)) => {
            let by = match rank {
                TaxRank::PostalPrefix => "office-tax-by-postal",
                TaxRank::Region => "office-tax-by-region",
                TaxRank::Country => "office-tax-by-country",
                TaxRank::RestOfWorld => "office-tax-by-rest",
            };
            say(by, &[("zone", name)])
        }
        None => say("office-tax-no-zone", &[]),
    };
    let rates =
        told.classes.iter().map(|class| (class.name.clone(), percent(told.terms.bps_of(&class.code))));
    let shipping = (say("bill-delivery", &[]), percent(told.terms.shipping_bps()));
    Ok(Tried {
        zone,
        terms: terms(told.terms.included, told.terms.remitter, told.terms.taxes_shipping),
        rates: rates.chain([shipping]).collect(),
        warning: if told.is_fallback {
            say("office-tax-fallback", &[("provider", &told.provider)])
        } else {
            String::new()
        },
    })
}

fn row(id: String, zone: &TaxZone, classes: &[TaxClass]) -> ZoneRow {
    let standard = zone.rates.get(&souk_domain::tax::TaxClassCode::default()).copied().unwrap_or_default();
    let rate = |class: &TaxClass| {
        let rate = match zone.rates.get(&class.code) {
            Some(bps) => percent(*bps),
            None => format!("({})", percent(class.bps.unwrap_or(standard))),
        };
        (class.name.clone(), rate)
    };
    let named: Vec<String> = zone.places.iter().take(PLACES_NAMED).map(typed::line).collect();
    let more = zone.places.len().saturating_sub(PLACES_NAMED);
    let mut places = if named.is_empty() { say("office-tax-rest", &[]) } else { named.join(", ") };
    if more > 0 {
        places.push_str(&format!(" +{more}"));
    }
    ZoneRow {
        id,
        name: zone.name.clone(),
        places,
        rates: classes.iter().map(rate).collect(),
        terms: terms(zone.included, zone.remitter, zone.taxes_shipping),
    }
}

fn terms(included: bool, remitter: TaxRemitter, taxes_shipping: bool) -> String {
    let kind = if included { "office-tax-inside" } else { "office-tax-on-top" };
    let by = match remitter {
        TaxRemitter::Market => "office-tax-market-pays",
        TaxRemitter::Vendor => "office-tax-vendor-pays",
    };
    let mut words = vec![say(kind, &[]), say(by, &[])];
    if taxes_shipping {
        words.push(say("office-tax-with-shipping", &[]));
    }
    words.join(", ")
}
