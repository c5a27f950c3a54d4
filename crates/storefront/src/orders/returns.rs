//! Asking to give something back: one thing at a time, in a plain form.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::order::ReturnReason;
use souk_domain::refusal::Refusal;
use souk_http::read::Form;
use souk_http::{Result, to_the_end};
use souk_market::refunds::LinePieces;
use souk_market::returns::{self, NewReturn};
use souk_market::{Error, shop};
use souk_ui::order::{called, return_reason_key};
use souk_ui::prelude::*;
use souk_ui::texts::say;
use souk_ui::{Choice, Entry, FormError, page};

use super::asked::AskedOrder;
use super::show::private;
use crate::shared::order_cookies;

/// The form, or word that there is nothing to give back.
#[derive(Clone, Debug, Template)]
#[template(path = "orders/return.html")]
pub struct ReturnPage {
    pub frame: Frame,
    pub number: String,
    /// What may be given back; empty: nothing.
    pub things: Vec<Choice>,
    pub quantity: Entry,
    pub reasons: Vec<Choice>,
    pub words: Entry,
    pub errors: Vec<FormError>,
}

/// The form as it is sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReturnForm {
    #[serde(default)]
    line: String,
    #[serde(default)]
    quantity: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    words: String,
}

pub(super) fn reasons(chosen: &str) -> Vec<Choice> {
    let choice = |reason: &ReturnReason| Choice {
        value: reason.as_str().to_owned(),
        name: say(return_reason_key(*reason), &[]),
        chosen: reason.as_str() == chosen,
    };
    ReturnReason::ALL.iter().map(choice).collect()
}

/// `GET /o/{number}/returns`.
pub(super) async fn show(asked: AskedOrder) -> Result<Response> {
    let typed = ReturnForm { quantity: "1".to_owned(), ..ReturnForm::default() };
    form(&asked, &typed, Vec::new()).await
}

/// `POST /o/{number}/returns`: asks its seller; what cannot be asked for comes back in the form.
pub(super) async fn send(asked: AskedOrder, Form(typed): Form<ReturnForm>) -> Result<Response> {
    let (Ok(line), Ok(quantity)) = (typed.line.parse(), typed.quantity.trim().parse::<u32>()) else {
        let wrong = FormError { field: "quantity".to_owned(), words: say("return-how-many", &[]) };
        return form(&asked, &typed, vec![wrong]).await;
    };
    let new = NewReturn {
        lines: vec![LinePieces { line, quantity }],
        reason: ReturnReason::parse(&typed.reason).unwrap_or(ReturnReason::Other),
        words: typed.words.clone(),
    };
    let (app, actor, order) = (asked.http.app(), asked.request.actor(), asked.order.id);
    match to_the_end(returns::request_return(app, actor, order, new, None)).await? {
        Ok(_) => Ok(asked.to_its_page()),
        Err(error) => form(&asked, &typed, wrong_with(error)?).await,
    }
}

/// What is wrong with a form of this order, at its field. Errors: what nobody can mend.
pub(super) fn wrong_with(error: Error) -> Result<Vec<FormError>> {
    let Some(refusal) = error.refusal() else { return Err(error.into()) };
    if matches!(refusal, Refusal::Order(_)) {
        return Err(error.into());
    }
    let fields = refusal.fields();
    if fields.is_empty() {
        return Ok(vec![FormError { field: String::new(), words: refusal.detail() }]);
    }
    let at = |pointer: &str| pointer.rsplit('/').next().unwrap_or_default().replace("order_line_id", "line");
    let errors = fields.into_iter().map(|field| FormError { field: at(&field.pointer), words: field.detail });
    Ok(errors.collect())
}

/// What is wrong with a field.
pub(super) fn entry(errors: &[FormError], field: &str, value: &str) -> Entry {
    let wrong = errors.iter().find(|error| error.field == field);
    Entry { value: value.to_owned(), error: wrong.map(|error| error.words.clone()) }
}

/// The status of a form with these mistakes.
pub(super) fn status(errors: &[FormError]) -> StatusCode {
    if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

async fn form(asked: &AskedOrder, typed: &ReturnForm, errors: Vec<FormError>) -> Result<Response> {
    let AskedOrder { http, request, headers, number, .. } = asked;
    let keys = order_cookies::keys(http, request, headers);
    let found = shop::order(http.app(), request.viewer(), *number, keys).await?;
    let lines = || found.order.vendor_orders.iter().flat_map(|part| &part.lines);
    let things = found.returnable.iter().filter_map(|(id, left)| {
        let line = lines().find(|line| line.id == *id)?;
        Some(Choice {
            value: id.to_string(),
            name: say("return-up-to", &[("name", &called(&line.name, &line.options)), ("count", left)]),
            chosen: id.to_string() == typed.line,
        })
    });
    let form = ReturnPage {
        frame: request.setting(found.layout.clone()).frame,
        number: found.order.number.clone(),
        things: things.collect(),
        quantity: entry(&errors, "quantity", &typed.quantity),
        reasons: reasons(&typed.reason),
        words: entry(&errors, "words", &typed.words),
        errors,
    };
    Ok(private(page(status(&form.errors), &form)))
}
