use crate::page::{confidential, page};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

/// The parameter by which a page says that something was done. Others are let be.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct DoneQuery {
    done: String,
}

impl DoneQuery {
    /// Whether something was done just now.
    pub fn is_done(&self) -> bool {
        !self.done.is_empty()
    }
}

/// A page of one vendor: nothing keeps it or lists it.
pub fn private<T: Template>(status: StatusCode, template: &T) -> Response {
    confidential(page(status, template))
}
