//! Entering codes, and taking them out.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use souk_domain::refusal::{CartRefusal, Refusal};
use souk_http::read::Form;
use souk_http::{Client, HttpState, Result};
use souk_market::cart;
use souk_ui::redirect::see_other;
use souk_ui::request::PageRequest;
use souk_ui::routes;
use souk_ui::texts::say;

use super::show::answer_code;
use crate::shared::cart_cookie;

/// What a form of codes sends: a code to enter, or one to take out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodeForm {
    #[serde(default)]
    coupon: String,
    #[serde(default)]
    remove: String,
}

/// `POST /cart/codes`: enters a code or takes one out. One that is out already, by a second press, is as it should be.
pub(super) async fn change(
    State(http): State<HttpState>,
    request: PageRequest,
    client: Client,
    headers: HeaderMap,
    Form(form): Form<CodeForm>,
) -> Result<Response> {
    let key = request.cart.ok_or(CartRefusal::NotFound)?;
    let done = if form.remove.is_empty() {
        cart::put_cart_code(http.app(), request.actor(), key, (form.coupon.clone(), client.counted())).await
    } else {
        cart::remove_cart_code(http.app(), request.actor(), key, form.remove.clone()).await
    };
    let Err(error) = done else {
        return Ok(see_other(routes::cart(), cart_cookie::remember(&http, key)));
    };
    let words = match error.refusal() {
        Some(Refusal::Cart(CartRefusal::CodeNotFound)) => {
            return Ok(see_other(routes::cart(), cart_cookie::remember(&http, key)));
        }
        Some(Refusal::Cart(CartRefusal::UnknownCode)) if form.coupon.trim().is_empty() => {
            say("coupon-needed", &[])
        }
        Some(Refusal::Cart(CartRefusal::UnknownCode)) => say("coupon-unknown", &[]),
        Some(Refusal::Cart(CartRefusal::TooManyCodes { max })) => say("coupon-too-many", &[("max", max)]),
        Some(Refusal::Throttle(throttle)) => {
            say("coupon-wait", &[("minutes", &throttle.retry_after_s.div_ceil(60))])
        }
        _ => return Err(error.into()),
    };
    answer_code(&http, &request, &headers, StatusCode::UNPROCESSABLE_ENTITY, (form.coupon, words)).await
}
