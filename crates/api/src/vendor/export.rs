//! A vendor's products as a file.

use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse as _, Response},
};
use futures_util::stream;
use http::{HeaderValue, header};
use serde::Deserialize;
use souk_http::{HttpState, Result, VendorCaller, read::Query};
use souk_market::exports::{self, Generation, ProductExport};
use utoipa::{IntoParams, ToSchema};

use crate::operation::CSV;

/// How the file is to be.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct ExportQuery {
    /// Which names the columns have; left out: `newer`.
    #[param(inline)]
    columns: Option<ColumnsWord>,
}

/// Which names the columns of a product file have.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ColumnsWord {
    /// `URL handle`, `Description`, `Price`.
    Newer,
    /// `Handle`, `Body (HTML)`, `Variant Price`.
    Older,
}

pub(super) async fn products(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Query(query): Query<ExportQuery>,
) -> Result<Response> {
    let generation = match query.columns {
        Some(ColumnsWord::Older) => Generation::Older,
        Some(ColumnsWord::Newer) | None => Generation::Newer,
    };
    let asked = exports::export_products(http.app(), caller.actor, Some(caller.vendor), generation);
    let parts = stream::unfold(Some(asked.await?), next_part);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(CSV)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"products.csv\"")),
    ];
    Ok((headers, Body::from_stream(parts)).into_response())
}

/// One part behind the other. A fault breaks the answer off, which a client sees: it must not look whole.
async fn next_part(
    export: Option<ProductExport>,
) -> Option<(std::result::Result<String, souk_market::Error>, Option<ProductExport>)> {
    let mut export = export?;
    match export.next_part().await {
        Ok(part) => Some((Ok(part?), Some(export))),
        Err(error) => Some((Err(error), None)),
    }
}
