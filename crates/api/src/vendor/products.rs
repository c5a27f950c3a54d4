use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::{StatusCode, Uri};
use serde::{Deserialize, Serialize};
use souk_domain::{ids::ProductId, money::Currency, refusal::CatalogueRefusal};
use souk_http::{
    Edge, Result, VendorCaller,
    read::{IfMatch, Json, Part, Query, Sent},
};
use souk_market::{
    Ctx, catalogue,
    catalogue::{ProductPage, ProductRow, ProductStatus},
    settings,
};
use utoipa::{IntoParams, ToSchema};

use super::drafts::{ProductPatch, ProductRequest, StatusWord};
use crate::{
    catalogue::product,
    wire::{Answer, Money, Once, limit, list as write_list, run_read, run_write, time},
};

/// Which of your products.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnQuery {
    /// Left out: `active`.
    #[param(inline)]
    status: Option<StatusWord>,
    /// Things on a page.
    #[param(minimum = 1, maximum = 100, default = 24)]
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
    State(edge): State<Edge>,
    caller: VendorCaller,
    uri: Uri,
    Query(query): Query<OwnQuery>,
) -> Result<Response> {
    let rows = limit(query.limit)?;
    let status = query.status.map_or(ProductStatus::Active, StatusWord::status);
    let (page, currency) = run_read(&edge, caller.actor, move |ctx| {
        let after = query.after.clone();
        Box::pin(async move {
            let page =
                catalogue::list_own_products(ctx, caller.vendor, status, after.as_deref(), rows).await?;
            Ok((page, settings::load(ctx).await?.currency))
        })
    })
    .await?;
    Ok(write_list(&edge, &uri, page, |row| own(row, currency))?.send())
}

pub(super) async fn create(
    State(edge): State<Edge>,
    caller: VendorCaller,
    Sent { body: request, keyed }: Sent<ProductRequest>,
) -> Result<Response> {
    let currency = charged(&edge, caller).await?;
    let new = request.read(currency)?;
    let once = Once::new(keyed.claim(edge.app(), "create_product", caller.key.as_bytes()));
    let writing = edge.clone();
    let written = once.run(&edge, caller.actor, move |ctx| {
        let (edge, new) = (writing.clone(), new.clone());
        Box::pin(async move {
            let id = catalogue::create_product(ctx, caller.vendor, &new).await?;
            let page = catalogue::product_page(ctx, &id.to_string()).await?;
            let revision = page.product.revision;
            let answer = Answer::created(&product(&edge, currency, page))?.etag(revision);
            Ok(answer.at(&format!("/api/v1/vendor/products/{id}")))
        })
    });
    Ok(written.await?)
}

pub(super) async fn show(
    State(edge): State<Edge>,
    caller: VendorCaller,
    Part(id): Part<ProductId>,
) -> Result<Response> {
    let (page, currency) = run_read(&edge, caller.actor, move |ctx| {
        Box::pin(async move { Ok((own_page(ctx, caller, id).await?, settings::load(ctx).await?.currency)) })
    })
    .await?;
    let revision = page.product.revision;
    Ok(Answer::ok(&product(&edge, currency, page))?.etag(revision).send())
}

pub(super) async fn change(
    State(edge): State<Edge>,
    caller: VendorCaller,
    Part(id): Part<ProductId>,
    IfMatch(expected): IfMatch,
    Json(patch): Json<ProductPatch>,
) -> Result<Response> {
    let before = run_read(&edge, caller.actor, move |ctx| Box::pin(own_page(ctx, caller, id))).await?;
    let currency = charged(&edge, caller).await?;
    let changes = patch.read(&before.options, currency, expected)?;
    let page = run_write(&edge, caller.actor, move |ctx| {
        let changes = changes.clone();
        Box::pin(async move {
            catalogue::update_product(ctx, caller.vendor, id, &changes).await?;
            own_page(ctx, caller, id).await
        })
    })
    .await?;
    let revision = page.product.revision;
    Ok(Answer::ok(&product(&edge, currency, page))?.etag(revision).send())
}

pub(super) async fn remove(
    State(edge): State<Edge>,
    caller: VendorCaller,
    Part(id): Part<ProductId>,
    IfMatch(expected): IfMatch,
) -> Result<Response> {
    run_write(&edge, caller.actor, move |ctx| {
        Box::pin(async move { catalogue::remove_product(ctx, caller.vendor, id, expected).await.map(|_| ()) })
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// A vendor's own product; another's does not exist here, shown or not.
pub(super) async fn own_page(
    ctx: &Ctx<'_>,
    caller: VendorCaller,
    id: ProductId,
) -> souk_market::Result<ProductPage> {
    let page = catalogue::product_page(ctx, &id.to_string()).await?;
    if page.product.vendor == caller.vendor {
        Ok(page)
    } else {
        Err(CatalogueRefusal::ProductNotFound.into())
    }
}

async fn charged(edge: &Edge, caller: VendorCaller) -> Result<Currency> {
    let market = run_read(edge, caller.actor, |ctx| Box::pin(settings::load(ctx))).await?;
    Ok(market.currency)
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
