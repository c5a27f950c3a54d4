//! Sending a file, and what was imported before.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::{Zoned, tz::TimeZone};
use serde::Deserialize;
use souk_domain::percent::encode;
use souk_domain::vendor::VendorPermission;
use souk_http::read::{Query, Upload};
use souk_http::{Result, to_the_end};
use souk_market::imports::{self, ImportView, NewImport};
use souk_market::{Error, portal};
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{Choice, FormError};

use super::words::{badge, encodings};
use crate::prelude::*;
use crate::shared::{Worker, private};

/// Imports on a page.
const ROWS: u32 = 25;
/// Bytes of the name of an encoding, as a part of the form.
const MAX_ENCODING_BYTES: usize = 200;

/// The form that takes a file, and the imports there were.
#[derive(Clone, Debug, Template)]
#[template(path = "imports/list.html")]
pub struct ImportsPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    /// Whether who looks may import.
    pub may_write: bool,
    /// The import that is open: no other file is taken as long as it is.
    pub open: Option<PastImport>,
    pub encodings: Vec<Choice>,
    pub past: Vec<PastImport>,
    pub next: Option<String>,
}

/// One import in the list.
#[derive(Clone, Debug)]
pub struct PastImport {
    pub href: String,
    pub name: String,
    pub by: String,
    pub at: Zoned,
    /// The key of how far it has come.
    pub status: &'static str,
    /// The class of its badge.
    pub tone: &'static str,
    /// What it did, in words; empty: nothing yet.
    pub did: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ListQuery {
    after: Option<String>,
}

impl ImportsPage {
    /// What is wrong with the file.
    fn error(&self) -> Option<&str> {
        self.errors.iter().find(|error| error.field == "file").map(|error| error.words.as_str())
    }
}

/// `GET /vendor/products/import`.
pub(super) async fn show(worker: Worker, Query(asked): Query<ListQuery>) -> Result<Response> {
    worker.require(VendorPermission::StockRead)?;
    draw(&worker, asked.after, "", Vec::new()).await
}

/// `POST /vendor/products/import`: the file goes to the disk as it comes.
pub(super) async fn send(worker: Worker, mut upload: Upload) -> Result<Response> {
    worker.require(VendorPermission::StockWrite)?;
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let mut new = NewImport::default();
    let mut made = None;
    while let Some(mut part) = upload.next_part().await? {
        if part.name == "encoding" {
            new.encoding = Some(part.text(MAX_ENCODING_BYTES).await?);
            continue;
        }
        let Some(name) = part.file_name.clone().filter(|name| !name.is_empty()) else { continue };
        if made.is_some() {
            continue;
        }
        let mut incoming = match imports::receive(app, actor, vendor).await {
            Ok(incoming) => incoming,
            Err(error) => return refused(&worker, &new, error).await,
        };
        while let Some(piece) = part.chunk().await? {
            if let Err(error) = incoming.write(&piece).await {
                return refused(&worker, &new, error).await;
            }
        }
        new.file_name = name;
        made = Some(incoming);
    }
    let Some(incoming) = made else {
        let errors = vec![FormError { field: "file".to_owned(), words: say("import-no-file", &[]) }];
        return draw(&worker, None, new.encoding.as_deref().unwrap_or_default(), errors).await;
    };
    match to_the_end(incoming.finish(new.clone())).await? {
        Ok(view) => Ok(see_other(&ways::import(&view.import.id.to_string()), None)),
        Err(error) => refused(&worker, &new, error).await,
    }
}

/// The form again with what is wrong. Errors: what nobody can mend here.
async fn refused(worker: &Worker, new: &NewImport, error: Error) -> Result<Response> {
    let Some(refusal) = error.refusal() else { return Err(error.into()) };
    let fields = refusal.fields();
    let words = match fields.first() {
        Some(field) => field.detail.clone(),
        None => refusal.detail(),
    };
    let errors = vec![FormError { field: "file".to_owned(), words }];
    draw(worker, None, new.encoding.as_deref().unwrap_or_default(), errors).await
}

async fn draw(
    worker: &Worker,
    after: Option<String>,
    encoding: &str,
    errors: Vec<FormError>,
) -> Result<Response> {
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let around = portal::around(app, worker.seat).await?;
    let listed = imports::list_imports(app, actor, vendor, after, ROWS).await?;
    let newest = imports::list_imports(app, actor, vendor, None, 1).await?;
    let (frame, desk) = worker.frame(&around);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = ImportsPage {
        frame,
        desk,
        errors,
        may_write: worker.seat.may(VendorPermission::StockWrite),
        // one is open at a time, so it is the newest
        open: newest.items.iter().find(|view| view.import.status.is_open()).map(past),
        encodings: encodings(encoding),
        past: listed.items.iter().map(past).collect(),
        next: listed.next.map(|next| format!("{}?after={}", ways::imports(), encode(&next))),
    };
    Ok(private(status, &page))
}

fn past(view: &ImportView) -> PastImport {
    let (import, report) = (&view.import, &view.report);
    let (status, tone) = badge(import.status);
    let did = say(
        "import-did",
        &[("made", &report.created), ("changed", &report.updated), ("failed", &report.failed)],
    );
    PastImport {
        href: ways::import(&import.id.to_string()),
        name: import.file_name.clone(),
        by: view.by.clone(),
        at: import.created_at.to_zoned(TimeZone::UTC),
        status,
        tone,
        did: if import.started_at.is_some() { did } else { String::new() },
    }
}
