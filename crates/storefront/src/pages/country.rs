//! Which country orders go to, as far as the visitor says so. The choice stays in a cookie; nothing is decided by it.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::Deserialize;
use souk_domain::{percent, refusal::RequestRefusal};
use souk_http::read::Form;
use souk_http::{HttpState, Result, cookies};
use souk_market::shop::{self, Served};
use souk_ui::address::countries;
use souk_ui::prelude::*;
use souk_ui::redirect::{own_path, see_other};
use souk_ui::request::{COUNTRY_COOKIE, PageRequest, Setting, setting};
use souk_ui::{Choice, page};

/// How long the choice is remembered: people move seldom.
const REMEMBER_S: u32 = 365 * 24 * 60 * 60;

/// The page with the list of countries.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/country.html")]
pub struct CountryPage {
    pub frame: Frame,
    pub countries: Vec<Choice>,
    /// The page the visitor comes from.
    pub back: String,
}

impl CountryPage {
    pub(super) fn of(frame: Frame, chosen: &str, served: &Served, back: String) -> Self {
        Self { frame, countries: countries::by_reach(countries::choices(chosen), served), back }
    }
}

/// What the form sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CountryForm {
    country: String,
    #[serde(default)]
    back: String,
}

/// `GET /country`, with the way back in `?back=`.
pub(super) async fn show(State(http): State<HttpState>, request: PageRequest, uri: Uri) -> Result<Response> {
    let Setting { frame, market, .. } = setting(&http, &request).await?;
    let asked = uri
        .query()
        .and_then(|query| query.strip_prefix("back="))
        .and_then(|back| percent::decode_form(back.as_bytes()));
    let chosen = request.country.unwrap_or(market.country);
    let served = shop::served_countries(http.app()).await?;
    Ok(page(StatusCode::OK, &CountryPage::of(frame, &chosen, &served, way_back(&asked.unwrap_or_default()))))
}

/// `POST /country`: remembers the choice and leads back.
pub(super) async fn choose(
    State(http): State<HttpState>,
    Form(chosen): Form<CountryForm>,
) -> Result<Response> {
    if !countries::is_known(&chosen.country) {
        let detail = "This is no country code of two letters, such as US.".to_owned();
        return Err(RequestRefusal::InvalidValue { pointer: "/country".to_owned(), detail }.into());
    }
    let cookie = cookies::set(&http, COUNTRY_COOKIE, &chosen.country, Some(REMEMBER_S));
    Ok(see_other(&way_back(&chosen.back), cookie))
}

/// The page the visitor comes from, or the front door.
fn way_back(asked: &str) -> String {
    own_path(asked).unwrap_or_else(|| routes::home().to_owned())
}
