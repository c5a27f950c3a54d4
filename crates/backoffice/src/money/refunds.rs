//! Money that goes back to buyers: what waits for people, and all of it.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::Zoned;
use serde::Deserialize;
use souk_domain::account::Permission;
use souk_domain::ids::RefundId;
use souk_domain::money::Money;
use souk_domain::order::RefundStatus;
use souk_http::read::{Form, Part, Query};
use souk_http::{Result, to_the_end};
use souk_market::office;
use souk_market::payments::{self, Discrepancy, Refund, RefundList};
use souk_ui::FormError;
use souk_ui::dates::at;
use souk_ui::desk::{Fields, Mistakes, fresh_key, private};
use souk_ui::order::{refund_key, refund_tone, why};
use souk_ui::redirect::see_other;
use souk_ui::texts::say;

use crate::prelude::*;
use crate::shared::{Clerk, query};

/// Refunds.
#[derive(Clone, Debug, Template)]
#[template(path = "money/refunds.html")]
pub struct RefundsPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    /// What was just done, in words; may be empty.
    pub done: String,
    /// Each list with its address, and whether it is the one that is shown.
    pub tabs: Vec<(String, String, bool)>,
    pub refunds: Vec<RefundOnPage>,
    /// Back to the first page; empty on it.
    pub first: String,
    /// On to older ones; empty: there are none.
    pub next: String,
}

/// Money on its way back.
#[derive(Clone, Debug)]
pub struct RefundOnPage {
    pub id: String,
    pub order: String,
    pub sum: Money,
    /// Who gives it back, as it is called: a gateway, or the market's own people.
    pub through: String,
    /// Why, as it was said; may be empty.
    pub note: String,
    pub when: Zoned,
    /// The key of where it stands.
    pub label: &'static str,
    pub tone: Tone,
    /// What its gateway says otherwise than was booked, in words; may be empty.
    pub warning: String,
    /// The key of the form that says that people sent it; `None`: it does not wait for that.
    pub done: Option<String>,
    /// The key of the form that tries it again; `None`: it has not failed.
    pub retry: Option<String>,
}

/// The parameters of the page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct RefundsQuery {
    which: String,
    after: Option<String>,
    done: String,
}

/// `GET /admin/refunds`: those that wait for people, or all.
pub(super) async fn show(clerk: Clerk, Query(asked): Query<RefundsQuery>) -> Result<Response> {
    draw(&clerk, asked, &Mistakes::default()).await
}

/// `GET` where only a form is sent.
pub(super) async fn back(_clerk: Clerk, Part(_id): Part<RefundId>) -> Result<Response> {
    Ok(see_other(ways::refunds(), None))
}

/// `POST /admin/refunds/{id}/done`: people sent it from the market's own account.
pub(super) async fn done(
    clerk: Clerk,
    Part(id): Part<RefundId>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    sent.only(&["key"], &[])?;
    let marking = payments::mark_refund_done(clerk.http.app(), clerk.actor, id, sent.once());
    answered(&clerk, to_the_end(marking).await?.map(|_| ()), "sent").await
}

/// `POST /admin/refunds/{id}/retry`: asks the gateway once more.
pub(super) async fn retry(
    clerk: Clerk,
    Part(id): Part<RefundId>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    sent.only(&["key"], &[])?;
    let retrying = payments::retry_refund(clerk.http.app(), clerk.actor, id, sent.once());
    answered(&clerk, to_the_end(retrying).await?.map(|_| ()), "retried").await
}

async fn answered(clerk: &Clerk, outcome: souk_market::Result<()>, word: &str) -> Result<Response> {
    match outcome {
        Ok(()) => Ok(see_other(&query(ways::refunds(), &[("done", word)]), None)),
        Err(error) => {
            let mistakes = Mistakes::of(error, |_| String::new())?;
            draw(clerk, RefundsQuery::default(), &mistakes).await
        }
    }
}

async fn draw(clerk: &Clerk, asked: RefundsQuery, mistakes: &Mistakes) -> Result<Response> {
    let which = RefundList::parse(&asked.which).unwrap_or(RefundList::ForStaff);
    let found = office::refunds(clerk.http.app(), clerk.actor, which, asked.after.clone()).await?;
    let (frame, desk) = clerk.frame(&found.around);
    let here = |after: &str| query(ways::refunds(), &[("which", which.as_str()), ("after", after)]);
    let may = clerk.may(Permission::RefundsWrite);
    let key = |wanted: bool| (may && wanted).then(|| fresh_key(clerk.http.app()));
    let refund = |refund: &Refund| {
        let has_failed = refund.status == RefundStatus::Failed;
        let is_open =
            !matches!(refund.status, RefundStatus::Succeeded | RefundStatus::Retried | RefundStatus::Waived);
        RefundOnPage {
            id: refund.id.to_string(),
            order: found.numbers.get(&refund.order).cloned().unwrap_or_default(),
            sum: Money::new(refund.total, refund.currency),
            through: if refund.by_hand { say("office-by-hand", &[]) } else { refund.gateway.clone() },
            note: why(&refund.note),
            when: at(refund.created_at),
            label: refund_key(refund.status),
            tone: refund_tone(refund.status),
            warning: refund.discrepancy.map(warning).unwrap_or_default(),
            done: key(has_failed || (refund.by_hand && is_open)),
            retry: key(has_failed && !refund.by_hand),
        }
    };
    let page = RefundsPage {
        frame,
        desk,
        errors: mistakes.all(),
        done: match asked.done.as_str() {
            "sent" => say("office-refund-marked", &[]),
            "retried" => say("office-refund-retried", &[]),
            _ => String::new(),
        },
        tabs: RefundList::ALL.iter().map(|one| tab(*one, which)).collect(),
        refunds: found.refunds.items.iter().map(refund).collect(),
        first: if asked.after.is_some() { here("") } else { String::new() },
        next: found.refunds.next.as_deref().map(here).unwrap_or_default(),
    };
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::CONFLICT };
    Ok(private(status, &page))
}

fn warning(discrepancy: Discrepancy) -> String {
    match discrepancy {
        Discrepancy::PaidTwice => say("office-refund-paid-twice", &[]),
        Discrepancy::OtherAmount => say("office-refund-other-amount", &[]),
    }
}

pub(super) fn tab(which: RefundList, here: RefundList) -> (String, String, bool) {
    let key = match which {
        RefundList::ForStaff => "office-refunds-for-staff",
        RefundList::All => "office-refunds-all",
    };
    (say(key, &[]), query(ways::refunds(), &[("which", which.as_str())]), which == here)
}
