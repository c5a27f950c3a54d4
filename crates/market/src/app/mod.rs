//! What every use case stands on: the [`App`] it is asked of, the [`Ctx`] it works in, and the [`Actor`] who asks.

mod actor;
mod ctx;
mod live;
mod rules;
mod shown;
mod unknown;
mod version;

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use souk_db::{BoxFuture, Db, Tx};
use souk_domain::{
    ids::AttemptId,
    pricing::{CarrierQuestion, Destination},
    tax::TaxTerms,
};
use tokio::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard, Semaphore, SemaphorePermit};

use crate::{
    Result,
    bell::Bell,
    lanes::Lanes,
    ports::{
        Carriers, Clock, FileStore, Gateways, IdSource, LetterPort, Mailer, OutgoingPolicy, Random,
        RateSources, TaxProvider, TaxSource,
    },
    secrets::ServerKey,
    trail::Origin,
};
pub use actor::Actor;
pub use ctx::Ctx;
use live::{LeftOver, LiveAnswers};
use rules::RulesCache;
pub use shown::Cacheable;
use shown::PublicCache;
use unknown::UnknownCharges;

/// Everything a use case needs from outside. Cloning is cheap.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// What an [`App`] is made of.
#[derive(Clone)]
pub struct Parts {
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub key: ServerKey,
    pub gateways: Gateways,
    /// Who tells of parcels.
    pub carriers: Carriers,
    /// Who says what a parcel costs.
    pub carrier_rates: RateSources,
    /// Who says what tax is due where.
    pub taxes: TaxSource,
    pub letters: LetterPort,
    pub mailer: Arc<dyn Mailer>,
    pub files: Arc<dyn FileStore>,
    /// Where the shop is reached, without a slash at the end: the base of every link in a mail.
    pub public_url: String,
    /// How long money and stock wait for whom.
    pub limits: crate::limits::Limits,
    /// Where pictures may be fetched from.
    pub outgoing: OutgoingPolicy,
}

struct Inner {
    parts: Parts,
    ids: IdSource,
    bell: Arc<Bell>,
    lanes: Lanes,
    shown: Arc<PublicCache>,
    rules: Arc<RulesCache>,
    unknown: UnknownCharges,
    live: LiveAnswers<CarrierQuestion, i64>,
    told_taxes: LiveAnswers<Destination, TaxTerms>,
    left_over: LeftOver,
    /// Held for reading by what acts because of the time, for writing by what is written down of another time.
    time: Arc<RwLock<()>>,
    /// Turns at the till's entrance, where transactions need connections.
    entrance: Option<Semaphore>,
}

/// How long a buyer waits for a turn at the entrance: less than the time limit of a request.
const ENTER_WITHIN: Duration = Duration::from_secs(15);

impl App {
    pub fn new(parts: Parts) -> Self {
        Self::with(parts, Arc::default())
    }

    fn with(parts: Parts, time: Arc<RwLock<()>>) -> Self {
        let bell = Arc::new(Bell::new());
        let (shown, rules) = (Arc::new(PublicCache::new()), Arc::new(RulesCache::default()));
        let (rung, public_cache, ruled) = (Arc::clone(&bell), Arc::clone(&shown), Arc::clone(&rules));
        parts.db.on_commit(move |changed| {
            ruled.hear(changed);
            public_cache.hear(changed);
            rung.hear(changed);
        });
        let entrance = parts.db.connections().map(|most| Semaphore::new((most as usize / 2).max(1)));
        let (ids, lanes) = (IdSource::new(), Lanes::default());
        let (unknown, live) = (UnknownCharges::default(), LiveAnswers::default());
        let told_taxes = LiveAnswers::default();
        let left_over = LeftOver::default();
        Self(Arc::new(Inner {
            parts,
            ids,
            bell,
            lanes,
            shown,
            rules,
            unknown,
            live,
            told_taxes,
            left_over,
            time,
            entrance,
        }))
    }

    /// The same market at another time and with other chances: for a history that is written down at once.
    pub fn at(&self, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Self {
        Self::with(Parts { clock, random, ..self.0.parts.clone() }, Arc::clone(&self.0.time))
    }

    /// Keeps this process from doing anything because of the time, while something is written down that happened at another
    /// time: halfway through, it would look overdue. To be held for a moment only.
    pub async fn hold_time(&self) -> RwLockWriteGuard<'_, ()> {
        self.0.time.write().await
    }

    /// Waits until nothing of another time is being written down, and keeps it from being.
    pub(crate) async fn in_time(&self) -> RwLockReadGuard<'_, ()> {
        self.0.time.read().await
    }

    pub fn db(&self) -> &Db {
        &self.0.parts.db
    }

    pub fn now(&self) -> Timestamp {
        self.0.parts.clock.now()
    }

    /// Since when this process has known of an attempt that its gateway does not know it; the first time, since now. The
    /// clock of the machine may be set forward between two looks: what has passed in the process has passed.
    pub(crate) fn unknown_for(&self, attempt: AttemptId) -> Duration {
        self.0.unknown.since(attempt, self.0.parts.clock.elapsed())
    }

    pub fn key(&self) -> &ServerKey {
        &self.0.parts.key
    }

    pub fn gateways(&self) -> &Gateways {
        &self.0.parts.gateways
    }

    pub(crate) fn carriers(&self) -> &Carriers {
        &self.0.parts.carriers
    }

    pub(crate) fn carrier_rates(&self) -> &RateSources {
        &self.0.parts.carrier_rates
    }

    /// What carriers said a moment ago.
    pub(crate) fn live_answers(&self) -> &LiveAnswers<CarrierQuestion, i64> {
        &self.0.live
    }

    pub(crate) fn tax_provider(&self) -> &dyn TaxProvider {
        self.0.parts.taxes.provider()
    }

    /// What the provider of taxes said a moment ago.
    pub(crate) fn told_taxes(&self) -> &LiveAnswers<Destination, TaxTerms> {
        &self.0.told_taxes
    }

    /// What a step of long work left for the next.
    pub(crate) fn left_over(&self) -> &LeftOver {
        &self.0.left_over
    }

    /// How long this process runs.
    pub(crate) fn elapsed(&self) -> Duration {
        self.0.parts.clock.elapsed()
    }

    pub(crate) fn letters(&self) -> &LetterPort {
        &self.0.parts.letters
    }

    pub fn mailer(&self) -> &dyn Mailer {
        &*self.0.parts.mailer
    }

    pub fn files(&self) -> &Arc<dyn FileStore> {
        &self.0.parts.files
    }

    pub fn public_url(&self) -> &str {
        &self.0.parts.public_url
    }

    pub fn limits(&self) -> &crate::limits::Limits {
        &self.0.parts.limits
    }

    pub(crate) fn outgoing(&self) -> &OutgoingPolicy {
        &self.0.parts.outgoing
    }

    /// Random bytes, for capabilities.
    pub fn random_bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.parts.random.fill(&mut bytes);
        bytes
    }

    /// What an id type's `from_parts` takes.
    pub fn id_parts(&self, now: Timestamp) -> (u64, [u8; 10]) {
        self.0.ids.parts(now, &*self.0.parts.random)
    }

    /// Waits for a turn to begin a checkout, where turns are limited. Half of the connections are left to those who have
    /// paid: in a rush, buyers who enter must not keep money from being booked. Errors: too many wait.
    pub(crate) async fn enter(&self) -> Result<Option<SemaphorePermit<'_>>> {
        let Some(entrance) = &self.0.entrance else { return Ok(None) };
        match tokio::time::timeout(ENTER_WITHIN, entrance.acquire()).await {
            Ok(turn) => Ok(turn.ok()),
            Err(_elapsed) => Err(souk_db::Error::Overloaded.into()),
        }
    }

    fn rules(&self) -> &RulesCache {
        &self.0.rules
    }

    pub(crate) fn public_cache(&self) -> &PublicCache {
        &self.0.shown
    }

    pub(crate) fn bell(&self) -> &Bell {
        &self.0.bell
    }

    /// How the worker's lanes are doing, where this process works.
    pub fn lanes(&self) -> &Lanes {
        &self.0.lanes
    }

    /// Runs a use case in one transaction; durable when this answers `Ok`. The body may run again after a conflict, so it
    /// must do nothing but statements. Network calls belong before or after.
    pub fn write<T, F>(&self, actor: Actor, body: F) -> BoxFuture<'static, Result<T>>
    where
        F: for<'a, 'c> Fn(&'a Ctx<'c>) -> BoxFuture<'a, Result<T>> + Send + Sync + 'static,
        T: Send + 'static,
    {
        let app = self.clone();
        Box::pin(async move {
            let origin = Origin::current();
            app.db().transaction(in_ctx(app.clone(), actor, (origin, true), body)).await
        })
    }

    /// The same for a body that takes an input.
    pub(crate) fn write_with<I, T, F>(&self, actor: Actor, input: I, body: F) -> BoxFuture<'static, Result<T>>
    where
        F: for<'a, 'c> Fn(&'a Ctx<'c>, &'a I) -> BoxFuture<'a, Result<T>> + Send + Sync + 'static,
        I: Send + Sync + 'static,
        T: Send + 'static,
    {
        self.write(actor, with_input(input, body))
    }

    /// Runs a use case that only reads.
    pub fn read<T, F>(&self, actor: Actor, body: F) -> BoxFuture<'static, Result<T>>
    where
        F: for<'a, 'c> Fn(&'a Ctx<'c>) -> BoxFuture<'a, Result<T>> + Send + Sync + 'static,
        T: Send + 'static,
    {
        let app = self.clone();
        Box::pin(
            async move { app.db().read(in_ctx(app.clone(), actor, (Origin::default(), false), body)).await },
        )
    }

    /// The same for a body that takes an input.
    pub(crate) fn read_with<I, T, F>(&self, actor: Actor, input: I, body: F) -> BoxFuture<'static, Result<T>>
    where
        F: for<'a, 'c> Fn(&'a Ctx<'c>, &'a I) -> BoxFuture<'a, Result<T>> + Send + Sync + 'static,
        I: Send + Sync + 'static,
        T: Send + 'static,
    {
        self.read(actor, with_input(input, body))
    }

    /// Runs a use case that only reads in one snapshot on every database, where what several statements read must agree.
    pub(crate) fn snapshot<T, F>(&self, actor: Actor, body: F) -> BoxFuture<'static, Result<T>>
    where
        F: for<'a, 'c> Fn(&'a Ctx<'c>) -> BoxFuture<'a, Result<T>> + Send + Sync + 'static,
        T: Send + 'static,
    {
        let app = self.clone();
        Box::pin(async move {
            app.db().snapshot(in_ctx(app.clone(), actor, (Origin::default(), false), body)).await
        })
    }

    /// The same for a body that takes an input.
    pub(crate) fn snapshot_with<I, T, F>(
        &self,
        actor: Actor,
        input: I,
        body: F,
    ) -> BoxFuture<'static, Result<T>>
    where
        F: for<'a, 'c> Fn(&'a Ctx<'c>, &'a I) -> BoxFuture<'a, Result<T>> + Send + Sync + 'static,
        I: Send + Sync + 'static,
        T: Send + 'static,
    {
        self.snapshot(actor, with_input(input, body))
    }

    /// Runs an audit: in one snapshot, and as long as it needs.
    pub(crate) fn audit<T, F>(&self, actor: Actor, body: F) -> BoxFuture<'static, Result<T>>
    where
        F: for<'a, 'c> Fn(&'a Ctx<'c>) -> BoxFuture<'a, Result<T>> + Send + Sync + 'static,
        T: Send + 'static,
    {
        let app = self.clone();
        Box::pin(
            async move { app.db().audit(in_ctx(app.clone(), actor, (Origin::default(), false), body)).await },
        )
    }
}

/// Makes a body without an input from one with it. A body may run again, so it borrows its input.
fn with_input<I, T, F>(
    input: I,
    body: F,
) -> impl for<'a, 'c> Fn(&'a Ctx<'c>) -> BoxFuture<'a, Result<T>> + Send + Sync + 'static
where
    F: for<'a, 'c> Fn(&'a Ctx<'c>, &'a I) -> BoxFuture<'a, Result<T>> + Send + Sync + 'static,
    I: Send + Sync + 'static,
    T: Send + 'static,
{
    let both = Arc::new((input, body));
    move |ctx| {
        let both = Arc::clone(&both);
        Box::pin(async move {
            let (input, body) = &*both;
            body(ctx, input).await
        })
    }
}

/// Makes a body over a transaction from a body over a [`Ctx`]; each run has a ctx, and so a `now`, of its own.
fn in_ctx<T, F>(
    app: App,
    actor: Actor,
    (origin, writes): (Origin, bool),
    body: F,
) -> impl for<'t> Fn(&'t Tx<'t>) -> BoxFuture<'t, Result<T>> + Send + Sync + 'static
where
    F: for<'a, 'c> Fn(&'a Ctx<'c>) -> BoxFuture<'a, Result<T>> + Send + Sync + 'static,
    T: Send + 'static,
{
    let body = Arc::new(body);
    move |tx| {
        let (app, origin) = (app.clone(), origin.clone());
        let body = Arc::clone(&body);
        Box::pin(async move {
            let told = ctx::Told::of(origin);
            let ctx = Ctx::new(&app, tx, actor, &told);
            let done = body(&ctx).await?;
            if writes {
                ctx.write_down().await?;
            }
            Ok(done)
        })
    }
}
