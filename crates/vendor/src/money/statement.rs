//! The movements of a time as a file.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use souk_domain::vendor::VendorPermission;
use souk_http::Result;
use souk_http::read::Query;
use souk_market::ledger;

use super::period::PeriodQuery;
use super::show::draw;
use crate::shared::{Mistakes, Worker};

/// `GET /vendor/money/statement`: the oldest first. What cannot be made is said on the page.
pub(super) async fn send(worker: Worker, Query(asked): Query<PeriodQuery>) -> Result<Response> {
    worker.require(VendorPermission::MoneyRead)?;
    let (time, mistakes) = asked.time();
    if !mistakes.is_empty() {
        return draw(&worker, &asked, &mistakes).await;
    }
    let found = ledger::vendor_statement(worker.http.app(), worker.actor(), worker.seat.vendor, time).await;
    let entries = match found {
        Ok(entries) => entries,
        Err(error) => {
            let mistakes = Mistakes::of(error, |pointer| pointer.trim_start_matches('/').to_owned())?;
            return draw(&worker, &asked, &mistakes).await;
        }
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"statement.csv\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, ledger::statement_table(&entries)).into_response())
}
