//! Asking for a link that sets a new password.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use souk_http::read::{Form, Query};
use souk_http::{Client, HttpState, Result};
use souk_market::accounts::{self, AskedReset};
use souk_ui::faults::Faults;
use souk_ui::prelude::*;
use souk_ui::redirect::see_other;
use souk_ui::request::{PageRequest, setting};
use souk_ui::{Entry, FormError};

use super::answer::{AccountQuery, Done, after, done_words, private};

/// The form posts `csrf` and `email`. The answer is the same whether an account has the address or not.
#[derive(Clone, Debug, Template)]
#[template(path = "account/forgot.html")]
pub struct ForgotPage {
    pub frame: Frame,
    pub errors: Vec<FormError>,
    pub email: Entry,
    /// What was just done, in words; may be empty.
    pub done: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ForgotForm {
    #[serde(default)]
    email: String,
}

/// `GET /forgot`: the form.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    Query(asked): Query<AccountQuery>,
) -> Result<Response> {
    draw(&http, &request, "", done_words(&asked.done), &Faults::default()).await
}

/// `POST /forgot`: a letter, if there is somebody to write to.
pub(super) async fn send(
    State(http): State<HttpState>,
    request: PageRequest,
    client: Client,
    Form(sent): Form<ForgotForm>,
) -> Result<Response> {
    let asked = AskedReset { email: sent.email.clone(), client: client.counted() };
    match accounts::ask_reset(http.app(), asked).await {
        Ok(()) => Ok(see_other(&after(routes::forgot(), Done::Asked), None)),
        Err(error) => draw(&http, &request, &sent.email, String::new(), &Faults::of(error)?).await,
    }
}

async fn draw(
    http: &HttpState,
    request: &PageRequest,
    email: &str,
    done: String,
    faults: &Faults,
) -> Result<Response> {
    let page = ForgotPage {
        frame: setting(http, request).await?.frame,
        errors: faults.summary(&["email"]),
        email: faults.entry("email", email),
        done,
    };
    Ok(faults.answered(private(faults.status(), &page)))
}
