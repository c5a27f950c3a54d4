//! What the market says of a paper.

use souk_domain::{
    account::Permission,
    bounds::vendor::MAX_ANSWER_CHARS,
    ids::{DocumentId, VendorId},
    refusal::VendorRefusal,
    text::bounded_text,
};

use super::{Document, DocumentStatus, find, store, use_cases::record};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    audit::AuditAction,
    queue::EventKind,
    vendors::{self, News},
};

/// A paper and what is said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    pub vendor: VendorId,
    pub document: DocumentId,
}

/// Says that a paper shows who the vendor is; its owners are told. Once more changes nothing. Errors: who asks may not; there is no such
/// paper; it was refused.
pub fn accept_document(app: &App, actor: Actor, answer: Answer) -> BoxFuture<'static, Result<Document>> {
    let accepted =
        app.write(actor, move |ctx| Box::pin(decide(ctx, answer, DocumentStatus::Accepted, String::new())));
    actor.permitted(Permission::VendorsWrite, accepted)
}

/// Says that another paper is needed, and why; the vendor's owners are told. Once more changes nothing. Errors: who asks may not; there is
/// no such paper; it was accepted; no reason is given.
pub fn refuse_document(
    app: &App,
    actor: Actor,
    answer: Answer,
    reason: String,
) -> BoxFuture<'static, Result<Document>> {
    let refused = app.write_with(actor, reason, move |ctx, reason| {
        Box::pin(async move {
            let reason = bounded_text("/reason", reason, 1, MAX_ANSWER_CHARS)
                .map_err(|field| VendorRefusal::Invalid { fields: vec![field] })?;
            decide(ctx, answer, DocumentStatus::Refused, reason).await
        })
    });
    actor.permitted(Permission::VendorsWrite, refused)
}

async fn decide(
    ctx: &Ctx<'_>,
    Answer { vendor, document }: Answer,
    status: DocumentStatus,
    reason: String,
) -> Result<Document> {
    vendors::lock_members(ctx, vendor).await?;
    let found = find(ctx, vendor, document).await?;
    if found.status == status {
        return Ok(found);
    }
    if !store::decide(ctx, document, status, &reason).await? {
        return Err(VendorRefusal::DocumentDecided { status: found.status.as_str() }.into());
    }
    let (action, event, words) = match status {
        DocumentStatus::Refused => {
            (AuditAction::VendorDocumentRefused, EventKind::VendorDocumentRefused, reason.clone())
        }
        DocumentStatus::Accepted | DocumentStatus::Waiting => {
            (AuditAction::VendorDocumentAccepted, EventKind::VendorDocumentAccepted, found.name.clone())
        }
    };
    record(ctx, action, &found, &reason).await?;
    let news = News { words, ..News::default() };
    vendors::tell(ctx, event, vendor, &vendors::owners_lately(ctx, vendor).await?, &news).await?;
    find(ctx, vendor, document).await
}
