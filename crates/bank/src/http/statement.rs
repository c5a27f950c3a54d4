//! The statement, and whether the bank is well.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};

use crate::bank::Bank;
use crate::book::Statement;
use crate::refusal::Refusal;

/// Lines in one answer unless asked otherwise.
const USUAL_LINES: usize = 1_000;
/// Lines in one answer at most: a few megabytes of JSON.
const MOST_LINES: usize = 10_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Page {
    #[serde(default)]
    after: u64,
    limit: Option<usize>,
}

pub(super) async fn read(
    State(bank): State<Bank>,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<Statement>, Refusal> {
    let Ok(Query(page)) = page else { return Err(wrong("after", "after and limit are whole numbers")) };
    let limit = page.limit.unwrap_or(USUAL_LINES);
    if !(1..=MOST_LINES).contains(&limit) {
        return Err(wrong("limit", "a limit is 1 to 10000"));
    }
    Ok(Json(bank.vault.statement(page.after, limit).await?))
}

fn wrong(field: &'static str, detail: &str) -> Refusal {
    Refusal::Invalid { field, detail: detail.to_owned() }
}

#[derive(Serialize)]
pub(super) struct Health {
    status: &'static str,
    /// Lines in the file.
    lines: u64,
    /// How often the file was synced since it was opened; fewer than lines when callers shared syncs.
    syncs: u64,
}

pub(super) async fn health(State(bank): State<Bank>) -> Result<Json<Health>, Refusal> {
    let (lines, syncs) = bank.vault.pulse()?;
    Ok(Json(Health { status: "ok", lines, syncs }))
}
