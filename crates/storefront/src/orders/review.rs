//! Saying what a thing is like that arrived.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::bounds::review::MAX_RATING;
use souk_domain::ids::OrderNumber;
use souk_http::read::{Form, Part};
use souk_http::{HttpState, Result};
use souk_market::reviews::{self, NewReview};
use souk_market::shop;
use souk_ui::prelude::*;
use souk_ui::redirect::see_other;
use souk_ui::request::PageRequest;
use souk_ui::texts::say;
use souk_ui::{Choice, Entry, FormError, page};

use super::returns::{entry, status, wrong_with};
use super::show::{held, private};
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
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    Part(number): Part<OrderNumber>,
    headers: HeaderMap,
) -> Result<Response> {
    form(&http, &request, &headers, number, &ReviewForm::default(), Vec::new()).await
}

/// `POST /o/{number}/review`: writes it; what cannot be taken comes back in the form.
pub(super) async fn send(
    State(http): State<HttpState>,
    request: PageRequest,
    Part(number): Part<OrderNumber>,
    headers: HeaderMap,
    Form(typed): Form<ReviewForm>,
) -> Result<Response> {
    let order = held(&http, &request, &headers, number).await?;
    let mut own = order.vendor_orders.iter().flat_map(|part| &part.lines);
    let line = own.find(|line| line.id.to_string() == typed.line);
    let (Some(line), Ok(rating)) = (line, typed.rating.parse()) else {
        let wrong = FormError { field: "rating".to_owned(), words: say("review-choose", &[]) };
        return form(&http, &request, &headers, number, &typed, vec![wrong]).await;
    };
    // whoever sees the order's page holds it
    let token = Some(shop::order_token(http.app(), &order));
    let new = NewReview { line: line.id, rating, comment: typed.comment.clone() };
    match reviews::write_review(http.app(), request.actor(), token, new, None).await {
        Ok(_) => Ok(see_other(&routes::order(&order.number), None)),
        Err(error) => {
            let errors = wrong_with(error)?;
            form(&http, &request, &headers, number, &typed, errors).await
        }
    }
}

async fn form(
    http: &HttpState,
    request: &PageRequest,
    headers: &HeaderMap,
    number: OrderNumber,
    typed: &ReviewForm,
    errors: Vec<FormError>,
) -> Result<Response> {
    let keys = order_cookies::keys(http, request, headers);
    let found = shop::order(http.app(), request.viewer(), number, keys).await?;
    let lines = found.order.vendor_orders.iter().flat_map(|part| &part.lines);
    let things = lines.filter(|line| found.to_review.contains(&line.id)).map(|line| Choice {
        value: line.id.to_string(),
        name: line.name.clone(),
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
