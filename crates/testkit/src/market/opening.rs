//! Opening a market.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use souk_db::scratch::Scratch;
use souk_domain::ids::CategoryId;
use souk_market::{
    Actor, App, Parts,
    catalogue::{self, NewCategory, OutgoingPolicy},
    files::Folder,
    limits::Limits,
    mail::KeptHere,
    payments::{Gateways, PaymentGateway, References, Sandbox},
    seams::{Clock, Random, SystemRandom},
    secrets::ServerKey,
    shipping,
};
use tokio::net::TcpListener;

use super::{BANK_SECRET, BankControl, SeededRandom, SetClock, letters::Plain, receiver};

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
    public_url: String,
    count: AtomicU32,
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
    /// No gateway is set up.
    pub without_gateway: bool,
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
        let app = app(&scratch, &bank, &clock, &public_url, &setup).await;
        receiver::serve(listener, app.clone());
        let category = furnish(&app).await;
        let bank_url = bank.url().to_owned();
        Self { app, clock, bank, bank_url, scratch, category, setup, public_url, count: AtomicU32::new(0) }
    }

    /// A second server beside the first: the same database, bank and clock, nothing else in common.
    pub async fn second_app(&self) -> App {
        app(&self.scratch, &self.bank, &self.clock, &self.public_url, &self.setup).await
    }

    /// A server beside the first for which no gateway is set up.
    pub async fn app_without_gateway(&self) -> App {
        let setup = Setup { without_gateway: true, ..self.setup.clone() };
        app(&self.scratch, &self.bank, &self.clock, &self.public_url, &setup).await
    }

    /// A number no other call of this market is given, from 1.
    pub fn count(&self) -> u32 {
        self.count.fetch_add(1, Ordering::Relaxed) + 1
    }
}

async fn app(
    scratch: &Scratch,
    bank: &BankControl,
    clock: &Arc<SetClock>,
    public_url: &str,
    setup: &Setup,
) -> App {
    let references = if setup.begins_at_bank { References::OfTheBank } else { References::OfTheShop };
    let timeout = setup.limits.gateway_timeout;
    let sandbox = Sandbox::new(bank.url(), BANK_SECRET.as_bytes(), timeout, references);
    let gateways: Vec<Arc<dyn PaymentGateway>> = match setup.without_gateway {
        true => Vec::new(),
        false => vec![Arc::new(sandbox.expect("a client of the bank"))],
    };
    let random: Arc<dyn Random> = match setup.seed {
        Some(seed) => Arc::new(SeededRandom::new(seed)),
        None => Arc::new(SystemRandom),
    };
    App::new(Parts {
        db: scratch.open().await.expect("the scratch database opens"),
        clock: Arc::clone(clock) as Arc<dyn Clock>,
        random,
        key: ServerKey::new([7; 32]),
        gateways: Gateways::new(gateways),
        letters: Arc::new(Plain),
        mailer: Arc::new(KeptHere),
        files: Arc::new(Folder::open(scratch.directory().join("files")).expect("a folder for pictures")),
        public_url: public_url.to_owned(),
        limits: setup.limits,
        outgoing: setup.outgoing.clone(),
    })
}

/// Ways to ship and one category: what every sale needs.
async fn furnish(app: &App) -> CategoryId {
    let furnished = app.write(Actor::Operator, |ctx| {
        Box::pin(async move {
            shipping::ensure_default_methods(ctx).await?;
            let new = NewCategory {
                name: "Everything".to_owned(),
                slug: None,
                description: String::new(),
                parent: None,
            };
            catalogue::create_category(ctx, &new).await
        })
    });
    furnished.await.expect("a category")
}
