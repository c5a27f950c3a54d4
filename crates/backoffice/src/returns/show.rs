//! One return, with its photographs.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use souk_domain::ids::{ReturnId, ReturnPhotoId};
use souk_http::Result;
use souk_http::read::{Part, Parts};
use souk_market::office;
use souk_market::refunds::Seller;
use souk_market::returns::{self, PhotoOf, ReturnedLine};
use souk_ui::dates::{at, moment};
use souk_ui::desk::private;
use souk_ui::order::{called, return_reason_key};
use souk_ui::texts::say;

use super::words::{age, days_since, status_key, tone};
use crate::prelude::*;
use crate::shared::Clerk;

/// One return.
#[derive(Clone, Debug, Template)]
#[template(path = "returns/show.html")]
pub struct ReturnPage {
    pub frame: Frame,
    pub desk: Desk,
    /// The number of its order.
    pub number: String,
    /// The key of its status in words, and the class of its badge.
    pub status: &'static str,
    pub tone: &'static str,
    pub vendor: String,
    pub vendor_id: String,
    pub reason: String,
    /// The buyer's; may be empty.
    pub words: String,
    /// The vendor's; may be empty.
    pub answer: String,
    /// The vendor's, why it waits for the rest no more; may be empty.
    pub closing: String,
    /// "Sat, Nov 21, 4:12 pm UTC", and how old that is.
    pub asked: String,
    pub age: String,
    pub lines: Vec<LineOnPage>,
    /// The addresses of the photographs.
    pub photos: Vec<String>,
}

/// Pieces that are to come back.
#[derive(Clone, Debug)]
pub struct LineOnPage {
    pub name: String,
    pub quantity: u32,
    /// Of those, at the vendor's.
    pub received: u32,
}

/// `GET /admin/returns/{id}`.
pub(super) async fn show(clerk: Clerk, Part(id): Part<ReturnId>) -> Result<Response> {
    let office::OfficeReturn { around, found, now } =
        office::return_of(clerk.http.app(), clerk.actor, id).await?;
    let (frame, mut desk) = clerk.frame(&around);
    desk.crumbs = vec![
        Crumb::to(say("office-returns-title", &[]), ways::returns()),
        Crumb::here(found.order_number.clone()),
    ];
    let page = ReturnPage {
        frame,
        desk,
        number: found.order_number.clone(),
        status: status_key(found.status),
        tone: tone(found.status),
        vendor: found.vendor_name.clone(),
        vendor_id: found.vendor.to_string(),
        reason: say(return_reason_key(found.reason), &[]),
        words: found.words.clone(),
        answer: found.answer.clone(),
        closing: found.closing.clone(),
        asked: moment(&at(found.created_at)),
        age: age(days_since(found.created_at, now)),
        lines: found.lines.iter().map(line).collect(),
        photos: found.photos.iter().map(|photo| ways::return_photo(&id, &photo.id)).collect(),
    };
    Ok(private(StatusCode::OK, &page))
}

fn line(line: &ReturnedLine) -> LineOnPage {
    LineOnPage { name: called(&line.name, &line.options), quantity: line.quantity, received: line.received }
}

/// `GET /admin/returns/{id}/photos/{photo}`.
pub(super) async fn photo(
    clerk: Clerk,
    Parts(id, photo): Parts<ReturnId, ReturnPhotoId>,
) -> Result<Response> {
    let who = PhotoOf::Seller(Seller::Market);
    let bytes = returns::show_return_photo(clerk.http.app(), clerk.actor, who, id, photo).await?;
    let mut response = Response::new(bytes.into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/webp"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
