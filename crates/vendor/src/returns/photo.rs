//! A photograph of a return: its vendor's to see, and kept by nobody on the way.

use axum::http::{HeaderValue, header};
use axum::response::Response;
use souk_domain::ids::{ReturnId, ReturnPhotoId};
use souk_domain::vendor::VendorPermission;
use souk_http::Result;
use souk_http::read::Parts;
use souk_market::refunds::Seller;
use souk_market::returns::{self, PhotoOf};

use crate::shared::Worker;

/// `GET /vendor/returns/{id}/photos/{photo}`.
pub(super) async fn show(
    worker: Worker,
    Parts(id, photo): Parts<ReturnId, ReturnPhotoId>,
) -> Result<Response> {
    worker.require(VendorPermission::ReturnsRead)?;
    let who = PhotoOf::Seller(Seller::Vendor(worker.seat.vendor));
    let app = worker.http.app();
    let bytes = returns::show_return_photo(app, worker.actor(), who, id, photo).await?;
    let mut response = Response::new(bytes.into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/webp"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
