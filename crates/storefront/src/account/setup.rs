//! The very first page of a market: who runs it, and what it is called.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::money::Currency;
use souk_http::read::{Form, Query};
use souk_http::{Client, Edge, Result, to_the_end};
use souk_market::Actor;
use souk_market::accounts::{self, FirstAdmin};
use souk_ui::address::countries;
use souk_ui::form::Secret;
use souk_ui::prelude::*;
use souk_ui::request::{Guest, Setting, setting};
use souk_ui::texts::say;
use souk_ui::{Choice, Entry, FormError};

use super::answer::{after, private};
use super::entering::{agent, enter, put};
use super::faults::{Faults, is_dead_link};
use super::links::{Link, dead};

const ORDER: [&str; 5] = ["name", "country", "currency", "email", "password"];

/// The form posts `csrf`, `name`, `country`, `currency`, `email`, `password`.
#[derive(Clone, Debug, Template)]
#[template(path = "account/setup.html")]
pub struct SetupPage {
    pub frame: Frame,
    pub errors: Vec<FormError>,
    pub name: Entry,
    pub countries: Vec<Choice>,
    pub country_error: Option<String>,
    pub currency: Entry,
    pub email: Entry,
    pub password_error: Option<String>,
}

/// The parameter of the link.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Carried {
    #[serde(default)]
    t: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Sent {
    name: String,
    country: String,
    currency: String,
    email: String,
    password: Secret,
}

/// `GET /setup`: the form, for a link that works while nobody administers.
pub(super) async fn show(
    State(edge): State<Edge>,
    guest: Guest,
    headers: HeaderMap,
    Query(carried): Query<Carried>,
) -> Result<Response> {
    if !carried.t.is_empty() {
        return Ok(Link::Setup.keep(&edge, &carried.t, routes::setup()));
    }
    let Setting { market, .. } = setting(&edge, &guest).await?;
    let sent = Sent {
        name: market.name,
        country: market.country,
        currency: market.currency.code().to_owned(),
        ..Sent::default()
    };
    draw(&edge, &guest, &headers, &sent, &Faults::default()).await
}

/// `POST /setup`: the first super admin, signed in.
pub(super) async fn send(
    State(edge): State<Edge>,
    guest: Guest,
    client: Client,
    headers: HeaderMap,
    Form(mut sent): Form<Sent>,
) -> Result<Response> {
    let Ok(currency) = Currency::parse(sent.currency.trim()) else {
        let faults = Faults::at("currency", say("setup-currency-wrong", &[]));
        return draw(&edge, &guest, &headers, &sent, &faults).await;
    };
    let Setting { mut market, .. } = setting(&edge, &guest).await?;
    market.name.clone_from(&sent.name);
    market.country.clone_from(&sent.country);
    market.currency = currency;
    let asked = FirstAdmin {
        token: Link::Setup.held(&edge, &headers),
        market,
        email: sent.email.clone(),
        password: std::mem::take(&mut sent.password).take(),
        agent: agent(&headers),
        client: client.counted(),
    };
    let app = edge.app().clone();
    let made =
        to_the_end(
            async move { Ok::<_, souk_market::Error>(accounts::create_first_admin(&app, asked).await) },
        );
    match made.await? {
        Ok(signed) => {
            let mut response = enter(&edge, &after(routes::account(), "setup"), &signed);
            put(&mut response, [Link::Setup.clear(&edge)]);
            Ok(response)
        }
        Err(error) if is_dead_link(&error) => dead(&edge, &guest).await,
        Err(error) => draw(&edge, &guest, &headers, &sent, &Faults::of(error)?).await,
    }
}

async fn draw(
    edge: &Edge,
    guest: &Guest,
    headers: &HeaderMap,
    sent: &Sent,
    faults: &Faults,
) -> Result<Response> {
    let token = Link::Setup.held(edge, headers);
    let open = edge.app().read(Actor::Guest, move |ctx| {
        let token = token.clone();
        Box::pin(async move { accounts::is_setup_open(ctx, &token).await })
    });
    match open.await {
        Ok(()) => {}
        Err(error) if is_dead_link(&error) => return dead(edge, guest).await,
        Err(error) => return Err(error.into()),
    }
    let page = SetupPage {
        frame: setting(edge, guest).await?.frame,
        errors: faults.summary(&ORDER),
        name: faults.entry("name", &sent.name),
        countries: countries::choices(&sent.country),
        country_error: faults.words("country"),
        currency: faults.entry("currency", &sent.currency),
        email: faults.entry("email", &sent.email),
        password_error: faults.words("password"),
    };
    Ok(faults.answered(private(faults.status(), &page)))
}
