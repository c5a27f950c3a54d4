//! The log as a file.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use souk_http::Result;
use souk_http::read::Query;
use souk_market::audit::{self, AuditExport};

use super::show::AuditForm;
use crate::shared::Clerk;

/// `GET /admin/audit/export`: what the page shows, whole. What cannot be looked for is left out, as on the page.
pub(super) async fn send(clerk: Clerk, Query(asked): Query<AuditForm>) -> Result<Response> {
    let (query, _mistakes) = asked.read();
    let export = audit::export_audit(clerk.http.app(), clerk.actor, query)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"audit.csv\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, Body::from_stream(stream::unfold(Some(export), next_part))).into_response())
}

/// One part behind the other. A fault breaks the answer off: it must not look whole.
async fn next_part(
    export: Option<AuditExport>,
) -> Option<(std::result::Result<String, souk_market::Error>, Option<AuditExport>)> {
    let mut export = export?;
    match export.next_part().await {
        Ok(part) => Some((Ok(part?), Some(export))),
        Err(error) => Some((Err(error), None)),
    }
}
