//! A charge and a refund as callers see them, in answers and notices alike.

use serde::Serialize;

use crate::book::{Charge, ChargeStatus, Refund};
use crate::cards::{Brand, DeclineCode};

/// Amount, currency and card facts are null when the key was cancelled before its charge came.
#[derive(Serialize)]
pub(crate) struct ChargeView<'a> {
    id: &'a str,
    key: &'a str,
    status: ChargeStatus,
    amount: Option<i64>,
    currency: Option<&'a str>,
    brand: Option<Brand>,
    last4: Option<&'a str>,
    exp_month: Option<u8>,
    exp_year: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decline_code: Option<DeclineCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    redirect_url: Option<String>,
    transaction_id: &'a str,
    created_at_ms: i64,
}

impl<'a> ChargeView<'a> {
    pub(crate) fn of(charge: &'a Charge, public_url: &str) -> Self {
        let terms = charge.terms.as_ref();
        let waits = charge.status == ChargeStatus::RequiresAction;
        Self {
            id: &charge.id,
            key: &charge.key,
            status: charge.status,
            amount: terms.map(|t| t.amount),
            currency: terms.map(|t| t.currency.as_str()),
            brand: terms.map(|t| t.card.brand),
            last4: terms.map(|t| t.card.last4.as_str()),
            exp_month: terms.map(|t| t.card.exp_month),
            exp_year: terms.map(|t| t.card.exp_year),
            decline_code: charge.decline_code,
            redirect_url: waits.then(|| format!("{public_url}/confirm/{}", charge.id)),
            transaction_id: &charge.transaction_id,
            created_at_ms: charge.created_at_ms,
        }
    }
}

#[derive(Serialize)]
pub(crate) struct RefundView<'a> {
    id: &'a str,
    key: &'a str,
    charge_key: &'a str,
    amount: i64,
    currency: &'a str,
    status: &'static str,
    created_at_ms: i64,
}

impl<'a> RefundView<'a> {
    pub(crate) fn of(refund: &'a Refund) -> Self {
        Self {
            id: &refund.id,
            key: &refund.key,
            charge_key: &refund.charge_key,
            amount: refund.amount,
            currency: &refund.currency,
            status: "succeeded",
            created_at_ms: refund.created_at_ms,
        }
    }
}
