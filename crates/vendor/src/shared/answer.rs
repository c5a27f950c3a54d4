use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use souk_ui::page::{confidential, page};

/// A page of one vendor: nothing keeps it or lists it.
pub(crate) fn private<T: Template>(status: StatusCode, template: &T) -> Response {
    confidential(page(status, template))
}
