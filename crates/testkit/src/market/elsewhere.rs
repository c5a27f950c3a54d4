//! A server of a market in another process.

use std::{path::PathBuf, sync::Arc};

use serde::{Deserialize, Serialize};
use souk_db::{DatabaseUrl, Db, PoolSize};
use souk_market::App;

use super::{
    Market, SetClock,
    opening::{Ports, Setup, app},
};

/// Where a market is, and how late it is there.
#[derive(Serialize, Deserialize)]
struct Location {
    database: String,
    directory: PathBuf,
    bank_url: String,
    public_url: String,
    unix_ms: i64,
}

impl Market {
    /// Where this market is and how late it is there, for [`app_at`] in another process. It holds the database's password.
    pub fn location(&self) -> String {
        let database = match self.scratch.url() {
            DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
            DatabaseUrl::Postgres(url) | DatabaseUrl::Mysql(url) => url,
        };
        let location = Location {
            database,
            directory: self.scratch.directory().to_owned(),
            bank_url: self.bank_url.clone(),
            public_url: self.public_url.clone(),
            unix_ms: self.app.now().as_millisecond(),
        };
        serde_json::to_string(&location).expect("a location is JSON")
    }
}

/// A server, with the usual limits, of the market that another process opened: the same database and bank, and the time that
/// it was there when [`Market::location`] was asked.
pub async fn app_at(location: &str) -> App {
    // nobody else has installed it in a process that opens no market
    let _installed = rustls::crypto::ring::default_provider().install_default();
    let at: Location = serde_json::from_str(location).expect("a location");
    let database = at.database.parse().expect("the URL of a database");
    let db = Db::open(&database, PoolSize::default()).await.expect("the database opens");
    let clock = Arc::new(SetClock::at(at.unix_ms));
    app(db, &at.directory, &at.bank_url, &clock, &at.public_url, &Setup::default(), Ports::default())
}
