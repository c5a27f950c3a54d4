//! A whole market over a scratch database, with a clock that stands still and a bank on a port of its own.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use jiff::{SignedDuration, Timestamp};
use souk_bank::{Bank, BankSettings};
use souk_db::scratch::Scratch;
use souk_market::{
    App, Parts,
    files::Folder,
    limits::Limits,
    mail::{KeptHere, Letter, Letters, Written},
    payments::{Gateways, Sandbox},
    seams::{Clock, SystemRandom},
    secrets::ServerKey,
};

/// Where the market of a test is reached.
pub const PUBLIC_URL: &str = "http://shop.test";
/// What the bank signs its notices with.
pub const BANK_SECRET: &str = "whsec_c291ayBiYW5rIHRlc3Qgc2VjcmV0";
/// 2026-11-02 10:00 UTC: no test rests on the day it runs.
const START_MS: i64 = 1_793_613_600_000;

/// A market that nothing else shares.
pub struct Market {
    /// What use cases take.
    pub app: App,
    /// Its time.
    pub clock: Arc<SetClock>,
    /// Its database; what is in it goes with it.
    pub scratch: Scratch,
    /// Where its bank answers.
    pub bank_url: String,
}

/// A clock that moves only when it is told to.
#[derive(Debug)]
pub struct SetClock(AtomicI64);

impl SetClock {
    /// Moves it on.
    pub fn advance(&self, by: SignedDuration) {
        self.0.fetch_add(i64::try_from(by.as_millis()).unwrap_or(0), Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// Letters in as few words as tell them apart.
struct Plain;

impl Letters for Plain {
    fn write(&self, letter: &Letter<'_>) -> Written {
        let subject = match letter {
            Letter::OrderPlaced { order, .. } => format!("placed {}", order.number),
            Letter::PaymentFailed { order, .. } => format!("payment failed {}", order.number),
            Letter::OrderCancelled { order, .. } => format!("cancelled {}", order.number),
            Letter::LatePaymentReturned { order, .. } => format!("late payment {}", order.number),
            Letter::VendorNewOrder { order, .. } => format!("new order {}", order.number),
        };
        Written { text: subject.clone(), html: format!("<p>{subject}</p>"), subject }
    }
}

impl Market {
    /// A market on the database [`crate::database::VARIABLE`] names, with the usual limits.
    pub async fn open() -> Self {
        Self::with_limits(Limits::default()).await
    }

    /// The same with other limits. Panics, and so fails the test, when something cannot be had.
    #[allow(clippy::expect_used, reason = "a test without a market has failed")]
    pub async fn with_limits(limits: Limits) -> Self {
        let scratch = crate::database::fresh().await;
        let bank_url = open_bank(&scratch).await;
        // a second test of the same process finds it installed
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let sandbox = Sandbox::new(&bank_url, BANK_SECRET.as_bytes(), limits.gateway_timeout);
        let clock = Arc::new(SetClock(AtomicI64::new(START_MS)));
        let app = App::new(Parts {
            db: scratch.open().await.expect("the scratch database opens"),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            random: Arc::new(SystemRandom),
            key: ServerKey::new([7; 32]),
            gateways: Gateways::new(vec![Arc::new(sandbox.expect("a client of the bank"))]),
            letters: Arc::new(Plain),
            mailer: Arc::new(KeptHere),
            files: Arc::new(Folder::open(scratch.directory().join("files")).expect("a folder for pictures")),
            public_url: PUBLIC_URL.to_owned(),
            limits,
        });
        Self { app, clock, scratch, bank_url }
    }
}

#[allow(clippy::expect_used, reason = "a test without a bank has failed")]
async fn open_bank(scratch: &Scratch) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("its address"));
    let file = scratch.directory().join("bank.jsonl");
    let bank = Bank::open(&file, BankSettings::new(BANK_SECRET, url.clone())).expect("a bank");
    // it ends with the test's runtime
    tokio::spawn(souk_bank::serve(listener, bank, std::future::pending()));
    url
}
