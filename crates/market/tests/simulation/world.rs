//! The world of one run: who is there, what may happen next, and what must be true after it.

mod acts;
mod giving_back;
mod sending;

use std::{
    collections::BTreeSet,
    future::Future,
    panic::AssertUnwindSafe,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use futures_util::FutureExt as _;
use jiff::SignedDuration;
use souk_db::{Db, PoolSize, scratch::Scratch, sql};
use souk_domain::{
    ids::{CartKey, OrderId},
    order::PaymentMethod,
    quantity::Quantity,
    text::Email,
};
use souk_market::{
    Actor, App, Error, Result, cart, check,
    checkout::{self, PayOrder, Payer, PlaceOrder},
    faults::{self, FaultKind, FaultPoint},
    orders::{self, OrderView},
};
use tokio::{sync::Notify, task::JoinHandle};

use super::{
    bank::{Bank, Fate},
    chance::Chance,
    line::{Line, Post},
    requests::{address, card, guard},
    seen::Seen,
    shop::{self, Goods, SimClock},
    witness,
};

const APPROVED: &str = "4242424242424242";
const DECLINED: &str = "4000000000000002";
const CONFIRMED: &str = "4000002500003155";
const COMPLETED: &str = "4000000000003220";
const REFUNDED_LATER: &str = "4000000000007726";
/// Every card a buyer may have; most are simply approved.
const CARDS: &[&str] = &[APPROVED, APPROVED, APPROVED, DECLINED, CONFIRMED, COMPLETED, REFUNDED_LATER];
/// Acts to draw from, and the one in which the bank breaks its word.
const KINDS_OF_ACT: usize = 46;
const A_BROKEN_WORD: usize = 16;
/// Webhooks and late calls are delivered before a run ends, and time passes between turns.
const TURNS_TO_REST: u32 = 60;

/// What a request that is under way works on, so that it can be sent again.
#[derive(Clone)]
struct Sent {
    cart: CartKey,
    number: &'static str,
    method: PaymentMethod,
    key: String,
}

/// The fault points that an act may come to.
fn points_of(kind: usize) -> &'static [FaultPoint] {
    use FaultPoint::*;
    match kind {
        2..=6 => &[BeforePrepareCommit, AfterPrepareCommit, BeforeBegin, BeforeConfirm],
        7 | 8 => &[BeforePayAgainCommit, AfterPayAgainCommit, BeforeBegin, BeforeConfirm],
        9 | 10 => &[BeforeCancelCommit, AfterCancelCommit, SweeperAfterGatewayCancel],
        11..=14 => &[
            AfterBegin,
            BeforeReferenceCommit,
            AfterReferenceCommit,
            AfterConfirm,
            BeforeFinaliseCommit,
            AfterFinaliseCommit,
        ],
        A_BROKEN_WORD | 28 | 29 | 40 | 41 => &[BeforeRefundCall, AfterRefundCall, AfterRefundCommit],
        17 => &[BeforeWebhookCommit, AfterWebhookCommit],
        19 => &[BeforeTransferCommit, AfterTransferCommit],
        23 => &[BeforeComplete, AfterComplete],
        26 | 27 => {
            &[SweeperBeforeLookUp, SweeperAfterLookUp, BeforeRefundCall, AfterRefundCall, AfterRefundCommit]
        }
        // the first waits for news that nobody has taken in yet, which is seldom: it is tried more often
        24 | 25 => &[
            BeforeGatewayEventCommit,
            BeforeGatewayEventCommit,
            BeforeGatewayEventCommit,
            BeforeGatewayEventCommit,
            AfterGatewayEventCommit,
            SweeperBeforeLookUp,
            SweeperAfterLookUp,
            SweeperBeforeClosingCommit,
            SweeperAfterClosingCommit,
            BeforePlacesCommit,
            AfterPlacesCommit,
            BeforeEventsCommit,
            AfterEventsCommit,
            BeforeMailSent,
            AfterMailSent,
        ],
        _ => FaultPoint::ALL,
    }
}

pub(crate) struct World {
    seed: u64,
    pub(crate) db: Db,
    scratch: Scratch,
    clock: Arc<SimClock>,
    chance: Chance,
    shops_chance: Arc<Chance>,
    pub(crate) bank: Arc<Bank>,
    line: Arc<Line>,
    app: App,
    goods: Goods,
    carts: Vec<CartKey>,
    sent: Vec<Sent>,
    orders: Arc<Mutex<BTreeSet<OrderId>>>,
    tasks: Vec<JoinHandle<()>>,
    /// Tasks that are not done.
    alive: Arc<AtomicUsize>,
    ended: Arc<Notify>,
    pub(crate) seen: Seen,
    requests: u32,
    log: Vec<String>,
    checked: Option<i64>,
}

impl World {
    pub(crate) async fn new(seed: u64) -> Self {
        let scratch = Scratch::create("sqlite").await.expect("a scratch database");
        // one reader, so that its view of the file's version tells whether anything was written
        let db = Db::open(&scratch.url(), PoolSize(1)).await.expect("it opens");
        let (clock, bank) = (Arc::new(SimClock::new()), Arc::new(Bank::default()));
        let shops_chance = Arc::new(Chance::new(seed ^ 0x5eed));
        // half of the runs at a bank that names the charges itself
        let line =
            Line { bank: Arc::clone(&bank), post: Arc::new(Post::default()), begins: seed.is_multiple_of(2) };
        let line = Arc::new(line);
        let app = shop::start(&db, &scratch, &clock, &shops_chance, &line);
        let goods = shop::stock_up(&app).await;
        witness::prepare(&scratch).await;
        Self {
            seed,
            db,
            scratch,
            clock,
            chance: Chance::new(seed),
            shops_chance,
            bank,
            line,
            app,
            goods,
            carts: Vec::new(),
            sent: Vec::new(),
            orders: Arc::default(),
            tasks: Vec::new(),
            alive: Arc::default(),
            ended: Arc::default(),
            seen: Seen::default(),
            requests: 0,
            log: Vec::new(),
            checked: None,
        }
    }

    /// One step: something happens, perhaps the process dies of it, and the books are checked.
    pub(crate) async fn step(&mut self) {
        let kind = self.chance.below(KINDS_OF_ACT);
        let armed = self.chance.happens(1, 2).then(|| {
            // mostly a point that this kind of act may come to, or the rare ones would never be reached
            let points = if self.chance.happens(3, 4) { points_of(kind) } else { FaultPoint::ALL };
            let point = *self.chance.pick(points);
            faults::arm(point, 0, FaultKind::Unwind);
            point
        });
        let what = self.act(kind).await;
        self.log.push(what);
        if let Some(point) = armed
            && !faults::disarm()
        {
            self.log.push(format!("died at {}", point.name()));
            self.seen.points.insert(point.name());
            self.die();
        }
        self.check().await;
    }

    async fn act(&mut self, kind: usize) -> String {
        match kind {
            0 | 1 => self.fill_a_cart().await,
            2..=5 => self.place_an_order().await,
            6 => self.send_again().await,
            7 | 8 => self.pay_again().await,
            9 | 10 => self.cancel().await,
            11..=14 => self.answer_a_call().await,
            15 => self.confirm_at_the_bank(),
            A_BROKEN_WORD | 28 | 29 => self.break_the_banks_word().await,
            17 => self.deliver_a_webhook().await,
            18 => self.deliver_late_call(),
            19 => self.receive_a_transfer().await,
            20 | 21 => self.let_time_pass(),
            22 => self.settle_refunds(),
            23 => self.come_back_from_the_bank().await,
            26 | 27 => self.look_after_a_while().await,
            30 | 31 => self.send_a_parcel().await,
            32..=34 => self.move_a_parcel().await,
            35 => self.say_what_came().await,
            36..=38 => self.bring_a_vendor_order().await,
            39 => self.lose_a_parcel_and_send_again().await,
            40 | 41 => self.give_back().await,
            42 => self.ask_a_return().await,
            43 | 44 => self.answer_a_return().await,
            45 => self.see_to_a_refund().await,
            _ => self.work().await,
        }
    }

    async fn fill_a_cart(&mut self) -> String {
        let key = self.app.write(Actor::Guest, |ctx| Box::pin(cart::create(ctx))).await;
        let Ok(key) = key else { return "no cart".to_owned() };
        for _ in 0..=self.chance.below(3) {
            let variant = *self.chance.pick(&self.goods.variants);
            let pieces = i64::try_from(1 + self.chance.below(3)).expect("few");
            let quantity = Quantity::parse(pieces).expect("few");
            // what is sold out or unique is refused, as it should be
            let _refused = self
                .app
                .write(Actor::Guest, move |ctx| Box::pin(cart::add_line(ctx, key, variant, quantity)))
                .await;
        }
        self.carts.push(key);
        "filled a cart".to_owned()
    }

    async fn place_an_order(&mut self) -> String {
        if self.carts.is_empty() || self.chance.happens(1, 2) {
            self.fill_a_cart().await;
        }
        // mostly the newest, sometimes one that is spent
        let newest = self.carts.last().copied().filter(|_| self.chance.happens(3, 4));
        let Some(cart) = newest.or_else(|| self.carts.first().copied()) else { return "no cart".to_owned() };
        let number = *self.chance.pick(CARDS);
        let method =
            if self.chance.happens(1, 6) { PaymentMethod::BankTransfer } else { PaymentMethod::Card };
        self.requests += 1;
        let sent = Sent { cart, number, method, key: format!("request-{}", self.requests) };
        self.sent.push(sent.clone());
        self.send(sent).await;
        format!("ordered with {number}")
    }

    async fn send_again(&mut self) -> String {
        if self.sent.is_empty() {
            return "nothing to send again".to_owned();
        }
        let sent = self.chance.pick(&self.sent).clone();
        self.send(sent).await;
        "sent a request again".to_owned()
    }

    async fn send(&mut self, sent: Sent) {
        let (app, orders) = (self.app.clone(), Arc::clone(&self.orders));
        let email = Email::parse("buyer@example.com").expect("an address");
        let request = PlaceOrder {
            shipping_address: Some(address()),
            ..PlaceOrder::new(sent.cart, email, sent.method)
        };
        let card = (sent.method == PaymentMethod::Card).then(|| card(&app, sent.number));
        let (payer, guard) = (Payer { client: None, card }, guard(&sent.key));
        self.run(async move {
            let answer = checkout::place_order(&app, Actor::Guest, request, payer, guard).await?;
            orders.lock().expect("not poisoned").insert(answer.order);
            Ok(())
        })
        .await;
    }

    async fn pay_again(&mut self) -> String {
        let payable = if self.chance.happens(3, 4) { self.payable_order().await } else { self.any_order() };
        let Some(order) = payable else { return "no order to pay".to_owned() };
        self.requests += 1;
        let app = self.app.clone();
        let number = *self.chance.pick(CARDS);
        let key = format!("request-{}", self.requests);
        let request = PayOrder { order, method: PaymentMethod::Card };
        let (card, guard) = (Some(card(&app, number)), guard(&key));
        self.run(
            async move { checkout::pay_order(&app, Actor::Guest, request, card, guard).await.map(|_| ()) },
        )
        .await;
        format!("paid again with {number}")
    }

    async fn cancel(&mut self) -> String {
        let Some(order) = self.any_order() else { return "no order to cancel".to_owned() };
        let app = self.app.clone();
        self.run(async move { checkout::cancel_order(&app, Actor::Guest, order).await }).await;
        "cancelled".to_owned()
    }

    async fn answer_a_call(&mut self) -> String {
        let waiting = self.bank.waiting();
        if waiting == 0 {
            return self.work().await;
        }
        let fate = *self.chance.pick(&[
            Fate::Answered,
            Fate::Answered,
            Fate::Answered,
            Fate::AnswerLost,
            Fate::Dropped,
            Fate::Late,
        ]);
        let place = self.chance.below(waiting);
        self.release(place, fate).await;
        format!("a call was {fate:?}")
    }

    async fn release(&mut self, place: usize, fate: Fate) {
        self.bank.decide(place, fate);
        self.settle().await;
    }

    fn let_time_pass(&mut self) -> String {
        let by = *self.chance.pick(&[
            SignedDuration::from_secs(5),
            SignedDuration::from_secs(70),
            SignedDuration::from_mins(11),
            SignedDuration::from_mins(35),
            SignedDuration::from_hours(26),
            SignedDuration::from_hours(24 * 8),
        ]);
        self.clock.advance(by);
        format!("{by:?} passed")
    }

    async fn work(&mut self) -> String {
        let app = self.app.clone();
        self.run(async move { witness::worker().run_due(&app).await.map(|_| ()) }).await;
        "worked".to_owned()
    }

    /// Starts a request and waits until it is done or stands at the bank's gate.
    async fn run(&mut self, request: impl Future<Output = Result<()>> + 'static) {
        self.alive.fetch_add(1, Ordering::SeqCst);
        let (alive, ended) = (Arc::clone(&self.alive), Arc::clone(&self.ended));
        self.tasks.push(tokio::task::spawn_local(async move {
            let outcome = AssertUnwindSafe(request).catch_unwind().await;
            if let Ok(Err(Error::Fault(fault))) = &outcome
                && !fault.to_string().contains("panicked")
                && !fault.to_string().contains("simulated")
            {
                eprintln!("a fault that was not injected: {fault}");
                std::process::exit(1);
            }
            alive.fetch_sub(1, Ordering::SeqCst);
            ended.notify_one();
        }));
        self.settle().await;
    }

    /// Waits until nothing runs: every task that is not done stands at the bank's gate.
    async fn settle(&mut self) {
        while self.alive.load(Ordering::SeqCst) > self.bank.waiting() {
            tokio::select! {
                () = self.ended.notified() => {}
                () = self.bank.at_gate.notified() => {}
            }
        }
        self.tasks.retain(|task| !task.is_finished());
    }

    /// The process ends where it stands; another starts on the same database.
    fn die(&mut self) {
        self.seen.crashes += 1;
        for task in self.tasks.drain(..) {
            task.abort();
        }
        self.alive.store(0, Ordering::SeqCst);
        self.bank.forget_callers(|| self.chance.happens(1, 2));
        self.app = shop::start(&self.db, &self.scratch, &self.clock, &self.shops_chance, &self.line);
    }

    /// Some order; the newest half of the time, since most of the older ones have ended.
    fn any_order(&self) -> Option<OrderId> {
        let orders: Vec<OrderId> = self.orders.lock().expect("not poisoned").iter().copied().collect();
        if self.chance.happens(1, 2) {
            return orders.last().copied();
        }
        (!orders.is_empty()).then(|| *self.chance.pick(&orders))
    }

    pub(crate) async fn view(&self, order: OrderId) -> Result<OrderView> {
        self.app.read(Actor::System, move |ctx| Box::pin(orders::load(ctx, order))).await
    }

    /// Nothing may be wrong. When nothing was written since the last look, the last look holds.
    async fn check(&mut self) {
        let version = self.db.read(|tx| Box::pin(tx.one(sql!("pragma data_version"), &[])));
        let version: Result<i64, souk_db::Error> = version.await;
        let version = version.expect("the file has a version");
        if self.checked == Some(version) {
            return;
        }
        self.checked = Some(version);
        let findings = check::run(&self.app).await.expect("the check runs");
        if !findings.is_empty() {
            self.fail(&findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
        }
    }

    pub(crate) fn fail(&self, what: &str) -> ! {
        panic!("seed {}: {what}\nafter:\n  {}", self.seed, self.log.join("\n  "));
    }

    /// Lets everything end: calls are answered, webhooks and late calls arrive, time passes, jobs are done. Then the bank's
    /// book is laid beside the shop's.
    pub(crate) async fn come_to_rest(mut self) -> Seen {
        for _ in 0..TURNS_TO_REST {
            while self.bank.waiting() > 0 {
                self.release(0, Fate::Answered).await;
            }
            while self.bank.on_the_wire() > 0 {
                self.bank.deliver_late(0);
            }
            while self.bank.webhooks() > 0 {
                let Some(event) = self.bank.take_webhook(0, false) else { break };
                self.deliver(event).await;
            }
            self.bank.settle_refunds(|| true);
            self.clock.advance(SignedDuration::from_hours(6));
            self.work().await;
        }
        self.check().await;
        self.compare_books().await;
        if !witness::saw_everything(&self.app).await {
            self.fail("a subscriber missed an event, or saw one twice or out of turn");
        }
        self.db.close().await;
        self.seen.clone()
    }
}
