//! Trying again to pay an order.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::order::PaymentMethod;
use souk_domain::refusal::{PaymentRefusal, Refusal};
use souk_http::read::Form;
use souk_http::{Result, to_the_end};
use souk_market::checkout::{PayOrder, pay_order};
use souk_ui::FormError;
use souk_ui::form::Secret;

use super::asked::AskedOrder;
use super::show::with_trouble;
use super::view::Trouble;
use crate::shared::payment::{self, Way, kept_number};

/// The form as it was sent. It has no `Debug`: it holds a card.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PayAgainForm {
    idempotency_key: String,
    #[serde(default)]
    pay: String,
    #[serde(default)]
    number: Secret,
    #[serde(default)]
    exp: Secret,
    #[serde(default)]
    cvc: Secret,
}

/// `POST /o/{number}`: another card, or a transfer instead. Whatever comes of it, the order's page tells.
pub(super) async fn pay(asked: AskedOrder, Form(again): Form<PayAgainForm>) -> Result<Response> {
    let app = asked.http.app();
    let by_transfer = again.pay == Way::BankTransfer.as_str();
    let card = if by_transfer {
        None
    } else {
        match payment::read(&again.number, &again.exp, &again.cvc, app.now()) {
            Ok(card) => Some(card),
            Err(wrong) => {
                let trouble = Trouble { errors: wrong.errors, card: wrong.card, ..Trouble::default() };
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                return with_trouble(&asked, status, trouble).await;
            }
        }
    };
    let method = if card.is_some() { PaymentMethod::Card } else { PaymentMethod::BankTransfer };
    let wish = PayOrder { order: asked.order.id, method };
    let paying = pay_order(app, asked.request.actor(), wish, card, kept_number(&again.idempotency_key));
    let paid = to_the_end(paying).await?;
    let Some(refusal) = paid.as_ref().err().and_then(souk_market::Error::refusal) else {
        paid?;
        return Ok(asked.to_its_page());
    };
    if tells_itself(refusal) {
        return Ok(asked.to_its_page());
    }
    let status = StatusCode::from_u16(refusal.code().kind.status()).unwrap_or(StatusCode::CONFLICT);
    let errors = vec![FormError { field: String::new(), words: refusal.detail() }];
    let trouble = Trouble { errors, ..Trouble::default() };
    with_trouble(&asked, status, trouble).await
}

/// Refusals that only say how the order stands by now: its page says the same, better.
fn tells_itself(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::Idempotency(_)
            | Refusal::Payment(
                PaymentRefusal::InProgress { .. }
                    | PaymentRefusal::AlreadyPaid
                    | PaymentRefusal::Closed
                    | PaymentRefusal::TooManyAttempts { .. }
            )
    )
}
