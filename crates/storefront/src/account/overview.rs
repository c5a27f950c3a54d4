//! The account at a glance.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use souk_http::read::{Form, Query};
use souk_http::{Edge, Owner, Result};
use souk_market::accounts;
use souk_ui::address::address_lines;
use souk_ui::prelude::*;
use souk_ui::redirect::see_other;
use souk_ui::request::Guest;

use super::answer::{Asked, after, done_words, private};
use super::faults::Faults;
use super::login::Pressed;
use super::orders::{Placed, placed};

/// Orders shown: the rest has a page.
const LATEST: u32 = 3;

/// Greeting, latest orders, where things go, and whether the e-mail address is proven.
#[derive(Clone, Debug, Template)]
#[template(path = "account/overview.html")]
pub struct OverviewPage {
    pub frame: Frame,
    pub name: String,
    /// None: another account proved the address that was claimed.
    pub email: Option<String>,
    pub email_verified: bool,
    pub latest: Vec<Placed>,
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
    State(edge): State<Edge>,
    guest: Guest,
    owner: Owner,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let page = look(&edge, &guest, &owner, done_words(&asked.done)).await?;
    Ok(private(StatusCode::OK, &page))
}

/// `POST /account/verify`: sends the verification letter again.
pub(super) async fn verify(
    State(edge): State<Edge>,
    guest: Guest,
    owner: Owner,
    Form(Pressed {}): Form<Pressed>,
) -> Result<Response> {
    let account = owner.account;
    let sent =
        edge.app().write(owner.actor, move |ctx| Box::pin(accounts::ask_verification(ctx, account))).await;
    match sent {
        Ok(()) => Ok(see_other(&after(routes::account(), "verify-sent"), None)),
        Err(error) => {
            let faults = Faults::of(error)?;
            let mut page = look(&edge, &guest, &owner, String::new()).await?;
            page.refused = faults.summary(&[]).into_iter().map(|error| error.words).collect();
            Ok(faults.answered(private(faults.status(), &page)))
        }
    }
}

async fn look(edge: &Edge, guest: &Guest, owner: &Owner, done: String) -> Result<OverviewPage> {
    let asked = std::sync::Arc::new((guest.clone(), done));
    let account = owner.account;
    let page = edge.app().read(owner.actor, move |ctx| {
        let asked = std::sync::Arc::clone(&asked);
        Box::pin(async move {
            let (guest, done) = &*asked;
            let own = accounts::load(ctx, account).await?;
            let page = accounts::list_orders(ctx, account, None, LATEST).await?;
            let mut latest = Vec::new();
            for order in &page.orders {
                latest.push(placed(ctx, order).await?);
            }
            let book = accounts::list_addresses(ctx, account).await?;
            let default = book.iter().find(|booked| booked.default_shipping).or(book.first());
            Ok(OverviewPage {
                frame: guest.setting(ctx).await?.frame,
                name: own.greeting().to_owned(),
                email: own.email.clone(),
                email_verified: own.email_verified,
                latest,
                orders: page.total,
                address: default.map(|booked| address_lines(&booked.address)).unwrap_or_default(),
                done: done.clone(),
                refused: String::new(),
            })
        })
    });
    Ok(page.await?)
}
