//! Another password.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use souk_http::read::Form;
use souk_http::{HttpState, Owner, Result, to_the_end};
use souk_market::accounts::{self, ChangePassword};
use souk_ui::FormError;
use souk_ui::faults::Faults;
use souk_ui::form::Secret;
use souk_ui::prelude::*;
use souk_ui::redirect::see_other;
use souk_ui::request::{PageRequest, setting};

use super::answer::{Done, after, login_of, private};

/// The form posts `csrf`, `current_password`, `password`.
#[derive(Clone, Debug, Template)]
#[template(path = "account/password.html")]
pub struct PasswordPage {
    pub frame: Frame,
    pub errors: Vec<FormError>,
    /// Whose password it is, for the browser that keeps it.
    pub login: String,
    pub current_error: Option<String>,
    pub password_error: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PasswordForm {
    #[serde(default)]
    current_password: Secret,
    #[serde(default)]
    password: Secret,
}

/// `GET /account/security/password`.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    owner: Owner,
) -> Result<Response> {
    draw(&http, &request, &owner, &Faults::default()).await
}

/// `POST /account/security/password`: every other session ends.
pub(super) async fn send(
    State(http): State<HttpState>,
    request: PageRequest,
    owner: Owner,
    Form(sent): Form<PasswordForm>,
) -> Result<Response> {
    let app = http.app().clone();
    let change = ChangePassword { current: sent.current_password.take(), new: sent.password.take() };
    let (actor, which) = (owner.actor, (owner.account, owner.session.id));
    let changed = to_the_end(async move { accounts::change_password(&app, actor, which, change).await });
    match changed.await? {
        Ok(()) => Ok(see_other(&after(routes::account_security(), Done::Password), None)),
        Err(error) => draw(&http, &request, &owner, &Faults::of(error)?).await,
    }
}

async fn draw(http: &HttpState, request: &PageRequest, owner: &Owner, faults: &Faults) -> Result<Response> {
    let page = PasswordPage {
        frame: setting(http, request).await?.frame,
        errors: faults.summary(&["current_password", "password"]),
        login: login_of(owner),
        current_error: faults.words("current_password"),
        password_error: faults.words("password"),
    };
    Ok(faults.answered(private(faults.status(), &page)))
}
