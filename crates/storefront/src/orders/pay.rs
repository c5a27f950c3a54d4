//! Trying again to pay an order.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::OrderNumber;
use souk_domain::order::PaymentMethod;
use souk_domain::refusal::{PaymentRefusal, Refusal};
use souk_http::read::{Form, Part};
use souk_http::{HttpState, Result, to_the_end};
use souk_market::checkout::{PayOrder, pay_order};
use souk_ui::FormError;
use souk_ui::form::Secret;
use souk_ui::redirect::see_other;
use souk_ui::request::PageRequest;
use souk_ui::routes;

use super::show::{answer, held};
use super::view::{Moment, Trouble};
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
pub(super) async fn pay(
    State(http): State<HttpState>,
    request: PageRequest,
    Part(number): Part<OrderNumber>,
    headers: HeaderMap,
    Form(again): Form<PayAgainForm>,
) -> Result<Response> {
    let order = held(&http, &request, &headers, number).await?;
    let by_transfer = again.pay == Way::BankTransfer.as_str();
    let card = if by_transfer {
        None
    } else {
        match payment::read(&again.number, &again.exp, &again.cvc, http.app().now()) {
            Ok(card) => Some(card),
            Err(wrong) => {
                let trouble = Trouble { errors: wrong.errors, card: wrong.card, ..Trouble::default() };
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                return answer(&http, &request, &headers, number, Moment::Any, status, trouble).await;
            }
        }
    };
    let method = if card.is_some() { PaymentMethod::Card } else { PaymentMethod::BankTransfer };
    let asked = PayOrder { order: order.id, method };
    let paying = pay_order(http.app(), request.actor(), asked, card, kept_number(&again.idempotency_key));
    let paid = to_the_end(paying).await?;
    let Some(refusal) = paid.as_ref().err().and_then(souk_market::Error::refusal) else {
        paid?;
        return Ok(see_other(&routes::order(&number.to_string()), None));
    };
    if tells_itself(refusal) {
        return Ok(see_other(&routes::order(&number.to_string()), None));
    }
    let status = StatusCode::from_u16(refusal.code().kind.status()).unwrap_or(StatusCode::CONFLICT);
    let errors = vec![FormError { field: String::new(), words: refusal.detail() }];
    let trouble = Trouble { errors, ..Trouble::default() };
    answer(&http, &request, &headers, number, Moment::Any, status, trouble).await
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
