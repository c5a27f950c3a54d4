/// What can go wrong between a statement and its database.
#[derive(Debug, thiserror::Error, Clone, PartialEq, Eq)]
pub enum Error {
    /// A unique index refused a row. The index is named `<table>_<column>_<column>` on every database, and the primary key
    /// [`Error::PRIMARY_KEY`], since MariaDB tells no more.
    #[error("unique index {index} refused the row")]
    Unique { index: String },
    /// A CHECK constraint refused a row. One that was given a name is called by it on every database.
    #[error("a check constraint refused the row: {constraint}")]
    Check { constraint: String },
    /// A foreign key refused a row.
    #[error("a foreign key refused the row")]
    ForeignKey,
    /// Another transaction was in the way; running the whole transaction again may succeed.
    #[error("another transaction was in the way ({code}); try again")]
    Contended { code: String },
    /// The connection was lost before COMMIT was sent: nothing of the transaction happened.
    #[error("the connection to the database was lost: {reason}")]
    Disconnected { reason: String },
    /// The connection was lost while COMMIT was under way: the transaction may or may not have happened.
    #[error("the outcome of the commit is unknown: {reason}")]
    OutcomeUnknown { reason: String },
    /// The database cannot be reached, or its disk does not take or give what it should.
    #[error("the storage fails: {reason}")]
    Storage { reason: String },
    /// The file of the database lacks a part, or holds what no database wrote.
    #[error(
        "the database file {path} is damaged ({reason}): nothing was changed. Keep a copy of it and of the files beside it, \
         then put the last backup in its place"
    )]
    Damaged { path: String, reason: String },
    /// More work waits than the queue's bound allows.
    #[error("the database has more work waiting than it can take")]
    Overloaded,
    /// A SQLite transaction body waited for something that is not a statement.
    #[error("a transaction waited for something other than its database")]
    ForeignAwait,
    /// A transaction body panicked; it was rolled back.
    #[error("a transaction panicked")]
    Panicked,
    /// A row was expected and none was there.
    #[error("a row that must exist was not found")]
    RowNotFound,
    /// A column held something its type does not allow.
    #[error("column {index}: {reason}")]
    Column { index: usize, reason: String },
    /// The database was written by a newer Souk.
    #[error(
        "the database is at schema version {found}, newer than this binary knows ({known}): run a newer souk, or restore a backup made before the upgrade"
    )]
    NewerSchema { found: i64, known: i64 },
    /// The schema is older than this binary needs.
    #[error("the database is at schema version {found}, this binary needs {known}: run `souk migrate`")]
    OlderSchema { found: i64, known: i64 },
    /// The database was written by a Souk that was never released, so nothing brings it further.
    #[error(
        "the database was made by an unreleased souk (its step {step} is not one of this binary): start with a new database, and keep the old one with the souk that made it"
    )]
    UnreleasedSchema { step: String },
    /// A migration's text has a mistake.
    #[error("migration {name}: {reason}")]
    MalformedMigration { name: &'static str, reason: String },
    /// Anything else the driver said.
    #[error("{0}")]
    Driver(String),
}

impl Error {
    /// What [`Error::Unique`] calls a table's primary key.
    pub const PRIMARY_KEY: &'static str = "primary key";

    /// True when running the same transaction again from its start is safe and may help.
    pub fn is_worth_retrying(&self) -> bool {
        matches!(self, Self::Contended { .. } | Self::Disconnected { .. })
    }

    /// True when this is the refusal of the unique index `index`.
    pub fn is_unique(&self, name: &str) -> bool {
        matches!(self, Self::Unique { index } if index == name)
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{
            CannotOpen, ConstraintViolation, DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull,
            NotADatabase, ReadOnly, SystemIoFailure,
        };
        let rusqlite::Error::SqliteFailure(failure, message) = &error else {
            return match error {
                rusqlite::Error::QueryReturnedNoRows => Self::RowNotFound,
                other => Self::Driver(other.to_string()),
            };
        };
        let message = message.clone().unwrap_or_default();
        match (failure.code, failure.extended_code) {
            (ConstraintViolation, rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => Self::ForeignKey,
            (ConstraintViolation, rusqlite::ffi::SQLITE_CONSTRAINT_CHECK) => {
                Self::Check { constraint: after_colon(&message).to_owned() }
            }
            (ConstraintViolation, rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE) => {
                Self::Unique { index: index_name(after_colon(&message)) }
            }
            (ConstraintViolation, rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => {
                Self::Unique { index: Self::PRIMARY_KEY.to_owned() }
            }
            (DatabaseBusy | DatabaseLocked, code) => Self::Contended { code: format!("SQLite {code}") },
            (CannotOpen | DatabaseCorrupt | DiskFull | NotADatabase | ReadOnly | SystemIoFailure, code) => {
                Self::Storage { reason: format!("SQLite {code}: {error}") }
            }
            _ => Self::Driver(error.to_string()),
        }
    }
}

fn after_colon(message: &str) -> &str {
    message.split_once(": ").map_or(message, |(_, rest)| rest)
}

/// SQLite names the columns (`vendor.slug_key, vendor.city`), the others the index; ours are named after the columns.
fn index_name(columns: &str) -> String {
    let mut name = String::new();
    for column in columns.split(", ") {
        let (table, column) = column.split_once('.').unwrap_or(("", column));
        if name.is_empty() {
            name.push_str(table);
        }
        name.push('_');
        name.push_str(column);
    }
    name
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let sqlx::Error::Database(failure) = &error else {
            return match error {
                sqlx::Error::RowNotFound => Self::RowNotFound,
                sqlx::Error::PoolTimedOut => Self::Overloaded,
                sqlx::Error::Io(_)
                | sqlx::Error::Tls(_)
                | sqlx::Error::Protocol(_)
                | sqlx::Error::PoolClosed
                | sqlx::Error::WorkerCrashed => Self::Disconnected { reason: error.to_string() },
                other => Self::Driver(other.to_string()),
            };
        };
        if let Some(pg) = failure.try_downcast_ref::<sqlx::postgres::PgDatabaseError>() {
            return from_postgres(pg);
        }
        if let Some(my) = failure.try_downcast_ref::<sqlx::mysql::MySqlDatabaseError>() {
            return from_mysql(my);
        }
        Self::Driver(error.to_string())
    }
}

fn from_postgres(failure: &sqlx::postgres::PgDatabaseError) -> Error {
    let constraint = || failure.constraint().unwrap_or_default().to_owned();
    match failure.code() {
        "23505" if constraint().ends_with("_pkey") => Error::Unique { index: Error::PRIMARY_KEY.to_owned() },
        "23505" => Error::Unique { index: constraint() },
        "23514" => Error::Check { constraint: constraint() },
        "23503" => Error::ForeignKey,
        // serialisation failure, deadlock, lock time-out
        code @ ("40001" | "40P01" | "55P03") => Error::Contended { code: code.to_owned() },
        // shutting down, crash recovery, read-only after a fail-over, connection exceptions
        code if code.starts_with("57P") || code.starts_with("08") || code == "25006" => {
            Error::Disconnected { reason: format!("{code} {}", failure.message()) }
        }
        // disk full, out of memory, input or output failed, a file is damaged
        code if matches!(code, "53100" | "53200" | "58030" | "XX001" | "XX002") => {
            Error::Storage { reason: format!("PostgreSQL {code}: {}", failure.message()) }
        }
        code => Error::Driver(format!("PostgreSQL {code}: {}", failure.message())),
    }
}

fn from_mysql(failure: &sqlx::mysql::MySqlDatabaseError) -> Error {
    match failure.number() {
        // "Duplicate entry '…' for key 'vendor_slug_key'", MySQL 8 writes 'vendor.vendor_slug_key'
        1062 => {
            let key = failure.message().rsplit('\'').nth(1).unwrap_or_default();
            let name = key.rsplit('.').next().unwrap_or(key);
            Error::Unique { index: if name == "PRIMARY" { Error::PRIMARY_KEY } else { name }.to_owned() }
        }
        // MariaDB "CONSTRAINT `fee_is_paid` failed for …", MySQL "Check constraint 'fee_is_paid' is violated."
        4025 | 3819 => {
            let name = failure.message().split(['`', '\'']).nth(1).unwrap_or_else(|| failure.message());
            Error::Check { constraint: name.to_owned() }
        }
        1451 | 1452 => Error::ForeignKey,
        // lock wait time-out, deadlock (also Galera's certification failure)
        code @ (1205 | 1213) => Error::Contended { code: format!("MySQL {code}") },
        // no quorum, read only after a fail-over (the server, its tables, the session), shutting down
        code @ (1047 | 1290 | 1792 | 1836 | 1053) => {
            Error::Disconnected { reason: format!("{code} {}", failure.message()) }
        }
        // a file cannot be written, disk full, reading or writing failed, a table is full, a table is damaged
        code @ (3 | 1021 | 1024 | 1026 | 1114 | 1194) => {
            Error::Storage { reason: format!("MySQL {code}: {}", failure.message()) }
        }
        code => Error::Driver(format!("MySQL {code}: {}", failure.message())),
    }
}

#[cfg(test)]
mod tests {
    use super::index_name;

    #[test]
    fn sqlite_columns_become_the_name_of_the_index() {
        assert_eq!(index_name("vendor.slug_key"), "vendor_slug_key");
        assert_eq!(index_name("cart_line.cart_id, cart_line.variant_id"), "cart_line_cart_id_variant_id");
    }
}
