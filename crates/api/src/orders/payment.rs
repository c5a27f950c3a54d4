//! How a buyer wants to pay.

use serde::Deserialize;
use souk_domain::{
    card::Card,
    order::PaymentMethod,
    refusal::{PaymentRefusal, RequestRefusal},
};
use souk_http::{HttpState, Result};
use utoipa::ToSchema;

use super::card::CardRequest;

/// A way to pay with what it needs.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaymentRequest {
    /// `card`, `bank_transfer` or, where an order is placed, `cash_on_delivery`.
    #[schema(max_length = 20, example = "card")]
    method: String,
    /// With `card`.
    #[serde(default)]
    card: Option<CardRequest>,
}

/// A way to pay, checked.
pub(super) struct Paying {
    pub(super) method: PaymentMethod,
    pub(super) card: Option<Card>,
}

impl Paying {
    /// Checks a request. One that names no way to pay is good for an order that costs nothing: it is read as a card that
    /// was not given, which the till refuses as soon as anything is due.
    pub(super) fn checked(http: &HttpState, asked: Option<&PaymentRequest>) -> Result<Self> {
        let Some(asked) = asked else { return Ok(Self { method: PaymentMethod::Card, card: None }) };
        match (PaymentMethod::parse(&asked.method), &asked.card) {
            (Some(PaymentMethod::Card), Some(card)) => {
                Ok(Self { method: PaymentMethod::Card, card: Some(card.checked(http)?) })
            }
            (Some(PaymentMethod::Card), None) => {
                let (pointer, name) = ("/payment/card".to_owned(), "card".to_owned());
                Err(RequestRefusal::MissingField { pointer, name }.into())
            }
            (Some(_), Some(_)) => {
                let detail = "This way to pay takes no card.".to_owned();
                Err(RequestRefusal::InvalidValue { pointer: "/payment/card".to_owned(), detail }.into())
            }
            (Some(PaymentMethod::None), None) => Ok(Self { method: PaymentMethod::Card, card: None }),
            (Some(method @ (PaymentMethod::BankTransfer | PaymentMethod::CashOnDelivery)), None) => {
                Ok(Self { method, card: None })
            }
            (None, _) => Err(PaymentRefusal::MethodNotOffered.into()),
        }
    }
}
