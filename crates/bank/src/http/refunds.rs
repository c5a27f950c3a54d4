//! Refunds as the shop asks for them.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::intake::{Key, Sent};
use crate::bank::Bank;
use crate::orders::RefundOrder;
use crate::refusal::Refusal;
use crate::view::RefundView;

pub(super) async fn create(
    State(bank): State<Bank>,
    Sent(order): Sent<RefundOrder>,
) -> Result<Response, Refusal> {
    let refund = bank.vault.refund(order).await?;
    Ok(Json(RefundView::of(&refund)).into_response())
}

pub(super) async fn look_up(State(bank): State<Bank>, Key(key): Key) -> Result<Response, Refusal> {
    let refund = bank.vault.refund_by_key(&key).await?;
    Ok(Json(RefundView::of(&refund)).into_response())
}

#[derive(Serialize)]
pub(super) struct Settled {
    settled: usize,
}

/// Brings every refund to its end now.
pub(super) async fn settle(State(bank): State<Bank>) -> Result<Json<Settled>, Refusal> {
    Ok(Json(Settled { settled: bank.vault.settle_refunds(i64::MAX).await? }))
}
