//! One rate, new or agreed.

use axum::response::Response;
use souk_domain::account::Permission;
use souk_domain::ids::{CategoryId, CommissionRateId};
use souk_http::Result;
use souk_http::read::{Form, Part};
use souk_market::commission::{self, NamedRate, NewRate, RateChanges};
use souk_market::{office, vendors};
use souk_ui::desk::{Fields, Mistakes, fresh_key, private};
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{Choice, Crumb, Entry, FormError};

use super::Figures;
use super::figures::{mistakes, read};
use super::overview::{categories, is_missing};
use crate::prelude::*;
use crate::shared::Clerk;

/// A rate: its form posts `percent`, `fixed`, `minimum` and `maximum`; of a new one `vendor`, a slug, and `category` too.
#[derive(Clone, Debug, Template)]
#[template(path = "commission/rate.html")]
pub struct RatePage {
    pub frame: Frame,
    pub desk: Desk,
    pub may_write: bool,
    pub errors: Vec<FormError>,
    /// Empty: it is new.
    pub id: String,
    pub revision: i64,
    pub key: String,
    /// Whose it is and of what, in words; empty while it is new.
    pub title: String,
    pub vendor: Entry,
    pub categories: Vec<Choice>,
    pub category_error: Option<String>,
    pub figures: Figures,
}

/// `GET /admin/commission/new`.
pub(super) async fn blank(clerk: Clerk) -> Result<Response> {
    draw(&clerk, None, &Fields::default(), &Mistakes::default()).await
}

/// `POST /admin/commission/new`.
pub(super) async fn make(clerk: Clerk, Form(sent): Form<Fields>) -> Result<Response> {
    sent.only(&["key", "vendor", "category", "percent", "fixed", "minimum", "maximum"], &[])?;
    let app = clerk.http.app();
    let currency = commission::show_commission(app, clerk.actor).await?.currency;
    let mut wrong = Mistakes::default();
    let rate = read(&sent, currency, &mut wrong);
    let vendor = match sent.said("vendor") {
        None => None,
        Some(slug) => match vendors::show_vendor_of_slug(app, clerk.actor, slug.trim().to_owned()).await {
            Ok(vendor) => Some(vendor.id),
            Err(error) if is_missing(&error) => {
                wrong.add("vendor", say("office-commission-no-vendor", &[]));
                None
            }
            Err(error) => return Err(error.into()),
        },
    };
    let category = sent.said("category").map(|id| id.parse::<CategoryId>()).transpose();
    if category.is_err() {
        wrong.add("category", say("desk-choose-again", &[]));
    }
    let (Ok(category), true) = (category, wrong.is_empty()) else {
        return draw(&clerk, None, &sent, &wrong).await;
    };
    let new = NewRate { vendor, category, rate };
    match commission::create_commission_rate(app, clerk.actor, new, sent.once()).await {
        Ok(_made) => Ok(see_other(&format!("{}?done=saved", ways::commission()), None)),
        Err(error) => draw(&clerk, None, &sent, &mistakes(error)?).await,
    }
}

/// `GET /admin/commission/{id}`.
pub(super) async fn show(clerk: Clerk, Part(id): Part<CommissionRateId>) -> Result<Response> {
    let found = commission::show_commission_rate(clerk.http.app(), clerk.actor, id).await?;
    draw(&clerk, Some(&found), &Fields::default(), &Mistakes::default()).await
}

/// `POST /admin/commission/{id}`.
pub(super) async fn change(
    clerk: Clerk,
    Part(id): Part<CommissionRateId>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    sent.only(&["revision", "percent", "fixed", "minimum", "maximum"], &[])?;
    let app = clerk.http.app();
    let found = commission::show_commission_rate(app, clerk.actor, id).await?;
    let mut wrong = Mistakes::default();
    let rate = read(&sent, found.currency, &mut wrong);
    if !wrong.is_empty() {
        return draw(&clerk, Some(&found), &sent, &wrong).await;
    }
    let changes = RateChanges {
        percent_bps: Some(rate.percent_bps),
        fixed: Some(rate.fixed),
        min: Some(rate.min),
        max: Some(rate.max),
    };
    let at = Some(sent.revision().unwrap_or_default());
    match commission::change_commission_rate(app, clerk.actor, id, changes, at).await {
        Ok(_changed) => Ok(see_other(&format!("{}?done=saved", ways::commission()), None)),
        Err(error) => draw(&clerk, Some(&found), &sent, &mistakes(error)?).await,
    }
}

/// `POST /admin/commission/{id}/end`.
pub(super) async fn end(
    clerk: Clerk,
    Part(id): Part<CommissionRateId>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    sent.only(&["revision"], &[])?;
    let app = clerk.http.app();
    let found = commission::show_commission_rate(app, clerk.actor, id).await?;
    match commission::remove_commission_rate(app, clerk.actor, id, sent.revision()).await {
        Ok(()) => Ok(see_other(&format!("{}?done=removed", ways::commission()), None)),
        Err(error) => draw(&clerk, Some(&found), &Fields::default(), &mistakes(error)?).await,
    }
}

async fn draw(
    clerk: &Clerk,
    found: Option<&NamedRate>,
    sent: &Fields,
    mistakes: &Mistakes,
) -> Result<Response> {
    let app = clerk.http.app();
    let around = office::around(app, clerk.actor).await?;
    let (frame, mut desk) = clerk.frame(&around);
    let all = || say("office-commission-all", &[]);
    let title = found.map(|found| {
        let vendor = found.vendor_name.clone().unwrap_or_else(all);
        format!("{vendor} · {}", found.category_name.clone().unwrap_or_else(all))
    });
    let here = title.clone().unwrap_or_else(|| say("office-commission-new", &[]));
    desk.crumbs = vec![Crumb::to(say("office-commission", &[]), ways::commission()), Crumb::here(here)];
    let page = RatePage {
        frame,
        desk,
        may_write: clerk.may(Permission::CommissionWrite),
        errors: mistakes.all(),
        id: found.map(|found| found.stored.id.to_string()).unwrap_or_default(),
        revision: found.map_or(0, |found| found.stored.revision),
        key: fresh_key(app),
        title: title.unwrap_or_default(),
        vendor: sent.entry(mistakes, "vendor", ""),
        categories: categories(clerk, sent.get("category")).await?,
        category_error: mistakes.words("category"),
        figures: Figures::of(
            sent,
            mistakes,
            found.map(|found| found.stored.rule.rate),
            around.market.currency,
        ),
    };
    Ok(private(mistakes.status(), &page))
}
