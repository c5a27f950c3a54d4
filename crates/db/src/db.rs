use std::path::Path;

use futures_util::future::BoxFuture;

use crate::{
    Abort, Changed, DatabaseUrl, Dialect, Result, Tx,
    commits::Commits,
    erased::{self, Body, Outcome},
    lite::{Access, Lite},
    networked::{self, Pace},
    tx::statements_run,
};

/// An open database. Cloning it is cheap; all clones share threads and connections.
#[derive(Clone)]
pub struct Db {
    pub(crate) kind: Kind,
    pub(crate) commits: Commits,
    /// SQL that a snapshot runs first, for tests: see `Db::spoilt`.
    #[cfg(feature = "scratch")]
    pub(crate) spoilt: Option<Spoilt>,
}

/// A text that breaks something, and what looks at the database with it.
#[cfg(feature = "scratch")]
#[derive(Clone)]
pub(crate) struct Spoilt {
    pub(crate) text: std::sync::Arc<str>,
    pub(crate) snapshot: for<'a> fn(&'a Kind, &'a str, Body) -> BoxFuture<'a, Outcome>,
}

#[derive(Clone)]
pub(crate) enum Kind {
    Lite(Lite),
    Pg(sqlx::PgPool),
    My(sqlx::MySqlPool),
}

/// How many readers (SQLite threads) or connections (PostgreSQL, MySQL) to open.
#[derive(Clone, Copy, Debug)]
pub struct PoolSize(pub u32);

impl Default for PoolSize {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Self(u32::try_from(cores).unwrap_or(2).clamp(2, 64))
    }
}

impl Db {
    /// Opens the database `url` names; a SQLite file is made when it is not there.
    /// Errors: it cannot be reached or written.
    pub async fn open(url: &DatabaseUrl, size: PoolSize) -> Result<Self> {
        let commits = Commits::default();
        let kind = match url {
            DatabaseUrl::Sqlite(path) => {
                Kind::Lite(Lite::open(path, Access::Create, size.0 as usize, commits.clone())?)
            }
            // networked databases wait on the wire, not on a core
            DatabaseUrl::Postgres(url) => Kind::Pg(networked::open_postgres(url, size.0.max(4) * 4).await?),
            DatabaseUrl::Mysql(url) => Kind::My(networked::open_mysql(url, size.0.max(4) * 4).await?),
        };
        Ok(Self {
            kind,
            commits,
            #[cfg(feature = "scratch")]
            spoilt: None,
        })
    }

    /// Has `listener` told what each commit of this process changed: when it is durable, and before its caller is answered.
    /// The listener must be quick, since commits wait for it.
    pub fn on_commit(&self, listener: impl Fn(Changed<'_>) + Send + Sync + 'static) {
        self.commits.add(Box::new(listener));
    }

    /// Looks for commits of other processes and tells the listeners of them. SQLite knows whether there were any; of the
    /// others it is assumed. Errors: the database cannot be asked.
    pub async fn look_for_others(&self) -> Result<()> {
        match &self.kind {
            // each batch looks, so an empty one will do; while batches are lost it writes, to find out when the disk is well
            Kind::Lite(lite) => {
                let writes = !lite.is_healthy();
                self.transaction(move |tx| {
                    Box::pin(async move {
                        if writes {
                            // a key that is set is written anew; for another column that stays as it is, SQLite writes nothing
                            tx.run(crate::sql!("update schema_migration set version = version"), &[]).await?;
                        }
                        Ok(())
                    })
                })
                .await
            }
            Kind::Pg(_) | Kind::My(_) => {
                self.commits.tell(Changed::Anything);
                Ok(())
            }
        }
    }

    /// Runs `body` in one transaction and commits it when it answers `Ok`.
    ///
    /// The body may run more than once, so it must do nothing but statements; on SQLite it must wait for nothing else.
    /// When this answers, the transaction is durable. Errors: the body's own, or the database's.
    pub async fn transaction<T, E, F>(&self, body: F) -> Result<T, E>
    where
        F: for<'a> Fn(&'a Tx<'a>) -> BoxFuture<'a, Result<T, E>> + Send + Sync + 'static,
        T: Send + 'static,
        E: Abort,
    {
        erased::given_back(self.run_transaction(erased::body(body)).await)
    }

    /// Runs `body` for reading. SQLite gives it one snapshot; PostgreSQL and MySQL give each statement what is committed
    /// when it starts, on one connection, which saves two round trips a page.
    pub async fn read<T, E, F>(&self, body: F) -> Result<T, E>
    where
        F: for<'a> Fn(&'a Tx<'a>) -> BoxFuture<'a, Result<T, E>> + Send + Sync + 'static,
        T: Send + 'static,
        E: Abort,
    {
        erased::given_back(self.run_read(erased::body(body)).await)
    }

    /// Runs `body` for reading in one snapshot on every database: where what several statements read must belong together.
    pub async fn snapshot<T, E, F>(&self, body: F) -> Result<T, E>
    where
        F: for<'a> Fn(&'a Tx<'a>) -> BoxFuture<'a, Result<T, E>> + Send + Sync + 'static,
        T: Send + 'static,
        E: Abort,
    {
        erased::given_back(self.run_snapshot(erased::body(body), Pace::Usual).await)
    }

    /// The same for audits, which read whole tables: their statements may take as long as they need.
    pub async fn audit<T, E, F>(&self, body: F) -> Result<T, E>
    where
        F: for<'a> Fn(&'a Tx<'a>) -> BoxFuture<'a, Result<T, E>> + Send + Sync + 'static,
        T: Send + 'static,
        E: Abort,
    {
        erased::given_back(self.run_snapshot(erased::body(body), Pace::WithoutHurry).await)
    }

    // boxed, so that the drivers are compiled here and not by every crate that waits for them

    #[inline(never)]
    fn run_transaction(&self, body: Body) -> BoxFuture<'_, Outcome> {
        Box::pin(async move {
            match &self.kind {
                Kind::Lite(lite) => lite.transaction(body).await,
                Kind::Pg(pool) => networked::transaction(pool, body, &self.commits).await,
                Kind::My(pool) => networked::transaction(pool, body, &self.commits).await,
            }
        })
    }

    #[inline(never)]
    fn run_read(&self, body: Body) -> BoxFuture<'_, Outcome> {
        Box::pin(async move {
            match &self.kind {
                Kind::Lite(lite) => lite.read(body).await,
                Kind::Pg(pool) => networked::read(pool, body).await,
                Kind::My(pool) => networked::read(pool, body).await,
            }
        })
    }

    #[inline(never)]
    fn run_snapshot(&self, body: Body, pace: Pace) -> BoxFuture<'_, Outcome> {
        Box::pin(async move {
            #[cfg(feature = "scratch")]
            if let Some(Spoilt { text, snapshot }) = &self.spoilt {
                return snapshot(&self.kind, text, body).await;
            }
            match &self.kind {
                Kind::Lite(lite) => lite.read(body).await,
                Kind::Pg(pool) => networked::snapshot(pool, body, pace).await,
                Kind::My(pool) => networked::snapshot(pool, body, pace).await,
            }
        })
    }

    /// Which words this database speaks.
    pub fn dialect(&self) -> Dialect {
        match &self.kind {
            Kind::Lite(_) => Dialect::Sqlite,
            Kind::Pg(_) => Dialect::Postgres,
            Kind::My(_) => Dialect::Mysql,
        }
    }

    /// How many statements this process has run, on whatever database.
    pub fn statements_run(&self) -> u64 {
        statements_run()
    }

    /// How many transactions may be open at once; `None` where they take turns.
    pub fn connections(&self) -> Option<u32> {
        match &self.kind {
            Kind::Lite(_) => None,
            Kind::Pg(pool) => Some(pool.options().get_max_connections()),
            Kind::My(pool) => Some(pool.options().get_max_connections()),
        }
    }

    /// The file of a SQLite database.
    pub fn file(&self) -> Option<&Path> {
        match &self.kind {
            Kind::Lite(lite) => Some(lite.path()),
            Kind::Pg(_) | Kind::My(_) => None,
        }
    }

    /// Closes connections; waits for those in use. A SQLite file is then the whole database, without its log.
    pub async fn close(&self) {
        match &self.kind {
            Kind::Lite(lite) => lite.checkpoint(),
            Kind::Pg(pool) => pool.close().await,
            Kind::My(pool) => pool.close().await,
        }
    }

    /// Prepares one statement without running it, so that a test can try all of them. Errors: the database's words.
    pub async fn prepare(&self, statement: &'static crate::Statement) -> Result<()> {
        use sqlx::{Executor as _, SqlSafeStr as _};
        let text = statement.text(self.dialect());
        match &self.kind {
            Kind::Lite(lite) => lite.exclusive(|connection| {
                connection.prepare(text)?;
                Ok(())
            }),
            Kind::Pg(pool) => Ok(pool.prepare(text.into_sql_str()).await.map(|_| ())?),
            Kind::My(pool) => Ok(pool.prepare(text.into_sql_str()).await.map(|_| ())?),
        }
    }
}
