//! Reviews that somebody told of, the newest first: each is taken off the shop's pages, or stands.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use serde::Deserialize;
use souk_domain::account::Permission;
use souk_domain::ids::ReviewId;
use souk_domain::refusal::{Refusal, ReviewRefusal};
use souk_http::Result;
use souk_http::read::{Form, Part, Query};
use souk_market::At;
use souk_market::idempotency::Reply;
use souk_market::office::{self, ToldReview};
use souk_market::reviews::{self, Review};
use souk_ui::FormError;
use souk_ui::dates::at;
use souk_ui::desk::{Mistakes, asked, private};
use souk_ui::redirect::see_other;
use souk_ui::texts::say;

use crate::prelude::*;
use crate::shared::Clerk;

/// Reviews on one page.
const ROWS: u32 = 24;

/// The forms post `csrf` and `revision`.
#[derive(Clone, Debug, Template)]
#[template(path = "reviews/list.html")]
pub struct ReviewsPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    pub reviews: Vec<ReviewOnPage>,
    /// Whether who looks may decide.
    pub may_write: bool,
    /// The addresses of the next page and of the first; empty: there is none, or this is it.
    pub next: String,
    pub first: String,
    /// What was just done, in words; may be empty.
    pub done: String,
}

/// A review that somebody told of.
#[derive(Clone, Debug)]
pub struct ReviewOnPage {
    pub id: String,
    pub revision: i64,
    pub stars: u32,
    /// What it is of.
    pub product: String,
    pub slug: String,
    pub vendor: String,
    pub vendor_id: String,
    /// Empty: nobody that is named.
    pub author: String,
    pub written: Date,
    /// May be empty.
    pub comment: String,
    /// What its vendor answered; may be empty.
    pub answered: String,
    /// How many told of it.
    pub told: i64,
    /// What its vendor says against it; empty: readers told of it.
    pub reason: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReviewsQuery {
    after: Option<String>,
    done: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReviewForm {
    revision: i64,
}

/// `GET /admin/reviews`.
pub(super) async fn show(clerk: Clerk, Query(asked): Query<ReviewsQuery>) -> Result<Response> {
    draw(&clerk, asked, &Mistakes::default()).await
}

/// `POST /admin/reviews/{review}/hide`.
pub(super) async fn hide(
    clerk: Clerk,
    Part(id): Part<ReviewId>,
    Form(sent): Form<ReviewForm>,
) -> Result<Response> {
    let review = At { id, expected: Some(sent.revision) };
    let hidden = reviews::hide_review(clerk.http.app(), clerk.actor, review, None).await;
    answered(&clerk, hidden, "hidden").await
}

/// `POST /admin/reviews/{review}/stand`.
pub(super) async fn stand(
    clerk: Clerk,
    Part(id): Part<ReviewId>,
    Form(sent): Form<ReviewForm>,
) -> Result<Response> {
    let review = At { id, expected: Some(sent.revision) };
    let stands = reviews::let_review_stand(clerk.http.app(), clerk.actor, review, None).await;
    answered(&clerk, stands, "stands").await
}

async fn answered(
    clerk: &Clerk,
    outcome: souk_market::Result<Reply<Review>>,
    done: &str,
) -> Result<Response> {
    match outcome {
        Ok(_) => Ok(see_other(&format!("{}?done={done}", ways::reviews()), None)),
        Err(error) if matches!(error.refusal(), Some(Refusal::Review(ReviewRefusal::NotFound))) => {
            Err(error.into())
        }
        Err(error) => {
            let mistakes = Mistakes::of(error, |_| String::new())?;
            draw(clerk, ReviewsQuery::default(), &mistakes).await
        }
    }
}

async fn draw(clerk: &Clerk, query: ReviewsQuery, mistakes: &Mistakes) -> Result<Response> {
    let found = office::reviews(clerk.http.app(), clerk.actor, query.after.clone(), ROWS).await?;
    let (frame, desk) = clerk.frame(&found.around);
    let page = ReviewsPage {
        frame,
        desk,
        errors: mistakes.all(),
        reviews: found.reviews.items.into_iter().map(on_page).collect(),
        may_write: clerk.may(Permission::ReviewsModerate),
        next: found.reviews.next.map(|next| asked(ways::reviews(), &[("after", &next)])).unwrap_or_default(),
        first: query.after.map(|_| ways::reviews().to_owned()).unwrap_or_default(),
        done: match query.done.as_str() {
            "hidden" => say("told-hidden", &[]),
            "stands" => say("told-stands", &[]),
            _ => String::new(),
        },
    };
    let status = if mistakes.is_empty() { StatusCode::OK } else { mistakes.status() };
    Ok(private(status, &page))
}

fn on_page(found: ToldReview) -> ReviewOnPage {
    let ToldReview { found, product: (product, slug), vendor, told } = found;
    let review = found.review;
    ReviewOnPage {
        id: review.id.to_string(),
        revision: review.revision,
        stars: review.rating,
        product,
        slug,
        vendor,
        vendor_id: review.vendor.to_string(),
        author: review.author,
        written: at(review.created_at).date(),
        comment: review.comment,
        answered: review.reply,
        told,
        reason: found.reason,
    }
}
