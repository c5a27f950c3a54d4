//! A charge: its terms, its status, and how it changes.

use serde::{Deserialize, Serialize};

use super::statement::{Move, MoveOf};
use super::{Book, ChargeRow, NoticeOf};
use crate::cards::{CardFacts, DeclineCode, Refunding};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ChargeStatus {
    /// Made, not confirmed: no card came yet, and nothing moves.
    Begun,
    Succeeded,
    Declined,
    RequiresAction,
    /// The buyer approved; the money is taken when the shop completes it.
    Approved,
    Cancelled,
}

impl ChargeStatus {
    /// The name of the notice and statement line about it.
    pub(crate) fn event(self) -> &'static str {
        match self {
            Self::Begun => "charge.begun",
            Self::Succeeded => "charge.succeeded",
            Self::Declined => "charge.declined",
            Self::RequiresAction => "charge.requires_action",
            Self::Approved => "charge.approved",
            Self::Cancelled => "charge.cancelled",
        }
    }

    /// Whether a charge may come to `next`: what is final stays.
    fn may_become(self, next: Self) -> bool {
        match self {
            Self::Begun => !matches!(next, Self::Begun | Self::Approved),
            Self::RequiresAction => !matches!(next, Self::Begun | Self::RequiresAction),
            Self::Approved => matches!(next, Self::Succeeded | Self::Cancelled),
            Self::Succeeded | Self::Declined | Self::Cancelled => false,
        }
    }

    /// Whether the shop is told of it without asking: it answered the other statuses itself.
    fn is_told(self) -> bool {
        !matches!(self, Self::Begun | Self::RequiresAction)
    }
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Charge {
    pub(crate) id: String,
    pub(crate) key: String,
    pub(crate) transaction_id: String,
    pub(crate) status: ChargeStatus,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) decline_code: Option<DeclineCode>,
    /// None when the key was cancelled before any charge came with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) terms: Option<Terms>,
    /// None until a card came with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) card: Option<ChargedCard>,
    pub(crate) created_at_ms: i64,
}

/// What the caller asked for.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Terms {
    /// Minor units.
    pub(crate) amount: i64,
    pub(crate) currency: String,
    /// What the bank keeps for its work if it succeeds, in minor units.
    pub(crate) fee: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    pub(crate) return_url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) webhook_url: Option<String>,
}

/// What is kept of the card, and how it goes on.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct ChargedCard {
    #[serde(flatten)]
    pub(crate) facts: CardFacts,
    /// Once the buyer approved, the shop must complete it.
    pub(crate) completed_by_shop: bool,
    pub(crate) refunding: Refunding,
}

impl Book {
    pub(super) fn open_charge(&mut self, n: u64, at_ms: i64, charge: Charge) -> Result<(), &'static str> {
        if self.charge_by_key.contains_key(&charge.key) || self.charge_by_id.contains_key(&charge.id) {
            return Err("its key or id was opened before");
        }
        if charge.terms.as_ref().is_some_and(|terms| terms.amount <= 0) {
            return Err("its amount is not above zero");
        }
        if charge.terms.is_none() && charge.status != ChargeStatus::Cancelled {
            return Err("it has no terms but is not cancelled");
        }
        if charge.card.is_none() && !matches!(charge.status, ChargeStatus::Begun | ChargeStatus::Cancelled) {
            return Err("it has no card but was confirmed");
        }
        let at = self.charges.len();
        self.charge_by_key.insert(charge.key.clone(), at);
        self.charge_by_id.insert(charge.id.clone(), at);
        let status = charge.status;
        self.charges.push(ChargeRow { charge, n, promised: 0, refunded: 0 });
        self.note_charge(n, at_ms, at, status);
        Ok(())
    }

    /// Moves a charge on; `card` is the one it is confirmed with.
    pub(super) fn decide(
        &mut self,
        n: u64,
        at_ms: i64,
        key: &str,
        status: ChargeStatus,
        decline_code: Option<DeclineCode>,
        card: Option<ChargedCard>,
    ) -> Result<(), &'static str> {
        let at = *self.charge_by_key.get(key).ok_or("its charge is unknown")?;
        let row = self.charges.get_mut(at).ok_or("its charge is unknown")?;
        if !row.charge.status.may_become(status) {
            return Err("its charge is already final");
        }
        row.charge.status = status;
        row.charge.decline_code = decline_code;
        if card.is_some() {
            row.charge.card = card;
        }
        row.n = n;
        self.note_charge(n, at_ms, at, status);
        Ok(())
    }

    fn note_charge(&mut self, n: u64, at_ms: i64, at: usize, status: ChargeStatus) {
        self.moves.push(Move { n, at_ms, of: MoveOf::Charge { at, status } });
        let wants_notice = self.charges.get(at).is_some_and(|row| row.charge.webhook_url().is_some());
        if wants_notice && status.is_told() {
            self.undelivered.insert(n, NoticeOf::Charge { at, at_ms, status });
        }
    }
}

impl Charge {
    pub(crate) fn webhook_url(&self) -> Option<&str> {
        self.terms.as_ref()?.webhook_url.as_deref()
    }

    pub(crate) fn completed_by_shop(&self) -> bool {
        self.card.as_ref().is_some_and(|card| card.completed_by_shop)
    }
}
