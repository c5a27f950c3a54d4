//! The address of the shop's own files.

use axum::http::{HeaderMap, Method};
use axum::response::Response;
use souk_domain::refusal::RequestRefusal;
use souk_http::read::Part;
use souk_http::{Access, Face, Result, Route};

use crate::routes;

/// `GET /a/{file}`.
pub(crate) fn mounted() -> Vec<Route> {
    vec![Route::new(Method::GET, routes::ASSET, "asset", Access::Anyone, show).face(Face::Plain)]
}

async fn show(Part(file): Part<String>, headers: HeaderMap) -> Result<Response> {
    let answer = super::answer(&file, &headers);
    if answer.status().is_success() { Ok(answer) } else { Err(RequestRefusal::NotFound.into()) }
}
