//! One shop: its database, its data directory and its bank.

use std::{net::SocketAddr, path::PathBuf, process::Command};

use reqwest::{Client, redirect::Policy};
use souk_db::{DatabaseUrl, Db, scratch::Scratch};
use souk_testkit::{database, market::BANK_SECRET};

use super::{
    Api, Bank, Process,
    process::{fresh_name, run, souk, written},
    stall::Console,
    until::until,
};

/// How soon a shop under test asks again after a payment in doubt.
const DOUBT_CHECK_MS: &str = "250";

/// A shop that nothing else shares. It must end with [`Place::close`].
pub(crate) struct Place {
    pub(crate) bank: Bank,
    pub(crate) db: Db,
    pub(crate) client: Client,
    scratch: Scratch,
    settings: Vec<(String, String)>,
    bank_process: Process,
    /// How the shop reaches its database, where that is not the straight way.
    through: Option<String>,
}

/// A running server of a shop.
pub(crate) struct Server {
    pub(crate) process: Process,
    pub(crate) api: Api,
    listens: SocketAddr,
}

impl Place {
    /// A shop on the database the run names, or on SQLite.
    pub(crate) async fn open() -> Self {
        // a second test of the same process finds it installed
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let scratch = database::fresh().await;
        let client = Client::builder().no_proxy().redirect(Policy::none()).build().expect("an HTTP client");
        let db = scratch.open().await.expect("the database opens");
        let file = scratch.directory().join("bank.jsonl");
        let mut bank = souk(&["bank", "--secret", BANK_SECRET, "--file"]);
        let log = scratch.directory().join("bank.log");
        let mut bank_process = Process::start("the bank", &log, bank.arg(file));
        let url = bank_process.address().await.expect("the bank opens");
        let bank = Bank::new(url.clone(), client.clone());
        let settings = [
            ("SOUK_LIMITS_DOUBT_CHECK_MS", DOUBT_CHECK_MS),
            ("SOUK_PAYMENTS_SANDBOX", "true"),
            ("SOUK_PAYMENTS_SANDBOX_BANK_URL", url.as_str()),
            ("SOUK_PAYMENTS_SANDBOX_BANK_SECRET", BANK_SECRET),
        ];
        let settings =
            settings.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Self { bank, db, client, scratch, settings, bank_process, through: None }
    }

    /// The same with one more setting, by its variable.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same, reaching its database by another URL.
    #[must_use]
    pub(crate) fn through(mut self, url: &str) -> Self {
        self.through = Some(url.to_owned());
        self
    }

    /// Its database.
    pub(crate) fn database(&self) -> DatabaseUrl {
        self.scratch.url()
    }

    /// Whether the run is on SQLite, where one server has the file.
    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self.scratch.url(), DatabaseUrl::Sqlite(_))
    }

    /// Where the shop and the bank keep their files, logs included.
    pub(crate) fn directory(&self) -> PathBuf {
        self.scratch.directory().to_owned()
    }

    /// Lets no file of the bank grow beyond so many bytes: to it, the disk is full. None: as they like.
    pub(crate) fn let_bank_write_to(&self, bytes: Option<u64>) {
        self.bank_process.let_files_grow_to(bytes);
    }

    /// A command on this shop's data.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let database = match (&self.through, self.scratch.url()) {
            (Some(url), _) => url.clone(),
            (None, DatabaseUrl::Sqlite(path)) => format!("sqlite:{}", path.display()),
            (None, DatabaseUrl::Postgres(url) | DatabaseUrl::Mysql(url)) => url,
        };
        let mut souk = souk(args);
        let data = self.scratch.directory().join("data");
        souk.arg("--data").arg(data).arg("--database").arg(database);
        souk.envs(self.settings.iter().map(|(name, value)| (name, value)));
        souk
    }

    /// Opens a server on a port of its own.
    pub(crate) async fn serve(&self) -> Server {
        self.serve_at("127.0.0.1:0", &[]).await
    }

    /// Opens a server that ends itself when it comes to a fault point.
    pub(crate) async fn serve_armed(&self, point: &str) -> Server {
        self.serve_at("127.0.0.1:0", &[("SOUK_FAULT", point)]).await
    }

    /// The servers that a run on this database can have at once: one on SQLite, two on the others.
    pub(crate) async fn serve_all(&self) -> Vec<Server> {
        let mut servers = vec![self.serve().await];
        if !self.is_sqlite() {
            servers.push(self.serve().await);
        }
        servers
    }

    /// Opens a server where another one stood that is gone, so that addresses given out still lead somewhere.
    pub(crate) async fn serve_again(&self, gone: &Server) -> Server {
        self.serve_at(&gone.listens.to_string(), &[]).await
    }

    async fn serve_at(&self, address: &str, more: &[(&str, &str)]) -> Server {
        let mut told = String::new();
        let open = async || {
            let mut souk = self.command(&["serve", "--log", "json", "--listen", address]);
            souk.envs(more.iter().copied());
            let log = fresh_name(self.scratch.directory(), "server");
            let mut process = Process::start("a server", &log, &mut souk);
            let url = process.address().await;
            (process, url)
        };
        // the system may have lent the port to somebody for a moment
        for _ in 0..20 {
            let (process, url) = open().await;
            let Some(url) = url else {
                told = process.log();
                assert!(told.contains("is taken"), "the server does not open:\n{told}");
                continue;
            };
            let listens = url.trim_start_matches("http://").parse().expect("an address");
            let api = Api::new(url, self.client.clone());
            until("the server to be ready", || {
                let api = api.clone();
                async move { api.is_ready().await.then_some(()) }
            })
            .await;
            return Server { process, api, listens };
        }
        panic!("the port stays taken:\n{told}");
    }

    /// Asserts that `souk check`, by the straight way, finds nothing broken.
    pub(crate) async fn require_clean(&self, when: &str) {
        let output = run(self.command(&["check"])).await;
        assert!(output.status.success(), "souk check {when}:\n{}", written(&output));
    }

    /// Ends the test: the books are in order, and the database goes. Servers must have gone before.
    pub(crate) async fn close(mut self) {
        self.through = None;
        self.require_clean("at the end").await;
        self.db.close().await;
        drop(self.bank_process);
        self.scratch.remove().await.expect("the database goes");
    }
}

impl Server {
    /// Where it listens.
    pub(crate) fn listens(&self) -> SocketAddr {
        self.listens
    }
}

impl Console for Place {
    async fn run(&self, args: &[&str]) -> String {
        let output = run(self.command(args)).await;
        assert!(output.status.success(), "souk {args:?}: {}", written(&output));
        String::from_utf8(output.stdout).expect("text")
    }
}
