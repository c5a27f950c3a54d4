//! The bank of the simulation: a book that survives every crash of the shop, reached over a network that loses, delays and
//! repeats. Each call waits at a gate until the driver decides its fate.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::{Mutex, MutexGuard},
};

use souk_domain::{
    money::{Currency, Money},
    refusal::DeclineCode,
};
use souk_market::payments::{
    Begun, GatewayAnswer, GatewayEvent, GatewayEventKind, NextStep, RefundAnswer, Taken,
};
use tokio::sync::oneshot;

/// The last digits of the cards that are not simply approved.
const DECLINED: &str = "0002";
const CONFIRMED: &str = "3155";
const COMPLETED: &str = "3220";
const REFUNDED_LATER: &str = "7726";

#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    Charged {
        total: i64,
        refunded: i64,
    },
    Declined,
    /// For its buyer; the shop completes it after that, or it is charged at once.
    Waits {
        total: i64,
        completed_by_shop: bool,
    },
    /// Its buyer agreed: the shop may complete it.
    Approved {
        total: i64,
    },
    Cancelled,
}

/// What the bank made of a refund.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Returned {
    charge_key: String,
    total: i64,
    answer: RefundAnswer,
}

/// What the driver lets become of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It arrives, and its answer comes back.
    Answered,
    /// It arrives; the answer is lost.
    AnswerLost,
    /// It never arrives.
    Dropped,
    /// The caller gives up; it arrives later.
    Late,
}

#[derive(Clone, Debug)]
pub(crate) enum Ask {
    Begin { key: String },
    Confirm { key: String, reference: Option<String>, total: i64, last4: String },
    Complete { key: String },
    LookUp { key: String },
    Cancel { key: String },
    Refund { key: String, charge_key: String, total: i64 },
    LookUpRefund { key: String },
}

pub(crate) enum Told {
    Begun(Begun),
    Charge(GatewayAnswer),
    Refund(RefundAnswer),
}

impl Ask {
    /// What the caller hears when nothing comes back.
    fn silence(&self) -> Told {
        let reason = "simulated".to_owned();
        match self {
            Self::Begin { .. } => Told::Begun(Begun::NoAnswer { reason }),
            Self::Refund { .. } | Self::LookUpRefund { .. } => {
                Told::Refund(RefundAnswer::NoAnswer { reason })
            }
            _ => Told::Charge(GatewayAnswer::NoAnswer { reason }),
        }
    }
}

struct Waiting {
    ask: Ask,
    caller: oneshot::Sender<Told>,
}

#[derive(Default)]
struct State {
    book: BTreeMap<String, Entry>,
    /// Charges that were begun here.
    begun: BTreeSet<String>,
    refunds: BTreeMap<String, Returned>,
    /// Charges whose refunds wait before they are made.
    refunded_later: BTreeSet<String>,
    /// What each key was to cost.
    totals: BTreeMap<String, i64>,
    waiting: Vec<Waiting>,
    on_the_wire: Vec<Ask>,
    webhooks: VecDeque<GatewayEvent>,
    /// Events made so far, which numbers them.
    events: u64,
    /// Times a key was really charged: more than once would be the bank's own fault.
    charges: BTreeMap<String, u32>,
}

#[derive(Default)]
pub(crate) struct Bank {
    state: Mutex<State>,
    /// Rung when a call reached its gate.
    pub(crate) at_gate: tokio::sync::Notify,
}

impl Bank {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("not poisoned")
    }

    pub(crate) fn waiting(&self) -> usize {
        self.lock().waiting.len()
    }

    pub(crate) fn webhooks(&self) -> usize {
        self.lock().webhooks.len()
    }

    pub(crate) fn on_the_wire(&self) -> usize {
        self.lock().on_the_wire.len()
    }

    /// Decides the fate of the waiting call at `place`.
    pub(crate) fn decide(&self, place: usize, fate: Fate) {
        let mut state = self.lock();
        let Waiting { ask, caller } = state.waiting.remove(place);
        let silent = ask.silence();
        let told = match fate {
            Fate::Answered => state.arrive(&ask),
            Fate::AnswerLost => {
                state.arrive(&ask);
                silent
            }
            Fate::Dropped => silent,
            Fate::Late => {
                state.on_the_wire.push(ask);
                silent
            }
        };
        // the caller may have died meanwhile
        let _gone = caller.send(told);
    }

    /// The calls of a process that died: each was on its way, or never left.
    pub(crate) fn forget_callers(&self, arrives: impl Fn() -> bool) {
        let mut state = self.lock();
        for waiting in std::mem::take(&mut state.waiting) {
            if arrives() {
                state.on_the_wire.push(waiting.ask);
            }
        }
    }

    /// A call that was late arrives at last.
    pub(crate) fn deliver_late(&self, place: usize) {
        let mut state = self.lock();
        let ask = state.on_the_wire.remove(place);
        state.arrive(&ask);
    }

    /// The buyer confirms or refuses at the bank; false when nothing waits for that.
    pub(crate) fn confirm(&self, approve: bool, place: usize) -> bool {
        let mut state = self.lock();
        let waits: Vec<String> = state
            .book
            .iter()
            .filter(|(_, entry)| matches!(entry, Entry::Waits { .. }))
            .map(|(key, _)| key.clone())
            .collect();
        let Some(key) = waits.get(place % waits.len().max(1)) else { return false };
        state.settle(key, approve);
        true
    }

    /// Charges what was declined or cancelled, as no bank should; false when there is nothing of the kind.
    pub(crate) fn charge_after_all(&self, place: usize) -> bool {
        let mut state = self.lock();
        let ended: Vec<String> = state
            .book
            .iter()
            .filter(|(key, entry)| {
                matches!(entry, Entry::Declined | Entry::Cancelled) && state.totals.contains_key(*key)
            })
            .map(|(key, _)| key.clone())
            .collect();
        let Some(key) = ended.get(place % ended.len().max(1)) else { return false };
        let total = state.totals.get(key).copied().unwrap_or_default();
        // sometimes not even what it was asked for
        let total = if place.is_multiple_of(3) { total - 1 } else { total };
        state.book.insert(key.clone(), Entry::Waits { total, completed_by_shop: false });
        state.settle(key, true);
        true
    }

    /// Refunds that waited are made, or fail. Answers how many there were.
    pub(crate) fn settle_refunds(&self, made: impl Fn() -> bool) -> usize {
        let mut state = self.lock();
        let waiting: Vec<String> = state
            .refunds
            .iter()
            .filter(|(_, refund)| matches!(refund.answer, RefundAnswer::Pending { .. }))
            .map(|(key, _)| key.clone())
            .collect();
        for key in &waiting {
            state.settle_refund(key, made());
        }
        waiting.len()
    }

    /// Takes a webhook out; `keep` leaves a copy that will come again.
    pub(crate) fn take_webhook(&self, place: usize, keep: bool) -> Option<GatewayEvent> {
        let mut state = self.lock();
        let event = state.webhooks.remove(place)?;
        if keep {
            state.webhooks.push_back(event.clone());
        }
        Some(event)
    }

    /// The shop did not take a webhook: it is sent again.
    pub(crate) fn queue_again(&self, event: GatewayEvent) {
        self.lock().webhooks.push_back(event);
    }

    /// Charged less refunded, of all keys.
    pub(crate) fn holds(&self, key: &str) -> i64 {
        match self.lock().book.get(key) {
            Some(Entry::Charged { total, refunded }) => total - refunded,
            _ => 0,
        }
    }

    pub(crate) fn assert_no_key_was_charged_twice(&self) {
        assert!(self.lock().charges.values().all(|times| *times == 1));
    }

    /// What the call is told, once the driver has decided its fate.
    pub(crate) async fn ask(&self, ask: Ask) -> Told {
        let (caller, told) = oneshot::channel();
        let silence = ask.silence();
        self.lock().waiting.push(Waiting { ask, caller });
        self.at_gate.notify_one();
        told.await.unwrap_or(silence)
    }
}

impl State {
    fn arrive(&mut self, ask: &Ask) -> Told {
        match ask {
            Ask::Begin { key } => {
                self.begun.insert(key.clone());
                Told::Begun(Begun::Made { reference: reference_of(key) })
            }
            Ask::Confirm { key, reference, total, last4 } => {
                if let Some(reference) = reference {
                    assert!(self.begun.contains(key), "{key} is confirmed and was never begun");
                    assert_eq!(*reference, reference_of(key));
                }
                self.confirm(key, *total, last4);
                Told::Charge(self.answer(key))
            }
            Ask::Complete { key } => {
                if let Some(Entry::Approved { total }) = self.book.get(key).cloned() {
                    self.charge(key, total);
                }
                Told::Charge(self.answer(key))
            }
            Ask::LookUp { key } => Told::Charge(self.answer(key)),
            Ask::Cancel { key } => {
                match self.book.get(key) {
                    None | Some(Entry::Waits { .. } | Entry::Approved { .. }) => {
                        self.book.insert(key.clone(), Entry::Cancelled);
                        self.tell(key);
                    }
                    Some(_) => {}
                }
                Told::Charge(self.answer(key))
            }
            Ask::Refund { key, charge_key, total } => Told::Refund(self.refund(key, charge_key, *total)),
            Ask::LookUpRefund { key } => Told::Refund(match self.refunds.get(key) {
                Some(refund) => refund.answer.clone(),
                None => RefundAnswer::NoAnswer { reason: "simulated: unknown".to_owned() },
            }),
        }
    }

    fn confirm(&mut self, key: &str, total: i64, last4: &str) {
        self.totals.insert(key.to_owned(), total);
        if self.book.contains_key(key) {
            return;
        }
        match last4 {
            DECLINED => {
                self.book.insert(key.to_owned(), Entry::Declined);
                self.tell(key);
            }
            CONFIRMED | COMPLETED => {
                let completed_by_shop = last4 == COMPLETED;
                self.book.insert(key.to_owned(), Entry::Waits { total, completed_by_shop });
            }
            _ => {
                if last4 == REFUNDED_LATER {
                    self.refunded_later.insert(key.to_owned());
                }
                self.charge(key, total);
            }
        }
    }

    fn charge(&mut self, key: &str, total: i64) {
        *self.charges.entry(key.to_owned()).or_default() += 1;
        self.book.insert(key.to_owned(), Entry::Charged { total, refunded: 0 });
        self.tell(key);
    }

    fn refund(&mut self, key: &str, charge_key: &str, asked: i64) -> RefundAnswer {
        if let Some(refund) = self.refunds.get(key) {
            return refund.answer.clone();
        }
        let reference = Some(format!("re_{key}"));
        let answer = match self.book.get_mut(charge_key) {
            Some(Entry::Charged { total, refunded }) if *refunded + asked <= *total => {
                if self.refunded_later.contains(charge_key) {
                    RefundAnswer::Pending { reference }
                } else {
                    *refunded += asked;
                    RefundAnswer::Succeeded { reference }
                }
            }
            _ => return RefundAnswer::Failed { reason: "more than was charged".to_owned() },
        };
        let refund = Returned { charge_key: charge_key.to_owned(), total: asked, answer: answer.clone() };
        self.refunds.insert(key.to_owned(), refund);
        answer
    }

    fn settle_refund(&mut self, key: &str, made: bool) {
        let Some(refund) = self.refunds.get_mut(key) else { return };
        refund.answer = if made {
            RefundAnswer::Succeeded { reference: None }
        } else {
            RefundAnswer::Failed { reason: "simulated".to_owned() }
        };
        let refund = refund.clone();
        if made && let Some(Entry::Charged { refunded, .. }) = self.book.get_mut(&refund.charge_key) {
            *refunded += refund.total;
        }
        let total = Money::new(refund.total, Currency::USD);
        self.queue(GatewayEventKind::Refund { key: key.to_owned(), total, answer: refund.answer });
    }

    fn settle(&mut self, key: &str, approve: bool) {
        let Some(Entry::Waits { total, completed_by_shop }) = self.book.get(key).cloned() else { return };
        if approve && !completed_by_shop {
            return self.charge(key, total);
        }
        let entry = if approve { Entry::Approved { total } } else { Entry::Declined };
        self.book.insert(key.to_owned(), entry);
        self.tell(key);
    }

    fn answer(&self, key: &str) -> GatewayAnswer {
        match self.book.get(key) {
            None => GatewayAnswer::Unknown,
            Some(Entry::Charged { total, .. }) => GatewayAnswer::Succeeded(Taken {
                transaction_id: format!("txn_{key}"),
                total: Money::new(*total, Currency::USD),
                fee: Some(Money::new(total / 100, Currency::USD)),
            }),
            Some(Entry::Declined) => GatewayAnswer::Declined { decline: DeclineCode::GenericDecline },
            Some(Entry::Waits { .. }) => {
                GatewayAnswer::RequiresAction(NextStep::Visit { url: format!("http://bank.test/{key}") })
            }
            Some(Entry::Approved { .. }) => GatewayAnswer::Approved,
            Some(Entry::Cancelled) => GatewayAnswer::Cancelled,
        }
    }

    fn tell(&mut self, key: &str) {
        let answer = self.answer(key);
        self.queue(GatewayEventKind::Charge { key: Some(key.to_owned()), reference: None, answer });
    }

    fn queue(&mut self, kind: GatewayEventKind) {
        self.events += 1;
        self.webhooks.push_back(GatewayEvent { id: format!("evt_{}", self.events), kind });
    }
}

/// What the bank calls a charge that was begun here.
pub(crate) fn reference_of(key: &str) -> String {
    format!("ref_{key}")
}
