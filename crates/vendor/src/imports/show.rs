//! One import: what was found, what it does, and what came of it.

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::{Zoned, tz::TimeZone};
use serde::Deserialize;
use souk_domain::ids::ImportId;
use souk_domain::vendor::VendorPermission;
use souk_http::read::{Form, Part};
use souk_http::{Result, to_the_end};
use souk_market::imports::{
    self, Answers, Columns, ImportKind, ImportReport, ImportStatus, ImportView, KindFound, Mark, Question,
};
use souk_market::portal;
use souk_ui::page::{Blocks, confidential, fragment_or_page};
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{Choice, Crumb, FormError};

use super::words::{badge, encodings, kind};
use crate::prelude::*;
use crate::shared::Worker;

/// Seconds between two looks at an import that is under way.
const AGAIN_S: u32 = 2;

/// An import, its state in a part that is asked for again while it is under way.
#[derive(Clone, Debug, Template)]
#[template(path = "imports/show.html")]
pub struct ImportPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    pub state: ImportState,
}

#[derive(Template)]
#[template(path = "imports/state.html")]
struct StateBlock<'a> {
    frame: &'a Frame,
    desk: &'a Desk,
    errors: &'a [FormError],
    state: &'a ImportState,
}

/// How an import stands.
#[derive(Clone, Debug)]
pub struct ImportState {
    /// Whether who looks may go on with it.
    pub may_write: bool,
    pub id: String,
    pub name: String,
    pub status: ImportStatus,
    /// The key of how far it has come.
    pub label: &'static str,
    /// The class of its badge.
    pub tone: &'static str,
    pub is_stock: bool,
    pub by: String,
    pub at: Zoned,
    /// Of a hundred, how much of the file was read.
    pub percent: i64,
    /// Products or rows that were looked at.
    pub looked_at: i64,
    pub columns: Columns,
    pub report: ImportReport,
    pub question: Option<Question>,
    /// What is wrong with the encoding that was named.
    pub wrong: Option<String>,
    pub encodings: Vec<Choice>,
    pub failed_rows: u32,
    /// Until when the failed rows can be had; `None`: as long as it is open.
    pub until: Option<Zoned>,
    pub has_file: bool,
}

impl Blocks for ImportPage {
    fn block(&self, name: &str) -> Option<askama::Result<String>> {
        let block =
            StateBlock { frame: &self.frame, desk: &self.desk, errors: &self.errors, state: &self.state };
        (name == "import").then(|| block.render())
    }
}

impl ImportState {
    fn is_running(&self) -> bool {
        self.status.is_running()
    }

    fn was_started(&self) -> bool {
        matches!(self.status, ImportStatus::Importing | ImportStatus::Done) || self.report.rows > 0
    }

    /// Whether nothing is kept of what is told.
    fn is_trial(&self) -> bool {
        matches!(self.status, ImportStatus::Checking | ImportStatus::Ready)
    }

    fn may_start(&self) -> bool {
        self.may_write && self.status == ImportStatus::Ready
    }

    fn may_cancel(&self) -> bool {
        self.may_write && self.status.is_open()
    }

    /// Whether there are rows that failed to be fetched.
    fn has_failed_rows(&self) -> bool {
        self.failed_rows > 0 && self.has_file && !self.is_running()
    }

    /// Rows that failed and are not in their file.
    fn failed_beyond(&self) -> u64 {
        self.report.errors().saturating_sub(u64::from(self.failed_rows))
    }

    /// What a kind of finding is called.
    fn kind_words(&self, found: &KindFound) -> String {
        kind(&found.code)
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ActForm {
    encoding: String,
    decimal: String,
    #[serde(rename = "do")]
    pressed: String,
}

/// `GET /vendor/products/import/{import}`.
pub(super) async fn show(worker: Worker, headers: HeaderMap, Part(id): Part<ImportId>) -> Result<Response> {
    worker.require(VendorPermission::StockRead)?;
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let view = imports::show_import(app, actor, vendor, id).await?;
    let page = page_of(&worker, view, "", Vec::new()).await?;
    Ok(confidential(fragment_or_page(StatusCode::OK, &headers, &page)))
}

/// `POST /vendor/products/import/{import}`.
pub(super) async fn act(
    worker: Worker,
    Part(id): Part<ImportId>,
    Form(sent): Form<ActForm>,
) -> Result<Response> {
    worker.require(VendorPermission::StockWrite)?;
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let done = match sent.pressed.as_str() {
        "start" => imports::start_import(app, actor, vendor, id).await,
        "cancel" => imports::cancel_import(app, actor, vendor, id).await,
        _ => {
            let encoding = Some(sent.encoding.clone()).filter(|encoding| !encoding.is_empty());
            let answers = Answers { encoding, decimal: Mark::parse(&sent.decimal) };
            to_the_end(imports::answer_import(app, actor, vendor, id, answers)).await?
        }
    };
    let Err(error) = done else { return Ok(see_other(&ways::import(&id.to_string()), None)) };
    let Some(refusal) = error.refusal() else { return Err(error.into()) };
    let words = refusal.fields().into_iter().next().map_or_else(|| refusal.detail(), |field| field.detail);
    // what is not theirs is not found here either
    let view = imports::show_import(app, actor, vendor, id).await?;
    let field = match view.question {
        Some(Question::Encoding) => "encoding",
        Some(Question::Decimal { .. }) => "decimal-point",
        None => "",
    };
    let errors = vec![FormError { field: field.to_owned(), words }];
    let page = page_of(&worker, view, &sent.encoding, errors).await?;
    Ok(confidential(souk_ui::page::page(StatusCode::UNPROCESSABLE_ENTITY, &page)))
}

async fn page_of(
    worker: &Worker,
    view: ImportView,
    encoding: &str,
    errors: Vec<FormError>,
) -> Result<ImportPage> {
    let around = portal::around(worker.http.app(), worker.seat).await?;
    let (frame, mut desk) = worker.frame(&around);
    let ImportView { import, by, columns, report, question, has_file } = view;
    desk.crumbs = vec![
        Crumb { name: say("import-title", &[]), href: ways::imports().to_owned() },
        Crumb { name: import.file_name.clone(), href: String::new() },
    ];
    let wrong = errors.iter().find(|error| error.field == "encoding").map(|error| error.words.clone());
    let (label, tone) = badge(import.status);
    Ok(ImportPage {
        frame,
        desk,
        errors,
        state: ImportState {
            may_write: worker.seat.may(import.kind.needs()),
            id: import.id.to_string(),
            name: import.file_name.clone(),
            status: import.status,
            label,
            tone,
            is_stock: import.kind == ImportKind::Stock,
            by,
            at: import.created_at.to_zoned(TimeZone::UTC),
            percent: import.percent(),
            looked_at: import.done,
            columns,
            report,
            question,
            wrong,
            encodings: encodings(encoding),
            failed_rows: import.failed_rows,
            until: import.file_until.map(|until| until.to_zoned(TimeZone::UTC)),
            has_file,
        },
    })
}
