//! Another e-mail address.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use souk_http::read::Form;
use souk_http::{HttpState, Owner, Result, to_the_end};
use souk_market::accounts;
use souk_ui::faults::Faults;
use souk_ui::form::Secret;
use souk_ui::prelude::*;
use souk_ui::redirect::see_other;
use souk_ui::request::{PageRequest, setting};
use souk_ui::{Entry, FormError};

use super::answer::{Done, after, private};

/// The form posts `csrf`, `email`, `current_password`.
#[derive(Clone, Debug, Template)]
#[template(path = "account/email.html")]
pub struct EmailPage {
    pub frame: Frame,
    pub errors: Vec<FormError>,
    /// The address until the new one is proven; may be empty.
    pub current: String,
    pub email: Entry,
    pub current_error: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EmailForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    current_password: Secret,
}

/// `GET /account/security/email`.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    owner: Owner,
) -> Result<Response> {
    draw(&http, &request, &owner, "", &Faults::default()).await
}

/// `POST /account/security/email`: a link goes to the new address, which counts once that is used.
pub(super) async fn send(
    State(http): State<HttpState>,
    request: PageRequest,
    owner: Owner,
    Form(sent): Form<EmailForm>,
) -> Result<Response> {
    let (app, actor, account) = (http.app().clone(), owner.actor, owner.account);
    let EmailForm { email, current_password } = sent;
    let typed = email.clone();
    let asked = to_the_end(async move {
        accounts::change_email(&app, actor, account, &email, current_password.take()).await
    });
    match asked.await? {
        Ok(()) => Ok(see_other(&after(routes::account_security(), Done::Email), None)),
        Err(error) => draw(&http, &request, &owner, &typed, &Faults::of(error)?).await,
    }
}

async fn draw(
    http: &HttpState,
    request: &PageRequest,
    owner: &Owner,
    typed: &str,
    faults: &Faults,
) -> Result<Response> {
    let page = EmailPage {
        frame: setting(http, request).await?.frame,
        errors: faults.summary(&["email", "current_password"]),
        current: owner.session.email.clone().unwrap_or_default(),
        email: faults.entry("email", typed),
        current_error: faults.words("current_password"),
    };
    Ok(faults.answered(private(faults.status(), &page)))
}
