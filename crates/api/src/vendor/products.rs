use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::{StatusCode, Uri};
use serde::{Deserialize, Serialize};
use souk_domain::{ids::ProductId, money::Currency};
use souk_http::{
    HttpState, Result, VendorCaller,
    read::{IdempotencyKey, IfMatch, Json, Part, Query},
};
use souk_market::{
    catalogue,
    catalogue::{PricedPage, ProductRow, ProductStatus},
    settings,
};
use utoipa::{IntoParams, ToSchema};

use super::{
    drafts::{ProductPatch, ProductRequest, StatusWord},
    sheet::vendor_product,
};
use crate::wire::{Answer, Money, Once, limit, list as write_list, time};

/// Which of your products.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnQuery {
    /// Left out: `active`.
    #[param(inline)]
    status: Option<StatusWord>,
    /// Rows on a page.
    #[param(format = "page_limit", default = crate::wire::default_limit)]
    limit: Option<u32>,
    /// `next` of the page before.
    #[param(format = "cursor")]
    after: Option<String>,
}

/// One of your products in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnProduct {
    id: String,
    slug: String,
    name: String,
    /// `draft`, `active` or `archived`.
    status: &'static str,
    price: Money,
    in_stock: bool,
    created_at: String,
    updated_at: String,
}

pub(super) async fn list(
    State(http): State<HttpState>,
    caller: VendorCaller,
    uri: Uri,
    Query(query): Query<OwnQuery>,
) -> Result<Response> {
    let rows = limit(query.limit)?;
    let status = query.status.map_or(ProductStatus::Active, StatusWord::status);
    let listed =
        catalogue::list_own_products(http.app(), caller.actor, caller.vendor, status, query.after, rows);
    let (page, currency) = listed.await?;
    Ok(write_list(&http, &uri, page, |row| own(row, currency))?.send())
}

pub(super) async fn create(
    State(http): State<HttpState>,
    caller: VendorCaller,
    key: Option<IdempotencyKey>,
    Json(request): Json<ProductRequest>,
) -> Result<Response> {
    let new = request.read(charged(&http, caller).await?)?;
    let drawing = http.clone();
    let once = Once::new(key, move |made: &PricedPage| {
        let (page, currency) = made.clone();
        let (id, revision) = (page.product.id, page.product.revision);
        let answer = Answer::created(&vendor_product(&drawing, currency, page))?.etag(revision);
        Ok(answer.at(super::PRODUCT, &[&id]))
    });
    let made = catalogue::create_product(http.app(), caller.actor, caller.vendor, new, once.guard());
    Ok(once.send(made.await?)?)
}

pub(super) async fn show(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<ProductId>,
) -> Result<Response> {
    let found = catalogue::show_own_product(http.app(), caller.actor, caller.vendor, id).await?;
    Ok(sheet(&http, found)?.send())
}

pub(super) async fn change(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<ProductId>,
    IfMatch(expected): IfMatch,
    Json(patch): Json<ProductPatch>,
) -> Result<Response> {
    let (before, currency) = catalogue::show_own_product(http.app(), caller.actor, caller.vendor, id).await?;
    let (changes, variants) = patch.read(&before.options, currency, expected)?;
    let changed =
        catalogue::change_product(http.app(), caller.actor, caller.vendor, id, changes, variants).await?;
    Ok(sheet(&http, changed)?.send())
}

pub(super) async fn remove(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<ProductId>,
    IfMatch(expected): IfMatch,
) -> Result<Response> {
    catalogue::remove_product(http.app(), caller.actor, caller.vendor, id, expected).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn sheet(http: &HttpState, (page, currency): PricedPage) -> Result<Answer> {
    let revision = page.product.revision;
    Ok(Answer::ok(&vendor_product(http, currency, page))?.etag(revision))
}

async fn charged(http: &HttpState, caller: VendorCaller) -> Result<Currency> {
    Ok(settings::show_market(http.app(), caller.actor).await?.currency)
}

fn own(row: ProductRow, currency: Currency) -> OwnProduct {
    OwnProduct {
        id: row.id.to_string(),
        slug: row.slug,
        name: row.name,
        status: row.status.as_str(),
        price: Money::of(row.price, currency),
        in_stock: row.in_stock,
        created_at: time(row.created_at),
        updated_at: time(row.updated_at),
    }
}
