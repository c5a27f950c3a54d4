//! Charges as the shop asks for them.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use tokio::time::sleep;

use super::answer;
use super::intake::{Key, Sent};
use crate::bank::{Bank, Manner};
use crate::book::Charge;
use crate::orders::{ChargeOrder, TermsOrder};
use crate::refusal::Refusal;
use crate::view::ChargeView;

pub(super) async fn begin(
    State(bank): State<Bank>,
    Sent(order): Sent<TermsOrder>,
) -> Result<Response, Refusal> {
    Ok(told(&bank, &bank.vault.begin(order).await?))
}

pub(super) async fn create(
    State(bank): State<Bank>,
    Sent(order): Sent<ChargeOrder>,
) -> Result<Response, Refusal> {
    let answered = bank.vault.charge(order).await?;
    match (answered.charge, answered.manner) {
        (None, _) | (_, Manner::Never) => Ok(answer::nothing()),
        (Some(charge), Manner::AtOnce) => Ok(told(&bank, &charge)),
        (Some(charge), Manner::Late) => {
            sleep(Duration::from_millis(bank.vault.settings.slow_answer_ms)).await;
            Ok(told(&bank, &charge))
        }
    }
}

pub(super) async fn look_up(State(bank): State<Bank>, Key(key): Key) -> Result<Response, Refusal> {
    Ok(told(&bank, &bank.vault.charge_by_key(&key).await?))
}

pub(super) async fn complete(State(bank): State<Bank>, Key(key): Key) -> Result<Response, Refusal> {
    Ok(told(&bank, &bank.vault.complete(&key).await?))
}

pub(super) async fn cancel(State(bank): State<Bank>, Key(key): Key) -> Result<Response, Refusal> {
    Ok(told(&bank, &bank.vault.cancel(key).await?))
}

fn told(bank: &Bank, charge: &Charge) -> Response {
    Json(ChargeView::of(charge, &bank.vault.settings.public_url)).into_response()
}
