//! The bank of the simulation: a book that survives every crash of the shop, reached over a network that loses, delays and
//! repeats. Each call waits at a gate until the driver decides its fate.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard},
};

use souk_domain::{card::Card, money::Currency, refusal::DeclineCode};
use souk_market::{
    BoxFuture,
    payments::{Charge, ChargeEvent, GatewayAnswer, PaymentGateway, RefundAnswer},
};
use tokio::sync::oneshot;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    Charged { total: i64, refunded: i64 },
    Declined,
    Waits { total: i64 },
    Cancelled,
}

/// What the driver lets become of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
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
enum Ask {
    Charge { key: String, total: i64, last4: String },
    LookUp { key: String },
    Cancel { key: String },
    Refund { key: String, charge_key: String, total: i64 },
}

enum Told {
    Charge(GatewayAnswer),
    Refund(RefundAnswer),
}

struct Waiting {
    ask: Ask,
    caller: oneshot::Sender<Told>,
}

#[derive(Default)]
struct State {
    book: BTreeMap<String, Entry>,
    refunds: BTreeMap<String, i64>,
    /// What each key was to cost.
    totals: BTreeMap<String, i64>,
    waiting: Vec<Waiting>,
    on_the_wire: Vec<Ask>,
    webhooks: VecDeque<ChargeEvent>,
    /// Times a key was really charged: more than once would be the bank's own fault.
    charges: BTreeMap<String, u32>,
}

#[derive(Default)]
pub struct Bank {
    state: Mutex<State>,
    /// Rung when a call reached its gate.
    pub at_gate: tokio::sync::Notify,
}

impl Bank {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("not poisoned")
    }

    pub fn waiting(&self) -> usize {
        self.lock().waiting.len()
    }

    pub fn webhooks(&self) -> usize {
        self.lock().webhooks.len()
    }

    pub fn on_the_wire(&self) -> usize {
        self.lock().on_the_wire.len()
    }

    /// Decides the fate of the waiting call at `place`.
    pub fn decide(&self, place: usize, fate: Fate) {
        let mut state = self.lock();
        let Waiting { ask, caller } = state.waiting.remove(place);
        let silent = match ask {
            Ask::Refund { .. } => Told::Refund(RefundAnswer::NoAnswer { reason: "simulated".to_owned() }),
            _ => Told::Charge(GatewayAnswer::NoAnswer { reason: "simulated".to_owned() }),
        };
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
    pub fn forget_callers(&self, arrives: impl Fn() -> bool) {
        let mut state = self.lock();
        for waiting in std::mem::take(&mut state.waiting) {
            if arrives() {
                state.on_the_wire.push(waiting.ask);
            }
        }
    }

    /// A call that was late arrives at last.
    pub fn deliver_late(&self, place: usize) {
        let mut state = self.lock();
        let ask = state.on_the_wire.remove(place);
        state.arrive(&ask);
    }

    /// The buyer confirms or refuses at the bank; false when nothing waits for that.
    pub fn confirm(&self, approve: bool, place: usize) -> bool {
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
    pub fn charge_after_all(&self, place: usize) -> bool {
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
        state.book.insert(key.clone(), Entry::Waits { total });
        state.settle(key, true);
        true
    }

    /// Takes a webhook out; `keep` leaves a copy that will come again.
    pub fn take_webhook(&self, place: usize, keep: bool) -> Option<ChargeEvent> {
        let mut state = self.lock();
        let event = state.webhooks.remove(place)?;
        if keep {
            state.webhooks.push_back(event.clone());
        }
        Some(event)
    }

    /// The shop did not take a webhook: it is sent again.
    pub fn queue_again(&self, event: ChargeEvent) {
        self.lock().webhooks.push_back(event);
    }

    /// Charged less refunded, of all keys.
    pub fn holds(&self, key: &str) -> i64 {
        match self.lock().book.get(key) {
            Some(Entry::Charged { total, refunded }) => total - refunded,
            _ => 0,
        }
    }

    pub fn assert_no_key_was_charged_twice(&self) {
        assert!(self.lock().charges.values().all(|times| *times == 1));
    }

    async fn ask(&self, ask: Ask) -> Told {
        let (caller, told) = oneshot::channel();
        self.lock().waiting.push(Waiting { ask, caller });
        self.at_gate.notify_one();
        told.await.unwrap_or(Told::Charge(GatewayAnswer::NoAnswer { reason: "the bank is gone".to_owned() }))
    }

    async fn ask_charge(&self, ask: Ask) -> GatewayAnswer {
        match self.ask(ask).await {
            Told::Charge(answer) => answer,
            Told::Refund(_) => unreachable!("a charge is told of a charge"),
        }
    }
}

impl State {
    fn arrive(&mut self, ask: &Ask) -> Told {
        match ask {
            Ask::Charge { key, total, last4 } => {
                self.totals.insert(key.clone(), *total);
                if !self.book.contains_key(key) {
                    let entry = match last4.as_str() {
                        "0002" => Entry::Declined,
                        "3155" => Entry::Waits { total: *total },
                        _ => Entry::Charged { total: *total, refunded: 0 },
                    };
                    if matches!(entry, Entry::Charged { .. }) {
                        *self.charges.entry(key.clone()).or_default() += 1;
                    }
                    self.book.insert(key.clone(), entry);
                    self.tell(key);
                }
                Told::Charge(self.answer(key))
            }
            Ask::LookUp { key } => Told::Charge(self.answer(key)),
            Ask::Cancel { key } => {
                match self.book.get(key) {
                    None | Some(Entry::Waits { .. }) => {
                        self.book.insert(key.clone(), Entry::Cancelled);
                        self.tell(key);
                    }
                    Some(_) => {}
                }
                Told::Charge(self.answer(key))
            }
            Ask::Refund { key, charge_key, total } => Told::Refund(self.refund(key, charge_key, *total)),
        }
    }

    fn refund(&mut self, key: &str, charge_key: &str, asked: i64) -> RefundAnswer {
        if self.refunds.contains_key(key) {
            return RefundAnswer::Succeeded;
        }
        match self.book.get_mut(charge_key) {
            Some(Entry::Charged { total, refunded }) if *refunded + asked <= *total => {
                *refunded += asked;
                self.refunds.insert(key.to_owned(), asked);
                RefundAnswer::Succeeded
            }
            _ => RefundAnswer::Failed { reason: "more than was charged".to_owned() },
        }
    }

    fn settle(&mut self, key: &str, approve: bool) {
        let Some(Entry::Waits { total }) = self.book.get(key).cloned() else { return };
        let entry = if approve { Entry::Charged { total, refunded: 0 } } else { Entry::Declined };
        if approve {
            *self.charges.entry(key.to_owned()).or_default() += 1;
        }
        self.book.insert(key.to_owned(), entry);
        self.tell(key);
    }

    fn answer(&self, key: &str) -> GatewayAnswer {
        match self.book.get(key) {
            None => GatewayAnswer::Unknown,
            Some(Entry::Charged { .. }) => GatewayAnswer::Succeeded { transaction_id: format!("txn_{key}") },
            Some(Entry::Declined) => GatewayAnswer::Declined { decline: DeclineCode::GenericDecline },
            Some(Entry::Waits { .. }) => {
                GatewayAnswer::RequiresAction { url: format!("http://bank.test/{key}") }
            }
            Some(Entry::Cancelled) => GatewayAnswer::Cancelled,
        }
    }

    fn tell(&mut self, key: &str) {
        let answer = self.answer(key);
        if matches!(answer, GatewayAnswer::RequiresAction { .. }) {
            return;
        }
        let number = self.webhooks.len() + self.charges.len() * 1000;
        self.webhooks.push_back(ChargeEvent {
            event_id: format!("evt_{key}_{number}"),
            kind: "charge".to_owned(),
            key: key.to_owned(),
            answer: Some(answer),
        });
    }
}

/// The bank as a gateway of one life of the shop.
pub struct Line(pub Arc<Bank>);

impl PaymentGateway for Line {
    fn name(&self) -> &'static str {
        "sandbox"
    }

    fn charge<'a>(&'a self, charge: &'a Charge, card: &'a Card) -> BoxFuture<'a, GatewayAnswer> {
        let ask = Ask::Charge { key: charge.key.clone(), total: charge.total, last4: card.last4() };
        Box::pin(self.0.ask_charge(ask))
    }

    fn look_up<'a>(&'a self, key: &'a str) -> BoxFuture<'a, GatewayAnswer> {
        Box::pin(self.0.ask_charge(Ask::LookUp { key: key.to_owned() }))
    }

    fn cancel<'a>(&'a self, key: &'a str) -> BoxFuture<'a, GatewayAnswer> {
        Box::pin(self.0.ask_charge(Ask::Cancel { key: key.to_owned() }))
    }

    fn refund<'a>(
        &'a self,
        key: &'a str,
        charge_key: &'a str,
        total: i64,
        _currency: Currency,
    ) -> BoxFuture<'a, RefundAnswer> {
        let ask = Ask::Refund { key: key.to_owned(), charge_key: charge_key.to_owned(), total };
        Box::pin(async move {
            match self.0.ask(ask).await {
                Told::Refund(answer) => answer,
                Told::Charge(_) => RefundAnswer::NoAnswer { reason: "the bank is gone".to_owned() },
            }
        })
    }

    /// The driver hands events over in this form; what a signature is worth is tested with the real bank.
    fn read_event(&self, _headers: &[(String, String)], body: &[u8]) -> Option<ChargeEvent> {
        let text = std::str::from_utf8(body).ok()?;
        let mut words = text.split(' ');
        let (event_id, key, what) = (words.next()?, words.next()?, words.next()?);
        let answer = match what {
            "succeeded" => GatewayAnswer::Succeeded { transaction_id: format!("txn_{key}") },
            "declined" => GatewayAnswer::Declined { decline: DeclineCode::GenericDecline },
            _ => GatewayAnswer::Cancelled,
        };
        Some(ChargeEvent {
            event_id: event_id.to_owned(),
            kind: "charge".to_owned(),
            key: key.to_owned(),
            answer: Some(answer),
        })
    }
}

/// The body by which an event travels.
pub fn body_of(event: &ChargeEvent) -> String {
    let what = match &event.answer {
        Some(GatewayAnswer::Succeeded { .. }) => "succeeded",
        Some(GatewayAnswer::Declined { .. }) => "declined",
        _ => "cancelled",
    };
    format!("{} {} {what}", event.event_id, event.key)
}
