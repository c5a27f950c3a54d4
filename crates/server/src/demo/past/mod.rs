//! What happened in the demonstration market before it was opened: its people, and their orders, each made by the use case
//! a buyer's click would have called, at the time it is said to have been. The same seed tells the same past.
//!
//! - `plan`: who will have bought what and when, drawn before the first order is made
//! - `course`: how an order comes out, step by step
//! - `life`: one order, from its cart to its end
//! - `older`: the orders that come in behind the open door
//!
//! An order is lived from its beginning to its end before another of the same buyer begins, at a clock of its own. So whatever ends
//! the process leaves few orders half lived, and they can be told by looking.

mod course;
mod life;
mod older;
mod plan;
mod words;

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

use anyhow::{Context as _, Result};
use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use souk_domain::{
    ids::AccountId,
    text::{Email, Slug},
};
use souk_market::{
    Actor, App,
    accounts::{self, NewBookedAddress},
    catalogue,
    ports::{Clock, Random},
    worker::Worker,
};

use self::{
    life::{Around, Goods},
    plan::Planned,
};
pub(super) use self::{
    older::Older,
    plan::{Countable, Plan, orders_of},
};
use super::people::PEOPLE;
use crate::cli::DemoSize;

/// How long before the market began to sell its vendors came.
const SETTING_UP_DAYS: i64 = 30;
/// Letters are kept for so long.
const LETTERS_KEPT_DAYS: i64 = 30;
/// Orders that are lived side by side, of different buyers: what they write is committed together.
const LANES: usize = 16;

/// A clock that is set.
pub(super) struct SetClock(AtomicI64);

impl SetClock {
    fn set(&self, to: Timestamp) {
        self.0.store(to.as_millisecond(), Ordering::Relaxed);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::Relaxed)).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn elapsed(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.load(Ordering::Relaxed)).unwrap_or(0))
    }
}

/// Chances that are the same for the same seed.
pub(super) struct Seeded {
    seed: u64,
    /// Which of many streams of chances, and how much of it was drawn.
    stream: AtomicU64,
    drawn: AtomicU64,
}

impl Seeded {
    pub(super) const fn new(seed: u64) -> Self {
        Self { seed, stream: AtomicU64::new(0), drawn: AtomicU64::new(0) }
    }

    /// Draws from another stream from now on, from its beginning.
    fn turn_to(&self, stream: u64) {
        self.stream.store(stream, Ordering::Relaxed);
        self.drawn.store(0, Ordering::Relaxed);
    }

    fn draw(&self) -> [u8; 32] {
        let (stream, turn) =
            (self.stream.load(Ordering::Relaxed), self.drawn.fetch_add(1, Ordering::Relaxed));
        Sha256::digest([self.seed, stream, turn].map(u64::to_be_bytes).concat()).into()
    }

    /// A number below `end`.
    fn below(&self, end: usize) -> usize {
        let [a, b, c, d, ..] = self.draw();
        usize::try_from(u32::from_be_bytes([a, b, c, d])).unwrap_or_default() % end.max(1)
    }
}

impl Random for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let drawn = self.draw();
            chunk.copy_from_slice(&drawn[..chunk.len()]);
        }
    }
}

/// The market at a clock and with chances of its own, where one order is lived after the other.
struct Lane {
    app: App,
    clock: Arc<SetClock>,
    chance: Arc<Seeded>,
}

impl Lane {
    fn of(app: &App, seed: u64) -> Self {
        let (clock, chance) = (Arc::new(SetClock(AtomicI64::new(0))), Arc::new(Seeded::new(seed)));
        let past = app.at(Arc::clone(&clock) as Arc<dyn Clock>, Arc::clone(&chance) as Arc<dyn Random>);
        Self { app: past, clock, chance }
    }

    /// Goes to the time of an order.
    fn begin(&self, planned: &Planned) {
        self.chance.turn_to(1 + u64::try_from(planned.place).unwrap_or_default());
        self.clock.set(planned.at);
    }

    /// The same for an order that is there: what is drawn for it was not drawn before.
    fn go_on(&self, planned: &Planned) {
        self.begin(planned);
        self.chance.turn_to(u64::MAX - u64::try_from(planned.place).unwrap_or_default());
    }
}

/// The past of a market.
pub(super) struct Past {
    lanes: [Lane; LANES],
    seed: u64,
    size: DemoSize,
    /// When the demonstration was made: the end of its past.
    now: Timestamp,
}

impl Past {
    /// The past of a market whose present was `now` when it was made.
    pub(super) fn of(app: &App, seed: u64, size: DemoSize, now: Timestamp) -> Self {
        let lanes = std::array::from_fn(|_| Lane::of(app, seed));
        let came = plan::opened(now) - SignedDuration::from_hours(24 * SETTING_UP_DAYS);
        let past = Self { lanes, seed, size, now };
        past.first().clock.set(came);
        past
    }

    /// The market, at the time its vendors came.
    pub(super) fn app(&self) -> &App {
        &self.first().app
    }

    /// Where everything happens that is no order's.
    fn first(&self) -> &Lane {
        let [first, ..] = &self.lanes;
        first
    }

    /// What happened before that tells nobody: no letter of it is kept by now.
    pub(super) fn told_from(&self) -> Timestamp {
        self.now - SignedDuration::from_hours(24 * LETTERS_KEPT_DAYS)
    }

    /// Draws who bought what and when, out of what is for sale.
    pub(super) fn plan(&self, stock: &[Countable]) -> Plan {
        Plan::draw(self.seed, self.now, self.size, stock)
    }

    /// Makes the people, then the orders that are there when the market opens, and tells of them.
    pub(super) async fn live(&self, plan: &Plan, products: &[Slug]) -> Result<()> {
        let accounts = self.make_accounts().await.context("the people of the demonstration")?;
        let lane = self.first();
        let goods = goods(&lane.app, products).await?;
        let around = Around { goods: &goods, accounts: &accounts, until: self.now };
        let first = plan.first_recent(self.now);
        let mut waiting = self.waiting(plan.orders.iter().skip(first));
        loop {
            let lived = self.live_some(&mut waiting, around).await;
            if lived.is_empty() {
                break;
            }
            lived.into_iter().collect::<Result<()>>()?;
        }
        let worker = Worker::standard();
        worker.catch_up(&lane.app, |time| lane.clock.set(time)).await?;
        lane.clock.set(self.now);
        worker.run_due(&lane.app).await?;
        Ok(())
    }

    /// Orders that wait for being lived, by lane: those of one buyer in one lane.
    fn waiting<'p>(&self, orders: impl Iterator<Item = &'p Planned>) -> Vec<VecDeque<&'p Planned>> {
        let mut waiting: Vec<VecDeque<&Planned>> = self.lanes.iter().map(|_| VecDeque::new()).collect();
        for order in orders {
            // who has an order in each status has a lane alone
            let lane = order.person.checked_sub(1).map_or(0, |other| 1 + other % (LANES - 1));
            if let Some(lane) = waiting.get_mut(lane) {
                lane.push_back(order);
            }
        }
        waiting
    }

    /// Lives the next order of each lane. Answers what became of each; of none when there is none any more.
    async fn live_some(&self, waiting: &mut [VecDeque<&Planned>], around: Around<'_>) -> Vec<Result<()>> {
        let next = self.lanes.iter().zip(waiting);
        let next = next.filter_map(|(lane, waiting)| Some((lane, waiting.pop_front()?)));
        join_all(next.map(|(lane, planned)| async move {
            let lived = life::live(lane, planned, around).await;
            lived.with_context(|| {
                format!("order {} of the demonstration, {:?}", planned.place, planned.course)
            })
        }))
        .await
    }

    async fn make_accounts(&self) -> Result<Vec<AccountId>> {
        let lane = self.first();
        lane.clock.set(plan::opened(self.now));
        let mut accounts = Vec::with_capacity(PEOPLE.len());
        for person in PEOPLE {
            let book =
                NewBookedAddress { address: person.address(), default_shipping: true, default_billing: true };
            accounts.push(accounts::enrol_person(&lane.app, person.registered()?, Some(book)).await?);
        }
        Ok(accounts)
    }
}

/// What is for sale of some products.
async fn goods(app: &App, products: &[Slug]) -> Result<Goods> {
    let mut goods = Goods::new();
    for slug in products {
        let (page, _currency) = catalogue::show_product(app, Actor::Guest, slug.to_string()).await?;
        for offered in page.variants {
            goods.extend(offered.variant.sku.clone().map(|sku| (sku, (page.vendor.id, offered.variant.id))));
        }
    }
    Ok(goods)
}

/// The accounts of the people, in their order. Errors: one of them is gone.
async fn accounts_of_people(app: &App) -> Result<Vec<AccountId>> {
    let found = accounts::list_people(app).await?;
    let known: BTreeMap<&str, AccountId> =
        found.iter().filter_map(|one| Some((one.account.email.as_deref()?, one.account.id))).collect();
    let account = |email: &str| known.get(email).copied().with_context(|| format!("{email} is gone"));
    PEOPLE.iter().map(|person| account(Email::parse(&person.email())?.as_str())).collect()
}
