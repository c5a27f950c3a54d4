//! Saying what a thing is like that arrived.

use axum::response::Response;
use serde::Deserialize;
use souk_domain::bounds::review::MAX_RATING;
use souk_http::Result;
use souk_http::read::Form;
use souk_market::reviews::{self, NewReview};
use souk_market::shop;
use souk_ui::order::called;
use souk_ui::prelude::*;
use souk_ui::texts::say;
use souk_ui::{Choice, Entry, FormError, page};

use super::asked::AskedOrder;
use super::returns::{entry, status, wrong_with};
use super::show::private;
use crate::shared::order_cookies;

/// The form, or word that there is nothing to review.
#[derive(Clone, Debug, Template)]
#[template(path = "orders/review.html")]
pub struct ReviewPage {
    pub frame: Frame,
    pub number: String,
    /// What may be reviewed; empty: nothing.
    pub things: Vec<Choice>,
    /// The best first.
    pub stars: Vec<Choice>,
    pub comment: Entry,
    pub errors: Vec<FormError>,
}

/// The form as it is sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReviewForm {
    #[serde(default)]
    line: String,
    #[serde(default)]
    rating: String,
    #[serde(default)]
    comment: String,
}

/// Five stars to one.
pub(super) fn stars(chosen: &str) -> Vec<Choice> {
    let choice = |stars: u32| Choice {
        value: stars.to_string(),
        name: say("review-stars", &[("stars", &stars)]),
        chosen: stars.to_string() == chosen,
    };
    (1..=MAX_RATING).rev().map(choice).collect()
}

/// `GET /o/{number}/review`.
pub(super) async fn show(asked: AskedOrder) -> Result<Response> {
    form(&asked, &ReviewForm::default(), Vec::new()).await
}

/// `POST /o/{number}/review`: writes it; what cannot be taken comes back in the form.
pub(super) async fn send(asked: AskedOrder, Form(typed): Form<ReviewForm>) -> Result<Response> {
    let mut own = asked.order.vendor_orders.iter().flat_map(|part| &part.lines);
    let line = own.find(|line| line.id.to_string() == typed.line);
    let (Some(line), Ok(rating)) = (line, typed.rating.parse()) else {
        let wrong = FormError { field: "rating".to_owned(), words: say("review-choose", &[]) };
        return form(&asked, &typed, vec![wrong]).await;
    };
    let (app, actor) = (asked.http.app(), asked.request.actor());
    // whoever sees the order's page holds it
    let token = Some(shop::order_token(app, &asked.order));
    let new = NewReview { line: line.id, rating, comment: typed.comment.clone() };
    match reviews::write_review(app, actor, token, new, None).await {
        Ok(_) => Ok(asked.to_its_page()),
        Err(error) => form(&asked, &typed, wrong_with(error)?).await,
    }
}

async fn form(asked: &AskedOrder, typed: &ReviewForm, errors: Vec<FormError>) -> Result<Response> {
    let AskedOrder { http, request, headers, number, .. } = asked;
    let keys = order_cookies::keys(http, request, headers);
    let found = shop::order(http.app(), request.viewer(), *number, keys).await?;
    let lines = found.order.vendor_orders.iter().flat_map(|part| &part.lines);
    let things = lines.filter(|line| found.to_review.contains(&line.id)).map(|line| Choice {
        value: line.id.to_string(),
        name: called(&line.name, &line.options),
        chosen: line.id.to_string() == typed.line,
    });
    let form = ReviewPage {
        frame: request.setting(found.layout.clone()).frame,
        number: found.order.number.clone(),
        things: things.collect(),
        stars: stars(&typed.rating),
        comment: entry(&errors, "comment", &typed.comment),
        errors,
    };
    Ok(private(page(status(&form.errors), &form)))
}
