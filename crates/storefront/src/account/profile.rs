//! Names and telephone number.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use souk_http::read::{Form, Query};
use souk_http::{HttpState, Owner, Result};
use souk_market::accounts::{self, ProfileChange};
use souk_ui::faults::Faults;
use souk_ui::prelude::*;
use souk_ui::redirect::see_other;
use souk_ui::request::{PageRequest, setting};
use souk_ui::{Entry, FormError};

use super::answer::{AccountQuery, Done, after, done_words, private};

const ORDER: [&str; 4] = ["first_name", "last_name", "username", "phone"];

/// The form posts `csrf`, `revision`, `first_name`, `last_name`, `username`, `phone`.
#[derive(Clone, Debug, Template)]
#[template(path = "account/profile.html")]
pub struct ProfilePage {
    pub frame: Frame,
    pub errors: Vec<FormError>,
    pub first_name: Entry,
    pub last_name: Entry,
    pub username: Entry,
    pub phone: Entry,
    /// What was changed since is not overwritten.
    pub revision: i64,
    /// What was just done, in words; may be empty.
    pub done: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProfileForm {
    revision: i64,
    #[serde(default)]
    first_name: String,
    #[serde(default)]
    last_name: String,
    #[serde(default)]
    username: String,
    #[serde(default)]
    phone: String,
}

/// `GET /account/profile`.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    owner: Owner,
    Query(asked): Query<AccountQuery>,
) -> Result<Response> {
    let sent = current(&http, &owner).await?;
    draw(&http, &request, &sent, &Faults::default(), done_words(&asked.done)).await
}

/// `POST /account/profile`.
pub(super) async fn send(
    State(http): State<HttpState>,
    request: PageRequest,
    owner: Owner,
    Form(mut sent): Form<ProfileForm>,
) -> Result<Response> {
    let change = ProfileChange {
        username: Some(sent.username.clone()),
        first_name: Some(sent.first_name.clone()),
        last_name: Some(sent.last_name.clone()),
        phone: Some(sent.phone.clone()),
        revision: Some(sent.revision),
    };
    match accounts::change_profile(http.app(), owner.actor, owner.account, change).await {
        Ok(_) => Ok(see_other(&after(routes::account_profile(), Done::Profile), None)),
        Err(error) => {
            let faults = Faults::of(error)?;
            // whoever looked at it again may send it again
            sent.revision = current(&http, &owner).await?.revision;
            draw(&http, &request, &sent, &faults, String::new()).await
        }
    }
}

async fn current(http: &HttpState, owner: &Owner) -> Result<ProfileForm> {
    let own = accounts::show_account(http.app(), owner.account).await?;
    Ok(ProfileForm {
        revision: own.revision,
        first_name: own.first_name,
        last_name: own.last_name,
        username: own.username,
        phone: own.phone.unwrap_or_default(),
    })
}

async fn draw(
    http: &HttpState,
    request: &PageRequest,
    sent: &ProfileForm,
    faults: &Faults,
    done: String,
) -> Result<Response> {
    let page = ProfilePage {
        frame: setting(http, request).await?.frame,
        errors: faults.summary(&ORDER),
        first_name: faults.entry("first_name", &sent.first_name),
        last_name: faults.entry("last_name", &sent.last_name),
        username: faults.entry("username", &sent.username),
        phone: faults.entry("phone", &sent.phone),
        revision: sent.revision,
        done,
    };
    Ok(faults.answered(private(faults.status(), &page)))
}
