use axum::{extract::State, response::Response};
use http::{HeaderMap, HeaderValue, Uri, header};
use serde::Deserialize;
use souk_domain::{
    ids::{OrderId, ReturnId, ReturnPhotoId},
    order::{ReturnReason, ReturnStatus},
};
use souk_http::{
    CurrentSession, HttpState, Result, StaffCaller, VendorCaller,
    read::{IdempotencyKey, IfMatch, Json, Part, Parts, Picture, Query, ThreeParts, order_token},
    to_the_end,
};
use souk_market::{
    Actor,
    idempotency::Reply,
    paging::Place,
    refunds::Seller,
    returns::{self, Answered, NewReturn, PhotoOf, Receipt, ReturnView},
};
use utoipa::{IntoParams, ToSchema};

use super::wire::{PiecesOfLine, PiecesThatCame, arrived, order_return, pieces};
use crate::{
    orders::open,
    wire::{Answer, ListQuery, Once, limit, list as write_list, page_of, words_for},
};

words_for! {
    /// Why a buyer gives something back; `other`: as `words` say.
    ReasonOfReturn for ReturnReason { Damaged, NotAsDescribed, WrongItem, DoesNotFit, NoLongerWanted, Other }
}

words_for! {
    /// Where a return stands.
    StatusOfReturn for ReturnStatus { Requested, Approved, Refused, Received, Refunded }
}

/// What you want to give back, of one vendor.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "lines": [{ "order_line_id": "line_01jd8q2xk3f5v7a9c1e3g5h7jm", "quantity": 1 }],
    "reason": "damaged", "words": "The handle came off."
}))]
pub(crate) struct ReturnRequest {
    #[schema(max_items = 200)]
    lines: Vec<PiecesOfLine>,
    #[schema(inline)]
    reason: ReasonOfReturn,
    /// Needed where the reason is `other`.
    #[schema(format = "return_words")]
    words: Option<String>,
}

/// What you say to a return.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReturnAnswer {
    /// The buyer reads it.
    #[schema(format = "return_words")]
    answer: Option<String>,
}

/// Why you do not take something back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReturnNo {
    /// The buyer reads it.
    #[schema(format = "return_answer")]
    answer: String,
}

/// What becomes of things that arrived.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReturnReceipt {
    /// Whether they are for sale again.
    restock: bool,
    /// Whether their money goes back at once. Left out: yes.
    refund: Option<bool>,
    /// What arrived, where it is not all of it; empty: nothing more, and the rest is closed. Left out: all that had not arrived.
    #[schema(max_items = 200)]
    lines: Option<Vec<PiecesThatCame>>,
    /// Why nothing more is waited for: the return is closed with what arrived. The buyer reads it.
    #[schema(format = "return_answer")]
    close_reason: Option<String>,
}

/// What the market says to a return in its vendor's place.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StaffReturnAnswer {
    /// The buyer reads it.
    #[schema(format = "return_words")]
    answer: Option<String>,
    /// Why you answer for the vendor; the market alone reads it.
    #[schema(format = "return_reason")]
    reason: String,
}

/// Why the market does not let something be returned.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StaffReturnNo {
    /// The buyer reads it.
    #[schema(format = "return_answer")]
    answer: String,
    /// Why you answer for the vendor; the market alone reads it.
    #[schema(format = "return_reason")]
    reason: String,
}

/// What becomes of things that arrived, by the market's word.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StaffReturnReceipt {
    /// Whether they are for sale again.
    restock: bool,
    /// Whether their money goes back at once. Left out: yes.
    refund: Option<bool>,
    /// What arrived, where it is not all of it; empty: nothing more, and the rest is closed. Left out: all that had not arrived.
    #[schema(max_items = 200)]
    lines: Option<Vec<PiecesThatCame>>,
    /// Why nothing more is waited for: the return is closed with what arrived. The buyer reads it.
    #[schema(format = "return_answer")]
    close_reason: Option<String>,
    /// Why you say so for the vendor; the market alone reads it.
    #[schema(format = "return_reason")]
    reason: String,
}

/// Why the market gives the money of a return back in its vendor's place.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StaffReturnRefund {
    /// The market alone reads it.
    #[schema(format = "return_reason")]
    reason: String,
}

/// Which returns.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReturnQuery {
    /// Left out: all.
    #[param(inline)]
    status: Option<StatusOfReturn>,
    /// Rows on a page.
    #[param(format = "page_limit", default = crate::wire::default_limit)]
    limit: Option<u32>,
    /// `next` of the page before, with the same status.
    #[param(format = "cursor")]
    after: Option<String>,
}

pub(super) async fn request(
    State(http): State<HttpState>,
    headers: HeaderMap,
    session: CurrentSession,
    Part(asked): Part<String>,
    key: Option<IdempotencyKey>,
    Json(request): Json<ReturnRequest>,
) -> Result<Response> {
    let order = open(&http, asked, order_token(&headers, None), &session).await?;
    let new = NewReturn {
        lines: pieces(&request.lines)?,
        reason: request.reason.into(),
        words: request.words.unwrap_or_default(),
    };
    let once = Once::new(key, |made: &ReturnView| Answer::created(&order_return(made)));
    let made = returns::request_return(http.app(), session.actor(), order.id, new, once.guard());
    Ok(once.send(to_the_end(made).await??)?)
}

/// The returns of an order, for whoever holds it.
pub(super) async fn of_order(
    State(http): State<HttpState>,
    headers: HeaderMap,
    session: CurrentSession,
    uri: Uri,
    Part(asked): Part<String>,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let order = open(&http, asked, order_token(&headers, None), &session).await?;
    let all = returns::list_order_returns(http.app(), session.actor(), order.id).await?;
    let page = page_of(all, &query, "returns of an order:", true, |view| Place {
        key: view.created_at.as_millisecond(),
        id: *view.id.as_bytes(),
    })?;
    Ok(write_list(&http, &uri, page, |view| order_return(&view))?.send())
}

pub(super) async fn add_photo(
    State(http): State<HttpState>,
    headers: HeaderMap,
    session: CurrentSession,
    Parts(asked, id): Parts<String, ReturnId>,
    key: Option<IdempotencyKey>,
    Picture(bytes): Picture,
) -> Result<Response> {
    let order = open(&http, asked, order_token(&headers, None), &session).await?;
    let once = Once::new(key, |made: &ReturnView| Answer::created(&order_return(made)));
    let (actor, bytes) = (session.actor(), bytes.to_vec());
    let added = returns::add_return_photo(http.app(), actor, order.id, id, bytes, once.guard());
    Ok(once.send(added.await?)?)
}

pub(super) async fn photo_of_order(
    State(http): State<HttpState>,
    headers: HeaderMap,
    session: CurrentSession,
    ThreeParts(asked, id, photo): ThreeParts<String, ReturnId, ReturnPhotoId>,
) -> Result<Response> {
    let order: OrderId = open(&http, asked, order_token(&headers, None), &session).await?.id;
    photo_for(&http, session.actor(), PhotoOf::Order(order), id, photo).await
}

pub(super) async fn photo_of_own(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Parts(id, photo): Parts<ReturnId, ReturnPhotoId>,
) -> Result<Response> {
    let who = PhotoOf::Seller(Seller::Vendor(caller.vendor));
    photo_for(&http, caller.actor, who, id, photo).await
}

pub(super) async fn photo_of_any(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Parts(id, photo): Parts<ReturnId, ReturnPhotoId>,
) -> Result<Response> {
    photo_for(&http, caller.actor, PhotoOf::Seller(Seller::Market), id, photo).await
}

/// A photograph, which nobody keeps on the way.
async fn photo_for(
    http: &HttpState,
    actor: Actor,
    who: PhotoOf,
    id: ReturnId,
    photo: ReturnPhotoId,
) -> Result<Response> {
    let bytes = returns::show_return_photo(http.app(), actor, who, id, photo).await?;
    let mut response = Response::new(bytes.into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/webp"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

pub(super) async fn list_own(
    State(http): State<HttpState>,
    caller: VendorCaller,
    uri: Uri,
    Query(query): Query<ReturnQuery>,
) -> Result<Response> {
    list(&http, caller.actor, Seller::Vendor(caller.vendor), &uri, query).await
}

pub(super) async fn list_any(
    State(http): State<HttpState>,
    caller: StaffCaller,
    uri: Uri,
    Query(query): Query<ReturnQuery>,
) -> Result<Response> {
    list(&http, caller.actor, Seller::Market, &uri, query).await
}

async fn list(
    http: &HttpState,
    actor: Actor,
    seller: Seller,
    uri: &Uri,
    query: ReturnQuery,
) -> Result<Response> {
    let (rows, status) = (limit(query.limit)?, query.status.map(ReturnStatus::from));
    let page = returns::list_returns(http.app(), actor, seller, status, query.after, rows).await?;
    Ok(write_list(http, uri, page, |view| order_return(&view))?.send())
}

pub(super) async fn show_own(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<ReturnId>,
) -> Result<Response> {
    show(&http, caller.actor, Seller::Vendor(caller.vendor), id).await
}

pub(super) async fn show_any(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<ReturnId>,
) -> Result<Response> {
    show(&http, caller.actor, Seller::Market, id).await
}

async fn show(http: &HttpState, actor: Actor, seller: Seller, id: ReturnId) -> Result<Response> {
    let found = returns::show_return(http.app(), actor, seller, id).await?;
    Ok(Answer::ok(&order_return(&found))?.etag(found.revision).send())
}

pub(super) async fn approve(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<ReturnId>,
    IfMatch(expected): IfMatch,
    key: Option<IdempotencyKey>,
    request: Option<Json<ReturnAnswer>>,
) -> Result<Response> {
    let answer = request.and_then(|Json(request)| request.answer).unwrap_or_default();
    let (once, seller) = (answering(key), Seller::Vendor(caller.vendor));
    let asked = Answered { expected, ..id.into() };
    let done = returns::approve_return(http.app(), caller.actor, seller, asked, answer, once.guard());
    sent(once, to_the_end(done).await??)
}

pub(super) async fn refuse(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<ReturnId>,
    IfMatch(expected): IfMatch,
    key: Option<IdempotencyKey>,
    Json(request): Json<ReturnNo>,
) -> Result<Response> {
    let (once, seller) = (answering(key), Seller::Vendor(caller.vendor));
    let asked = Answered { expected, ..id.into() };
    let done = returns::refuse_return(http.app(), caller.actor, seller, asked, request.answer, once.guard());
    sent(once, to_the_end(done).await??)
}

pub(super) async fn receive(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<ReturnId>,
    IfMatch(expected): IfMatch,
    key: IdempotencyKey,
    Json(request): Json<ReturnReceipt>,
) -> Result<Response> {
    let (once, seller) = (answering(Some(key)), Seller::Vendor(caller.vendor));
    let asked = Answered { expected, ..id.into() };
    let receipt = Receipt {
        arrived: arrived(request.lines.as_deref(), request.restock)?,
        refund: request.refund.unwrap_or(true),
        closing: request.close_reason,
    };
    let done = returns::receive_return(http.app(), caller.actor, seller, asked, receipt, once.guard());
    sent(once, to_the_end(done).await??)
}

pub(super) async fn refund(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<ReturnId>,
    IfMatch(expected): IfMatch,
    key: IdempotencyKey,
) -> Result<Response> {
    let (once, seller) = (answering(Some(key)), Seller::Vendor(caller.vendor));
    let asked = Answered { expected, ..id.into() };
    let done = returns::refund_return(http.app(), caller.actor, seller, asked, once.guard());
    sent(once, to_the_end(done).await??)
}

pub(super) async fn approve_any(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<ReturnId>,
    IfMatch(expected): IfMatch,
    key: Option<IdempotencyKey>,
    Json(request): Json<StaffReturnAnswer>,
) -> Result<Response> {
    let (once, answer) = (answering(key), request.answer.unwrap_or_default());
    let asked = Answered { expected, reason: Some(request.reason), ..id.into() };
    let done = returns::approve_return(http.app(), caller.actor, Seller::Market, asked, answer, once.guard());
    sent(once, to_the_end(done).await??)
}

pub(super) async fn refuse_any(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<ReturnId>,
    IfMatch(expected): IfMatch,
    key: Option<IdempotencyKey>,
    Json(request): Json<StaffReturnNo>,
) -> Result<Response> {
    let (once, answer) = (answering(key), request.answer);
    let asked = Answered { expected, reason: Some(request.reason), ..id.into() };
    let done = returns::refuse_return(http.app(), caller.actor, Seller::Market, asked, answer, once.guard());
    sent(once, to_the_end(done).await??)
}

pub(super) async fn receive_any(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<ReturnId>,
    IfMatch(expected): IfMatch,
    key: IdempotencyKey,
    Json(request): Json<StaffReturnReceipt>,
) -> Result<Response> {
    let once = answering(Some(key));
    let receipt = Receipt {
        arrived: arrived(request.lines.as_deref(), request.restock)?,
        refund: request.refund.unwrap_or(true),
        closing: request.close_reason,
    };
    let asked = Answered { expected, reason: Some(request.reason), ..id.into() };
    let done =
        returns::receive_return(http.app(), caller.actor, Seller::Market, asked, receipt, once.guard());
    sent(once, to_the_end(done).await??)
}

pub(super) async fn refund_any(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<ReturnId>,
    IfMatch(expected): IfMatch,
    key: IdempotencyKey,
    Json(request): Json<StaffReturnRefund>,
) -> Result<Response> {
    let once = answering(Some(key));
    let asked = Answered { expected, reason: Some(request.reason), ..id.into() };
    let done = returns::refund_return(http.app(), caller.actor, Seller::Market, asked, once.guard());
    sent(once, to_the_end(done).await??)
}

fn answering(key: Option<IdempotencyKey>) -> Once<ReturnView> {
    Once::new(key, |view: &ReturnView| Ok(Answer::ok(&order_return(view))?.etag(view.revision)))
}

fn sent(once: Once<ReturnView>, reply: Reply<ReturnView>) -> Result<Response> {
    Ok(once.send(reply)?)
}
