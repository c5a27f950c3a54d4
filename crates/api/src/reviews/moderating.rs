use axum::{extract::State, response::Response};
use http::Uri;
use souk_domain::ids::ReviewId;
use souk_http::{
    HttpState, Result, StaffCaller,
    read::{IdempotencyKey, IfMatch, Part, Query},
};
use souk_market::{
    At,
    reviews::{self, Review},
};

use super::{ReportedReview, review};
use crate::wire::{Answer, ListQuery, Once, list as write_list};

pub(super) async fn list(
    State(http): State<HttpState>,
    caller: StaffCaller,
    uri: Uri,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let limit = query.limit()?;
    let found = reviews::list_reported_reviews(http.app(), caller.actor, query.after, limit);
    Ok(write_list(&http, &uri, found.await?, reported)?.send())
}

fn reported(found: reviews::ReportedReview) -> ReportedReview {
    let reason = Some(found.reason).filter(|reason| !reason.is_empty());
    ReportedReview { review: review(&found.review), reason }
}

pub(super) async fn stand(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<ReviewId>,
    IfMatch(expected): IfMatch,
    key: Option<IdempotencyKey>,
) -> Result<Response> {
    let once = Once::new(key, |kept: &Review| Ok(Answer::ok(&review(kept))?.etag(kept.revision)));
    let kept = reviews::let_review_stand(http.app(), caller.actor, At { id, expected }, once.guard());
    Ok(once.send(kept.await?)?)
}

pub(super) async fn hide(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<ReviewId>,
    IfMatch(expected): IfMatch,
    key: Option<IdempotencyKey>,
) -> Result<Response> {
    let once = Once::new(key, |hidden: &Review| Ok(Answer::ok(&review(hidden))?.etag(hidden.revision)));
    let hidden = reviews::hide_review(http.app(), caller.actor, At { id, expected }, once.guard());
    Ok(once.send(hidden.await?)?)
}
