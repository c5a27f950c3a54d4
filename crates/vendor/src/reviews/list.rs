//! The reviews of a vendor's things, each with what can be said to it.

use axum::response::Response;
use jiff::civil::Date;
use serde::Deserialize;
use souk_domain::bounds::review::MAX_RATING;
use souk_domain::ids::ReviewId;
use souk_domain::percent;
use souk_domain::vendor::VendorPermission;
use souk_http::Result;
use souk_http::read::Query;
use souk_market::portal::{self, ReviewOfLine, ReviewsQuery};
use souk_market::reviews::ReviewsView;
use souk_ui::dates::at;
use souk_ui::form::Choice;
use souk_ui::texts::say;
use souk_ui::{Entry, FormError};

use crate::prelude::*;
use crate::shared::{Fields, Mistakes, Worker, fresh_key, private};

/// The list.
#[derive(Clone, Debug, Template)]
#[template(path = "reviews/list.html")]
pub struct ReviewsPage {
    pub frame: Frame,
    pub desk: Desk,
    pub tabs: Vec<ReviewTab>,
    /// The word of the view.
    pub view: &'static str,
    pub stars: Vec<Choice>,
    /// Whether any review is asked for.
    pub is_whole: bool,
    pub reviews: Vec<ReviewOnPage>,
    /// Whether who looks may answer.
    pub may_write: bool,
    /// Back to the first page; none on it.
    pub first: Option<String>,
    pub next: Option<String>,
    pub errors: Vec<FormError>,
    /// What was just done, in words; may be empty.
    pub done: String,
}

/// One view of the list.
#[derive(Clone, Debug)]
pub struct ReviewTab {
    pub words: String,
    pub href: String,
    pub is_here: bool,
}

/// A review.
#[derive(Clone, Debug)]
pub struct ReviewOnPage {
    pub id: String,
    pub stars: u32,
    /// What it is of.
    pub name: String,
    pub picture: Picture,
    /// The editor of the product.
    pub product: String,
    /// The number of the order that it was bought with.
    pub number: String,
    /// Empty: nobody that is named.
    pub author: String,
    pub written: Date,
    /// May be empty.
    pub comment: String,
    /// What was answered; may be empty.
    pub answered: String,
    pub revision: i64,
    pub key: String,
    pub reply: Entry,
    pub reason: Entry,
    /// Whether the market took it off the shop's pages.
    pub is_hidden: bool,
    /// Whether the vendor told the market of it.
    pub is_reported: bool,
}

impl ReviewOnPage {
    /// The ids of its fields: a page has them for each review.
    pub fn reply_field(&self) -> String {
        reply_field(&self.id)
    }

    pub fn reason_field(&self) -> String {
        reason_field(&self.id)
    }
}

pub(super) fn reply_field(id: &str) -> String {
    format!("reply-{id}")
}

pub(super) fn reason_field(id: &str) -> String {
    format!("reason-{id}")
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    view: String,
    stars: String,
    after: String,
    done: String,
}

/// What went wrong with a review, and what was typed.
#[derive(Default)]
pub(super) struct Trouble {
    pub(super) of: Option<ReviewId>,
    pub(super) sent: Fields,
    pub(super) mistakes: Mistakes,
}

/// `GET /vendor/reviews`.
pub(super) async fn show(worker: Worker, Query(asked): Query<ListQuery>) -> Result<Response> {
    let query = ReviewsQuery {
        view: ReviewsView::parse(&asked.view).unwrap_or(ReviewsView::All),
        stars: asked.stars.parse().ok().filter(|stars| (1..=MAX_RATING).contains(stars)),
        after: Some(asked.after).filter(|after| !after.is_empty()),
        only: None,
    };
    let done = match asked.done.as_str() {
        "answered" => say("done-review-answered", &[]),
        "taken" => say("done-review-taken", &[]),
        "told" => say("done-review-told", &[]),
        _ => String::new(),
    };
    draw(&worker, query, &Trouble::default(), done).await
}

/// The page, with what went wrong in a form of it.
pub(super) async fn draw(
    worker: &Worker,
    query: ReviewsQuery,
    trouble: &Trouble,
    done: String,
) -> Result<Response> {
    worker.require(VendorPermission::ReviewsRead)?;
    let (view, stars, after) = (query.view, query.stars, query.after.clone());
    let found = portal::reviews(worker.http.app(), worker.seat, query).await?;
    let (frame, desk) = worker.frame(&found.around);
    let here = || address(view, stars);
    let page = ReviewsPage {
        frame,
        desk,
        tabs: tabs(view, stars),
        view: view.as_str(),
        stars: star_choices(stars),
        is_whole: view == ReviewsView::All && stars.is_none(),
        reviews: found.reviews.iter().map(|one| on_page(worker, one, trouble)).collect(),
        may_write: worker.seat.may(VendorPermission::ReviewsWrite),
        first: after.map(|_| here()),
        next: found.next.as_ref().map(|next| format!("{}&after={}", here(), percent::encode(next))),
        errors: trouble.mistakes.all(),
        done,
    };
    Ok(private(trouble.mistakes.status(), &page))
}

/// The first page of a view, of one number of stars or of any.
fn address(view: ReviewsView, stars: Option<u32>) -> String {
    let stars = stars.map(|stars| format!("&stars={stars}")).unwrap_or_default();
    format!("{}{stars}", ways::reviews_of(view.as_str()))
}

pub(super) fn tabs(here: ReviewsView, stars: Option<u32>) -> Vec<ReviewTab> {
    let tab = |view: &ReviewsView| ReviewTab {
        words: say(view_key(*view), &[]),
        href: address(*view, stars),
        is_here: *view == here,
    };
    ReviewsView::ALL.iter().map(tab).collect()
}

fn view_key(view: ReviewsView) -> &'static str {
    match view {
        ReviewsView::All => "orders-all",
        ReviewsView::Unanswered => "desk-reviews-unanswered",
        ReviewsView::Reported => "desk-reviews-reported",
    }
}

/// Any number of stars, then five to one.
pub(super) fn star_choices(chosen: Option<u32>) -> Vec<Choice> {
    let any =
        Choice { value: String::new(), name: say("desk-reviews-any-stars", &[]), chosen: chosen.is_none() };
    let choice = |stars: u32| Choice {
        value: stars.to_string(),
        name: say("review-stars", &[("stars", &stars)]),
        chosen: chosen == Some(stars),
    };
    std::iter::once(any).chain((1..=MAX_RATING).rev().map(choice)).collect()
}

fn on_page(worker: &Worker, found: &ReviewOfLine, trouble: &Trouble) -> ReviewOnPage {
    let (review, id) = (&found.review, found.review.id.to_string());
    let is_meant = trouble.of == Some(review.id);
    let begins = |typed: &'static str, else_it_is: &str| match trouble.sent.said(typed).filter(|_| is_meant) {
        Some(typed) => typed,
        None => else_it_is.to_owned(),
    };
    let (reply, reason) = (reply_field(&id), reason_field(&id));
    ReviewOnPage {
        stars: review.rating,
        name: found.line.name.clone(),
        picture: Picture::of_source(&found.picture, &found.line.name),
        product: ways::product(&review.product.to_string()),
        number: found.number.clone(),
        author: review.author.clone(),
        written: at(review.created_at).date(),
        comment: review.comment.clone(),
        answered: review.reply.clone(),
        revision: review.revision,
        key: fresh_key(worker.http.app()),
        reply: Entry { value: begins("reply", &review.reply), error: trouble.mistakes.words(&reply) },
        reason: Entry { value: begins("reason", ""), error: trouble.mistakes.words(&reason) },
        is_hidden: review.hidden,
        is_reported: found.is_reported,
        id,
    }
}
