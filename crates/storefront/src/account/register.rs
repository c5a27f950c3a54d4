//! Making an account.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use souk_http::read::{Form, Query};
use souk_http::{Client, HttpState, Result, to_the_end};
use souk_market::accounts::{self, Registration};
use souk_ui::faults::Faults;
use souk_ui::form::Secret;
use souk_ui::prelude::*;
use souk_ui::redirect::{own_path, see_other};
use souk_ui::request::{PageRequest, setting};
use souk_ui::{Entry, FormError};

use super::answer::{AccountQuery, Done, after, goal, private};
use crate::shared::sign_in::{self, enter};

/// The fields, in the order of the form.
const ORDER: [&str; 6] = ["first_name", "last_name", "email", "password", "username", "phone"];

/// The form posts `csrf`, `next`, `first_name`, `last_name`, `email`, `password`, `username`, `phone`.
#[derive(Clone, Debug, Template)]
#[template(path = "account/register.html")]
pub struct RegisterPage {
    pub frame: Frame,
    pub errors: Vec<FormError>,
    pub first_name: Entry,
    pub last_name: Entry,
    pub email: Entry,
    pub username: Entry,
    pub phone: Entry,
    pub password_error: Option<String>,
    /// A path of ours to go on to; may be empty.
    pub next: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RegisterForm {
    next: String,
    first_name: String,
    last_name: String,
    email: String,
    username: String,
    phone: String,
    password: Secret,
}

/// `GET /register`: the form; who is signed in goes on.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    Query(asked): Query<AccountQuery>,
) -> Result<Response> {
    let next = own_path(&asked.next).unwrap_or_default();
    if request.signed.is_some() {
        return Ok(see_other(goal(&next), None));
    }
    draw(&http, &request, &RegisterForm { next, ..RegisterForm::default() }, &Faults::default()).await
}

/// `POST /register`: makes the account and signs its owner in.
pub(super) async fn send(
    State(http): State<HttpState>,
    request: PageRequest,
    client: Client,
    headers: HeaderMap,
    Form(mut sent): Form<RegisterForm>,
) -> Result<Response> {
    sent.next = own_path(&sent.next).unwrap_or_default();
    let asked = Registration {
        username: typed(&sent.username),
        email: sent.email.clone(),
        password: std::mem::take(&mut sent.password).take(),
        phone: typed(&sent.phone),
        first_name: sent.first_name.clone(),
        last_name: sent.last_name.clone(),
        client: client.counted(),
    };
    let app = http.app().clone();
    let made = to_the_end(async move { accounts::register(&app, asked).await });
    match made.await? {
        Ok(made) => {
            let signed = sign_in::sign_in(&http, &headers, client, made.account.id, request.cart).await?;
            let to = if sent.next.is_empty() {
                after(routes::account(), Done::Registered)
            } else {
                sent.next.clone()
            };
            Ok(enter(&http, &to, &signed))
        }
        Err(error) => draw(&http, &request, &sent, &Faults::of(error)?).await,
    }
}

/// What was typed into a field that may be left empty.
fn typed(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

async fn draw(
    http: &HttpState,
    request: &PageRequest,
    sent: &RegisterForm,
    faults: &Faults,
) -> Result<Response> {
    let page = RegisterPage {
        frame: setting(http, request).await?.frame,
        errors: faults.summary(&ORDER),
        first_name: faults.entry("first_name", &sent.first_name),
        last_name: faults.entry("last_name", &sent.last_name),
        email: faults.entry("email", &sent.email),
        username: faults.entry("username", &sent.username),
        phone: faults.entry("phone", &sent.phone),
        password_error: faults.words("password"),
        next: sent.next.clone(),
    };
    Ok(faults.answered(private(faults.status(), &page)))
}
