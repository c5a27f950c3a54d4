//! The account at a glance.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use souk_http::read::{Form, Query};
use souk_http::{HttpState, Owner, Result};
use souk_market::{accounts, shop};
use souk_ui::faults::Faults;
use souk_ui::form::ButtonForm;
use souk_ui::prelude::*;
use souk_ui::redirect::see_other;
use souk_ui::request::PageRequest;

use super::answer::{AccountQuery, Done, after, done_words, private};
use super::order_row::{OrderRow, order_row};

/// Greeting, latest orders, the usual address, and whether the e-mail address is proven.
#[derive(Clone, Debug, Template)]
#[template(path = "account/overview.html")]
pub struct OverviewPage {
    pub frame: Frame,
    pub name: String,
    /// None: another account proved the address that was claimed.
    pub email: Option<String>,
    pub email_verified: bool,
    pub latest: Vec<OrderRow>,
    /// All there are.
    pub orders: u64,
    /// Line by line; empty: none yet.
    pub address: Vec<String>,
    /// What was just done, in words; may be empty.
    pub done: String,
    /// What could not be done, in words; may be empty.
    pub refused: String,
}

/// `GET /account`.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    owner: Owner,
    Query(asked): Query<AccountQuery>,
) -> Result<Response> {
    let page = look(&http, &request, &owner, done_words(&asked.done)).await?;
    Ok(private(StatusCode::OK, &page))
}

/// `POST /account/verify`: sends the verification letter again.
pub(super) async fn verify(
    State(http): State<HttpState>,
    request: PageRequest,
    owner: Owner,
    Form(ButtonForm {}): Form<ButtonForm>,
) -> Result<Response> {
    match accounts::send_verification(http.app(), owner.account).await {
        Ok(()) => Ok(see_other(&after(routes::account(), Done::VerifySent), None)),
        Err(error) => {
            let faults = Faults::of(error)?;
            let mut page = look(&http, &request, &owner, String::new()).await?;
            page.refused = faults.summary(&[]).into_iter().map(|error| error.words).collect();
            Ok(faults.answered(private(faults.status(), &page)))
        }
    }
}

async fn look(http: &HttpState, request: &PageRequest, owner: &Owner, done: String) -> Result<OverviewPage> {
    let found = shop::account_overview(http.app(), owner.actor, request.viewer(), owner.account).await?;
    let own = found.account;
    Ok(OverviewPage {
        frame: request.setting(found.layout).frame,
        name: own.greeting().to_owned(),
        email: own.email,
        email_verified: own.email_verified,
        latest: found.latest.iter().map(order_row).collect(),
        orders: found.orders,
        address: found.address.as_ref().map(souk_domain::address::Address::lines).unwrap_or_default(),
        done,
        refused: String::new(),
    })
}
