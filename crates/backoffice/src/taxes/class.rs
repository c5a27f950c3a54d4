//! The classes of goods.

use axum::http::StatusCode;
use axum::response::Response;
use souk_domain::account::Permission;
use souk_domain::bounds::tax::{MAX_CLASS_CHARS, MAX_CLASS_NAME_CHARS};
use souk_domain::refusal::RequestRefusal;
use souk_domain::tax::{TaxClass, TaxClassCode};
use souk_http::Result;
use souk_http::read::{Form, Part, Query};
use souk_market::tax::{self, ClassChanges, StoredClass};
use souk_market::{Error, office};
use souk_ui::bill::percent;
use souk_ui::desk::{DoneQuery, Fields, Mistakes, fresh_key, private};
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{Crumb, Entry, FormError};

use super::typed;
use crate::prelude::*;
use crate::shared::Clerk;

const MAX_CODE: usize = MAX_CLASS_CHARS;
const MAX_NAME: usize = MAX_CLASS_NAME_CHARS;

/// Every class, and a form that makes one: it posts `code`, `name` and `rate`.
#[derive(Clone, Debug, Template)]
#[template(path = "taxes/classes.html")]
pub struct ClassesPage {
    pub frame: Frame,
    pub desk: Desk,
    pub may_write: bool,
    pub errors: Vec<FormError>,
    pub done: bool,
    pub classes: Vec<ClassRow>,
    pub key: String,
    pub code: Entry,
    pub name: Entry,
    pub rate: Entry,
}

/// A class in the list.
#[derive(Clone, Debug)]
pub struct ClassRow {
    pub code: String,
    pub name: String,
    /// Its rate wherever a zone names none, in words.
    pub rate: String,
}

/// One class: its form posts `name` and `rate`.
#[derive(Clone, Debug, Template)]
#[template(path = "taxes/class.html")]
pub struct ClassPage {
    pub frame: Frame,
    pub desk: Desk,
    pub may_write: bool,
    pub errors: Vec<FormError>,
    pub code: String,
    pub revision: i64,
    /// Whether it is the one of everything that has no other.
    pub is_standard: bool,
    pub name: Entry,
    pub rate: Entry,
}

/// `GET /admin/tax/classes`.
pub(super) async fn list(clerk: Clerk, Query(asked): Query<DoneQuery>) -> Result<Response> {
    draw_list(&clerk, &Fields::default(), &Mistakes::default(), asked.is_done()).await
}

/// `POST /admin/tax/classes`.
pub(super) async fn make(clerk: Clerk, Form(sent): Form<Fields>) -> Result<Response> {
    sent.only(&["key", "code", "name", "rate"], &[])?;
    let mut wrong = Mistakes::default();
    let code = TaxClassCode::parse(sent.get("code").trim());
    if let Err(malformed) = &code {
        wrong.add("code", format!("{malformed}."));
    }
    let bps = typed::rate(sent.get("rate"));
    if bps.is_err() {
        wrong.add("rate", say("setup-tax-wrong", &[]));
    }
    let (Ok(code), Ok(bps)) = (code, bps) else { return draw_list(&clerk, &sent, &wrong, false).await };
    let class = TaxClass { code, name: sent.get("name").to_owned(), bps };
    match tax::create_tax_class(clerk.http.app(), clerk.actor, class, sent.once()).await {
        Ok(_made) => Ok(see_other(&format!("{}?done=yes", ways::tax_classes()), None)),
        Err(error) => draw_list(&clerk, &sent, &mistakes(error)?, false).await,
    }
}

/// `GET /admin/tax/classes/{code}`.
pub(super) async fn show(clerk: Clerk, Part(code): Part<TaxClassCode>) -> Result<Response> {
    let found = find(&clerk, &code).await?;
    draw(&clerk, &found, &Fields::default(), &Mistakes::default()).await
}

/// `POST /admin/tax/classes/{code}`.
pub(super) async fn change(
    clerk: Clerk,
    Part(code): Part<TaxClassCode>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    sent.only(&["revision", "name", "rate"], &[])?;
    let found = find(&clerk, &code).await?;
    let Ok(bps) = typed::rate(sent.get("rate")) else {
        let mut wrong = Mistakes::default();
        wrong.add("rate", say("setup-tax-wrong", &[]));
        return draw(&clerk, &found, &sent, &wrong).await;
    };
    let changes = ClassChanges {
        name: Some(sent.get("name").to_owned()),
        bps: Some(bps),
        expected_revision: Some(sent.revision().unwrap_or_default()),
    };
    match tax::change_tax_class(clerk.http.app(), clerk.actor, code, changes).await {
        Ok(_changed) => Ok(see_other(&format!("{}?done=yes", ways::tax_classes()), None)),
        Err(error) => draw(&clerk, &found, &sent, &mistakes(error)?).await,
    }
}

/// `POST /admin/tax/classes/{code}/remove`.
pub(super) async fn remove(
    clerk: Clerk,
    Part(code): Part<TaxClassCode>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    sent.only(&["revision"], &[])?;
    let found = find(&clerk, &code).await?;
    match tax::remove_tax_class(clerk.http.app(), clerk.actor, code, sent.revision()).await {
        Ok(()) => Ok(see_other(&format!("{}?done=yes", ways::tax_classes()), None)),
        Err(error) => draw(&clerk, &found, &Fields::default(), &mistakes(error)?).await,
    }
}

async fn find(clerk: &Clerk, code: &TaxClassCode) -> Result<StoredClass> {
    let classes = tax::list_tax_classes(clerk.http.app(), clerk.actor).await?;
    let found = classes.into_iter().find(|stored| stored.class.code == *code);
    found.ok_or_else(|| RequestRefusal::NotFound.into())
}

fn mistakes(error: Error) -> Result<Mistakes> {
    Mistakes::of(error, |pointer| match pointer {
        "/rate_bps" => "rate".to_owned(),
        other => other.trim_start_matches('/').to_owned(),
    })
}

async fn draw_list(clerk: &Clerk, sent: &Fields, mistakes: &Mistakes, done: bool) -> Result<Response> {
    let app = clerk.http.app();
    let classes = tax::list_tax_classes(app, clerk.actor).await?;
    let around = office::around(app, clerk.actor).await?;
    let (frame, mut desk) = clerk.frame(&around);
    let title = say("office-tax-classes", &[]);
    desk.crumbs = vec![Crumb::to(say("office-tax", &[]), ways::tax()), Crumb::here(title)];
    let row = |stored: &StoredClass| ClassRow {
        code: stored.class.code.to_string(),
        name: stored.class.name.clone(),
        rate: match stored.class.bps {
            Some(bps) => percent(bps),
            None if stored.class.code.is_standard() => say("office-tax-of-zone", &[]),
            None => say("office-tax-as-standard", &[]),
        },
    };
    let page = ClassesPage {
        frame,
        desk,
        may_write: clerk.may(Permission::TaxesWrite),
        errors: mistakes.all(),
        done,
        classes: classes.iter().map(row).collect(),
        key: fresh_key(app),
        code: sent.entry(mistakes, "code", ""),
        name: sent.entry(mistakes, "name", ""),
        rate: sent.entry(mistakes, "rate", ""),
    };
    Ok(private(mistakes.status(), &page))
}

async fn draw(clerk: &Clerk, found: &StoredClass, sent: &Fields, mistakes: &Mistakes) -> Result<Response> {
    let around = office::around(clerk.http.app(), clerk.actor).await?;
    let (frame, mut desk) = clerk.frame(&around);
    let class = &found.class;
    desk.crumbs = vec![
        Crumb::to(say("office-tax", &[]), ways::tax()),
        Crumb::to(say("office-tax-classes", &[]), ways::tax_classes()),
        Crumb::here(class.name.clone()),
    ];
    let page = ClassPage {
        frame,
        desk,
        may_write: clerk.may(Permission::TaxesWrite),
        errors: mistakes.all(),
        code: class.code.to_string(),
        revision: found.revision,
        is_standard: class.code.is_standard(),
        name: sent.entry(mistakes, "name", &class.name),
        rate: sent.entry(mistakes, "rate", &typed::rate_text(class.bps)),
    };
    let status = if mistakes.is_empty() { StatusCode::OK } else { mistakes.status() };
    Ok(private(status, &page))
}
