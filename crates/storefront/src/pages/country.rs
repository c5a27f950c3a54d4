//! Which country things go to, as far as the visitor says so. The choice stays in a cookie; nothing is decided by it.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::Deserialize;
use souk_domain::refusal::RequestRefusal;
use souk_http::read::Form;
use souk_http::{HttpState, Result, cookies};
use souk_ui::address::countries;
use souk_ui::prelude::*;
use souk_ui::redirect::see_other;
use souk_ui::request::{COUNTRY_COOKIE, PageRequest, Setting, setting};
use souk_ui::routes;
use souk_ui::{Choice, page};

use crate::shared::listing_query::unescape;

/// How long the choice is remembered: people move seldom.
const REMEMBER_S: u32 = 365 * 24 * 60 * 60;
/// Longer than any address of ours.
const MAX_BACK_BYTES: usize = 512;

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
    pub(super) fn of(frame: Frame, chosen: &str, back: String) -> Self {
        Self { frame, countries: countries::choices(chosen), back }
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
    let asked = uri.query().and_then(|query| query.strip_prefix("back=")).map(unescape).unwrap_or_default();
    let chosen = request.country.unwrap_or(market.country);
    Ok(page(StatusCode::OK, &CountryPage::of(frame, &chosen, own_path(&asked))))
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
    Ok(see_other(&own_path(&chosen.back), cookie))
}

/// The path of a page of this shop, or the front door: nobody is led to another site.
fn own_path(asked: &str) -> String {
    let is_own = asked.starts_with('/')
        && !asked.starts_with("//")
        && asked.len() <= MAX_BACK_BYTES
        && asked.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_own { asked.to_owned() } else { routes::home().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn nobody_is_led_to_another_site() {
        assert_eq!(own_path("/p/mug?variant=a"), "/p/mug?variant=a");
        for elsewhere in
            ["", "https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere", "/a b", "p/mug"]
        {
            assert_eq!(own_path(elsewhere), "/", "{elsewhere}");
        }
    }
}
