//! What a vendor says to a review, or of one to the market.

use axum::response::Response;
use souk_domain::ids::ReviewId;
use souk_domain::vendor::VendorPermission;
use souk_http::read::{Form, Part};
use souk_http::{Result, to_the_end};
use souk_market::At;
use souk_market::portal::ReviewsQuery;
use souk_market::reviews::{self, ReviewsView};
use souk_ui::redirect::see_other;
use souk_ui::texts::say;

use super::list::{Trouble, draw, reason_field, reply_field};
use crate::routes;
use crate::shared::{Fields, Mistakes, Worker};

/// `GET` where only forms are sent: a page with what was wrong in one stands at such an address, and may be opened again.
pub(super) async fn back(_worker: Worker, Part(_id): Part<ReviewId>) -> Result<Response> {
    Ok(see_other(routes::reviews(), None))
}

/// `POST /vendor/reviews/{id}`: `do` says what becomes of it.
pub(super) async fn send(
    worker: Worker,
    Part(id): Part<ReviewId>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    worker.require(VendorPermission::ReviewsWrite)?;
    sent.only(&["key", "do", "revision", "reply", "reason"], &[])?;
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let at = At { id, expected: sent.revision() };
    let (reply, reason) = (reply_field(&id.to_string()), reason_field(&id.to_string()));
    let mut mistakes = Mistakes::default();
    let outcome = match sent.get("do") {
        "answer" => match sent.said("reply") {
            Some(words) => {
                let done = reviews::reply_to_review(app, actor, vendor, at, words, sent.once());
                to_the_end(done).await?.map(|_reply| "answered")
            }
            // taking an answer away has a button of its own
            None => {
                mistakes.add(&reply, say("desk-review-no-words", &[]));
                return mended(&worker, id, sent, mistakes).await;
            }
        },
        "take" => {
            let done = reviews::reply_to_review(app, actor, vendor, at, String::new(), sent.once());
            to_the_end(done).await?.map(|_reply| "taken")
        }
        "report" => match sent.said("reason") {
            Some(words) => {
                let done = reviews::report_own_review(app, actor, vendor, id, words);
                to_the_end(done).await?.map(|()| "told")
            }
            None => {
                mistakes.add(&reason, say("desk-review-no-reason", &[]));
                return mended(&worker, id, sent, mistakes).await;
            }
        },
        _ => return back(worker, Part(id)).await,
    };
    match outcome {
        Ok(done) => Ok(see_other(&format!("{}?done={done}", routes::reviews()), None)),
        Err(error) => {
            let mistakes = Mistakes::of(error, |pointer| match pointer {
                "/reply" => reply.clone(),
                "/reason" => reason.clone(),
                _ => String::new(),
            })?;
            mended(&worker, id, sent, mistakes).await
        }
    }
}

/// The review alone, with what was wrong and what was typed.
async fn mended(worker: &Worker, id: ReviewId, sent: Fields, mistakes: Mistakes) -> Result<Response> {
    let query = ReviewsQuery { view: ReviewsView::All, stars: None, after: None, only: Some(id) };
    let trouble = Trouble { of: Some(id), sent, mistakes };
    draw(worker, query, &trouble, String::new()).await
}
