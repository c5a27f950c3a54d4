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
    catalogue::{OwnFilter, PricedPage, ProductStatus, StockFilter},
    settings,
};
use utoipa::{IntoParams, ToSchema};

use super::{
    drafts::{ProductPatch, ProductRequest},
    sheet::vendor_product,
};
use crate::wire::{Answer, Money, Once, limit, list as write_list, picture_url, time, words_for};

/// Which of your products.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnQuery {
    /// Left out: `active`.
    #[param(inline)]
    status: Option<OwnStatusWord>,
    /// A part of the name, or the start of a SKU.
    #[param(format = "product_text")]
    #[serde(default)]
    q: String,
    /// Left out: whatever is left of them.
    #[param(inline)]
    stock: Option<StockWord>,
    /// Rows on a page.
    #[param(format = "page_limit", default = crate::wire::default_limit)]
    limit: Option<u32>,
    /// `next` of the page before.
    #[param(format = "cursor")]
    after: Option<String>,
}

/// Which of your products, by their status.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum OwnStatusWord {
    /// Whatever was not put away.
    All,
    Draft,
    InReview,
    Active,
    Rejected,
    Archived,
}

impl OwnStatusWord {
    fn status(self) -> Option<ProductStatus> {
        match self {
            Self::All => None,
            Self::Draft => Some(ProductStatus::Draft),
            Self::InReview => Some(ProductStatus::InReview),
            Self::Active => Some(ProductStatus::Active),
            Self::Rejected => Some(ProductStatus::Rejected),
            Self::Archived => Some(ProductStatus::Archived),
        }
    }
}

words_for! {
    StockWord for StockFilter { Any, Low, SoldOut }
}

/// One of your products in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnProduct {
    id: String,
    slug: String,
    name: String,
    /// `draft`, `in_review`, `active`, `rejected` or `archived`.
    status: &'static str,
    /// Why the staff rejected it; null unless it did.
    rejection: Option<String>,
    price: Money,
    in_stock: bool,
    /// Variants it is offered in.
    variants: i64,
    /// Pieces that can still be promised of those that are counted; null when none is.
    available: Option<i64>,
    /// Variants of which few are left.
    low: i64,
    /// Its first picture; null when it has none.
    image_url: Option<String>,
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
    let filter = OwnFilter {
        status: query.status.map_or(Some(ProductStatus::Active), OwnStatusWord::status),
        text: query.q,
        stock: query.stock.map_or(StockFilter::Any, StockFilter::from),
    };
    let listed =
        catalogue::list_own_products(http.app(), caller.actor, caller.vendor, filter, query.after, rows);
    let (page, _, currency) = listed.await?;
    Ok(write_list(&http, &uri, page, |row| own(http.public_url(), row, currency))?.send())
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

/// A copy to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DuplicateRequest {
    /// Left out: the same name.
    #[schema(format = "product_name")]
    name: Option<String>,
}

pub(super) async fn duplicate(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<ProductId>,
    key: Option<IdempotencyKey>,
    Json(request): Json<DuplicateRequest>,
) -> Result<Response> {
    let drawing = http.clone();
    let once = Once::new(key, move |made: &PricedPage| {
        let (page, currency) = made.clone();
        let (id, revision) = (page.product.id, page.product.revision);
        let answer = Answer::created(&vendor_product(&drawing, currency, page))?.etag(revision);
        Ok(answer.at(super::PRODUCT, &[&id]))
    });
    let made =
        catalogue::duplicate_product(http.app(), caller.actor, caller.vendor, id, request.name, once.guard());
    Ok(once.send(made.await?)?)
}

fn own(public_url: &str, row: catalogue::OwnProduct, currency: Currency) -> OwnProduct {
    let product = row.product;
    OwnProduct {
        id: product.id.to_string(),
        rejection: product.told_rejection().map(str::to_owned),
        slug: product.slug,
        name: product.name,
        status: product.status.as_str(),
        price: Money::of(product.price, currency),
        in_stock: product.in_stock,
        variants: row.variants,
        available: (row.tracked > 0).then_some(row.available),
        low: row.low,
        image_url: row.picture.map(|file| picture_url(public_url, &file)),
        created_at: time(product.created_at),
        updated_at: time(product.updated_at),
    }
}
