//! Opening a market.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use souk_db::{Db, scratch::Scratch};
use souk_domain::ids::CategoryId;
use souk_market::{
    Actor, App, Parts,
    catalogue::{self, NewCategory},
    check::{self, Finding},
    limits::Limits,
    mail::{KeptHere, Mailer},
    notifications, opening,
    payments::{Gateways, References, Sandbox},
    ports::{Carriers, Clock, Folder, OutgoingPolicy, Random, RateSources, SystemRandom, TaxSource},
    secrets::ServerKey,
};
use tokio::net::TcpListener;

use super::{BANK_SECRET, BankControl, CARRIER_SECRET, SeededRandom, SetClock, letters::Plain, receiver};

/// A market that nothing else shares.
pub struct Market {
    /// What use cases take.
    pub app: App,
    /// Its time.
    pub clock: Arc<SetClock>,
    /// Its bank.
    pub bank: BankControl,
    /// Where its bank answers.
    pub bank_url: String,
    /// Its database; what is in it goes with it.
    pub scratch: Scratch,
    /// The one category in which everything stands.
    pub category: CategoryId,
    pub(super) setup: Setup,
    pub(super) public_url: String,
    count: AtomicU32,
}

/// What a server reaches the world by, where it is not the usual.
#[derive(Clone, Default)]
pub struct Ports {
    pub mailer: Option<Arc<dyn Mailer>>,
    pub gateways: Option<Gateways>,
    pub carrier_rates: Option<RateSources>,
    pub taxes: Option<TaxSource>,
}

/// How a market shall be.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// Its patience.
    pub limits: Limits,
    /// Where chance begins; `None` for the system's.
    pub seed: Option<u64>,
    /// Where its pictures may come from.
    pub outgoing: OutgoingPolicy,
    /// Whether charges are begun at the bank, which then names them.
    pub begins_at_bank: bool,
    /// What the bank keeps of each charge, in hundredths of a per cent.
    pub bank_fee_bps: u16,
}

impl Market {
    /// A market on the database [`crate::database::VARIABLE`] names, with the usual limits. It must end with
    /// [`Market::close`].
    pub async fn open() -> Self {
        Self::with(Setup::default()).await
    }

    /// The same with other limits.
    pub async fn with_limits(limits: Limits) -> Self {
        Self::with(Setup { limits, ..Setup::default() }).await
    }

    /// The same as `setup` says.
    pub async fn with(setup: Setup) -> Self {
        // a second test of the same process finds it installed
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let scratch = crate::database::fresh().await;
        let bank = BankControl::open(scratch.directory().join("bank.jsonl"), setup.bank_fee_bps).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let public_url = format!("http://{}", listener.local_addr().expect("its address"));
        let clock = Arc::new(SetClock::default());
        let db = opened(&scratch).await;
        let bank_url = bank.url().to_owned();
        let app = app(db, scratch.directory(), &bank_url, &clock, &public_url, &setup, Ports::default());
        receiver::serve(listener, app.clone());
        let category = furnish(&app).await;
        Self { app, clock, bank, bank_url, scratch, category, setup, public_url, count: AtomicU32::new(0) }
    }

    /// A second server beside the first: the same database, bank and clock, nothing else in common.
    pub async fn second_app(&self) -> App {
        self.app_with(Ports::default()).await
    }

    /// A second server that reaches the world its own way.
    pub async fn app_with(&self, ports: Ports) -> App {
        self.app_over(opened(&self.scratch).await, ports)
    }

    /// What `souk check` finds when this SQL has run past every constraint; the market stays as it is. The SQL must not
    /// define tables or indexes.
    pub async fn findings_after(&self, sql: &str) -> Vec<Finding> {
        let app = self.app_over(self.app.db().spoilt(sql), Ports::default());
        check::run(&app).await.unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    fn app_over(&self, db: Db, ports: Ports) -> App {
        let directory = self.scratch.directory();
        app(db, directory, &self.bank_url, &self.clock, &self.public_url, &self.setup, ports)
    }

    /// A number no other call of this market is given, from 1.
    pub fn count(&self) -> u32 {
        self.count.fetch_add(1, Ordering::Relaxed) + 1
    }
}

async fn opened(scratch: &Scratch) -> Db {
    scratch.open().await.expect("the scratch database opens")
}

pub(super) fn app(
    db: Db,
    directory: &Path,
    bank_url: &str,
    clock: &Arc<SetClock>,
    public_url: &str,
    setup: &Setup,
    ports: Ports,
) -> App {
    let references = if setup.begins_at_bank { References::OfTheBank } else { References::OfTheShop };
    let timeout = setup.limits.gateway_timeout;
    let sandbox = Sandbox::new(bank_url, BANK_SECRET.as_bytes(), timeout, references);
    let random: Arc<dyn Random> = match setup.seed {
        Some(seed) => Arc::new(SeededRandom::new(seed)),
        None => Arc::new(SystemRandom),
    };
    App::new(Parts {
        db,
        clock: Arc::clone(clock) as Arc<dyn Clock>,
        random,
        key: ServerKey::new([7; 32]),
        gateways: ports
            .gateways
            .unwrap_or_else(|| Gateways::new(vec![Arc::new(sandbox.expect("a client of the bank"))])),
        carrier_rates: ports.carrier_rates.unwrap_or_default(),
        taxes: ports.taxes.unwrap_or_default(),
        carriers: Carriers::new([("UPS".to_owned(), CARRIER_SECRET.as_bytes().to_vec())]),
        letters: notifications::letter_port(Plain),
        mailer: ports.mailer.unwrap_or_else(|| Arc::new(KeptHere)),
        files: Arc::new(Folder::open(directory.join("files")).expect("a folder for pictures")),
        public_url: public_url.to_owned(),
        limits: setup.limits,
        outgoing: setup.outgoing.clone(),
    })
}

/// Ways to ship and one category: what every sale needs.
async fn furnish(app: &App) -> CategoryId {
    opening::furnish_market(app).await.expect("ways to ship");
    let new =
        NewCategory { name: "Everything".to_owned(), slug: None, description: String::new(), parent: None };
    let made = catalogue::create_category(app, Actor::Operator, new, None).await.expect("a category");
    made.fresh().expect("it came under no key").id
}
