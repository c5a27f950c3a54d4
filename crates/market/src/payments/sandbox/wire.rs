//! What travels between the shop and the test bank.

use serde::{Deserialize, Serialize};
use souk_domain::{
    card::Card,
    money::{Currency, Money},
    refusal::DeclineCode,
};

use super::super::{
    Charge, GatewayAnswer, GatewayEvent, GatewayEventKind, NextStep, RefundAnswer, RefundOrder, Taken,
};

#[derive(Serialize)]
struct CardOnTheWire<'a> {
    number: &'a str,
    exp_month: i8,
    exp_year: i16,
    cvc: &'a str,
}

#[derive(Serialize)]
pub(super) struct ChargeOnTheWire<'a> {
    key: &'a str,
    amount: i64,
    currency: &'a str,
    description: &'a str,
    return_url: &'a str,
    webhook_url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    card: Option<CardOnTheWire<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct RefundOnTheWire<'a> {
    key: &'a str,
    charge_key: &'a str,
    amount: i64,
    currency: &'a str,
}

#[derive(Deserialize)]
pub(super) struct ChargeAnswered {
    pub(super) id: String,
    key: String,
    status: String,
    amount: Option<i64>,
    currency: Option<String>,
    fee: Option<i64>,
    decline_code: Option<String>,
    redirect_url: Option<String>,
    transaction_id: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct RefundAnswered {
    id: String,
    key: String,
    amount: i64,
    currency: String,
    status: String,
}

#[derive(Deserialize)]
struct EventReceived {
    id: String,
    charge: Option<ChargeAnswered>,
    refund: Option<RefundAnswered>,
}

impl<'a> ChargeOnTheWire<'a> {
    pub(super) fn begin(charge: &'a Charge) -> Self {
        Self {
            key: &charge.key,
            amount: charge.total,
            currency: charge.currency.code(),
            description: &charge.description,
            return_url: &charge.return_url,
            webhook_url: &charge.webhook_url,
            card: None,
            reference: None,
        }
    }

    pub(super) fn confirm(charge: &'a Charge, reference: Option<&'a str>, card: &'a Card) -> Self {
        let card = CardOnTheWire {
            number: card.number.reveal(),
            exp_month: card.expiry.month,
            exp_year: card.expiry.year,
            cvc: card.cvc.reveal(),
        };
        Self { card: Some(card), reference, ..Self::begin(charge) }
    }
}

impl<'a> RefundOnTheWire<'a> {
    pub(super) fn of(order: &'a RefundOrder) -> Self {
        let (key, charge_key) = (order.key.as_str(), order.charge.key.as_str());
        Self { key, charge_key, amount: order.total, currency: order.currency.code() }
    }
}

/// Our word for the bank's reason.
fn decline(code: Option<&str>) -> DeclineCode {
    match code {
        Some("authentication_failed") => DeclineCode::NotConfirmed,
        code => DeclineCode::from_gateway(code.unwrap_or_default()),
    }
}

fn unread(what: &str) -> GatewayAnswer {
    GatewayAnswer::NoAnswer { reason: format!("the bank said {what}") }
}

/// An amount as the bank names it. `None` for one that is no money.
fn money(minor: Option<i64>, currency: Option<&str>) -> Option<Money> {
    Some(Money::new(minor?, Currency::parse(currency?).ok()?))
}

impl From<ChargeAnswered> for GatewayAnswer {
    fn from(charge: ChargeAnswered) -> Self {
        match (charge.status.as_str(), charge.redirect_url) {
            ("succeeded", _) => {
                let currency = charge.currency.as_deref();
                let Some(total) = money(charge.amount, currency) else {
                    return unread("`succeeded` without an amount");
                };
                let transaction_id = charge.transaction_id.unwrap_or_default();
                Self::Succeeded(Taken { transaction_id, total, fee: money(charge.fee, currency) })
            }
            ("declined", _) => Self::Declined { decline: decline(charge.decline_code.as_deref()) },
            ("requires_action", Some(url)) => Self::RequiresAction(NextStep::Visit { url }),
            ("approved", _) => Self::Approved,
            // it was made, and no card came with it: a confirmation may still be on its way
            ("begun", _) => Self::Unknown,
            ("cancelled", _) => Self::Cancelled,
            (other, _) => unread(&format!("`{other}`")),
        }
    }
}

impl From<RefundAnswered> for RefundAnswer {
    fn from(refund: RefundAnswered) -> Self {
        let reference = Some(refund.id);
        match refund.status.as_str() {
            "succeeded" => Self::Succeeded { reference },
            "pending" => Self::Pending { reference },
            "failed" => Self::Failed { reason: "the bank says that it failed".to_owned() },
            other => Self::NoAnswer { reason: format!("the bank said `{other}`") },
        }
    }
}

/// Reads a notice of the bank.
pub(super) fn event(body: &[u8]) -> Option<GatewayEvent> {
    let event: EventReceived = serde_json::from_slice(body).ok()?;
    let kind = match (event.charge, event.refund) {
        (Some(charge), _) => {
            GatewayEventKind::Charge { key: Some(charge.key.clone()), reference: None, answer: charge.into() }
        }
        (None, Some(refund)) => {
            let total = money(Some(refund.amount), Some(&refund.currency))?;
            GatewayEventKind::Refund { key: refund.key.clone(), total, answer: refund.into() }
        }
        (None, None) => GatewayEventKind::Other,
    };
    Some(GatewayEvent { id: event.id, kind })
}
