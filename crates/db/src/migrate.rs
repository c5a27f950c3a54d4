//! Numbered migrations, one text for three databases, run forward once however many servers start together.

use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, Connection as _, Executor as _};

use crate::{Db, Dialect, Error, Result, db::Kind, ddl};

/// One step of the schema.
#[derive(Debug)]
pub struct Migration {
    pub version: i64,
    pub name: &'static str,
    text: &'static str,
}

macro_rules! migrations {
    ($($version:literal $name:literal),* $(,)?) => {
        &[$(Migration {
            version: $version,
            name: $name,
            text: include_str!(concat!("../migrations/", $name, ".sql")),
        }),*]
    };
}

/// Every migration this binary knows, oldest first.
const MIGRATIONS: &[Migration] = migrations![1 "0001_souk"];

/// A migration may take longer than the session's usual limits allow, and so may waiting for another server's.
const POSTGRES_PATIENCE: &str = "set local statement_timeout = 0; set local lock_timeout = '60s'";

/// The PostgreSQL advisory lock migrations hold: "souk" in ASCII.
const POSTGRES_LOCK: i64 = 0x736f_756b;

/// The lock of MySQL's server, which all databases share, so it is named after ours. 60 s: as long as a start may wait.
const MYSQL_LOCK: &str = "select cast(get_lock(concat('souk_migrations_', md5(database())), 60) as signed)";

impl Migration {
    /// The text for one database. Errors: [`Error::MalformedMigration`].
    pub(crate) fn text(&self, dialect: Dialect) -> Result<String> {
        ddl::render(self.text, dialect)
            .map_err(|reason| Error::MalformedMigration { name: self.name, reason })
    }
}

/// How many characters each bounded column takes, by its name, `vendor.slug`.
pub fn text_bounds() -> BTreeMap<String, usize> {
    MIGRATIONS.iter().flat_map(|migration| ddl::text_bounds(migration.text)).collect()
}

/// The migrations' texts, by which a template database is named.
#[cfg(feature = "scratch")]
pub(crate) fn texts(dialect: Dialect) -> impl Iterator<Item = Result<String>> {
    MIGRATIONS.iter().map(move |migration| migration.text(dialect))
}

const BOOK: &str = "create table if not exists schema_migration (version bigint not null primary key, name varchar(120) not null)";

/// The versions and names of the steps that have run.
const DONE: &str = "select version, name from schema_migration order by version";
/// How many books of migrations there are, one or none.
const BOOKS_IN_SQLITE: &str =
    "select count(*) from sqlite_master where type = 'table' and name = 'schema_migration'";
const BOOKS_IN_POSTGRES: &str =
    "select count(*) from pg_catalog.pg_class where oid = to_regclass('schema_migration')";
const BOOKS_IN_MYSQL: &str = "select count(*) from information_schema.tables \
    where table_schema = database() and table_name = 'schema_migration'";

impl Db {
    /// The newest schema version this binary knows.
    pub fn known_version() -> i64 {
        MIGRATIONS.iter().map(|m| m.version).max().unwrap_or(0)
    }

    /// Brings the schema to what this binary knows and answers what it ran. Safe to run from several servers at once.
    /// Errors: [`Error::NewerSchema`] when a newer Souk wrote the database, [`Error::UnreleasedSchema`] when one did that was
    /// never released.
    pub async fn migrate(&self) -> Result<Vec<&'static Migration>> {
        match &self.kind {
            Kind::Lite(lite) => lite.exclusive(migrate_sqlite),
            Kind::Pg(pool) => migrate_postgres(pool).await,
            Kind::My(pool) => migrate_mysql(pool).await,
        }
    }

    /// The migrations that have not run yet, without running them.
    /// Errors: [`Error::NewerSchema`] when a newer Souk wrote the database, [`Error::UnreleasedSchema`] when one did that was
    /// never released.
    pub async fn pending_migrations(&self) -> Result<Vec<&'static Migration>> {
        if !self.has_book().await? {
            return missing(&[]);
        }
        missing(&self.done().await?)
    }

    /// The migrations that have run here.
    async fn done(&self) -> Result<Vec<Done>> {
        let done = crate::sql!("select version, name from schema_migration order by version");
        self.read(move |tx| Box::pin(tx.list(done, &[]))).await
    }

    /// Whether any migration ever ran here. Asks only: whoever looks must not need the right to make tables.
    async fn has_book(&self) -> Result<bool> {
        let tables: i64 = match &self.kind {
            Kind::Lite(lite) => {
                lite.exclusive(|connection| Ok(connection.query_row(BOOKS_IN_SQLITE, [], |row| row.get(0))?))?
            }
            Kind::Pg(pool) => sqlx::query_scalar(BOOKS_IN_POSTGRES).fetch_one(pool).await?,
            Kind::My(pool) => sqlx::query_scalar(BOOKS_IN_MYSQL).fetch_one(pool).await?,
        };
        Ok(tables > 0)
    }

    /// Answers when the database takes work and its schema is the one this binary knows; an error says why not. Changes
    /// nothing, so that it may be asked at any time.
    pub async fn ready(&self) -> Result<()> {
        if let Kind::Lite(lite) = &self.kind
            && !lite.is_healthy()
        {
            return Err(Error::Storage { reason: "the last commits failed: is the disk full?".to_owned() });
        }
        none_pending(&missing(&self.done().await?)?)
    }

    /// Errors unless the schema is exactly the one this binary knows.
    pub async fn require_current_schema(&self) -> Result<()> {
        none_pending(&self.pending_migrations().await?)
    }
}

fn none_pending(pending: &[&Migration]) -> Result<()> {
    match pending.first() {
        None => Ok(()),
        Some(first) => Err(Error::OlderSchema { found: first.version - 1, known: Db::known_version() }),
    }
}

/// A step that has run: its version and its name.
type Done = (i64, String);

fn missing(done: &[Done]) -> Result<Vec<&'static Migration>> {
    let mut todo: Vec<&Migration> = MIGRATIONS.iter().collect();
    for (version, name) in done {
        match MIGRATIONS.iter().find(|known| known.version == *version) {
            Some(known) if known.name == name => todo.retain(|step| step.version != *version),
            Some(_) => return Err(Error::UnreleasedSchema { step: name.clone() }),
            None => return Err(Error::NewerSchema { found: *version, known: Db::known_version() }),
        }
    }
    Ok(todo)
}

fn done_sqlite(connection: &rusqlite::Connection) -> Result<Vec<Done>> {
    let mut statement = connection.prepare(DONE)?;
    let done = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(done.collect::<Result<_, _>>()?)
}

fn migrate_sqlite(connection: &mut rusqlite::Connection) -> Result<Vec<&'static Migration>> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    transaction.execute_batch(BOOK)?;
    let todo = missing(&done_sqlite(&transaction)?)?;
    for migration in &todo {
        transaction.execute_batch(&migration.text(Dialect::Sqlite)?)?;
        transaction.execute(
            "insert into schema_migration (version, name) values (?, ?)",
            (migration.version, migration.name),
        )?;
    }
    transaction.commit()?;
    Ok(todo)
}

async fn migrate_postgres(pool: &sqlx::PgPool) -> Result<Vec<&'static Migration>> {
    let mut transaction = pool.begin().await?;
    (&mut *transaction).execute(sqlx::raw_sql(POSTGRES_PATIENCE)).await?;
    // held until the transaction ends
    sqlx::query("select pg_advisory_xact_lock($1)").bind(POSTGRES_LOCK).execute(&mut *transaction).await?;
    (&mut *transaction).execute(BOOK).await?;
    let done: Vec<Done> = sqlx::query_as(DONE).fetch_all(&mut *transaction).await?;
    let todo = missing(&done)?;
    for migration in &todo {
        (&mut *transaction).execute(sqlx::raw_sql(AssertSqlSafe(migration.text(Dialect::Postgres)?))).await?;
        sqlx::query("insert into schema_migration (version, name) values ($1, $2)")
            .bind(migration.version)
            .bind(migration.name)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(todo)
}

/// MySQL commits at every DDL statement, so a migration is not one transaction there: the lock keeps others away, and a
/// half-run migration is named by the next start, which finds its first table already there.
async fn migrate_mysql(pool: &sqlx::MySqlPool) -> Result<Vec<&'static Migration>> {
    // detached: the lock belongs to the connection and must end with it, however this ends
    let mut connection = pool.acquire().await?.detach();
    let locked: Option<i64> = sqlx::query_scalar(MYSQL_LOCK).fetch_one(&mut connection).await?;
    if locked != Some(1) {
        return Err(Error::Contended { code: "another server is migrating".to_owned() });
    }
    let outcome = migrate_mysql_locked(&mut connection).await;
    // the outcome is known; a close that fails changes nothing of it
    let _closed = connection.close().await;
    outcome
}

async fn migrate_mysql_locked(connection: &mut sqlx::MySqlConnection) -> Result<Vec<&'static Migration>> {
    (&mut *connection).execute(BOOK).await?;
    let done: Vec<Done> = sqlx::query_as(DONE).fetch_all(&mut *connection).await?;
    let todo = missing(&done)?;
    for migration in &todo {
        (&mut *connection).execute(sqlx::raw_sql(AssertSqlSafe(migration.text(Dialect::Mysql)?))).await?;
        sqlx::query("insert into schema_migration (version, name) values (?, ?)")
            .bind(migration.version)
            .bind(migration.name)
            .execute(&mut *connection)
            .await?;
    }
    Ok(todo)
}
