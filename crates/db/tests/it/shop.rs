//! The database under test, and the few rows the tests need.

use souk_db::{Db, Dialect, Param, Result, Statement, Tx, params, scratch::Scratch, sql};

/// A database with the handle to it.
pub(crate) struct Shop {
    pub(crate) db: Db,
    pub(crate) scratch: Scratch,
}

/// The server under test, `sqlite` by default.
#[allow(clippy::disallowed_methods, reason = "the run picks the database by this variable")]
pub(crate) fn base() -> String {
    std::env::var("SOUK_TEST_DATABASE").unwrap_or_else(|_| "sqlite".to_owned())
}

impl Shop {
    /// A migrated database on the server under test.
    pub(crate) async fn open() -> Self {
        Self::on(&base()).await
    }

    /// A migrated SQLite database, whatever is under test.
    pub(crate) async fn open_sqlite() -> Self {
        Self::on("sqlite").await
    }

    async fn on(base: &str) -> Self {
        let scratch = Scratch::create(base).await.expect("a scratch database");
        Self { db: scratch.open().await.expect("opens"), scratch }
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        self.db.dialect() == Dialect::Sqlite
    }

    /// Closes and removes the database.
    pub(crate) async fn close(self) {
        self.db.close().await;
        self.scratch.remove().await.expect("removed");
    }

    /// Runs one statement in a transaction of its own.
    pub(crate) async fn run(&self, statement: &'static Statement, params: &[Param<'_>]) -> Result<u64> {
        let owned = owned(params);
        self.db
            .transaction(move |tx| {
                let owned = owned.clone();
                Box::pin(async move { tx.run(statement, &borrowed(&owned)).await })
            })
            .await
    }

    /// Adds a note, a row of `market_setting`.
    pub(crate) async fn note(&self, name: &str) {
        self.run(sql!("insert into market_setting (name, value) values (?, '')"), params![name])
            .await
            .unwrap();
    }

    /// The names of all notes, sorted.
    pub(crate) async fn notes(&self) -> Vec<String> {
        let all = sql!("select name from market_setting order by name");
        self.db.read(move |tx| Box::pin(async move { tx.list(all, &[]).await })).await.unwrap()
    }

    /// Adds a counter, a row of `tax_zone`, that stands at 0.
    pub(crate) async fn counter(&self, id: [u8; 16]) {
        self.run(
            sql!(
                "insert into tax_zone (id, name, name_key, included, taxes_shipping, rounding, remitter, revision, created_at, \
                 updated_at) values (?, '', ?, ?, ?, 'line', 'market', 0, 0, 0)"
            ),
            params![id, format!("{id:?}"), false, false],
        )
        .await
        .unwrap();
    }

    /// Where the counter stands.
    pub(crate) async fn count(&self, id: [u8; 16]) -> i64 {
        let read = sql!("select revision from tax_zone where id = ?");
        self.db.read(move |tx| Box::pin(async move { tx.one(read, params![id]).await })).await.unwrap()
    }
}

/// Adds a note inside a transaction.
pub(crate) async fn write_note(tx: &Tx<'_>, name: &str) -> Result<()> {
    tx.run(sql!("insert into market_setting (name, value) values (?, 'written')"), params![name]).await?;
    Ok(())
}

/// Moves a counter on by one, in one statement.
pub(crate) async fn count_one(tx: &Tx<'_>, id: [u8; 16]) -> Result<()> {
    let moved =
        tx.guarded(sql!("update tax_zone set revision = revision + 1 where id = ?"), params![id]).await?;
    assert!(moved, "the counter is there");
    Ok(())
}

/// A parameter that lives as long as a transaction body.
#[derive(Clone)]
enum Owned {
    Int(Option<i64>),
    Bool(Option<bool>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

fn owned(params: &[Param<'_>]) -> Vec<Owned> {
    let own = |param: &Param<'_>| match *param {
        Param::Int(value) => Owned::Int(value),
        Param::Bool(value) => Owned::Bool(value),
        Param::Text(value) => Owned::Text(value.map(str::to_owned)),
        Param::Bytes(value) => Owned::Bytes(value.map(<[u8]>::to_vec)),
    };
    params.iter().map(own).collect()
}

fn borrowed(owned: &[Owned]) -> Vec<Param<'_>> {
    let mut params = Vec::with_capacity(owned.len());
    for value in owned {
        params.push(match value {
            Owned::Int(value) => Param::Int(*value),
            Owned::Bool(value) => Param::Bool(*value),
            Owned::Text(value) => Param::Text(value.as_deref()),
            Owned::Bytes(value) => Param::Bytes(value.as_deref()),
        });
    }
    params
}
