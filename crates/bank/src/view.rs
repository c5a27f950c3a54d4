//! A charge and a refund as callers see them, in answers and notices alike.

use serde::Serialize;

use crate::book::{Charge, ChargeStatus, Refund, RefundStatus};
use crate::cards::{Brand, DeclineCode};

/// Amount, currency and card facts are null when the key was cancelled before its charge came; card facts until it was
/// confirmed.
#[derive(Serialize)]
pub(crate) struct ChargeView<'a> {
    id: &'a str,
    key: &'a str,
    status: ChargeStatus,
    amount: Option<i64>,
    currency: Option<&'a str>,
    /// What the bank kept of it; null until it succeeded.
    fee: Option<i64>,
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
        Self::as_of(charge, charge.status, public_url)
    }

    /// As it was when it came to `status`.
    pub(crate) fn as_of(charge: &'a Charge, status: ChargeStatus, public_url: &str) -> Self {
        let terms = charge.terms.as_ref();
        let card = charge.card.as_ref().map(|card| &card.facts);
        let waits = status == ChargeStatus::RequiresAction;
        Self {
            id: &charge.id,
            key: &charge.key,
            status,
            amount: terms.map(|t| t.amount),
            currency: terms.map(|t| t.currency.as_str()),
            fee: terms.filter(|_| status == ChargeStatus::Succeeded).map(|t| t.fee),
            brand: card.map(|c| c.brand),
            last4: card.map(|c| c.last4.as_str()),
            exp_month: card.map(|c| c.exp_month),
            exp_year: card.map(|c| c.exp_year),
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
    status: RefundStatus,
    created_at_ms: i64,
}

impl<'a> RefundView<'a> {
    pub(crate) fn of(refund: &'a Refund) -> Self {
        Self::as_of(refund, refund.status)
    }

    /// As it was when it came to `status`.
    pub(crate) fn as_of(refund: &'a Refund, status: RefundStatus) -> Self {
        Self {
            id: &refund.id,
            key: &refund.key,
            charge_key: &refund.charge_key,
            amount: refund.amount,
            currency: &refund.currency,
            status,
            created_at_ms: refund.created_at_ms,
        }
    }
}
