//! Proving an e-mail address. The link only opens a page: its button does the work, so that programs that look into mail
//! do not use it up. And the letter alone proves nothing: somebody may have registered with the address of another.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use souk_http::read::{Form, Query};
use souk_http::{HttpState, Result, to_the_end};
use souk_market::accounts::{self, AskedVerification, Verification};
use souk_ui::FormError;
use souk_ui::faults::{Faults, is_dead_link};
use souk_ui::form::Secret;
use souk_ui::prelude::*;
use souk_ui::redirect::see_other;
use souk_ui::request::{PageRequest, setting};
use zeroize::Zeroizing;

use super::answer::{Done, after, private};
use super::links::{Link, LinkQuery, dead};
use crate::shared::sign_in::put;

/// Names the account, so that whoever only reads the letter sees whether it is theirs. The form posts `csrf`, and
/// `current_password` where its owner is not signed in.
#[derive(Clone, Debug, Template)]
#[template(path = "account/verify.html")]
pub struct VerifyPage {
    pub frame: Frame,
    pub errors: Vec<FormError>,
    pub username: String,
    pub email: String,
    /// The account's owner is not signed in here.
    pub asks_password: bool,
    pub current_error: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VerifyForm {
    #[serde(default)]
    current_password: Secret,
}

/// `GET /verify`: whose address it is, for a link that works.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    headers: HeaderMap,
    Query(link): Query<LinkQuery>,
) -> Result<Response> {
    if !link.token.is_empty() {
        return Ok(Link::Verify.keep(&http, &link.token, routes::verify()));
    }
    draw(&http, &request, &headers, &Faults::default()).await
}

/// `POST /verify`: proves the address.
pub(super) async fn send(
    State(http): State<HttpState>,
    request: PageRequest,
    headers: HeaderMap,
    Form(sent): Form<VerifyForm>,
) -> Result<Response> {
    let asked = AskedVerification {
        token: Zeroizing::new(Link::Verify.held(&http, &headers)),
        signed_in: request.actor().account(),
        current: Some(sent.current_password.take()),
    };
    let app = http.app().clone();
    let done = to_the_end(async move { accounts::verify_email(&app, asked).await });
    match done.await? {
        Ok(account) => {
            let own = request.actor().account() == Some(account);
            let to = if own { routes::account() } else { routes::login() };
            let mut response = see_other(&after(to, Done::Verified), None);
            put(&mut response, [Link::Verify.clear(&http)]);
            Ok(response)
        }
        Err(error) if is_dead_link(&error) => dead(&http, &request).await,
        Err(error) => draw(&http, &request, &headers, &Faults::of(error)?).await,
    }
}

async fn draw(
    http: &HttpState,
    request: &PageRequest,
    headers: &HeaderMap,
    faults: &Faults,
) -> Result<Response> {
    let token = Link::Verify.held(http, headers);
    let Verification { account, username, email } = match accounts::show_verification(http.app(), token).await
    {
        Ok(verification) => verification,
        Err(error) if is_dead_link(&error) => return dead(http, request).await,
        Err(error) => return Err(error.into()),
    };
    let page = VerifyPage {
        frame: setting(http, request).await?.frame,
        errors: faults.summary(&["current_password"]),
        username,
        email,
        asks_password: request.actor().account() != Some(account),
        current_error: faults.words("current_password"),
    };
    Ok(faults.answered(private(faults.status(), &page)))
}
