//! What faces ask of a vendor's papers.

use sha2::{Digest as _, Sha256};
use souk_domain::{
    account::Permission,
    bounds::document::{MAX_BYTES, MAX_MIB, MAX_NAME_CHARS, MAX_PER_VENDOR},
    field::FieldError,
    ids::{DocumentId, VendorId},
    refusal::VendorRefusal,
    text::bounded_line,
    vendor::VendorPermission,
};

use super::{Document, DocumentKind, DocumentStatus, find, list, store};
use crate::{
    Actor, App, BoxFuture, Ctx, Error, Result,
    audit::{self, AuditAction},
    catalogue,
    idempotency::{Guard, Operation, Reply},
    vendors,
};

/// What every PDF begins with (ISO 32000-1, 7.5.2).
const PDF: &[u8] = b"%PDF-";

/// A paper to be sent.
#[derive(Clone, Debug)]
pub struct NewDocument {
    /// What it is called where it comes from.
    pub name: String,
    /// A PDF, or a picture.
    pub bytes: Vec<u8>,
}

/// The file of a paper.
#[derive(Clone, Debug)]
pub struct OpenDocument {
    pub document: Document,
    pub bytes: Vec<u8>,
}

/// Sends the market a paper of a vendor. Answers it. Errors: who asks may not; neither a PDF nor a picture we take; too large; so many are
/// the most.
pub fn send_document(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    new: NewDocument,
    guard: Option<Guard<Document>>,
) -> BoxFuture<'static, Result<Reply<Document>>> {
    let app = app.clone();
    let sent = Box::pin(async move {
        let name = checked_name(&new.name)?;
        let hash: [u8; 32] = Sha256::digest(&new.bytes).into();
        let operation = Operation::new("send_document", actor, guard);
        let operation = operation.needs_of(vendor, VendorPermission::DocumentsWrite);
        let asked = (vendor, name, hash);
        // the last of them took the room that is looked for next
        if let Some(kept) = operation.answered(&app, &asked).await? {
            return Ok(kept);
        }
        // a vendor without room need not have a picture written anew
        app.read(actor, move |ctx| Box::pin(require_room(ctx, vendor))).await?;
        let document = keep(&app, actor, vendor, &asked.1, new.bytes).await?;
        operation
            .run(&app, asked, move |ctx, _asked| {
                let document = document.clone();
                Box::pin(async move { insert(ctx, document).await })
            })
            .await
    });
    actor.permitted_of(vendor, VendorPermission::DocumentsWrite, sent)
}

/// Writes the file, before the transaction that shows it.
async fn keep(app: &App, actor: Actor, vendor: VendorId, name: &str, bytes: Vec<u8>) -> Result<Document> {
    if bytes.is_empty() {
        return Err(wrong("required", "This file is empty. Choose another."));
    }
    if bytes.len() > MAX_BYTES {
        return Err(wrong("too_large", format!("A paper has at most {MAX_MIB} MiB. Scan it smaller.")));
    }
    let now = app.now();
    let (unix_ms, random) = app.id_parts(now);
    let id = DocumentId::from_parts(unix_ms, random);
    let kind = if bytes.starts_with(PDF) { DocumentKind::Pdf } else { DocumentKind::Picture };
    let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let ending = match kind {
        DocumentKind::Pdf => "pdf",
        DocumentKind::Picture => "webp",
    };
    let file = catalogue::private_file(app, actor, &id.to_string(), ending).await?;
    match kind {
        DocumentKind::Pdf => catalogue::keep_private_bytes(app, &file, bytes).await?,
        DocumentKind::Picture => {
            catalogue::keep_private_picture(app, &file, bytes).await.map_err(as_a_paper)?;
        }
    }
    Ok(Document {
        id,
        vendor,
        account: actor.account(),
        name: name.to_owned(),
        kind,
        file,
        bytes: length,
        status: DocumentStatus::Waiting,
        answer: String::new(),
        created_at: now,
        decided_at: None,
    })
}

async fn insert(ctx: &Ctx<'_>, document: Document) -> Result<Document> {
    // holds the vendor: of two that come at once the second sees the first
    vendors::lock_members(ctx, document.vendor).await?;
    require_room(ctx, document.vendor).await?;
    catalogue::keep_file(ctx, &document.file).await?;
    store::insert(ctx, &document).await?;
    record(ctx, AuditAction::VendorDocumentSent, &document, "").await?;
    Ok(document)
}

async fn require_room(ctx: &Ctx<'_>, vendor: VendorId) -> Result<()> {
    if store::count(ctx, vendor).await? >= i64::try_from(MAX_PER_VENDOR).unwrap_or(i64::MAX) {
        let words = format!("A vendor has at most {MAX_PER_VENDOR} papers. Take one away first.");
        return Err(wrong("too_many", words));
    }
    Ok(())
}

/// A vendor's papers, the newest first: for its owners, and for who of the staff sees vendors. Errors: who asks may not see them; there is
/// no such vendor.
pub fn list_documents(
    app: &App,
    actor: Actor,
    vendor: VendorId,
) -> BoxFuture<'static, Result<Vec<Document>>> {
    let listed = app.read(actor, move |ctx| {
        Box::pin(async move {
            vendors::find(ctx, vendor).await?;
            list(ctx, vendor).await
        })
    });
    match actor.vendor() {
        Some(_) => actor.permitted_of(vendor, VendorPermission::DocumentsWrite, listed),
        None => actor.permitted(Permission::VendorsRead, listed),
    }
}

/// Takes a paper away that was not accepted. Errors: who asks may not; there is none such; it was accepted.
pub fn remove_document(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    id: DocumentId,
) -> BoxFuture<'static, Result<()>> {
    let removed = app.write(actor, move |ctx| {
        Box::pin(async move {
            vendors::lock_members(ctx, vendor).await?;
            let document = find(ctx, vendor, id).await?;
            if !store::delete(ctx, id).await? {
                return Err(VendorRefusal::DocumentDecided { status: document.status.as_str() }.into());
            }
            record(ctx, AuditAction::VendorDocumentRemoved, &document, "").await?;
            catalogue::promise_removal(ctx, &[document.file], ctx.now).await
        })
    });
    actor.permitted_of(vendor, VendorPermission::DocumentsWrite, removed)
}

/// The file of a paper: for the vendor's owners, and for who of the staff decides about vendors. Errors: who asks may not; there is no such
/// paper of this vendor.
pub fn open_document(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    id: DocumentId,
) -> BoxFuture<'static, Result<OpenDocument>> {
    let app = app.clone();
    let opened: BoxFuture<'static, Result<OpenDocument>> = Box::pin(async move {
        let document = app.read(actor, move |ctx| Box::pin(find(ctx, vendor, id))).await?;
        let bytes = catalogue::find_private_picture(&app, &document.file).await?;
        let bytes = bytes.ok_or(VendorRefusal::DocumentNotFound)?;
        Ok(OpenDocument { document, bytes })
    });
    // a passport is seen by who decides about vendors, not by all who see that there are vendors
    match actor.vendor() {
        Some(_) => actor.permitted_of(vendor, VendorPermission::DocumentsWrite, opened),
        None => actor.permitted(Permission::VendorsWrite, opened),
    }
}

/// Writes down what became of a paper.
pub(super) async fn record(ctx: &Ctx<'_>, action: AuditAction, document: &Document, why: &str) -> Result<()> {
    let detail = format!("{} {} {why}", document.vendor, document.name);
    let detail: String =
        detail.trim_end().chars().take(souk_domain::bounds::audit::MAX_DETAIL_CHARS).collect();
    audit::record(ctx, action, ctx.actor.account(), &document.id.to_string(), &detail).await
}

/// The name as it is kept: the last part of a path, as some programs send one.
fn checked_name(name: &str) -> Result<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    bounded_line("/name", last, 1, MAX_NAME_CHARS)
        .map_err(|field| VendorRefusal::Invalid { fields: vec![field] }.into())
}

/// What no picture is, is no paper either.
fn as_a_paper(error: Error) -> Error {
    let Some(refusal) = error.refusal() else { return error };
    match refusal.fields().into_iter().next() {
        Some(field) => wrong(field.code, format!("{} A paper is a PDF or a picture.", field.detail)),
        None => error,
    }
}

fn wrong(code: &'static str, detail: impl Into<String>) -> Error {
    VendorRefusal::Invalid { fields: vec![FieldError::new("/file", code, detail)] }.into()
}
