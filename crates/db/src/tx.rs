use std::sync::{Mutex as BlockingMutex, MutexGuard, PoisonError};

use sqlx::{Executor as _, MySql, Postgres, pool::PoolConnection};
use tokio::sync::Mutex;

use crate::{Dialect, Error, FromRow, Param, Result, Row, Statement};

/// An open transaction or read, handed to the bodies given to [`crate::Db::transaction`] and [`crate::Db::read`].
pub struct Tx<'c>(pub(crate) Inner<'c>);

pub(crate) enum Inner<'c> {
    Lite(&'c BlockingMutex<rusqlite::Connection>),
    Pg(Mutex<PoolConnection<Postgres>>),
    My(Mutex<PoolConnection<MySql>>),
}

/// The connection is only ever used by the thread that owns it; the mutex is there so that `&Tx` may be `Send`.
pub(crate) fn lock(connection: &BlockingMutex<rusqlite::Connection>) -> MutexGuard<'_, rusqlite::Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Tx<'_> {
    /// Runs a statement that changes rows and answers how many it changed (matched, on MySQL too).
    /// The count of an upsert or an ignored insert means something else on each database: do not read it.
    pub async fn run(&self, statement: &'static Statement, params: &[Param<'_>]) -> Result<u64> {
        match &self.0 {
            Inner::Lite(connection) => {
                let connection = lock(connection);
                let mut prepared = connection.prepare_cached(statement.text(Dialect::Sqlite))?;
                let changed = prepared.execute(rusqlite::params_from_iter(params.iter().map(lite_value)))?;
                Ok(changed as u64)
            }
            Inner::Pg(connection) => {
                let query = bind_pg(statement.text(Dialect::Postgres), params);
                Ok(connection.lock().await.execute(query).await?.rows_affected())
            }
            Inner::My(connection) => {
                let query = bind_my(statement.text(Dialect::Mysql), params);
                Ok(connection.lock().await.execute(query).await?.rows_affected())
            }
        }
    }

    /// Runs a guarded update: true when it changed exactly one row, false when its guard held it back.
    pub async fn guarded(&self, statement: &'static Statement, params: &[Param<'_>]) -> Result<bool> {
        Ok(self.run(statement, params).await? == 1)
    }

    /// Reads every row.
    pub async fn list<T: FromRow>(
        &self,
        statement: &'static Statement,
        params: &[Param<'_>],
    ) -> Result<Vec<T>> {
        match &self.0 {
            Inner::Lite(connection) => {
                let connection = lock(connection);
                let mut prepared = connection.prepare_cached(statement.text(Dialect::Sqlite))?;
                let mut rows = prepared.query(rusqlite::params_from_iter(params.iter().map(lite_value)))?;
                let mut read = Vec::new();
                while let Some(row) = rows.next()? {
                    read.push(T::from_row(&Row::Lite(row))?);
                }
                Ok(read)
            }
            Inner::Pg(connection) => {
                let query = bind_pg(statement.text(Dialect::Postgres), params);
                let rows = connection.lock().await.fetch_all(query).await?;
                rows.iter().map(|row| T::from_row(&Row::Pg(row))).collect()
            }
            Inner::My(connection) => {
                let query = bind_my(statement.text(Dialect::Mysql), params);
                let rows = connection.lock().await.fetch_all(query).await?;
                rows.iter().map(|row| T::from_row(&Row::My(row))).collect()
            }
        }
    }

    /// Reads the first row, if there is one.
    pub async fn find<T: FromRow>(
        &self,
        statement: &'static Statement,
        params: &[Param<'_>],
    ) -> Result<Option<T>> {
        match &self.0 {
            Inner::Lite(connection) => {
                let connection = lock(connection);
                let mut prepared = connection.prepare_cached(statement.text(Dialect::Sqlite))?;
                let mut rows = prepared.query(rusqlite::params_from_iter(params.iter().map(lite_value)))?;
                rows.next()?.map(|row| T::from_row(&Row::Lite(row))).transpose()
            }
            Inner::Pg(connection) => {
                let query = bind_pg(statement.text(Dialect::Postgres), params);
                let row = connection.lock().await.fetch_optional(query).await?;
                row.map(|row| T::from_row(&Row::Pg(&row))).transpose()
            }
            Inner::My(connection) => {
                let query = bind_my(statement.text(Dialect::Mysql), params);
                let row = connection.lock().await.fetch_optional(query).await?;
                row.map(|row| T::from_row(&Row::My(&row))).transpose()
            }
        }
    }

    /// Reads the one row that must be there. Errors: [`Error::RowNotFound`].
    pub async fn one<T: FromRow>(&self, statement: &'static Statement, params: &[Param<'_>]) -> Result<T> {
        self.find(statement, params).await?.ok_or(Error::RowNotFound)
    }
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
