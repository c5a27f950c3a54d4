//! SQLite as somebody writes it who wants nothing between: rusqlite, prepared statements kept, the pragmas Souk sets.

use std::{
    future::{Future, ready},
    path::Path,
    pin::pin,
    task::{Context, Poll, Waker},
};

use rusqlite::{
    Connection, ToSql,
    config::DbConfig,
    types::{ToSqlOutput, ValueRef},
};
use souk_db::{Dialect, FromRow, Param, Result, Row, Statement};

use super::{Runner, expect};

/// A connection used by one thread.
pub(super) struct Hand(Connection);

struct Bound<'p>(Param<'p>);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Param::Int(Some(value)) => ValueRef::Integer(value),
            Param::Bool(Some(value)) => ValueRef::Integer(i64::from(value)),
            Param::Text(Some(value)) => ValueRef::Text(value.as_bytes()),
            Param::Bytes(Some(value)) => ValueRef::Blob(value),
            Param::Int(None) | Param::Bool(None) | Param::Text(None) | Param::Bytes(None) => ValueRef::Null,
        }))
    }
}

impl Hand {
    pub(super) fn open(file: &Path) -> rusqlite::Result<Self> {
        let connection = Connection::open(file)?;
        connection.set_prepared_statement_cache_capacity(1024);
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        for (pragma, value) in [
            ("journal_mode", "wal"),
            ("synchronous", "full"),
            ("foreign_keys", "on"),
            ("temp_store", "memory"),
            ("cache_size", "-65536"),
            ("mmap_size", "268435456"),
            ("wal_autocheckpoint", "4096"),
        ] {
            connection.pragma_update(None, pragma, value)?;
        }
        Ok(Self(connection))
    }

    pub(super) fn say(&self, words: &str) -> rusqlite::Result<()> {
        self.0.prepare_cached(words)?.execute([])?;
        Ok(())
    }

    /// Runs a body whose every statement is done when it is asked for.
    pub(super) fn finish<T>(body: impl Future<Output = Result<T>>) -> Result<T> {
        match pin!(body).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(outcome) => outcome,
            Poll::Pending => Err(souk_db::Error::ForeignAwait),
        }
    }

    fn changed(&self, statement: &'static Statement, params: &[Param<'_>]) -> rusqlite::Result<u64> {
        let mut prepared = self.0.prepare_cached(statement.text(Dialect::Sqlite))?;
        Ok(prepared.execute(rusqlite::params_from_iter(params.iter().map(|param| Bound(*param))))? as u64)
    }

    fn rows(&self, statement: &'static Statement, params: &[Param<'_>]) -> rusqlite::Result<Vec<Cells>> {
        let mut prepared = self.0.prepare_cached(statement.text(Dialect::Sqlite))?;
        let mut rows =
            prepared.query(rusqlite::params_from_iter(params.iter().map(|param| Bound(*param))))?;
        let mut read = Vec::new();
        while let Some(row) = rows.next()? {
            let count = row.as_ref().column_count();
            read.push(Cells((0..count).map(|place| cell(row, place)).collect::<rusqlite::Result<_>>()?));
        }
        Ok(read)
    }
}

impl Runner for Hand {
    fn change(
        &self,
        rows: u64,
        statement: &'static Statement,
        params: &[Param<'_>],
    ) -> impl Future<Output = Result<()>> + Send {
        ready(
            self.changed(statement, params)
                .map_err(Into::into)
                .and_then(|changed| expect(changed == rows, statement)),
        )
    }

    fn read(
        &self,
        rows: usize,
        statement: &'static Statement,
        params: &[Param<'_>],
    ) -> impl Future<Output = Result<()>> + Send {
        ready(
            self.rows(statement, params)
                .map_err(Into::into)
                .and_then(|read| expect(read.len() >= rows, statement)),
        )
    }
}

/// A whole row, read into memory of its own, as a program that goes on to use it must.
pub(super) struct Cells(#[allow(dead_code, reason = "read for the work of reading")] Vec<Cell>);

#[allow(dead_code, reason = "read for the work of reading")]
enum Cell {
    Null,
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
}

fn cell(row: &rusqlite::Row<'_>, place: usize) -> rusqlite::Result<Cell> {
    Ok(match row.get_ref(place)? {
        ValueRef::Null | ValueRef::Real(_) => Cell::Null,
        ValueRef::Integer(_) => Cell::Number(row.get(place)?),
        ValueRef::Text(_) => Cell::Text(row.get(place)?),
        ValueRef::Blob(_) => Cell::Bytes(row.get(place)?),
    })
}

/// The same through the data layer.
impl FromRow for Cells {
    fn read_from(row: &Row<'_>, next: &mut usize) -> Result<Self> {
        let Row::Lite(row) = row else { return Ok(Self(Vec::new())) };
        let places = *next..row.as_ref().column_count();
        *next = places.end;
        Ok(Self(places.map(|place| cell(row, place)).collect::<rusqlite::Result<_>>()?))
    }
}
