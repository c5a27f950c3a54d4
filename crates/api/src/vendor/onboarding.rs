//! How far a vendor is set up, and where its money goes.

use axum::{extract::State, response::Response};
use serde::{Deserialize, Serialize};
use souk_domain::{
    refusal::{RequestRefusal, VendorRefusal},
    vendor::AccountNumber,
};
use souk_http::{
    HttpState, Refusal, Result, VendorCaller,
    read::{IdempotencyKey, Json},
};
use souk_market::joining::{self, NewPayout, Payout};
use utoipa::ToSchema;

use crate::wire::{Answer, Once, time};

/// How far your vendor is set up.
#[derive(Serialize, ToSchema)]
pub(crate) struct VendorOnboarding {
    /// `applied`, `active`, `refused`, `suspended` or `closed`.
    status: &'static str,
    /// Steps that are done.
    done: usize,
    steps: Vec<OnboardingStep>,
}

/// Something that a vendor does before it sells.
#[derive(Serialize, ToSchema)]
struct OnboardingStep {
    /// `profile`, `address`, `payout`, `delivery` or `first_product`.
    step: &'static str,
    done: bool,
}

/// Where the money of your vendor is sent to.
#[derive(Serialize, ToSchema)]
pub(crate) struct PayoutDetails {
    holder: String,
    /// The ends of the account's number.
    masked: String,
    bank: String,
    updated_at: String,
}

/// Where money is to be sent to: an IBAN, or the number of an account at a bank that has none.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PayoutRequest {
    /// Whose account it is.
    #[schema(format = "account_holder")]
    holder: String,
    #[schema(format = "account_number", example = "DE89 3704 0044 0532 0130 00")]
    iban: Option<String>,
    #[schema(format = "account_number")]
    account_number: Option<String>,
    /// The bank's name or code, where the number does not name it.
    #[serde(default)]
    #[schema(format = "bank")]
    bank: String,
}

pub(super) async fn show(State(http): State<HttpState>, caller: VendorCaller) -> Result<Response> {
    let found = joining::show_onboarding(http.app(), caller.actor, caller.vendor).await?;
    let steps = found.steps.iter().map(|(step, done)| OnboardingStep { step: step.as_str(), done: *done });
    let written =
        VendorOnboarding { status: found.status.as_str(), done: found.done(), steps: steps.collect() };
    Ok(Answer::ok(&written)?.send())
}

pub(super) async fn payout(State(http): State<HttpState>, caller: VendorCaller) -> Result<Response> {
    let found = joining::show_payout(http.app(), caller.actor, caller.vendor).await?;
    Ok(answer(&found.ok_or(VendorRefusal::NotFound)?)?.send())
}

pub(super) async fn set_payout(
    State(http): State<HttpState>,
    caller: VendorCaller,
    key: Option<IdempotencyKey>,
    Json(asked): Json<PayoutRequest>,
) -> Result<Response> {
    let account = number(&asked)?;
    let new = NewPayout { holder: asked.holder, account, bank: asked.bank };
    let once = Once::new(key, answer);
    let reply = joining::set_payout(http.app(), caller.actor, caller.vendor, new, once.guard()).await?;
    Ok(once.send(reply)?)
}

fn number(asked: &PayoutRequest) -> Result<AccountNumber> {
    let wrong = |pointer: &str, detail: &str| {
        Refusal::from(RequestRefusal::InvalidValue { pointer: pointer.to_owned(), detail: detail.to_owned() })
    };
    match (&asked.iban, &asked.account_number) {
        (Some(iban), None) => AccountNumber::iban(iban).map_err(|detail| wrong("/iban", detail)),
        (None, Some(other)) => AccountNumber::other(other).map_err(|detail| wrong("/account_number", detail)),
        (None, None) => Err(wrong("/iban", "Send an IBAN, or an account number where the bank has none.")),
        (Some(_), Some(_)) => Err(wrong("/account_number", "Send either an IBAN or an account number.")),
    }
}

fn answer(payout: &Payout) -> souk_market::Result<Answer> {
    Answer::ok(&PayoutDetails {
        holder: payout.holder.clone(),
        masked: payout.masked.clone(),
        bank: payout.bank.clone(),
        updated_at: time(payout.updated_at),
    })
}
