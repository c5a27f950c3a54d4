//! PostgreSQL and MySQL/MariaDB through sqlx.
//!
//! Every transaction runs in a task of its own, so that a caller that goes away never drops a connection in the middle of
//! one: sqlx 0.9.0 returns a connection to its pool inside an open transaction when a waiting `begin` is dropped.

use std::{future::Future, panic::AssertUnwindSafe, time::Duration};

use futures_util::{FutureExt as _, future::BoxFuture};
use sqlx::{
    ConnectOptions as _, Executor as _, MySql, MySqlPool, PgPool, Postgres,
    mysql::{MySqlConnectOptions, MySqlPoolOptions},
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tokio::sync::Mutex;

use crate::{
    Abort as _, Changed, Error, Result, Tx,
    commits::Commits,
    erased::{Body, Outcome},
    is_worth_retrying,
    lease::{Lease, Session},
    tx::Inner,
};

/// How often a transaction is run again after a conflict or a connection lost before COMMIT.
const ATTEMPTS: u32 = 8;
/// How often a read is run again after its connection was lost.
const READ_ATTEMPTS: u32 = 2;
/// How long a caller waits for a free connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);
/// A whole transaction may take this long, COMMIT included; a frozen server must not hold its callers for ever.
const TRANSACTION_TIMEOUT: Duration = Duration::from_secs(30);
/// Prepared statements kept per connection.
const STATEMENT_CACHE: usize = 1024;

/// What an open connection is told first. Waits are bounded; isolation is READ COMMITTED, so guards do the guarding. A page
/// costs about the same wherever it lies, as on every disk without a needle: else small tables are read whole, and the plans
/// stay when the tables have grown.
const POSTGRES_SESSION: &str = "set session characteristics as transaction isolation level read committed; \
    set statement_timeout = '20s'; set lock_timeout = '10s'; set idle_in_transaction_session_timeout = '60s'; \
    set random_page_cost = 1.1";

pub(crate) async fn open_postgres(url: &str, connections: u32) -> Result<PgPool> {
    let options: PgConnectOptions = url.parse()?;
    let pool = PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .after_connect(|connection, _| {
            Box::pin(async move { connection.execute(sqlx::raw_sql(POSTGRES_SESSION)).await.map(|_| ()) })
        })
        .connect_with(options.clone().statement_cache_capacity(STATEMENT_CACHE))
        .await;
    match pool {
        Err(sqlx::Error::PoolTimedOut) => Err(why_unreachable(options.connect()).await),
        pool => Ok(pool?),
    }
}

/// What keeps a first connection from being made: a pool that went on trying does not tell.
async fn why_unreachable<C>(connecting: impl Future<Output = Result<C, sqlx::Error>>) -> Error {
    let unanswered = || Error::Storage { reason: "the server does not answer".to_owned() };
    match tokio::time::timeout(ACQUIRE_TIMEOUT, connecting).await {
        Ok(Err(sqlx::Error::Io(error))) => Error::Storage { reason: error.to_string() },
        Ok(Err(error)) => error.into(),
        // it came up this moment, or accepts and then says nothing
        Ok(Ok(_)) | Err(_) => unanswered(),
    }
}

pub(crate) async fn open_mysql(url: &str, connections: u32) -> Result<MySqlPool> {
    let options: MySqlConnectOptions = url.parse()?;
    let options = options
        .statement_cache_capacity(STATEMENT_CACHE)
        .charset("utf8mb4")
        .collation("utf8mb4_bin")
        .pipes_as_concat(false)
        .no_engine_substitution(true);
    let pool = MySqlPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .after_connect(|connection, _| {
            Box::pin(async move {
                connection.execute(sqlx::raw_sql("set session transaction isolation level read committed")).await?;
                connection.execute(sqlx::raw_sql("set session innodb_lock_wait_timeout = 10")).await?;
                connection
                    .execute(sqlx::raw_sql("set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO'"))
                    .await?;
                Ok(())
            })
        })
        .connect_with(options.clone())
        .await;
    match pool {
        Err(sqlx::Error::PoolTimedOut) => Err(why_unreachable(options.connect()).await),
        pool => Ok(pool?),
    }
}

/// A connection of the pool. Errors: [`Error::Overloaded`] when others keep all there may be, [`Error::Storage`] when no
/// further one can be opened.
async fn connection_of<D: Networked>(pool: &sqlx::Pool<D>) -> Result<Lease<D>> {
    match pool.acquire().await {
        Ok(connection) => Ok(Lease::new(connection)),
        Err(sqlx::Error::PoolTimedOut) if pool.size() < pool.options().get_max_connections() => {
            Err(Error::Storage { reason: "the database server takes no connection".to_owned() })
        }
        Err(error) => Err(error.into()),
    }
}

/// What the two drivers do differently.
pub(crate) trait Networked: sqlx::Database {
    /// Wraps a connection for the body.
    fn tx(lease: Lease<Self>) -> Tx<'static>;
    /// Takes it back after the body.
    fn lease(tx: Tx<'static>) -> Option<Lease<Self>>;
    /// Runs one bare statement.
    fn bare<'a>(lease: &'a mut Lease<Self>, text: &'static str) -> BoxFuture<'a, Result<()>>;
    /// Opens a read-only transaction in which every statement sees the same state.
    const BEGIN_SNAPSHOT: &'static [&'static str];
    /// Lets the statements of an open transaction take as long as they need.
    const WITHOUT_HURRY: &'static [&'static str];
}

macro_rules! networked {
    ($database:ty, $inner:ident, $snapshot:expr, $without_hurry:expr) => {
        impl Networked for $database {
            fn tx(lease: Lease<Self>) -> Tx<'static> {
                Tx::new(Inner::$inner(Mutex::new(lease)))
            }
            fn lease(tx: Tx<'static>) -> Option<Lease<Self>> {
                match tx.inner {
                    Inner::$inner(lease) => Some(lease.into_inner()),
                    _ => None,
                }
            }
            fn bare<'a>(lease: &'a mut Lease<Self>, text: &'static str) -> BoxFuture<'a, Result<()>> {
                Box::pin(async move {
                    (&mut **lease).execute(sqlx::raw_sql(text)).await?;
                    Ok(())
                })
            }
            const BEGIN_SNAPSHOT: &'static [&'static str] = $snapshot;
            const WITHOUT_HURRY: &'static [&'static str] = $without_hurry;
        }
    };
}
networked!(
    Postgres,
    Pg,
    &["begin transaction isolation level repeatable read read only"],
    &["set local statement_timeout = 0"]
);
networked!(
    MySql,
    My,
    &[
        "set transaction isolation level repeatable read",
        "start transaction with consistent snapshot, read only"
    ],
    &[]
);

/// Runs a body in a transaction, again after conflicts, in a task of its own.
pub(crate) async fn transaction<D: Networked>(
    pool: &sqlx::Pool<D>,
    body: Body,
    commits: &Commits,
) -> Outcome {
    let (pool, commits) = (pool.clone(), commits.clone());
    let task = tokio::spawn(async move {
        let mut attempt = 1;
        loop {
            let timed = tokio::time::timeout(TRANSACTION_TIMEOUT, attempt_once(&pool, &body, &commits)).await;
            let outcome = timed.unwrap_or_else(|_| {
                // it may have been committed all the same
                commits.tell(Changed::Anything);
                Err(Error::OutcomeUnknown { reason: "the database did not answer in time".to_owned() }.into())
            });
            if attempt >= ATTEMPTS || !is_worth_retrying(&outcome) {
                return outcome;
            }
            tokio::time::sleep(pause(attempt)).await;
            attempt += 1;
        }
    });
    task.await.unwrap_or_else(|_| Err(Error::Panicked.into()))
}

async fn attempt_once<D: Networked>(pool: &sqlx::Pool<D>, body: &Body, commits: &Commits) -> Outcome {
    let mut lease = connection_of(pool).await?;
    lease.mark(Session::InTransaction);
    D::bare(&mut lease, "begin").await?;
    let tx = D::tx(lease);
    let outcome = outcome_of(&tx, body).await;
    let changed = tx.take_changed();
    let Some(mut lease) = D::lease(tx) else { return Err(Error::Panicked.into()) };
    match outcome {
        Ok(value) => match D::bare(&mut lease, "commit").await {
            Ok(()) => {
                lease.mark(Session::Clean);
                commits.tell(Changed::Tables(&changed));
                Ok(value)
            }
            Err(Error::Disconnected { reason } | Error::Storage { reason } | Error::Driver(reason)) => {
                commits.tell(Changed::Anything);
                Err(Error::OutcomeUnknown { reason }.into())
            }
            Err(refused) => Err(refused.into()),
        },
        // a server that takes nothing any more: neither this connection nor those that wait beside it lead anywhere else
        Err(error) if matches!(error.database(), Some(Error::Disconnected { .. })) => {
            drop(lease);
            while let Some(mut idle) = pool.try_acquire() {
                idle.close_on_drop();
            }
            Err(error)
        }
        Err(error) => {
            if D::bare(&mut lease, "rollback").await.is_ok() {
                lease.mark(Session::Clean);
            }
            Err(error)
        }
    }
}

/// Runs the body; a panic is an error, and so is a failed statement the body kept to itself.
pub(crate) async fn outcome_of(tx: &Tx<'static>, body: &Body) -> Outcome {
    let outcome = AssertUnwindSafe(async { body(tx).await }).catch_unwind().await;
    tx.judged(outcome.unwrap_or_else(|_panic| Err(Error::Panicked.into())))
}

/// Growing pauses with jitter. The jitter comes from the task's address space, not from a clock or a seed: it need not be
/// good, only different between competitors.
fn pause(attempt: u32) -> Duration {
    let competitor = std::collections::hash_map::RandomState::new();
    let jitter = std::hash::BuildHasher::hash_one(&competitor, attempt) % 8;
    Duration::from_millis((1 << attempt.min(7)) + jitter)
}

/// Runs a body on one connection without a transaction: each statement sees what is committed when it starts.
pub(crate) async fn read<D: Networked>(pool: &sqlx::Pool<D>, body: Body) -> Outcome {
    let mut attempt = 1;
    loop {
        let tx = D::tx(connection_of(pool).await?);
        let outcome = outcome_of(&tx, &body).await;
        if attempt >= READ_ATTEMPTS || !is_worth_retrying(&outcome) {
            return outcome;
        }
        attempt += 1;
    }
}

/// How long the statements of a snapshot may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pace {
    /// As any other: somebody waits for a page.
    Usual,
    /// As long as they need: whole tables are read.
    WithoutHurry,
}

/// Runs a body in a read-only transaction in which every statement sees the same state.
pub(crate) async fn snapshot<D: Networked>(pool: &sqlx::Pool<D>, body: Body, pace: Pace) -> Outcome {
    let mut attempt = 1;
    loop {
        let outcome = snapshot_once(pool, &body, pace).await;
        if attempt >= READ_ATTEMPTS || !is_worth_retrying(&outcome) {
            return outcome;
        }
        attempt += 1;
    }
}

async fn snapshot_once<D: Networked>(pool: &sqlx::Pool<D>, body: &Body, pace: Pace) -> Outcome {
    let mut lease = connection_of(pool).await?;
    lease.mark(Session::InTransaction);
    let without_hurry = if pace == Pace::WithoutHurry { D::WITHOUT_HURRY } else { &[] };
    for text in D::BEGIN_SNAPSHOT.iter().chain(without_hurry) {
        D::bare(&mut lease, text).await?;
    }
    let tx = D::tx(lease);
    let outcome = outcome_of(&tx, body).await;
    if let Some(mut lease) = D::lease(tx)
        && D::bare(&mut lease, "rollback").await.is_ok()
    {
        lease.mark(Session::Clean);
    }
    outcome
}
