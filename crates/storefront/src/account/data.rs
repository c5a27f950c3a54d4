//! What is kept about somebody, to take along; and leaving.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use serde::Deserialize;
use souk_http::read::Form;
use souk_http::{HttpState, Owner, Result, to_the_end};
use souk_market::{Error, accounts};
use souk_ui::FormError;
use souk_ui::faults::Faults;
use souk_ui::form::Secret;
use souk_ui::prelude::*;
use souk_ui::request::{PageRequest, setting};

use super::answer::{Done, after, login_of, private};
use crate::shared::sign_in::leave;

/// The form posts `csrf` and `current_password`.
#[derive(Clone, Debug, Template)]
#[template(path = "account/data.html")]
pub struct DataPage {
    pub frame: Frame,
    pub errors: Vec<FormError>,
    /// Whose password it is, for the browser that keeps it.
    pub login: String,
    pub current_error: Option<String>,
    /// Orders that are paid and not done yet.
    pub under_way: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeleteAccountForm {
    #[serde(default)]
    current_password: Secret,
}

/// `GET /account/data`.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    owner: Owner,
) -> Result<Response> {
    draw(&http, &request, &owner, &Faults::default()).await
}

/// `GET /account/data/export`: everything, as a JSON file.
pub(super) async fn export(State(http): State<HttpState>, owner: Owner) -> Result<Response> {
    let all = accounts::export_account(http.app(), owner.account).await?;
    let text = serde_json::to_string_pretty(&all)
        .map_err(|error| Error::broken(format!("an account cannot be written: {error}")))?;
    let mut response = Response::new(Body::from(text));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"my-account.json\""),
    );
    Ok(response)
}

/// `POST /account/data`: deletes the account.
pub(super) async fn delete(
    State(http): State<HttpState>,
    request: PageRequest,
    owner: Owner,
    Form(sent): Form<DeleteAccountForm>,
) -> Result<Response> {
    let (app, actor, account) = (http.app().clone(), owner.actor, owner.account);
    let gone =
        to_the_end(async move { accounts::delete(&app, actor, account, sent.current_password.take()).await });
    match gone.await? {
        Ok(()) => Ok(leave(&http, &after(routes::login(), Done::Left))),
        Err(error) => draw(&http, &request, &owner, &Faults::of(error)?).await,
    }
}

async fn draw(http: &HttpState, request: &PageRequest, owner: &Owner, faults: &Faults) -> Result<Response> {
    let under_way = accounts::orders_under_way(http.app(), owner.actor, owner.account).await?;
    let page = DataPage {
        under_way: under_way.unsigned_abs(),
        frame: setting(http, request).await?.frame,
        errors: faults.summary(&["current_password"]),
        login: login_of(owner),
        current_error: faults.words("current_password"),
    };
    Ok(faults.answered(private(faults.status(), &page)))
}
