use axum::{extract::State, response::Response};
use http::Uri;
use serde::Serialize;
use souk_domain::ids::RefundId;
use souk_http::{
    HttpState, Result, StaffCaller,
    read::{IdempotencyKey, Part, Query},
    to_the_end,
};
use souk_market::payments;
use utoipa::ToSchema;

use crate::wire::{Answer, ListQuery, Money, Once, limit, list as write_list, time};

/// Money on its way back.
#[derive(Serialize, ToSchema)]
pub(crate) struct Refund {
    id: String,
    order_id: String,
    /// Who gives it back.
    gateway: String,
    amount: Money,
    /// `requested`, `sent`, `pending`, `succeeded`, `failed`, `retried` or `in_doubt`.
    status: String,
    /// Why it is given back.
    reason: String,
    created_at: String,
}

impl Refund {
    fn of(refund: &payments::Refund) -> Self {
        Self {
            id: refund.id.to_string(),
            order_id: refund.order.to_string(),
            gateway: refund.gateway.clone(),
            amount: Money::of(refund.total, refund.currency),
            status: refund.status.as_str().to_owned(),
            reason: refund.reason.clone(),
            created_at: time(refund.created_at),
        }
    }
}

pub(super) async fn list(
    State(http): State<HttpState>,
    caller: StaffCaller,
    uri: Uri,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let rows = limit(query.limit)?;
    let page = payments::list_failed_refunds(http.app(), caller.actor, query.after, rows).await?;
    Ok(write_list(&http, &uri, page, |refund| Refund::of(&refund))?.send())
}

pub(super) async fn retry(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<RefundId>,
    key: Option<IdempotencyKey>,
) -> Result<Response> {
    let once = Once::new(key, |refund: &payments::Refund| Answer::created(&Refund::of(refund)));
    let retried = payments::retry_refund(http.app(), caller.actor, id, once.guard());
    Ok(once.send(to_the_end(retried).await??)?)
}
