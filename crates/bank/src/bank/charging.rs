//! Charging a card, confirming a charge, cancelling one.

use super::Vault;
use crate::book::{Charge, ChargeStatus, Entry, Terms};
use crate::cards::{CardFacts, DeclineCode, Outcome};
use crate::clock;
use crate::orders::ChargeOrder;
use crate::refusal::Refusal;

/// How an outcome reaches the caller.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    AtOnce,
    Late,
    /// The connection closes without an answer.
    Never,
}

/// A charge and how it is to be answered; no charge when the connection dropped before it.
pub(crate) struct Answered {
    pub(crate) charge: Option<Charge>,
    pub(crate) manner: Manner,
}

/// What the buyer pressed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Choice {
    Approve,
    Decline,
}

/// What became of the buyer's choice.
pub(crate) enum Decided {
    /// The charge is as the buyer chose, now or by an earlier press of the same button.
    AsChosen(Charge),
    /// Another decision came first.
    Otherwise(Charge),
}

impl Vault {
    /// Charges a card once per key: the same key again gets the first outcome.
    pub(crate) async fn charge(&self, order: ChargeOrder) -> Result<Answered, Refusal> {
        order.check()?;
        let (card, outcome) = order.card.read().map_err(Refusal::Card)?;
        let (ids, terms) = ((self.id("ch_")?, self.id("txn_")?), Terms::of(&order, card));
        let (charge, n, manner) = {
            let mut book = self.book();
            if let Some(earlier) = book.charge_by_key(&order.key) {
                same_terms(earlier.value, &order)?;
                (earlier.value.clone(), earlier.n, Manner::AtOnce)
            } else if outcome == Outcome::Dropped {
                return Ok(Answered { charge: None, manner: Manner::Never });
            } else {
                let charge = open(order.key, ids, Some(terms), outcome);
                let n = self.enter(&mut book, Entry::ChargeOpened(charge.clone()))?;
                (charge, n, manner(outcome))
            }
        };
        self.durable(n).await?;
        tracing::debug!(key = charge.key, status = charge.status.event(), "charge");
        Ok(Answered { charge: Some(charge), manner })
    }

    /// Cancels a charge that waits for its buyer; one that is final stays as it is. A key never seen is kept as
    /// cancelled, so that a charge that comes late with it takes nothing.
    pub(crate) async fn cancel(&self, key: String) -> Result<Charge, Refusal> {
        let ids = (self.id("ch_")?, self.id("txn_")?);
        let (charge, n) = {
            let mut book = self.book();
            match book.charge_by_key(&key).map(|found| (found.value.clone(), found.n)) {
                None => {
                    let mut charge = open(key, ids, None, Outcome::NeedsConfirmation);
                    charge.status = ChargeStatus::Cancelled;
                    let n = self.enter(&mut book, Entry::ChargeOpened(charge.clone()))?;
                    (charge, n)
                }
                Some((mut charge, _)) if charge.status == ChargeStatus::RequiresAction => {
                    charge.status = ChargeStatus::Cancelled;
                    let n = self.enter(&mut book, decided(&charge))?;
                    (charge, n)
                }
                Some(settled) => settled,
            }
        };
        self.durable(n).await?;
        Ok(charge)
    }

    /// Takes the buyer's choice on the confirmation page.
    pub(crate) async fn confirm(&self, id: &str, choice: Choice) -> Result<Decided, Refusal> {
        let chosen = match choice {
            Choice::Approve => (ChargeStatus::Succeeded, None),
            Choice::Decline => (ChargeStatus::Declined, Some(DeclineCode::AuthenticationFailed)),
        };
        let (charge, n) = {
            let mut book = self.book();
            let found = book.charge_by_id(id).ok_or(Refusal::NotFound)?;
            let (mut charge, mut n) = (found.value.clone(), found.n);
            if charge.status == ChargeStatus::RequiresAction {
                (charge.status, charge.decline_code) = chosen;
                n = self.enter(&mut book, decided(&charge))?;
            }
            (charge, n)
        };
        self.durable(n).await?;
        let as_chosen = (charge.status, charge.decline_code) == chosen;
        Ok(if as_chosen { Decided::AsChosen(charge) } else { Decided::Otherwise(charge) })
    }
}

impl Terms {
    fn of(order: &ChargeOrder, card: CardFacts) -> Self {
        Self {
            amount: order.amount,
            currency: order.currency.clone(),
            description: order.description.clone(),
            card,
            return_url: order.return_url.clone(),
            webhook_url: order.webhook_url.clone(),
        }
    }
}

/// A key cancelled before its charge came has no terms, so any charge gets its answer.
fn same_terms(earlier: &Charge, order: &ChargeOrder) -> Result<(), Refusal> {
    let same = earlier
        .terms
        .as_ref()
        .is_none_or(|terms| terms.amount == order.amount && terms.currency == order.currency);
    if same { Ok(()) } else { Err(Refusal::KeyReused) }
}

fn open(
    key: String,
    (id, transaction_id): (String, String),
    terms: Option<Terms>,
    outcome: Outcome,
) -> Charge {
    let (status, decline_code) = match outcome {
        Outcome::Declined(code) => (ChargeStatus::Declined, Some(code)),
        Outcome::NeedsConfirmation => (ChargeStatus::RequiresAction, None),
        Outcome::Approved | Outcome::Slow | Outcome::AnswerLost | Outcome::Dropped => {
            (ChargeStatus::Succeeded, None)
        }
    };
    Charge { id, key, transaction_id, status, decline_code, terms, created_at_ms: clock::now_ms() }
}

fn decided(charge: &Charge) -> Entry {
    Entry::ChargeDecided { key: charge.key.clone(), status: charge.status, decline_code: charge.decline_code }
}

fn manner(outcome: Outcome) -> Manner {
    match outcome {
        Outcome::Slow => Manner::Late,
        Outcome::AnswerLost | Outcome::Dropped => Manner::Never,
        Outcome::Approved | Outcome::Declined(_) | Outcome::NeedsConfirmation => Manner::AtOnce,
    }
}
