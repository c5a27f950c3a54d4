use std::sync::{
    Mutex as BlockingMutex, MutexGuard, OnceLock, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use futures_util::future::BoxFuture;
use sqlx::{Executor as _, MySql, Postgres};
use tokio::sync::Mutex;

use crate::{
    Dialect, Error, FromRow, MAX_ROWS_OF_INSERT, OnConflict, Param, Result, Row, Statement, TableRow,
    lease::Lease,
};

/// Statements of this process, failed ones among them.
static STATEMENTS_RUN: AtomicU64 = AtomicU64::new(0);

/// How many statements this process has run, on whatever database.
pub(crate) fn statements_run() -> u64 {
    STATEMENTS_RUN.load(Ordering::Relaxed)
}

/// An open transaction or read, handed to the bodies given to [`crate::Db::transaction`] and [`crate::Db::read`].
///
/// The first statement that fails ends it: every later one answers the same error, and nothing is committed even when the
/// body answers `Ok`. PostgreSQL works so, and on MySQL a deadlock has already undone everything before it.
pub struct Tx<'c> {
    pub(crate) inner: Inner<'c>,
    failed: OnceLock<Error>,
    changed: BlockingMutex<Vec<&'static str>>,
}

pub(crate) enum Inner<'c> {
    Lite(&'c BlockingMutex<rusqlite::Connection>),
    Pg(Mutex<Lease<Postgres>>),
    My(Mutex<Lease<MySql>>),
}

/// The connection is only ever used by the thread that owns it; the mutex is there so that `&Tx` may be `Send`.
pub(crate) fn lock(connection: &BlockingMutex<rusqlite::Connection>) -> MutexGuard<'_, rusqlite::Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'c> Tx<'c> {
    pub(crate) fn new(inner: Inner<'c>) -> Self {
        Self { inner, failed: OnceLock::new(), changed: BlockingMutex::default() }
    }

    /// The body's outcome, unless a statement failed and the body kept that to itself.
    pub(crate) fn judged<T, E: From<Error>>(&self, outcome: Result<T, E>) -> Result<T, E> {
        match (outcome, self.failed.get()) {
            (Ok(_), Some(error)) => Err(error.clone().into()),
            (outcome, _) => outcome,
        }
    }

    /// Counts a statement that is about to be run. Errors: an earlier one failed.
    fn begin_statement(&self) -> Result<()> {
        STATEMENTS_RUN.fetch_add(1, Ordering::Relaxed);
        self.failed.get().map_or(Ok(()), |error| Err(error.clone()))
    }

    fn noted<T>(&self, outcome: Result<T>) -> Result<T> {
        outcome.inspect_err(|error| {
            self.failed.get_or_init(|| error.clone());
        })
    }
}

impl Tx<'_> {
    /// Runs a statement that changes rows and answers how many it changed (matched, on MySQL too).
    /// The count of an upsert or an ignored insert means something else on each database: do not read it.
    pub async fn run(&self, statement: &'static Statement, params: &[Param<'_>]) -> Result<u64> {
        self.begin_statement()?;
        let outcome = match &self.inner {
            Inner::Lite(connection) => lite_execute(connection, statement, params),
            Inner::Pg(_) | Inner::My(_) => self.execute_over_the_wire(statement, params).await,
        };
        let rows = self.noted(outcome)?;
        if rows > 0
            && let Some(table) = statement.changes()
        {
            self.note_changed(table);
        }
        Ok(rows)
    }

    /// Inserts a row. Errors: a unique index, a check or a foreign key refuses it.
    pub async fn insert<T: TableRow>(&self, row: &T) -> Result<()> {
        self.insert_rows(std::slice::from_ref(row), OnConflict::Refuse).await?;
        Ok(())
    }

    /// Inserts rows with as few statements as may be. Errors: as [`Tx::insert`], of any of them.
    pub async fn insert_all<T: TableRow>(&self, rows: &[T]) -> Result<()> {
        self.insert_rows(rows, OnConflict::Refuse).await?;
        Ok(())
    }

    /// As [`Tx::insert_all`], and a row whose unique key is there already is left out. How many were missing; `None` on MySQL, which
    /// counts those that are left out too.
    pub async fn insert_missing<T: TableRow>(&self, rows: &[T]) -> Result<Option<u64>> {
        let counted = self.insert_rows(rows, OnConflict::Keep).await?;
        Ok(Some(counted).filter(|_| !matches!(self.inner, Inner::My(_))))
    }

    /// As [`Tx::insert_all`], and a row whose unique key is there already changes the one that is, as `change` says:
    /// `{upsert id} count = visit.count + {new count}`. No two of the rows may have the same key.
    pub async fn upsert_all<T: TableRow>(&self, rows: &[T], change: &'static str) -> Result<()> {
        self.insert_rows(rows, OnConflict::Change(change)).await?;
        Ok(())
    }

    async fn insert_rows<T: TableRow>(&self, rows: &[T], on_conflict: OnConflict) -> Result<u64> {
        let mut written = 0;
        for rows in rows.chunks(MAX_ROWS_OF_INSERT) {
            let params: Vec<Param<'_>> = rows.iter().flat_map(TableRow::params).collect();
            written += self.run(T::table().insert(rows.len(), on_conflict), &params).await?;
        }
        Ok(written)
    }

    fn note_changed(&self, table: &'static str) {
        let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        if !changed.contains(&table) {
            changed.push(table);
        }
    }

    /// Whether a statement of this transaction changed a row of one of these tables.
    pub fn has_changed(&self, tables: &[&str]) -> bool {
        let changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        changed.iter().any(|table| tables.contains(table))
    }

    /// Whether a statement of this transaction changed a row of any table but these.
    pub fn has_changed_beside(&self, tables: &[&str]) -> bool {
        let changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        changed.iter().any(|table| !tables.contains(table))
    }

    /// The tables in which a statement changed a row: one that changed none leaves nothing for others to look at.
    pub(crate) fn take_changed(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.changed.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Runs a guarded update: true when it changed exactly one row, false when its guard held it back.
    pub async fn guarded(&self, statement: &'static Statement, params: &[Param<'_>]) -> Result<bool> {
        Ok(self.run(statement, params).await? == 1)
    }

    /// Reads every row.
    pub async fn list<T: FromRow + Send>(
        &self,
        statement: &'static Statement,
        params: &[Param<'_>],
    ) -> Result<Vec<T>> {
        let mut read = Vec::new();
        self.fetch(statement, params, Rows::All, &mut |row| {
            read.push(T::from_row(row)?);
            Ok(())
        })
        .await?;
        Ok(read)
    }

    /// Reads the first row, if there is one.
    pub async fn find<T: FromRow + Send>(
        &self,
        statement: &'static Statement,
        params: &[Param<'_>],
    ) -> Result<Option<T>> {
        let mut read = None;
        self.fetch(statement, params, Rows::First, &mut |row| {
            read = Some(T::from_row(row)?);
            Ok(())
        })
        .await?;
        Ok(read)
    }

    /// Reads the one row that must be there. Errors: [`Error::RowNotFound`].
    pub async fn one<T: FromRow + Send>(
        &self,
        statement: &'static Statement,
        params: &[Param<'_>],
    ) -> Result<T> {
        self.find(statement, params).await?.ok_or(Error::RowNotFound)
    }

    async fn fetch(
        &self,
        statement: &'static Statement,
        params: &[Param<'_>],
        rows: Rows,
        take: Take<'_>,
    ) -> Result<()> {
        self.begin_statement()?;
        self.noted(match &self.inner {
            Inner::Lite(connection) => lite_fetch(connection, statement, params, rows, take),
            Inner::Pg(_) | Inner::My(_) => self.fetch_over_the_wire(statement, params, rows, take).await,
        })
    }

    // An async body is compiled by every crate that polls it, a boxed one where it is boxed: the drivers stay in this crate.

    #[inline(never)]
    fn execute_over_the_wire<'a>(
        &'a self,
        statement: &'static Statement,
        params: &'a [Param<'a>],
    ) -> BoxFuture<'a, Result<u64>> {
        Box::pin(async move {
            match &self.inner {
                Inner::Lite(connection) => lite_execute(connection, statement, params),
                Inner::Pg(connection) => {
                    let query = bind_pg(statement.text(Dialect::Postgres), params);
                    Ok((&mut **connection.lock().await).execute(query).await?.rows_affected())
                }
                Inner::My(connection) => {
                    let query = bind_my(statement.text(Dialect::Mysql), params);
                    Ok((&mut **connection.lock().await).execute(query).await?.rows_affected())
                }
            }
        })
    }

    #[inline(never)]
    fn fetch_over_the_wire<'a>(
        &'a self,
        statement: &'static Statement,
        params: &'a [Param<'a>],
        rows: Rows,
        take: Take<'a>,
    ) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            match (&self.inner, rows) {
                (Inner::Lite(connection), rows) => lite_fetch(connection, statement, params, rows, take),
                (Inner::Pg(connection), Rows::All) => {
                    let query = bind_pg(statement.text(Dialect::Postgres), params);
                    let rows = (&mut **connection.lock().await).fetch_all(query).await?;
                    rows.iter().try_for_each(|row| take(&Row::Pg(row)))
                }
                (Inner::Pg(connection), Rows::First) => {
                    let query = bind_pg(statement.text(Dialect::Postgres), params);
                    let row = (&mut **connection.lock().await).fetch_optional(query).await?;
                    row.iter().try_for_each(|row| take(&Row::Pg(row)))
                }
                (Inner::My(connection), Rows::All) => {
                    let query = bind_my(statement.text(Dialect::Mysql), params);
                    let rows = (&mut **connection.lock().await).fetch_all(query).await?;
                    rows.iter().try_for_each(|row| take(&Row::My(row)))
                }
                (Inner::My(connection), Rows::First) => {
                    let query = bind_my(statement.text(Dialect::Mysql), params);
                    let row = (&mut **connection.lock().await).fetch_optional(query).await?;
                    row.iter().try_for_each(|row| take(&Row::My(row)))
                }
            }
        })
    }
}

/// How many rows of an answer are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rows {
    All,
    First,
}

/// Takes the rows of an answer, one by one.
type Take<'a> = &'a mut (dyn FnMut(&Row<'_>) -> Result<()> + Send);

#[inline(never)]
fn lite_execute(
    connection: &BlockingMutex<rusqlite::Connection>,
    statement: &'static Statement,
    params: &[Param<'_>],
) -> Result<u64> {
    let connection = lock(connection);
    let mut prepared = connection.prepare_cached(statement.text(Dialect::Sqlite))?;
    let changed = prepared.execute(rusqlite::params_from_iter(params.iter().map(lite_value)))?;
    Ok(changed as u64)
}

#[inline(never)]
fn lite_fetch(
    connection: &BlockingMutex<rusqlite::Connection>,
    statement: &'static Statement,
    params: &[Param<'_>],
    wanted: Rows,
    take: Take<'_>,
) -> Result<()> {
    let connection = lock(connection);
    let mut prepared = connection.prepare_cached(statement.text(Dialect::Sqlite))?;
    let mut rows = prepared.query(rusqlite::params_from_iter(params.iter().map(lite_value)))?;
    while let Some(row) = rows.next()? {
        take(&Row::Lite(row))?;
        if wanted == Rows::First {
            break;
        }
    }
    Ok(())
}

fn lite_value<'a>(param: &'a Param<'a>) -> rusqlite::types::ToSqlOutput<'a> {
    use rusqlite::types::{ToSqlOutput::Borrowed, ValueRef};
    Borrowed(match *param {
        Param::Int(Some(value)) => ValueRef::Integer(value),
        Param::Bool(Some(value)) => ValueRef::Integer(i64::from(value)),
        Param::Text(Some(value)) => ValueRef::Text(value.as_bytes()),
        Param::Bytes(Some(value)) => ValueRef::Blob(value),
        Param::Int(None) | Param::Bool(None) | Param::Text(None) | Param::Bytes(None) => ValueRef::Null,
    })
}

macro_rules! bind {
    ($name:ident, $database:ty, $arguments:ty) => {
        fn $name<'q>(
            text: &'static str,
            params: &[Param<'q>],
        ) -> sqlx::query::Query<'q, $database, $arguments> {
            params.iter().fold(sqlx::query(text), |query, param| match *param {
                Param::Int(value) => query.bind(value),
                Param::Bool(value) => query.bind(value),
                Param::Text(value) => query.bind(value),
                Param::Bytes(value) => query.bind(value),
            })
        }
    };
}
bind!(bind_pg, Postgres, sqlx::postgres::PgArguments);
bind!(bind_my, MySql, sqlx::mysql::MySqlArguments);
