//! Files that a vendor imports: sent, tried, started, and what came of them.

use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse as _, Response},
};
use futures_util::stream;
use http::{HeaderValue, Method, Uri, header};
use serde::{Deserialize, Serialize};
use souk_domain::{ids::ImportId, refusal};
use souk_http::{
    Access, HttpState, Result, VendorCaller,
    read::{FileBody, Json, Part, Query, Table},
    to_the_end,
};
use souk_market::imports::{self, Answers, FailedExport, ImportView, Mark, NewImport, Question};
use utoipa::{IntoParams, ToSchema};

use crate::{
    operation::{CSV, Operation},
    wire::{Answer, ListQuery, list as write_list, time},
};

const IMPORTS: &str = "/api/v1/vendor/imports";
const IMPORT: &str = "/api/v1/vendor/imports/{import}";

/// Every operation of imports.
pub(super) fn operations() -> [Operation; 7] {
    let vendor = Access::Vendor;
    [
        Operation::new(Method::POST, IMPORTS, "send_import", vendor, send)
            .says(
                "Sends a file to import",
                "The body is a CSV file of products, as other shops export it, or of stock: a row for each variant at each \
                 location, or a column for each location. At most 256 MiB. It is tried whole, and nothing is kept until it is \
                 started. One import is open at a time, so that one sent again makes no second.",
            )
            .query::<FileQuery>()
            .takes_file::<Table>()
            .answers::<VendorImport>(201)
            .ignores_key()
            .refuses(&[
                &refusal::VENDOR_STEP_NOT_ALLOWED,
                &refusal::IMPORT_FILE_REFUSED,
                &refusal::IMPORT_OPEN,
                &refusal::MALFORMED_QUERY,
                &refusal::BODY_TOO_LARGE,
                &refusal::UNSUPPORTED_MEDIA_TYPE,
            ]),
        Operation::new(Method::GET, IMPORTS, "list_imports", vendor, list)
            .says("Your imports", "Newest first.")
            .query::<ListQuery>()
            .answers_list::<VendorImport>()
            .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
        Operation::new(Method::GET, IMPORT, "show_import", vendor, show)
            .says("One of your imports", "What was found, how far it is, and what came of it.")
            .answers::<VendorImport>(200)
            .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(
            Method::POST,
            "/api/v1/vendor/imports/{import}/answers",
            "answer_import",
            vendor,
            answer,
        )
        .says("Says what a file does not tell", "While it is `asking`. It is tried after that.")
        .takes::<ImportAnswers>()
        .answers::<VendorImport>(200)
        .ignores_key()
        .refuses(&[
            &refusal::NOT_FOUND,
            &refusal::IMPORT_FILE_REFUSED,
            &refusal::IMPORT_STEP_NOT_ALLOWED,
        ]),
        Operation::new(
            Method::POST,
            "/api/v1/vendor/imports/{import}/start",
            "start_import",
            vendor,
            start,
        )
        .says("Starts an import", "While it is `ready`. One that is under way goes on: started again it does nothing twice.")
        .answers::<VendorImport>(200)
        .ignores_key()
        .refuses(&[&refusal::NOT_FOUND, &refusal::IMPORT_STEP_NOT_ALLOWED]),
        Operation::new(
            Method::POST,
            "/api/v1/vendor/imports/{import}/cancel",
            "cancel_import",
            vendor,
            cancel,
        )
        .says("Calls an import off", "What was imported by then stays. Called off again it is as it was.")
        .answers::<VendorImport>(200)
        .ignores_key()
        .refuses(&[&refusal::NOT_FOUND, &refusal::IMPORT_STEP_NOT_ALLOWED]),
        Operation::new(
            Method::GET,
            "/api/v1/vendor/imports/{import}/failed-rows",
            "export_failed_rows",
            vendor,
            failed,
        )
        .says(
            "The rows that failed (CSV)",
            "In the columns of the file, with why in the last: mended, it can be sent as it is. At most 5,000 rows; of a product \
             of which a row failed, all rows.",
        )
        .answers_csv()
        .refuses(&[&refusal::NOT_FOUND, &refusal::IMPORT_FILE_GONE]),
    ]
}

/// What is said of a file that is sent.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct FileQuery {
    /// What it is called.
    #[param(format = "file_name")]
    file_name: Option<String>,
    /// Which encoding it is in, such as `windows-1251`. Left out: that is found out, and asked for where it cannot be.
    #[param(format = "encoding")]
    encoding: Option<String>,
}

/// What a file does not tell.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ImportAnswers {
    /// Which encoding it is in.
    #[schema(format = "encoding")]
    encoding: Option<String>,
    /// Which mark stands before decimals.
    decimal: Option<DecimalWord>,
}

/// The mark before decimals.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DecimalWord {
    /// `1,299.00`.
    Point,
    /// `1.299,00`.
    Comma,
}

/// A file that is imported.
#[derive(Serialize, ToSchema)]
pub(crate) struct VendorImport {
    id: String,
    /// `products`, or `stock`: how much is on hand.
    kind: &'static str,
    /// `asking`, `checking`, `ready`, `importing`, `done`, `canceled` or `failed`.
    status: &'static str,
    file_name: String,
    bytes: i64,
    /// What `POST …/answers` has to say first.
    question: Option<ImportQuestion>,
    /// Columns that are read.
    #[schema(max_items = 200)]
    columns_used: Vec<String>,
    /// Columns of which nothing is kept.
    #[schema(max_items = 200)]
    columns_unused: Vec<String>,
    /// Columns beyond those that are named.
    columns_more: usize,
    /// Of a hundred, how much of the file was read.
    percent: i64,
    /// Sound rows of the file so far.
    rows: u64,
    /// Products made; while it is tried, those that would be, as all that follows.
    created: u64,
    /// Products changed; of a file of stock, levels.
    updated: u64,
    unchanged: u64,
    failed: u64,
    /// What was noticed, by kind.
    findings: Vec<ImportFinding>,
    /// Rows in the file of failed rows.
    failed_rows: u32,
    /// Until when that can be had; null as long as the import is open.
    failed_rows_until: Option<String>,
    created_at: String,
    started_at: Option<String>,
    ended_at: Option<String>,
}

/// What a file does not tell.
#[derive(Serialize, ToSchema)]
struct ImportQuestion {
    /// `encoding` or `decimal`.
    about: &'static str,
    /// Where a number stands that could be two.
    line: Option<u64>,
    column: Option<String>,
    text: Option<String>,
    /// What it is if a point stands before decimals.
    as_point: Option<String>,
    /// What it is if a comma does.
    as_comma: Option<String>,
}

/// All findings of one kind.
#[derive(Serialize, ToSchema)]
struct ImportFinding {
    /// The stable word of the kind.
    code: String,
    /// Those that were mended or left aside.
    warnings: u64,
    /// Those that cost a row or a product.
    errors: u64,
    /// The first of them.
    #[schema(max_items = 5)]
    examples: Vec<ImportExample>,
}

/// One finding.
#[derive(Serialize, ToSchema)]
struct ImportExample {
    /// The first line of the file that it is about, from 1.
    line: u64,
    last_line: u64,
    column: Option<String>,
    detail: String,
}

pub(super) async fn send(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Query(asked): Query<FileQuery>,
    mut file: FileBody<Table>,
) -> Result<Response> {
    let mut incoming = imports::receive(http.app(), caller.actor, caller.vendor).await?;
    while let Some(piece) = file.chunk().await? {
        incoming.write(&piece).await?;
    }
    let new = NewImport { file_name: asked.file_name.unwrap_or_default(), encoding: asked.encoding };
    let made = to_the_end(incoming.finish(new)).await??;
    let id = made.import.id;
    Ok(Answer::created(&sheet(made))?.at(IMPORT, &[&id]).send())
}

pub(super) async fn list(
    State(http): State<HttpState>,
    uri: Uri,
    caller: VendorCaller,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let limit = query.limit()?;
    let page = imports::list_imports(http.app(), caller.actor, caller.vendor, query.after, limit).await?;
    Ok(write_list(&http, &uri, page, sheet)?.send())
}

pub(super) async fn show(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<ImportId>,
) -> Result<Response> {
    let found = imports::show_import(http.app(), caller.actor, caller.vendor, id).await?;
    Ok(Answer::ok(&sheet(found))?.send())
}

pub(super) async fn answer(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<ImportId>,
    Json(request): Json<ImportAnswers>,
) -> Result<Response> {
    let decimal = request.decimal.map(|word| match word {
        DecimalWord::Point => Mark::Point,
        DecimalWord::Comma => Mark::Comma,
    });
    let answers = Answers { encoding: request.encoding, decimal };
    let asked = imports::answer_import(http.app(), caller.actor, caller.vendor, id, answers);
    Ok(Answer::ok(&sheet(to_the_end(asked).await??))?.send())
}

pub(super) async fn start(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<ImportId>,
) -> Result<Response> {
    let started = imports::start_import(http.app(), caller.actor, caller.vendor, id).await?;
    Ok(Answer::ok(&sheet(started))?.send())
}

pub(super) async fn cancel(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<ImportId>,
) -> Result<Response> {
    let canceled = imports::cancel_import(http.app(), caller.actor, caller.vendor, id).await?;
    Ok(Answer::ok(&sheet(canceled))?.send())
}

pub(super) async fn failed(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<ImportId>,
) -> Result<Response> {
    let export = imports::export_failed_rows(http.app(), caller.actor, caller.vendor, id).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(CSV)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"failed-rows.csv\"")),
    ];
    Ok((headers, Body::from_stream(stream::unfold(Some(export), next_part))).into_response())
}

/// One part behind the other. A fault breaks the answer off, which a client sees: it must not look whole.
async fn next_part(
    export: Option<FailedExport>,
) -> Option<(std::result::Result<String, souk_market::Error>, Option<FailedExport>)> {
    let mut export = export?;
    match export.next_part().await {
        Ok(part) => Some((Ok(part?), Some(export))),
        Err(error) => Some((Err(error), None)),
    }
}

fn question(asked: Question) -> ImportQuestion {
    match asked {
        Question::Encoding => ImportQuestion {
            about: "encoding",
            line: None,
            column: None,
            text: None,
            as_point: None,
            as_comma: None,
        },
        Question::Decimal { line, column, text, point, comma } => ImportQuestion {
            about: "decimal",
            line: Some(line),
            column: Some(column),
            text: Some(text),
            as_point: Some(point),
            as_comma: Some(comma),
        },
    }
}

fn sheet(view: ImportView) -> VendorImport {
    let ImportView { import, columns, report, question: asked, .. } = view;
    let findings = report.kinds.into_iter().map(|kind| ImportFinding {
        code: kind.code,
        warnings: kind.warnings,
        errors: kind.errors,
        examples: kind
            .examples
            .into_iter()
            .map(|example| ImportExample {
                line: example.line,
                last_line: example.last_line,
                column: example.column,
                detail: example.message,
            })
            .collect(),
    });
    VendorImport {
        id: import.id.to_string(),
        kind: import.kind.as_str(),
        status: import.status.as_str(),
        bytes: import.bytes,
        question: asked.map(question),
        columns_used: columns.used,
        columns_unused: columns.unused,
        columns_more: columns.more,
        percent: import.percent(),
        rows: report.rows,
        created: report.created,
        updated: report.updated,
        unchanged: report.unchanged,
        failed: report.failed,
        findings: findings.collect(),
        failed_rows: import.failed_rows,
        failed_rows_until: import.file_until.map(time),
        created_at: time(import.created_at),
        started_at: import.started_at.map(time),
        ended_at: import.ended_at.map(time),
        file_name: import.file_name,
    }
}
