//! The data layer: one code path over SQLite, PostgreSQL and MySQL/MariaDB.
//!
//! This is the only crate that names a driver. Everything above it writes each statement once, as text with `?` places and
//! a few `{tokens}` (see [`sql!`]), and runs it through a [`Tx`] it was handed by [`Db::transaction`] or [`Db::read`].
//!
//! Invariants kept here:
//! - A transaction body may run more than once, so it holds no effect but its statements.
//! - On SQLite a body must never wait for anything but statements: it is polled once on the thread that owns the
//!   connection, and one that is still pending is rolled back with [`Error::ForeignAwait`].
//! - No caller is answered before the COMMIT that holds its work returned.
//! - A commit whose connection broke is [`Error::OutcomeUnknown`]; it is never repeated blindly here.

mod columns;
mod commits;
mod db;
mod ddl;
mod erased;
mod error;
mod lease;
mod lite;
mod migrate;
mod networked;
mod params;
mod row;
mod schema;
#[cfg(feature = "scratch")]
pub mod scratch;
mod seldom;
mod statement;
mod tx;
mod url;

pub use commits::Changed;
pub use db::{Db, PoolSize};
pub use error::Error;
pub use futures_util::future::BoxFuture;
#[doc(hidden)]
pub use linkme;
pub use migrate::{Migration, text_bounds};
pub use params::{Param, ToParam, fill_places};
pub use row::{Column, FromRow, Row};
pub use seldom::Seldom;
pub use statement::{
    Audience, Dialect, MAX_ROWS_OF_INSERT, OnConflict, STATEMENTS, Statement, TABLES, Table, TableColumn,
    TableRow,
};
pub use tx::Tx;
pub use url::{DatabaseUrl, MalformedDatabaseUrl};

/// What a statement or a transaction of this crate answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error a transaction body may end with: its own kind, from which a database error can be read back so that the
/// transaction can be run again when that helps.
pub trait Abort: From<Error> + Send + 'static {
    /// The database error inside, when that is what ended the body.
    fn database(&self) -> Option<&Error>;
}

impl Abort for Error {
    fn database(&self) -> Option<&Error> {
        Some(self)
    }
}

/// True when the transaction failed in a way that running it again may mend.
fn is_worth_retrying<T, E: Abort>(outcome: &Result<T, E>) -> bool {
    outcome.as_ref().err().and_then(Abort::database).is_some_and(Error::is_worth_retrying)
}
