//! What tests may do with notices.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};

use super::intake::Sent;
use crate::bank::{Bank, Flushed, Mode};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wish {
    mode: Mode,
}

#[derive(Serialize)]
pub(super) struct Now {
    mode: Mode,
    pending: usize,
}

pub(super) async fn mode(State(bank): State<Bank>) -> Json<Now> {
    let (mode, pending) = bank.vault.notice_mode();
    Json(Now { mode, pending })
}

pub(super) async fn set_mode(State(bank): State<Bank>, Sent(wish): Sent<Wish>) -> Json<Now> {
    bank.vault.set_notice_mode(wish.mode).await;
    mode(State(bank)).await
}

pub(super) async fn flush(State(bank): State<Bank>) -> Json<Flushed> {
    Json(bank.vault.flush_notices().await)
}
