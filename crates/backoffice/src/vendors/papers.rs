//! Papers of a vendor: opened, taken as they are, or another is asked for.

use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::{DocumentId, VendorId};
use souk_http::Result;
use souk_http::read::{Form, Parts};
use souk_http::saved::to_save;
use souk_market::documents::{self, Answer, Document};
use souk_ui::form::ButtonForm;
use souk_ui::redirect::see_other;

use super::act::mendable;
use super::show::{self, OfPaper};
use crate::prelude::*;
use crate::shared::Clerk;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RefusalForm {
    #[serde(default)]
    reason: String,
}

/// `GET /admin/vendors/{id}/papers/{paper}`.
pub(super) async fn open(clerk: Clerk, Parts(vendor, id): Parts<VendorId, DocumentId>) -> Result<Response> {
    let opened = documents::open_document(clerk.http.app(), clerk.actor, vendor, id).await?;
    Ok(to_save(&opened.document.saved_name(), opened.bytes))
}

/// `POST /admin/vendors/{id}/papers/{paper}/accept`.
pub(super) async fn accept(
    clerk: Clerk,
    Parts(vendor, document): Parts<VendorId, DocumentId>,
    Form(_pressed): Form<ButtonForm>,
) -> Result<Response> {
    let answer = Answer { vendor, document };
    let accepted = documents::accept_document(clerk.http.app(), clerk.actor, answer).await;
    answered(&clerk, answer, accepted, "", "paper-accepted").await
}

/// `POST /admin/vendors/{id}/papers/{paper}/refuse`.
pub(super) async fn refuse(
    clerk: Clerk,
    Parts(vendor, document): Parts<VendorId, DocumentId>,
    Form(sent): Form<RefusalForm>,
) -> Result<Response> {
    let answer = Answer { vendor, document };
    let refused =
        documents::refuse_document(clerk.http.app(), clerk.actor, answer, sent.reason.clone()).await;
    answered(&clerk, answer, refused, &sent.reason, "paper-refused").await
}

async fn answered(
    clerk: &Clerk,
    Answer { vendor, document }: Answer,
    outcome: souk_market::Result<Document>,
    reason: &str,
    done: &str,
) -> Result<Response> {
    match outcome {
        Ok(_document) => Ok(see_other(&format!("{}?done={done}", ways::vendor(&vendor.to_string())), None)),
        Err(error) => {
            let faults = mendable(error)?;
            show::again_of_paper(clerk, vendor, OfPaper { document, reason, faults: &faults }).await
        }
    }
}
