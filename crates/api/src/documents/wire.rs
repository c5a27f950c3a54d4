//! A paper as programs read it.

use axum::response::Response;
use serde::{Deserialize, Serialize};
use souk_http::{Result, saved::to_save};
use souk_market::documents;
use utoipa::ToSchema;

use crate::wire::{Answer, time};

/// A paper of a vendor.
#[derive(Serialize, ToSchema)]
pub(super) struct Document {
    #[schema(example = "vdoc_01hf7yat00e8g8v5m6n7p8q9r0")]
    id: String,
    /// What it is called where it comes from.
    name: String,
    /// `pdf` or `picture`.
    kind: &'static str,
    /// Of the file as it was sent.
    bytes: i64,
    /// `waiting`, `accepted` or `refused`.
    status: &'static str,
    /// Why another is needed; empty: it is not.
    answer: String,
    created_at: String,
    /// When the market answered; null: it has not.
    decided_at: Option<String>,
}

/// The papers of a vendor, the newest first.
#[derive(Serialize, ToSchema)]
pub(super) struct Documents {
    #[schema(max_items = 20)]
    items: Vec<Document>,
}

/// Why another paper is needed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DocumentRefusal {
    /// It is sent to the vendor's owners.
    #[schema(format = "vendor_answer")]
    pub(super) reason: String,
}

pub(super) fn shown(found: &documents::Document) -> Document {
    Document {
        id: found.id.to_string(),
        name: found.name.clone(),
        kind: found.kind.as_str(),
        bytes: found.bytes,
        status: found.status.as_str(),
        answer: found.answer.clone(),
        created_at: time(found.created_at),
        decided_at: found.decided_at.map(time),
    }
}

pub(super) fn all(found: &[documents::Document]) -> Result<Response> {
    Ok(Answer::ok(&Documents { items: found.iter().map(shown).collect() })?.send())
}

/// The file itself.
pub(super) fn file(opened: documents::OpenDocument) -> Response {
    to_save(&opened.document.saved_name(), opened.bytes)
}
