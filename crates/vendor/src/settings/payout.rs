//! Where a vendor's money goes: for its owners.

use axum::response::Response;
use serde::Deserialize;
use souk_domain::vendor::{AccountNumber, VendorPermission};
use souk_http::Result;
use souk_http::read::{Form, Query};
use souk_market::joining::{self, NewPayout};
use souk_market::portal;
use souk_ui::faults::Faults;
use souk_ui::form::Secret;
use souk_ui::redirect::see_other;
use souk_ui::{Entry, FormError};

use super::confirm::confirmed;
use crate::prelude::*;
use crate::shared::{DoneQuery, Worker, private};

/// The form posts `csrf`, `holder`, `account`, `other`, `bank`, `current_password`. What was typed as the account is never shown again.
#[derive(Clone, Debug, Template)]
#[template(path = "settings/payout.html")]
pub struct PayoutPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    /// The ends of the account that is known; empty: none is.
    pub masked: String,
    pub holder: Entry,
    pub account_error: Option<String>,
    pub bank: Entry,
    pub current_error: Option<String>,
    /// Whether the account has no IBAN.
    pub is_other: bool,
    pub done: bool,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PayoutForm {
    holder: String,
    account: Secret,
    other: String,
    bank: String,
    current_password: Secret,
}

/// `GET /vendor/settings/payout`.
pub(super) async fn show(worker: Worker, Query(asked): Query<DoneQuery>) -> Result<Response> {
    draw(&worker, None, &Faults::default(), asked.is_done()).await
}

/// `POST /vendor/settings/payout`.
pub(super) async fn send(worker: Worker, Form(mut sent): Form<PayoutForm>) -> Result<Response> {
    worker.require(VendorPermission::PayoutWrite)?;
    let typed = sent.account.reveal();
    let read = if sent.other.is_empty() { AccountNumber::iban(typed) } else { AccountNumber::other(typed) };
    let account = match read {
        Ok(account) => account,
        Err(wrong) => {
            return draw(&worker, Some(&sent), &Faults::at("account", wrong.to_owned()), false).await;
        }
    };
    // money must not be led elsewhere by whoever finds an open browser
    if let Err(faults) = confirmed(&worker, std::mem::take(&mut sent.current_password)).await? {
        return draw(&worker, Some(&sent), &faults, false).await;
    }
    let new = NewPayout { holder: sent.holder.clone(), account, bank: sent.bank.clone() };
    let set = joining::set_payout(worker.http.app(), worker.actor(), worker.seat.vendor, new, None);
    match set.await {
        Ok(_payout) => Ok(see_other(&format!("{}?done=yes", ways::payout()), None)),
        Err(error) => draw(&worker, Some(&sent), &Faults::of(error)?, false).await,
    }
}

async fn draw(worker: &Worker, sent: Option<&PayoutForm>, faults: &Faults, done: bool) -> Result<Response> {
    worker.require(VendorPermission::PayoutWrite)?;
    let app = worker.http.app();
    let known = joining::show_payout(app, worker.actor(), worker.seat.vendor).await?;
    let around = portal::around(app, worker.seat).await?;
    let (frame, desk) = worker.frame(&around);
    let (holder, bank, masked) =
        known.map(|known| (known.holder, known.bank, known.masked)).unwrap_or_default();
    let page = PayoutPage {
        frame,
        desk,
        errors: faults.summary(&["holder", "account", "bank", "current_password"]),
        masked,
        holder: faults.entry("holder", sent.map_or(&holder, |sent| &sent.holder)),
        account_error: faults.words("account"),
        bank: faults.entry("bank", sent.map_or(&bank, |sent| &sent.bank)),
        current_error: faults.words("current_password"),
        is_other: sent.is_some_and(|sent| !sent.other.is_empty()),
        done,
    };
    Ok(faults.answered(private(faults.status(), &page)))
}
