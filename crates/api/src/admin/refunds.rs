use axum::{extract::State, response::Response};
use http::Uri;
use serde::{Deserialize, Serialize};
use souk_domain::ids::RefundId;
use souk_http::{
    HttpState, Result, StaffCaller,
    read::{IdempotencyKey, Part, Query},
    to_the_end,
};
use souk_market::payments::{self, Discrepancy, RefundList};
use utoipa::{IntoParams, ToSchema};

use crate::wire::{Answer, Money, Once, limit, list as write_list, time, words_for};

/// Which refunds.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct RefundQuery {
    /// Left out: `for_staff`, which wait for somebody to send them or to try them again.
    #[param(inline)]
    which: Option<WhichRefunds>,
    /// Rows on a page.
    #[param(format = "page_limit", default = crate::wire::default_limit)]
    limit: Option<u32>,
    /// `next` of the page before, of the same refunds.
    #[param(format = "cursor")]
    after: Option<String>,
}

words_for! {
    WhichRefunds for RefundList { ForStaff, All }
}

/// Money on its way back.
#[derive(Serialize, ToSchema)]
pub(crate) struct Refund {
    id: String,
    order_id: String,
    /// Who gives it back.
    gateway: String,
    amount: Money,
    /// `requested`, `sent`, `pending`, `succeeded`, `failed`, `retried`, `waived` (it was never paid, and nothing goes back) or `in_doubt`.
    status: String,
    /// Why it is given back.
    reason: String,
    /// Whether people send it, from the market's own account.
    by_hand: bool,
    /// The failed refund in whose place it stands.
    retry_of: Option<String>,
    /// What the payment provider says otherwise than was booked: `paid_twice` or `other_amount`.
    discrepancy: Option<&'static str>,
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
            by_hand: refund.by_hand,
            retry_of: refund.retry_of.map(|failed| failed.to_string()),
            discrepancy: refund.discrepancy.map(Discrepancy::as_str),
            created_at: time(refund.created_at),
        }
    }
}

pub(super) async fn list(
    State(http): State<HttpState>,
    caller: StaffCaller,
    uri: Uri,
    Query(query): Query<RefundQuery>,
) -> Result<Response> {
    let rows = limit(query.limit)?;
    let which = query.which.map_or(RefundList::ForStaff, RefundList::from);
    let page = payments::list_refunds(http.app(), caller.actor, which, query.after, rows).await?;
    Ok(write_list(&http, &uri, page, |refund| Refund::of(&refund))?.send())
}

pub(super) async fn done(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<RefundId>,
    key: Option<IdempotencyKey>,
) -> Result<Response> {
    let once = Once::new(key, |refund: &payments::Refund| Answer::ok(&Refund::of(refund)));
    let done = payments::mark_refund_done(http.app(), caller.actor, id, once.guard());
    Ok(once.send(to_the_end(done).await??)?)
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
