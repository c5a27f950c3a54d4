//! Papers that show the market who the vendor is: sent, opened and taken away by its owners.

use axum::response::Response;
use souk_domain::bounds::document::{MAX_BYTES, MAX_MIB, MAX_PER_VENDOR};
use souk_domain::ids::DocumentId;
use souk_domain::vendor::VendorPermission;
use souk_http::read::{Form, Part, Query, Upload};
use souk_http::saved::to_save;
use souk_http::{Result, to_the_end};
use souk_market::documents::{self, Document, DocumentStatus, NewDocument};
use souk_market::portal;
use souk_ui::form::ButtonForm;
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{FormError, dates, sizes};

use crate::prelude::*;
use crate::shared::{Mistakes, Worker, fresh_key, once, private};

/// The field of the file.
const FILE: &str = "file";
/// Bytes of a key of a form.
const MAX_KEY_BYTES: usize = 100;

/// The form that sends one posts `csrf`, `vendor`, `key` and `file`; the others nothing of their own.
#[derive(Clone, Debug, Template)]
#[template(path = "settings/papers.html")]
pub struct PapersPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    pub papers: Vec<PaperOnPage>,
    pub wrong: Option<String>,
    /// Tells one sending of the form from the next.
    pub key: String,
    pub max_mib: usize,
    pub max_papers: usize,
    /// What was just done, in words; may be empty.
    pub done: String,
}

/// A paper.
#[derive(Clone, Debug)]
pub struct PaperOnPage {
    pub id: String,
    pub name: String,
    /// When it was sent, and how large it is.
    pub about: String,
    /// The key of what the market says of it, and the class of its badge.
    pub status: &'static str,
    pub tone: &'static str,
    /// Why another is needed; else empty.
    pub answer: String,
    /// Whether it may be taken away.
    pub may_go: bool,
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct PapersQuery {
    done: String,
}

/// `GET /vendor/settings/documents`.
pub(super) async fn show(worker: Worker, Query(asked): Query<PapersQuery>) -> Result<Response> {
    let done = match asked.done.as_str() {
        "sent" => say("papers-done-sent", &[]),
        "removed" => say("papers-done-removed", &[]),
        _ => String::new(),
    };
    draw(&worker, &Mistakes::default(), done).await
}

/// `POST /vendor/settings/documents`.
pub(super) async fn send(worker: Worker, mut upload: Upload) -> Result<Response> {
    worker.require(VendorPermission::DocumentsWrite)?;
    let (mut key, mut new) = (String::new(), None);
    while let Some(part) = upload.next_part().await? {
        let (field, file) = (part.name.clone(), part.file_name.clone());
        match (field.as_str(), file) {
            ("key", _) => key = part.text(MAX_KEY_BYTES).await?,
            (FILE, Some(name)) if !name.is_empty() && new.is_none() => {
                // one that is too large is named like any other that cannot be
                let bytes = part.first_bytes(MAX_BYTES + 1).await?;
                new = Some(NewDocument { name, bytes });
            }
            _ => {}
        }
    }
    let mut mistakes = Mistakes::default();
    let Some(new) = new else {
        mistakes.add(FILE, say("papers-choose", &[]));
        return draw(&worker, &mistakes, String::new()).await;
    };
    let guard = once(&key, |_: &Document| String::new());
    let (app, actor) = (worker.http.app(), worker.actor());
    let sent = documents::send_document(app, actor, worker.seat.vendor, new, guard);
    match to_the_end(sent).await? {
        Ok(_document) => Ok(see_other(&format!("{}?done=sent", ways::papers()), None)),
        Err(error) => {
            let mistakes = Mistakes::of(error, |_| FILE.to_owned())?;
            draw(&worker, &mistakes, String::new()).await
        }
    }
}

/// `GET /vendor/settings/documents/{paper}`.
pub(super) async fn open(worker: Worker, Part(id): Part<DocumentId>) -> Result<Response> {
    let opened = documents::open_document(worker.http.app(), worker.actor(), worker.seat.vendor, id).await?;
    Ok(to_save(&opened.document.saved_name(), opened.bytes))
}

/// `POST /vendor/settings/documents/{paper}/remove`.
pub(super) async fn remove(
    worker: Worker,
    Part(id): Part<DocumentId>,
    Form(_pressed): Form<ButtonForm>,
) -> Result<Response> {
    let removed = documents::remove_document(worker.http.app(), worker.actor(), worker.seat.vendor, id);
    match removed.await {
        Ok(()) => Ok(see_other(&format!("{}?done=removed", ways::papers()), None)),
        Err(error) => {
            let mistakes = Mistakes::of(error, |_| String::new())?;
            draw(&worker, &mistakes, String::new()).await
        }
    }
}

async fn draw(worker: &Worker, mistakes: &Mistakes, done: String) -> Result<Response> {
    worker.require(VendorPermission::DocumentsWrite)?;
    let app = worker.http.app();
    let papers = documents::list_documents(app, worker.actor(), worker.seat.vendor).await?;
    let around = portal::around(app, worker.seat).await?;
    let (frame, desk) = worker.frame(&around);
    let page = PapersPage {
        frame,
        desk,
        errors: mistakes.all(),
        papers: papers.into_iter().map(on_page).collect(),
        wrong: mistakes.words(FILE),
        key: fresh_key(app),
        max_mib: MAX_MIB,
        max_papers: MAX_PER_VENDOR,
        done,
    };
    Ok(private(mistakes.status(), &page))
}

fn on_page(paper: Document) -> PaperOnPage {
    PaperOnPage {
        id: paper.id.to_string(),
        about: format!("{}, {}", dates::moment(&dates::at(paper.created_at)), sizes::size(paper.bytes)),
        status: words_of(paper.status),
        tone: tone_of(paper.status),
        may_go: paper.status != DocumentStatus::Accepted,
        name: paper.name,
        answer: paper.answer,
    }
}

/// The key of what the market says of a paper.
pub(super) fn words_of(status: DocumentStatus) -> &'static str {
    match status {
        DocumentStatus::Waiting => "paper-waiting",
        DocumentStatus::Accepted => "paper-accepted",
        DocumentStatus::Refused => "paper-refused",
    }
}

/// The class of its badge.
pub(super) fn tone_of(status: DocumentStatus) -> &'static str {
    match status {
        DocumentStatus::Waiting => "info",
        DocumentStatus::Accepted => "ok",
        DocumentStatus::Refused => "bad",
    }
}
