//! The products as a file.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use souk_domain::vendor::VendorPermission;
use souk_http::Result;
use souk_market::exports::{self, Generation, ProductExport};

use crate::shared::Worker;

/// `GET /vendor/products/export`: in parts; one that breaks off is seen to.
pub(super) async fn export(worker: Worker) -> Result<Response> {
    worker.require(VendorPermission::ProductsRead)?;
    let (app, vendor) = (worker.http.app(), worker.seat.vendor);
    let export = exports::export_products(app, worker.actor(), Some(vendor), Generation::Newer).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"products.csv\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, Body::from_stream(stream::unfold(Some(export), next_part))).into_response())
}

type Part = std::result::Result<String, souk_market::Error>;

async fn next_part(export: Option<ProductExport>) -> Option<(Part, Option<ProductExport>)> {
    let mut export = export?;
    match export.next_part().await {
        Ok(part) => Some((Ok(part?), Some(export))),
        Err(error) => Some((Err(error), None)),
    }
}
