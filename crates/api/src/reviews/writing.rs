use axum::{extract::State, response::Response};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use souk_domain::ids::{OrderLineId, ReviewId};
use souk_http::{
    Client, CurrentSession, HttpState, Result, VendorCaller,
    read::{IdempotencyKey, IfMatch, Json, Part, order_token},
};
use souk_market::{
    At,
    reviews::{self, NewReview, Review},
};
use utoipa::ToSchema;

use super::review;
use crate::wire::{Answer, Once};

/// What you say of a thing.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "rating": 5, "comment": "Sits well in the hand." }))]
pub(crate) struct ReviewRequest {
    /// Stars.
    #[schema(format = "rating")]
    rating: i64,
    #[schema(format = "review_comment")]
    comment: Option<String>,
}

/// What you answer to a review.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReplyRequest {
    #[schema(format = "review_comment")]
    reply: String,
}

/// Why a review should not stand.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportRequest {
    #[schema(format = "review_reason")]
    reason: String,
}

pub(super) async fn write(
    State(http): State<HttpState>,
    headers: HeaderMap,
    session: CurrentSession,
    Part(line): Part<OrderLineId>,
    key: Option<IdempotencyKey>,
    Json(request): Json<ReviewRequest>,
) -> Result<Response> {
    let comment = request.comment.unwrap_or_default();
    let new = NewReview { line, rating: request.rating, comment };
    let once =
        Once::new(key, |written: &Review| Ok(Answer::created(&review(written))?.etag(written.revision)));
    let token = order_token(&headers, None);
    let written = reviews::write_review(http.app(), session.actor(), token, new, once.guard());
    Ok(once.send(written.await?)?)
}

pub(super) async fn report(
    State(http): State<HttpState>,
    client: Client,
    session: CurrentSession,
    Part(id): Part<ReviewId>,
) -> Result<StatusCode> {
    reviews::report_review(http.app(), session.actor(), id, client.counted()).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn report_own(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<ReviewId>,
    Json(request): Json<ReportRequest>,
) -> Result<StatusCode> {
    reviews::report_own_review(http.app(), caller.actor, caller.vendor, id, request.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn reply(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<ReviewId>,
    IfMatch(expected): IfMatch,
    key: Option<IdempotencyKey>,
    Json(request): Json<ReplyRequest>,
) -> Result<Response> {
    let once = Once::new(key, |written: &Review| Ok(Answer::ok(&review(written))?.etag(written.revision)));
    let at = At { id, expected };
    let written =
        reviews::reply_to_review(http.app(), caller.actor, caller.vendor, at, request.reply, once.guard());
    Ok(once.send(written.await?)?)
}
