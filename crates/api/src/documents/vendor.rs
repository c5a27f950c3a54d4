//! A vendor's own papers.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde::Deserialize;
use souk_domain::{bounds::document::MAX_BYTES, ids::DocumentId};
use souk_http::{
    HttpState, Result, VendorCaller,
    read::{FileBody, FileKind, IdempotencyKey, Part, Query},
};
use souk_market::documents::{self, NewDocument};
use utoipa::IntoParams;

use super::wire;
use crate::wire::{Answer, Once};

/// What a paper may say it is.
pub(super) enum Paper {}

impl FileKind for Paper {
    const TYPES: &'static [&'static str] =
        &["application/pdf", "image/webp", "image/jpeg", "image/png", "image/gif"];
    const EXPECTED: &'static str = "application/pdf, image/webp, image/jpeg, image/png or image/gif";
}

/// What it is called.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct DocumentQuery {
    /// Where it comes from.
    #[serde(default)]
    #[param(format = "document_name")]
    name: String,
}

pub(super) async fn list(State(http): State<HttpState>, caller: VendorCaller) -> Result<Response> {
    wire::all(&documents::list_documents(http.app(), caller.actor, caller.vendor).await?)
}

pub(super) async fn send(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Query(asked): Query<DocumentQuery>,
    key: Option<IdempotencyKey>,
    body: FileBody<Paper>,
) -> Result<Response> {
    let new = NewDocument { name: asked.name, bytes: body.whole(MAX_BYTES).await? };
    let once = Once::new(key, |document| {
        Ok(Answer::created(&wire::shown(document))?.at(super::OWN_ONE, &[&document.id]))
    });
    let sent = documents::send_document(http.app(), caller.actor, caller.vendor, new, once.guard());
    Ok(once.send(sent.await?)?)
}

pub(super) async fn open(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<DocumentId>,
) -> Result<Response> {
    let opened = documents::open_document(http.app(), caller.actor, caller.vendor, id).await?;
    Ok(wire::file(opened))
}

pub(super) async fn remove(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<DocumentId>,
) -> Result<StatusCode> {
    documents::remove_document(http.app(), caller.actor, caller.vendor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
