//! The very first page of a market: who runs it, and what it is called.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::address::Country;
use souk_domain::money::Currency;
use souk_domain::pricing::{MalformedPercent, parse_percent};
use souk_domain::tax::{TaxClassCode, TaxPlace, TaxRemitter, TaxRounding, TaxZone};
use souk_http::read::{Form, Query};
use souk_http::{Client, HttpState, Result, to_the_end};
use souk_market::accounts::{self, FirstAdmin};
use souk_ui::address::countries;
use souk_ui::faults::{Faults, is_dead_link};
use souk_ui::form::Secret;
use souk_ui::prelude::*;
use souk_ui::request::{PageRequest, Setting, setting};
use souk_ui::texts::say;
use souk_ui::{Choice, Entry, FormError};

use super::answer::{Done, after, private};
use super::links::{Link, LinkQuery, dead};
use crate::shared::sign_in::{agent, enter, put};

const ORDER: [&str; 6] = ["name", "country", "currency", "tax", "email", "password"];

/// The form posts `csrf`, `name`, `country`, `currency`, `tax` and `tax_included`, `email`, `password`.
#[derive(Clone, Debug, Template)]
#[template(path = "account/setup.html")]
pub struct SetupPage {
    pub frame: Frame,
    pub errors: Vec<FormError>,
    pub name: Entry,
    pub countries: Vec<Choice>,
    pub country_error: Option<String>,
    pub currency: Entry,
    pub tax: Entry,
    pub tax_included: bool,
    pub email: Entry,
    pub password_error: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SetupForm {
    name: String,
    country: String,
    currency: String,
    /// The rate within the country, as typed; empty: none.
    tax: String,
    tax_included: String,
    email: String,
    password: Secret,
}

/// `GET /setup`: the form, for a link that works while nobody administers.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    headers: HeaderMap,
    Query(link): Query<LinkQuery>,
) -> Result<Response> {
    if !link.token.is_empty() {
        return Ok(Link::Setup.keep(&http, &link.token, routes::setup()));
    }
    let Setting { market, .. } = setting(&http, &request).await?;
    let sent = SetupForm {
        name: market.name,
        country: market.country,
        currency: market.currency.code().to_owned(),
        ..SetupForm::default()
    };
    draw(&http, &request, &headers, &sent, &Faults::default()).await
}

/// `POST /setup`: the first super admin, signed in.
pub(super) async fn send(
    State(http): State<HttpState>,
    request: PageRequest,
    client: Client,
    headers: HeaderMap,
    Form(mut sent): Form<SetupForm>,
) -> Result<Response> {
    let Ok(currency) = Currency::parse(sent.currency.trim()) else {
        let faults = Faults::at("currency", say("setup-currency-wrong", &[]));
        return draw(&http, &request, &headers, &sent, &faults).await;
    };
    let tax = match parse_percent(&sent.tax) {
        Ok(bps) => (bps > 0).then(|| first_zone(&sent, bps)),
        Err(MalformedPercent) => {
            let faults = Faults::at("tax", say("setup-tax-wrong", &[]));
            return draw(&http, &request, &headers, &sent, &faults).await;
        }
    };
    let Setting { mut market, .. } = setting(&http, &request).await?;
    // a rate is of the country it was named for, and nobody else's
    market.tax_default_bps = 0;
    market.tax_included = !sent.tax_included.is_empty();
    market.name.clone_from(&sent.name);
    market.country.clone_from(&sent.country);
    market.currency = currency;
    let asked = FirstAdmin {
        token: Link::Setup.held(&http, &headers),
        market,
        tax,
        email: sent.email.clone(),
        password: std::mem::take(&mut sent.password).take(),
        agent: agent(&headers),
        client: client.counted(),
    };
    let app = http.app().clone();
    let made = to_the_end(async move { accounts::create_first_admin(&app, asked).await });
    match made.await? {
        Ok(signed) => {
            let mut response = enter(&http, &after(routes::account(), Done::Setup), &signed);
            put(&mut response, [Link::Setup.clear(&http)]);
            Ok(response)
        }
        Err(error) if is_dead_link(&error) => dead(&http, &request).await,
        Err(error) => draw(&http, &request, &headers, &sent, &Faults::of(error)?).await,
    }
}

/// The zone of the country that the market is in, called by its name.
fn first_zone(sent: &SetupForm, bps: u32) -> TaxZone {
    let name =
        Country::of(&sent.country).map_or_else(|| sent.country.clone(), |country| country.name.to_owned());
    TaxZone {
        name,
        places: vec![TaxPlace::country(&sent.country)],
        included: !sent.tax_included.is_empty(),
        taxes_shipping: false,
        rounding: TaxRounding::Line,
        remitter: TaxRemitter::Market,
        rates: [(TaxClassCode::default(), bps)].into(),
    }
}

async fn draw(
    http: &HttpState,
    request: &PageRequest,
    headers: &HeaderMap,
    sent: &SetupForm,
    faults: &Faults,
) -> Result<Response> {
    let token = Link::Setup.held(http, headers);
    match accounts::check_setup_link(http.app(), token).await {
        Ok(()) => {}
        Err(error) if is_dead_link(&error) => return dead(http, request).await,
        Err(error) => return Err(error.into()),
    }
    let page = SetupPage {
        frame: setting(http, request).await?.frame,
        errors: faults.summary(&ORDER),
        name: faults.entry("name", &sent.name),
        countries: countries::choices(&sent.country),
        country_error: faults.words("country"),
        currency: faults.entry("currency", &sent.currency),
        tax: faults.entry("tax", &sent.tax),
        tax_included: !sent.tax_included.is_empty(),
        email: faults.entry("email", &sent.email),
        password_error: faults.words("password"),
    };
    Ok(faults.answered(private(faults.status(), &page)))
}
