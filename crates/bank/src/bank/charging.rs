//! Beginning a charge, confirming it with a card, completing it, cancelling it.

use super::Vault;
use crate::book::{AsOf, Charge, ChargeStatus, ChargedCard, Entry, Terms};
use crate::cards::{CardFacts, DeclineCode, Outcome, Refunding};
use crate::clock;
use crate::orders::{ChargeOrder, TermsOrder};
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
    /// Makes a charge that takes nothing until it is confirmed, once per key: its id is the reference it is confirmed by.
    pub(crate) async fn begin(&self, order: TermsOrder) -> Result<Charge, Refusal> {
        order.check()?;
        let ids = (self.id("ch_")?, self.id("txn_")?);
        let (charge, n) = {
            let mut book = self.book();
            if let Some(earlier) = book.charge_by_key(&order.key) {
                same_terms(earlier.value, &order)?;
                (earlier.value.clone(), earlier.n)
            } else {
                let terms = self.terms(&order);
                let charge = open(order.key, ids, Some(terms), ChargeStatus::Begun);
                let n = self.enter(&mut book, Entry::ChargeOpened(charge.clone()))?;
                (charge, n)
            }
        };
        self.durable(n).await?;
        Ok(charge)
    }

    /// Charges a card once per key, begun before or not: the same key again gets the first outcome.
    pub(crate) async fn charge(&self, order: ChargeOrder) -> Result<Answered, Refusal> {
        order.check()?;
        let (card, outcome) = order.card.read().map_err(Refusal::Card)?;
        let ids = (self.id("ch_")?, self.id("txn_")?);
        let (charge, n, manner) = {
            let mut book = self.book();
            let earlier = book.charge_by_key(&order.terms.key);
            check_reference(earlier.as_ref(), order.reference.as_deref())?;
            let begun = match earlier {
                Some(AsOf { value, n }) => {
                    same_terms(value, &order.terms)?;
                    (value.status == ChargeStatus::Begun).then(|| value.clone()).ok_or((value.clone(), n))
                }
                None => Ok(open(
                    order.terms.key.clone(),
                    ids,
                    Some(self.terms(&order.terms)),
                    ChargeStatus::Begun,
                )),
            };
            match begun {
                Err((settled, n)) => (settled, n, Manner::AtOnce),
                Ok(_) if outcome == Outcome::Dropped => {
                    return Ok(Answered { charge: None, manner: Manner::Never });
                }
                Ok(mut charge) => {
                    let is_new = book.charge_by_key(&charge.key).is_none();
                    confirm(&mut charge, card, outcome);
                    let entry =
                        if is_new { Entry::ChargeOpened(charge.clone()) } else { decided(&charge, true) };
                    let n = self.enter(&mut book, entry)?;
                    (charge, n, manner(outcome))
                }
            }
        };
        self.durable(n).await?;
        tracing::debug!(key = charge.key, status = charge.status.event(), "charge");
        Ok(Answered { charge: Some(charge), manner })
    }

    /// Takes the money of a charge that its buyer approved; any other stays as it is.
    pub(crate) async fn complete(&self, key: &str) -> Result<Charge, Refusal> {
        let (charge, n) = {
            let mut book = self.book();
            let found = book.charge_by_key(key).ok_or(Refusal::UnknownKey)?;
            let (mut charge, mut n) = (found.value.clone(), found.n);
            if charge.status == ChargeStatus::Approved {
                charge.status = ChargeStatus::Succeeded;
                n = self.enter(&mut book, decided(&charge, false))?;
            }
            (charge, n)
        };
        self.durable(n).await?;
        Ok(charge)
    }

    /// Cancels a charge that took nothing yet; one that is final stays as it is. A key never seen is kept as cancelled, so
    /// that a charge that comes late with it takes nothing.
    pub(crate) async fn cancel(&self, key: String) -> Result<Charge, Refusal> {
        use ChargeStatus::{Approved, Begun, Cancelled, RequiresAction};
        let ids = (self.id("ch_")?, self.id("txn_")?);
        let (charge, n) = {
            let mut book = self.book();
            match book.charge_by_key(&key).map(|found| (found.value.clone(), found.n)) {
                None => {
                    let charge = open(key, ids, None, Cancelled);
                    let n = self.enter(&mut book, Entry::ChargeOpened(charge.clone()))?;
                    (charge, n)
                }
                Some((mut charge, _)) if matches!(charge.status, Begun | RequiresAction | Approved) => {
                    charge.status = Cancelled;
                    let n = self.enter(&mut book, decided(&charge, false))?;
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
        let (charge, n) = {
            let mut book = self.book();
            let found = book.charge_by_id(id).ok_or(Refusal::NotFound)?;
            let (mut charge, mut n) = (found.value.clone(), found.n);
            if charge.status == ChargeStatus::RequiresAction {
                (charge.status, charge.decline_code) = match choice {
                    Choice::Approve if charge.completed_by_shop() => (ChargeStatus::Approved, None),
                    Choice::Approve => (ChargeStatus::Succeeded, None),
                    Choice::Decline => (ChargeStatus::Declined, Some(DeclineCode::AuthenticationFailed)),
                };
                n = self.enter(&mut book, decided(&charge, false))?;
            }
            (charge, n)
        };
        self.durable(n).await?;
        let as_chosen = match choice {
            Choice::Approve => matches!(charge.status, ChargeStatus::Approved | ChargeStatus::Succeeded),
            Choice::Decline => charge.decline_code == Some(DeclineCode::AuthenticationFailed),
        };
        Ok(if as_chosen { Decided::AsChosen(charge) } else { Decided::Otherwise(charge) })
    }

    fn terms(&self, order: &TermsOrder) -> Terms {
        Terms {
            amount: order.amount,
            currency: order.currency.clone(),
            fee: self.settings.fee_of(order.amount),
            description: order.description.clone(),
            return_url: order.return_url.clone(),
            webhook_url: order.webhook_url.clone(),
        }
    }
}

/// A caller that names a reference means the charge of that id, and no other.
fn check_reference(earlier: Option<&AsOf<&Charge>>, reference: Option<&str>) -> Result<(), Refusal> {
    match reference {
        Some(reference) if earlier.is_none_or(|earlier| earlier.value.id != reference) => {
            Err(Refusal::UnknownReference)
        }
        _ => Ok(()),
    }
}

/// A key cancelled before its charge came has no terms, so any charge gets its answer.
fn same_terms(earlier: &Charge, order: &TermsOrder) -> Result<(), Refusal> {
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
    status: ChargeStatus,
) -> Charge {
    let created_at_ms = clock::now_ms();
    Charge { id, key, transaction_id, status, decline_code: None, terms, card: None, created_at_ms }
}

/// What a card makes of a charge that was begun.
fn confirm(charge: &mut Charge, facts: CardFacts, outcome: Outcome) {
    (charge.status, charge.decline_code) = match outcome {
        Outcome::Declined(code) => (ChargeStatus::Declined, Some(code)),
        Outcome::NeedsConfirmation | Outcome::NeedsCompletion => (ChargeStatus::RequiresAction, None),
        Outcome::Approved | Outcome::Refunds(_) | Outcome::Slow | Outcome::AnswerLost | Outcome::Dropped => {
            (ChargeStatus::Succeeded, None)
        }
    };
    let refunding = match outcome {
        Outcome::Refunds(refunding) => refunding,
        _ => Refunding::AtOnce,
    };
    let completed_by_shop = outcome == Outcome::NeedsCompletion;
    charge.card = Some(ChargedCard { facts, completed_by_shop, refunding });
}

fn decided(charge: &Charge, with_card: bool) -> Entry {
    Entry::ChargeDecided {
        key: charge.key.clone(),
        status: charge.status,
        decline_code: charge.decline_code,
        card: charge.card.clone().filter(|_| with_card),
    }
}

fn manner(outcome: Outcome) -> Manner {
    match outcome {
        Outcome::Slow => Manner::Late,
        Outcome::AnswerLost | Outcome::Dropped => Manner::Never,
        Outcome::Approved
        | Outcome::Refunds(_)
        | Outcome::Declined(_)
        | Outcome::NeedsConfirmation
        | Outcome::NeedsCompletion => Manner::AtOnce,
    }
}
