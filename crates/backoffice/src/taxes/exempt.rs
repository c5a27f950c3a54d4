//! Accounts that pay no tax.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::account::Permission;
use souk_domain::bounds::tax::{MAX_EXEMPTION_NUMBER_CHARS, MAX_EXEMPTION_REASON_CHARS};
use souk_domain::ids::AccountId;
use souk_domain::refusal::{Refusal, RequestRefusal};
use souk_domain::tax::TaxExemption;
use souk_http::Result;
use souk_http::read::{Form, Part, Query};
use souk_market::tax::{self, ExemptAccount, ExemptionChange};
use souk_market::{Error, office};
use souk_ui::desk::{DoneQuery, Fields, Mistakes, day_of, end_moment, private};
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{Crumb, Entry, FormError};

use crate::prelude::*;
use crate::shared::Clerk;

/// Accounts on one page.
const ROWS: u32 = 50;
const MAX_REASON: usize = MAX_EXEMPTION_REASON_CHARS;
const MAX_NUMBER: usize = MAX_EXEMPTION_NUMBER_CHARS;
/// The end that a form shows is the last day; what is kept is the first moment after it.
const A_MOMENT: jiff::SignedDuration = jiff::SignedDuration::from_secs(1);

/// Accounts that pay no tax. A form looks for one by `account`: its username, e-mail address or id.
#[derive(Clone, Debug, Template)]
#[template(path = "taxes/exempt.html")]
pub struct ExemptPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    pub done: bool,
    pub accounts: Vec<ExemptRow>,
    pub more: String,
    pub account: Entry,
}

/// An account in the list.
#[derive(Clone, Debug)]
pub struct ExemptRow {
    pub id: String,
    pub username: String,
    pub email: String,
    pub reason: String,
    pub number: String,
    /// The last day; empty: without an end.
    pub until: String,
}

/// One account: its form posts `reason`, `number` and `until`, a day.
#[derive(Clone, Debug, Template)]
#[template(path = "taxes/exemption.html")]
pub struct ExemptionPage {
    pub frame: Frame,
    pub desk: Desk,
    pub may_write: bool,
    pub errors: Vec<FormError>,
    pub done: bool,
    pub id: String,
    pub username: String,
    pub email: String,
    /// Whether it is exempt.
    pub is_exempt: bool,
    pub revision: i64,
    pub reason: Entry,
    pub number: Entry,
    pub until: Entry,
}

/// The parameters of the list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ExemptQuery {
    account: String,
    after: Option<String>,
    done: String,
}

/// `GET /admin/tax/exempt`; with an account, on to its page.
pub(super) async fn list(clerk: Clerk, Query(asked): Query<ExemptQuery>) -> Result<Response> {
    let app = clerk.http.app();
    let mut mistakes = Mistakes::default();
    if !asked.account.trim().is_empty() {
        match tax::find_account_to_exempt(app, clerk.actor, asked.account.clone()).await {
            Ok(id) => return Ok(see_other(&ways::tax_exemption(&id.to_string()), None)),
            Err(error) if is_missing(&error) => {
                mistakes.add("account", say("office-tax-no-account", &[]));
            }
            Err(error) => return Err(error.into()),
        }
    }
    let page = tax::list_exempt_accounts(app, clerk.actor, asked.after, ROWS).await?;
    let around = office::around(app, clerk.actor).await?;
    let (frame, mut desk) = clerk.frame(&around);
    let title = say("office-tax-exempt", &[]);
    desk.crumbs = vec![Crumb::to(say("office-tax", &[]), ways::tax()), Crumb::here(title)];
    let drawn = ExemptPage {
        frame,
        desk,
        errors: mistakes.all(),
        done: !asked.done.is_empty(),
        accounts: page.items.iter().filter_map(row).collect(),
        more: page.next.map(|next| format!("{}?after={next}", ways::tax_exempt())).unwrap_or_default(),
        account: Entry { value: asked.account, error: mistakes.words("account") },
    };
    Ok(private(mistakes.status(), &drawn))
}

fn is_missing(error: &Error) -> bool {
    matches!(error.refusal(), Some(Refusal::Request(RequestRefusal::NotFound)))
}

fn row(found: &ExemptAccount) -> Option<ExemptRow> {
    let (exemption, _) = found.exemption.as_ref()?;
    Some(ExemptRow {
        id: found.account.to_string(),
        username: found.username.clone(),
        email: found.email.clone(),
        reason: exemption.reason.clone(),
        number: exemption.number.clone(),
        until: last_day(exemption),
    })
}

/// The last day on which it holds; empty: without an end.
fn last_day(exemption: &TaxExemption) -> String {
    exemption.ends_at.map(|end| day_of(end.checked_sub(A_MOMENT).unwrap_or(end))).unwrap_or_default()
}

/// `GET /admin/tax/exempt/{account}`.
pub(super) async fn show(
    clerk: Clerk,
    Part(account): Part<AccountId>,
    Query(asked): Query<DoneQuery>,
) -> Result<Response> {
    draw(&clerk, account, &Fields::default(), &Mistakes::default(), asked.is_done()).await
}

/// `POST /admin/tax/exempt/{account}`.
pub(super) async fn put(
    clerk: Clerk,
    Part(account): Part<AccountId>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    sent.only(&["revision", "reason", "number", "until"], &[])?;
    let Ok(ends_at) = end_moment(sent.get("until")) else {
        let mut wrong = Mistakes::default();
        wrong.add("until", say("office-tax-no-day", &[]));
        return draw(&clerk, account, &sent, &wrong, false).await;
    };
    let exemption = TaxExemption {
        reason: sent.get("reason").to_owned(),
        number: sent.get("number").to_owned(),
        ends_at,
    };
    let change = ExemptionChange { exemption, expected_revision: Some(sent.revision().unwrap_or_default()) };
    match tax::exempt_from_tax(clerk.http.app(), clerk.actor, account, change).await {
        Ok(_account) => {
            Ok(see_other(&format!("{}?done=yes", ways::tax_exemption(&account.to_string())), None))
        }
        Err(error) => draw(&clerk, account, &sent, &mistakes(error)?, false).await,
    }
}

/// `POST /admin/tax/exempt/{account}/end`.
pub(super) async fn end(
    clerk: Clerk,
    Part(account): Part<AccountId>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    sent.only(&["revision"], &[])?;
    match tax::tax_again(clerk.http.app(), clerk.actor, account, sent.revision()).await {
        Ok(()) => Ok(see_other(&format!("{}?done=yes", ways::tax_exempt()), None)),
        Err(error) => draw(&clerk, account, &Fields::default(), &mistakes(error)?, false).await,
    }
}

fn mistakes(error: Error) -> Result<Mistakes> {
    Mistakes::of(error, |pointer| match pointer {
        "/ends_at" => "until".to_owned(),
        other => other.trim_start_matches('/').to_owned(),
    })
}

async fn draw(
    clerk: &Clerk,
    account: AccountId,
    sent: &Fields,
    mistakes: &Mistakes,
    done: bool,
) -> Result<Response> {
    let app = clerk.http.app();
    let found = tax::show_exempt_account(app, clerk.actor, account).await?;
    let around = office::around(app, clerk.actor).await?;
    let (frame, mut desk) = clerk.frame(&around);
    desk.crumbs = vec![
        Crumb::to(say("office-tax", &[]), ways::tax()),
        Crumb::to(say("office-tax-exempt", &[]), ways::tax_exempt()),
        Crumb::here(found.username.clone()),
    ];
    let exemption = found.exemption.as_ref().map(|(exemption, _)| exemption);
    let page = ExemptionPage {
        frame,
        desk,
        may_write: clerk.may(Permission::TaxesWrite),
        errors: mistakes.all(),
        done,
        id: account.to_string(),
        username: found.username.clone(),
        email: found.email.clone(),
        is_exempt: exemption.is_some(),
        revision: found.exemption.as_ref().map_or(0, |(_, revision)| *revision),
        reason: sent.entry(mistakes, "reason", exemption.map_or("", |exemption| &exemption.reason)),
        number: sent.entry(mistakes, "number", exemption.map_or("", |exemption| &exemption.number)),
        until: sent.entry(mistakes, "until", &exemption.map(last_day).unwrap_or_default()),
    };
    let status = if mistakes.is_empty() { StatusCode::OK } else { mistakes.status() };
    Ok(private(status, &page))
}
