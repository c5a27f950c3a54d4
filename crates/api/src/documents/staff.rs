//! The papers of any vendor, for who decides about them.

use axum::{extract::State, response::Response};
use souk_domain::ids::{DocumentId, VendorId};
use souk_http::{
    HttpState, Result, StaffCaller,
    read::{Json, Part, Parts},
};
use souk_market::documents::{self, Answer as Said};

use super::wire::{self, DocumentRefusal};
use crate::wire::Answer;

pub(super) async fn list(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(vendor): Part<VendorId>,
) -> Result<Response> {
    wire::all(&documents::list_documents(http.app(), caller.actor, vendor).await?)
}

pub(super) async fn open(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Parts(vendor, document): Parts<VendorId, DocumentId>,
) -> Result<Response> {
    Ok(wire::file(documents::open_document(http.app(), caller.actor, vendor, document).await?))
}

pub(super) async fn accept(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Parts(vendor, document): Parts<VendorId, DocumentId>,
) -> Result<Response> {
    answered(&documents::accept_document(http.app(), caller.actor, Said { vendor, document }).await?)
}

pub(super) async fn refuse(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Parts(vendor, document): Parts<VendorId, DocumentId>,
    Json(asked): Json<DocumentRefusal>,
) -> Result<Response> {
    let said = Said { vendor, document };
    answered(&documents::refuse_document(http.app(), caller.actor, said, asked.reason).await?)
}

fn answered(document: &documents::Document) -> Result<Response> {
    Ok(Answer::ok(&wire::shown(document))?.send())
}
