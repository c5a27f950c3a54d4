//! SQLite as somebody writes it who wants nothing between: rusqlite, prepared statements kept, the pragmas Souk sets.

use std::path::Path;

use anyhow::Result;
use rusqlite::{
    Connection, ToSql,
    config::DbConfig,
    types::{ToSqlOutput, ValueRef},
};
use souk_db::{Dialect, FromRow, Param, Row, Statement};

/// A connection used by one thread.
pub(crate) struct Hand(Connection);

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
    pub(crate) fn open(file: &Path) -> Result<Self> {
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

    pub(crate) fn say(&self, words: &str) -> Result<()> {
        self.0.prepare_cached(words)?.execute([])?;
        Ok(())
    }

    pub(crate) fn run(&self, statement: &'static Statement, params: &[Param<'_>]) -> Result<u64> {
        let mut prepared = self.0.prepare_cached(statement.text(Dialect::Sqlite))?;
        Ok(prepared.execute(rusqlite::params_from_iter(params.iter().map(|param| Bound(*param))))? as u64)
    }

    pub(crate) fn list(&self, statement: &'static Statement, params: &[Param<'_>]) -> Result<Vec<Cells>> {
        let mut prepared = self.0.prepare_cached(statement.text(Dialect::Sqlite))?;
        let mut rows =
            prepared.query(rusqlite::params_from_iter(params.iter().map(|param| Bound(*param))))?;
        let mut read = Vec::new();
        while let Some(row) = rows.next()? {
            let cell = |place| -> rusqlite::Result<Cell> {
                Ok(match row.get_ref(place)? {
                    ValueRef::Null | ValueRef::Real(_) => Cell::Nothing,
                    ValueRef::Integer(_) => Cell::Number(row.get(place)?),
                    ValueRef::Text(_) => Cell::Text(row.get(place)?),
                    ValueRef::Blob(_) => Cell::Bytes(row.get(place)?),
                })
            };
            let count = row.as_ref().column_count();
            read.push(Cells((0..count).map(cell).collect::<rusqlite::Result<_>>()?));
        }
        Ok(read)
    }
}

/// A whole row, read into memory of its own, as a program that goes on to use it must.
pub(crate) struct Cells(pub(crate) Vec<Cell>);

#[allow(dead_code, reason = "read for the work of reading")]
pub(crate) enum Cell {
    Nothing,
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl Cells {
    pub(crate) fn bytes(&self, place: usize) -> &[u8] {
        match self.0.get(place) {
            Some(Cell::Bytes(bytes)) => bytes,
            _ => &[],
        }
    }
}

/// The same through the data layer's own way of reading columns.
impl FromRow for Cells {
    fn from_row(row: &Row<'_>) -> souk_db::Result<Self> {
        let Row::Lite(lite) = row else { return Ok(Self(Vec::new())) };
        let cell = |place| -> souk_db::Result<Cell> {
            Ok(match lite.get_ref(place)? {
                ValueRef::Null | ValueRef::Real(_) => Cell::Nothing,
                ValueRef::Integer(_) => Cell::Number(row.at(place)?),
                ValueRef::Text(_) => Cell::Text(row.at(place)?),
                ValueRef::Blob(_) => Cell::Bytes(row.at(place)?),
            })
        };
        (0..lite.as_ref().column_count()).map(cell).collect::<souk_db::Result<_>>().map(Self)
    }
}
