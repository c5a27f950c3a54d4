//! Papers by which a vendor shows the market who it is: an extract of a register, a tax certificate, a passport.
//!
//! - [`send_document`], [`remove_document`]: by the vendor's owners
//! - [`accept_document`], [`refuse_document`]: by the market's people; owners are told
//! - [`open_document`]: the file, for those two and nobody else
//!
//! A picture is written anew as every picture is; a PDF is kept as it came, and only ever sent to be saved. What an account sent goes with
//! it, unless the market let its vendor sell by it: `docs/decisions/038-the-catalogue-desk.md`.

mod decide;
mod store;
mod use_cases;

use souk_domain::{
    ids::{AccountId, VendorId},
    refusal::VendorRefusal,
};

pub use decide::{Answer, accept_document, refuse_document};
pub use store::{Document, WaitingPapers};
pub use use_cases::{
    NewDocument, OpenDocument, list_documents, open_document, remove_document, send_document,
};

use crate::{Ctx, Result, catalogue, stored::stored_words};

/// What a paper is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    Pdf,
    /// A WebP, written anew.
    Picture,
}

stored_words!(DocumentKind { Pdf = "pdf", Picture = "picture" });

/// What the market says of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentStatus {
    /// Nothing yet.
    Waiting,
    /// It shows who the vendor is.
    Accepted,
    /// Another is needed.
    Refused,
}

stored_words!(DocumentStatus { Waiting = "waiting", Accepted = "accepted", Refused = "refused" });

/// A vendor's papers, the newest first.
pub(crate) async fn list(ctx: &Ctx<'_>, vendor: VendorId) -> Result<Vec<Document>> {
    store::list(ctx, vendor).await
}

/// How many papers wait for an answer.
pub(crate) async fn count_waiting(ctx: &Ctx<'_>) -> Result<i64> {
    store::count_waiting(ctx).await
}

/// The vendors with papers that wait, those that have waited longest first.
pub(crate) async fn list_waiting(ctx: &Ctx<'_>, at_most: i64) -> Result<Vec<WaitingPapers>> {
    store::list_waiting(ctx, at_most).await
}

/// What an account sent that is still here.
pub(crate) async fn list_of_account(ctx: &Ctx<'_>, account: AccountId) -> Result<Vec<Document>> {
    store::list_of_account(ctx, account).await
}

/// Forgets what somebody sent who leaves the market. What was accepted of a vendor that was let in stays with that vendor, without who sent
/// it. Comes before the account leaves its vendors.
pub(crate) async fn forget(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    let gone = store::delete_of_account(ctx, account).await?;
    catalogue::promise_removal(ctx, &gone, ctx.now).await?;
    store::forget_sender(ctx, account).await
}

/// Errors: there is no such paper of the vendor.
async fn find(ctx: &Ctx<'_>, vendor: VendorId, id: souk_domain::ids::DocumentId) -> Result<Document> {
    store::find(ctx, vendor, id).await?.ok_or_else(|| VendorRefusal::DocumentNotFound.into())
}
