//! Products that the staff looks at before anyone else does.

use axum::{extract::State, response::Response};
use http::Uri;
use serde::{Deserialize, Serialize};
use souk_domain::{ids::ProductId, money::Currency};
use souk_http::{
    HttpState, Result, StaffCaller,
    read::{IfMatch, Json, Part, Query},
};
use souk_market::catalogue::{self, PricedPage, ProductRow, ProductStatus, Verdict};
use utoipa::{IntoParams, ToSchema};

use crate::wire::{Answer, Money, limit, list as write_list, time, words_for};

/// Which products.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnyProductQuery {
    /// Left out: `in_review`.
    #[param(inline)]
    status: Option<AnyStatusWord>,
    /// Rows on a page.
    #[param(format = "page_limit", default = crate::wire::default_limit)]
    limit: Option<u32>,
    /// `next` of the page before.
    #[param(format = "cursor")]
    after: Option<String>,
}

words_for! {
    AnyStatusWord for ProductStatus { Draft, InReview, Active, Rejected, Archived }
}

/// A product as the staff sees it.
#[derive(Serialize, ToSchema)]
pub(crate) struct StaffProduct {
    id: String,
    vendor_id: String,
    slug: String,
    name: String,
    /// Markdown, as its vendor wrote it.
    description: String,
    /// `draft`, `in_review`, `active`, `rejected` or `archived`.
    status: &'static str,
    /// Why it was rejected; null unless it was.
    rejection: Option<String>,
    price: Money,
    created_at: String,
    updated_at: String,
}

/// Why a product is not shown as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RejectRequest {
    /// Its vendor reads it.
    #[schema(format = "rejection")]
    reason: String,
}

pub(super) async fn list(
    State(http): State<HttpState>,
    caller: StaffCaller,
    uri: Uri,
    Query(query): Query<AnyProductQuery>,
) -> Result<Response> {
    let rows = limit(query.limit)?;
    let status = query.status.map_or(ProductStatus::InReview, ProductStatus::from);
    let listed = catalogue::list_any_products(http.app(), caller.actor, status, query.after, rows);
    let (page, currency) = listed.await?;
    Ok(write_list(&http, &uri, page, |row| staff_product(row, currency))?.send())
}

pub(super) async fn approve(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<ProductId>,
    IfMatch(expected): IfMatch,
) -> Result<Response> {
    judged(&catalogue::judge_product(http.app(), caller.actor, id, Verdict::Approve, expected).await?)
}

pub(super) async fn reject(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<ProductId>,
    IfMatch(expected): IfMatch,
    Json(request): Json<RejectRequest>,
) -> Result<Response> {
    let verdict = Verdict::Reject { reason: request.reason };
    judged(&catalogue::judge_product(http.app(), caller.actor, id, verdict, expected).await?)
}

fn judged((page, currency): &PricedPage) -> Result<Response> {
    let revision = page.product.revision;
    Ok(Answer::ok(&staff_product(page.product.clone(), *currency))?.etag(revision).send())
}

fn staff_product(row: ProductRow, currency: Currency) -> StaffProduct {
    StaffProduct {
        id: row.id.to_string(),
        vendor_id: row.vendor.to_string(),
        slug: row.slug,
        name: row.name,
        description: row.description,
        status: row.status.as_str(),
        rejection: row.rejection,
        price: Money::of(row.price, currency),
        created_at: time(row.created_at),
        updated_at: time(row.updated_at),
    }
}
