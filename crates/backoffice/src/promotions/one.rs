//! One promotion, new or known, with its codes.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use souk_domain::account::Permission;
use souk_domain::ids::PromotionId;
use souk_domain::refusal::RequestRefusal;
use souk_http::Result;
use souk_http::read::{Form, Part, Query};
use souk_market::office;
use souk_ui::FormError;
use souk_ui::desk::{Fields, Mistakes, fresh_key, private};
use souk_ui::promotion::{CodeRow, CodesForm, Done, PromotionForm, Typed};
use souk_ui::redirect::see_other;
use souk_ui::texts::say;

use super::desk;
use crate::prelude::*;
use crate::shared::Clerk;

/// The form of a promotion, and its codes.
#[derive(Clone, Debug, Template)]
#[template(path = "promotions/one.html")]
pub struct PromotionPage {
    pub frame: Frame,
    pub desk: Desk,
    /// Empty for a new one.
    pub id: String,
    pub name: String,
    /// That of the promotion that was read; empty for a new one.
    pub revision: String,
    /// Each tells one sending of its form from the next.
    pub key: String,
    pub batch_key: String,
    pub errors: Vec<FormError>,
    pub form: PromotionForm,
    pub codes_form: CodesForm,
    pub codes: Vec<CodeRow>,
    /// Where the page of more codes is; empty: there are none.
    pub more: String,
    pub used: i64,
    pub archived: bool,
    pub done: bool,
    /// Whether who looks may change it.
    pub may_change: bool,
}

/// Which page of its codes.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct OneQuery {
    after: Option<String>,
    done: String,
}

/// What stands in the forms.
#[derive(Default)]
struct Filled {
    typed: Option<Typed>,
    codes: Fields,
    mistakes: Mistakes,
}

/// `GET /admin/promotions/new`.
pub(super) async fn blank(clerk: Clerk) -> Result<Response> {
    draw_new(&clerk, &Typed::blank(), &Mistakes::default()).await
}

/// `POST /admin/promotions/new`.
pub(super) async fn add(clerk: Clerk, Form(sent): Form<Fields>) -> Result<Response> {
    let typed = Typed::read(sent)?;
    match desk(&clerk).add(&typed).await? {
        Ok(()) => Ok(see_other(&format!("{}?done=yes", ways::promotions()), None)),
        Err(wrong) => draw_new(&clerk, &typed, &wrong).await,
    }
}

/// `GET /admin/promotions/{promotion}`.
pub(super) async fn show(
    clerk: Clerk,
    Part(id): Part<PromotionId>,
    Query(asked): Query<OneQuery>,
) -> Result<Response> {
    draw(&clerk, id, asked, Filled::default()).await
}

/// `POST /admin/promotions/{promotion}`.
pub(super) async fn change(
    clerk: Clerk,
    Part(id): Part<PromotionId>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    let typed = Typed::read(sent)?;
    let changed = desk(&clerk).change(id, &typed).await?;
    answered(&clerk, id, changed, Filled { typed: Some(typed), ..Filled::default() }).await
}

/// `POST /admin/promotions/{promotion}/codes`.
pub(super) async fn make_codes(
    clerk: Clerk,
    Part(id): Part<PromotionId>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    let made = desk(&clerk).make_codes(id, &sent).await?;
    answered(&clerk, id, made, Filled { codes: sent, ..Filled::default() }).await
}

/// `POST /admin/promotions/{promotion}/codes/end`.
pub(super) async fn end_code(
    clerk: Clerk,
    Part(id): Part<PromotionId>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    desk(&clerk).end_code(id, &sent).await?;
    Ok(see_other(&format!("{}?done=yes", ways::promotion(&id.to_string())), None))
}

/// `GET /admin/promotions/{promotion}/codes/file`.
pub(super) async fn codes_file(clerk: Clerk, Part(id): Part<PromotionId>) -> Result<Response> {
    let file = desk(&clerk).codes_file(id).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"codes.csv\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, file).into_response())
}

/// `GET` where only forms are sent: a page with what was wrong in one stands at such an address, and may be opened again.
pub(super) async fn back(_clerk: Clerk, Part(id): Part<PromotionId>) -> Result<Response> {
    Ok(see_other(&ways::promotion(&id.to_string()), None))
}

async fn answered(clerk: &Clerk, id: PromotionId, done: Done<()>, filled: Filled) -> Result<Response> {
    match done {
        Ok(()) => Ok(see_other(&format!("{}?done=yes", ways::promotion(&id.to_string())), None)),
        Err(mistakes) => draw(clerk, id, OneQuery::default(), Filled { mistakes, ..filled }).await,
    }
}

async fn draw_new(clerk: &Clerk, typed: &Typed, mistakes: &Mistakes) -> Result<Response> {
    if !clerk.may(Permission::PromotionsWrite) {
        let permission = Permission::PromotionsWrite.as_str();
        return Err(RequestRefusal::Forbidden { permission }.into());
    }
    let currency = desk(clerk).currency().await?;
    let around = office::around(clerk.http.app(), clerk.actor).await?;
    let (frame, mut desk) = clerk.frame(&around);
    desk.crumbs = crumbs(say("promotion-add", &[]));
    let page = PromotionPage {
        frame,
        desk,
        id: String::new(),
        name: String::new(),
        revision: String::new(),
        key: fresh_key(clerk.http.app()),
        batch_key: String::new(),
        errors: mistakes.all(),
        form: typed.shown(mistakes, currency, (true, true)),
        codes_form: CodesForm::default(),
        codes: Vec::new(),
        more: String::new(),
        used: 0,
        archived: false,
        done: false,
        may_change: true,
    };
    Ok(private(mistakes.status(), &page))
}

async fn draw(clerk: &Clerk, id: PromotionId, asked: OneQuery, filled: Filled) -> Result<Response> {
    let Filled { typed, codes: sent, mistakes } = filled;
    let sheet = desk(clerk).one(id).await?;
    let (codes, next) = desk(clerk).codes(id, asked.after).await?;
    let around = office::around(clerk.http.app(), clerk.actor).await?;
    let (frame, mut desk) = clerk.frame(&around);
    let found = &sheet.view.promotion;
    desk.crumbs = crumbs(found.draft.name.clone());
    let typed = typed.unwrap_or_else(|| Typed::of(&sheet));
    let page = PromotionPage {
        frame,
        desk,
        id: id.to_string(),
        name: found.draft.name.clone(),
        revision: found.revision.to_string(),
        key: fresh_key(clerk.http.app()),
        batch_key: fresh_key(clerk.http.app()),
        errors: mistakes.all(),
        form: typed.shown(&mistakes, sheet.view.currency, (false, true)),
        codes_form: CodesForm::of(&sent, &mistakes),
        codes,
        more: next
            .map(|next| format!("{}?after={next}", ways::promotion(&id.to_string())))
            .unwrap_or_default(),
        used: sheet.view.used,
        archived: found.archived,
        done: !asked.done.is_empty(),
        may_change: clerk.may(Permission::PromotionsWrite),
    };
    Ok(private(mistakes.status(), &page))
}

fn crumbs(here: String) -> Vec<Crumb> {
    vec![Crumb::to(say("promotions", &[]), ways::promotions()), Crumb::here(here)]
}
