//! Files that are fetched: one to begin with, and the rows that failed.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use souk_domain::ids::ImportId;
use souk_domain::vendor::VendorPermission;
use souk_http::Result;
use souk_http::read::Part;
use souk_market::imports::{self, FailedExport};

use crate::shared::Worker;

/// Two products, of which one has a choice, in the columns that most shops write.
const TEMPLATE: &str = "\
Handle,Title,Description,Type,Tags,Status,Option1 name,Option1 value,SKU,Price,Compare-at price,Inventory tracker,Inventory quantity,Weight value (grams),Product image URL,Image alt text
plain-mug,Plain mug,<p>Thrown by hand.</p>,Mugs,\"kitchen, stoneware\",draft,,,PM-1,24.00,,yes,12,420,,
linen-shirt,Linen shirt,<p>Light and loose.</p>,Shirts,linen,draft,Size,S,LS-S,58.00,64.00,yes,4,240,,
linen-shirt,,,,,,,M,LS-M,58.00,64.00,yes,6,250,,
";

/// `GET /vendor/products/import/template`.
pub(super) async fn template(worker: Worker) -> Result<Response> {
    worker.require(VendorPermission::StockRead)?;
    Ok((headers("attachment; filename=\"products-template.csv\""), TEMPLATE).into_response())
}

/// `GET /vendor/products/import/{import}/failed-rows`: in parts; one that breaks off is seen to.
pub(super) async fn failed(worker: Worker, Part(id): Part<ImportId>) -> Result<Response> {
    worker.require(VendorPermission::StockRead)?;
    let (app, vendor) = (worker.http.app(), worker.seat.vendor);
    let export = imports::export_failed_rows(app, worker.actor(), vendor, id).await?;
    let body = Body::from_stream(stream::unfold(Some(export), next_part));
    Ok((headers("attachment; filename=\"failed-rows.csv\""), body).into_response())
}

fn headers(disposition: &'static str) -> [(header::HeaderName, HeaderValue); 3] {
    [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(disposition)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ]
}

type Text = std::result::Result<String, souk_market::Error>;

async fn next_part(export: Option<FailedExport>) -> Option<(Text, Option<FailedExport>)> {
    let mut export = export?;
    match export.next_part().await {
        Ok(part) => Some((Ok(part?), Some(export))),
        Err(error) => Some((Err(error), None)),
    }
}
