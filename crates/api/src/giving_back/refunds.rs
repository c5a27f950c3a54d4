use axum::{extract::State, response::Response};
use http::{HeaderMap, Uri};
use serde::Deserialize;
use souk_domain::{ids::VendorOrderId, refusal::RequestRefusal};
use souk_http::{
    CurrentSession, HttpState, Refusal, Result, StaffCaller, VendorCaller,
    read::{IdempotencyKey, IfMatch, Json, Part, Query, order_token},
    to_the_end,
};
use souk_market::{
    Actor, At, orders,
    paging::Place,
    refunds::{self, NewRefund, RefundView, Seller, ToRefund},
    settings,
};
use utoipa::ToSchema;

use super::wire::{PiecesOfLine, pieces, refund, shown_to_buyer};
use crate::{
    orders::open,
    wire::{Answer, ListQuery, Once, Price, list as write_list, page_of},
};

/// What goes back of a vendor order: either `lines` or `amount`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "lines": [{ "order_line_id": "line_01jd8q2xk3f5v7a9c1e3g5h7jm", "quantity": 1 }],
    "reason": "The glaze is cracked", "restock": false
}))]
pub(crate) struct RefundRequest {
    /// Pieces, at what was paid for them. Those that are not sent yet are called off, and go first.
    #[schema(max_items = 200)]
    lines: Option<Vec<PiecesOfLine>>,
    /// A sum, for which nothing comes back.
    amount: Option<Price>,
    /// Why; the buyer reads it.
    #[schema(format = "refund_note")]
    reason: String,
    /// Whether the pieces are for sale again: those not sent, and, once all has arrived, those that came back. Left out: no.
    restock: Option<bool>,
}

impl RefundRequest {
    async fn checked(self, http: &HttpState, actor: Actor) -> Result<NewRefund> {
        let what = match (&self.lines, &self.amount) {
            (Some(lines), None) => ToRefund::Pieces(pieces(lines)?),
            (None, Some(sum)) => {
                let charged = settings::show_market(http.app(), actor).await?.currency;
                ToRefund::Sum(sum.read("/amount", charged)?)
            }
            _ => {
                let detail = "Send either `lines` or `amount`.".to_owned();
                let refusal = RequestRefusal::InvalidValue { pointer: "/lines".to_owned(), detail };
                return Err(Refusal::from(refusal));
            }
        };
        Ok(NewRefund { what, note: self.reason, restock: self.restock.unwrap_or_default() })
    }
}

pub(super) async fn of_own(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(asked): Part<String>,
    IfMatch(expected): IfMatch,
    key: IdempotencyKey,
    Json(request): Json<RefundRequest>,
) -> Result<Response> {
    let id = orders::show_vendor_order(http.app(), caller.actor, caller.vendor, asked).await?.id;
    let vendor_order = At { id, expected };
    let new = request.checked(&http, caller.actor).await?;
    give_back(&http, caller.actor, Seller::Vendor(caller.vendor), vendor_order, new, key).await
}

pub(super) async fn of_any(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<VendorOrderId>,
    IfMatch(expected): IfMatch,
    key: IdempotencyKey,
    Json(request): Json<RefundRequest>,
) -> Result<Response> {
    let new = request.checked(&http, caller.actor).await?;
    give_back(&http, caller.actor, Seller::Market, At { id, expected }, new, key).await
}

async fn give_back(
    http: &HttpState,
    actor: Actor,
    seller: Seller,
    vendor_order: At<VendorOrderId>,
    new: NewRefund,
    key: IdempotencyKey,
) -> Result<Response> {
    let once = Once::new(Some(key), |given: &RefundView| Answer::created(&refund(given)));
    let given = refunds::refund_vendor_order(http.app(), actor, seller, vendor_order, new, once.guard());
    Ok(once.send(to_the_end(given).await??)?)
}

/// The refunds of a vendor's own vendor order.
pub(super) async fn list_of_own(
    State(http): State<HttpState>,
    caller: VendorCaller,
    uri: Uri,
    Part(asked): Part<String>,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let own = orders::show_vendor_order(http.app(), caller.actor, caller.vendor, asked).await?;
    let mut all = refunds::list_order_refunds(http.app(), caller.actor, own.order.id).await?;
    all.retain(|view| view.refund.vendor_order == Some(own.id));
    let page = page_of(all, &query, "refunds of a vendor order:", true, place)?;
    Ok(write_list(&http, &uri, page, |view| refund(&view))?.send())
}

fn place(view: &RefundView) -> Place {
    Place { key: view.refund.created_at.as_millisecond(), id: *view.refund.id.as_bytes() }
}

/// The refunds of an order, for whoever holds it.
pub(super) async fn of_order(
    State(http): State<HttpState>,
    headers: HeaderMap,
    session: CurrentSession,
    uri: Uri,
    Part(asked): Part<String>,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let order = open(&http, asked, order_token(&headers, None), &session).await?;
    let all = refunds::list_order_refunds(http.app(), session.actor(), order.id).await?;
    let page = page_of(all, &query, "refunds of an order:", true, place)?;
    Ok(write_list(&http, &uri, page, |view| shown_to_buyer(&view))?.send())
}
