//! Fresh, migrated databases for tests. Behind the cargo feature `scratch`, which only dev-dependencies name.

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, MySqlConnection, PgConnection};
use tokio::sync::OnceCell;

mod mysql;
mod spoilt;

use crate::{DatabaseUrl, Db, Dialect, Error, MalformedDatabaseUrl, PoolSize, Result, db::Kind, migrate};

/// Reader threads of a test's database, a quarter of its connections: many tests run beside each other.
const POOL: PoolSize = PoolSize(4);

/// The database's file in a SQLite test's directory.
const SQLITE_FILE: &str = "souk.db";

/// The PostgreSQL advisory lock under which the template is made: "tmpl" in ASCII.
const TEMPLATE_LOCK: i64 = 0x746d_706c;

/// Foreign keys are triggers, which a replica does not run; checks cannot be paused, only dropped.
const PG_WITHOUT_RULES: &str = "set session_replication_role = replica; do $$ declare r record; begin \
    for r in select conrelid::regclass as t, conname as c from pg_constraint where contype = 'c' and conrelid <> 0 loop \
    execute format('alter table %s drop constraint %I', r.t, r.c); end loop; end $$;";

/// One database of one test, and a directory for its files.
///
/// The directory goes with it; the database of a server stays until [`Scratch::remove`], or until the server goes.
pub struct Scratch {
    url: DatabaseUrl,
    /// Who made it on a server: that server's URL and the database's name.
    server: Option<(DatabaseUrl, String)>,
    directory: PathBuf,
}

impl Scratch {
    /// Makes a migrated database. `base` is `sqlite`, or the URL of a PostgreSQL or MySQL server on which we may create
    /// databases. Errors: `base` is neither, or its server refuses.
    pub async fn create(base: &str) -> Result<Self> {
        Self::make(base, Filling::Migrated).await
    }

    /// Makes a database with nothing in it, for tests of migrations. Errors: as [`Scratch::create`].
    pub async fn create_empty(base: &str) -> Result<Self> {
        Self::make(base, Filling::Nothing).await
    }

    /// Where the database is.
    pub fn url(&self) -> DatabaseUrl {
        self.url.clone()
    }

    /// A directory of this test alone.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Opens the database with a pool that fits a test. Errors: it is gone.
    pub async fn open(&self) -> Result<Db> {
        Db::open(&self.url, POOL).await
    }

    /// Runs SQL past every constraint, to break data on purpose. PostgreSQL loses its checks for good. Errors: the
    /// database's words.
    #[doc(hidden)]
    pub async fn run_unguarded(&self, text: &str) -> Result<()> {
        match &self.url {
            DatabaseUrl::Sqlite(_) => {
                let db = self.open().await?;
                let Kind::Lite(lite) = &db.kind else { return Ok(()) };
                let text = format!("pragma ignore_check_constraints = on; pragma foreign_keys = off; {text}");
                lite.exclusive(|connection| Ok(connection.execute_batch(&text)?))
            }
            DatabaseUrl::Postgres(url) => {
                let mut connection = PgConnection::connect(url).await?;
                run_pg(&mut connection, format!("{PG_WITHOUT_RULES} {text}")).await
            }
            DatabaseUrl::Mysql(url) => {
                let mut connection = MySqlConnection::connect(url).await?;
                let text = format!("set check_constraint_checks = 0, foreign_key_checks = 0; {text}");
                run_my(&mut connection, text).await
            }
        }
    }

    /// Removes the database, connections to it included. Errors: the server refuses.
    pub async fn remove(self) -> Result<()> {
        match &self.server {
            Some((DatabaseUrl::Postgres(server), name)) => {
                let mut connection = PgConnection::connect(server).await?;
                run_pg(&mut connection, format!("drop database if exists {name} with (force)")).await
            }
            Some((DatabaseUrl::Mysql(server), name)) => {
                let mut connection = MySqlConnection::connect(server).await?;
                run_my(&mut connection, format!("drop database if exists {name}")).await
            }
            _ => Ok(()),
        }
    }

    async fn make(base: &str, filling: Filling) -> Result<Self> {
        let name = unique_name();
        let mut scratch = Self::make_in(make_directory(&name)?);
        if base == "sqlite" {
            if filling == Filling::Migrated {
                write_sqlite_template(&scratch.directory.join(SQLITE_FILE)).await?;
            }
        } else {
            let server = base.parse().map_err(|e: MalformedDatabaseUrl| Error::Driver(e.to_string()))?;
            scratch.url = make_on_server(&server, &name, filling).await?;
            scratch.server = Some((server, name));
        }
        Ok(scratch)
    }

    fn make_in(directory: PathBuf) -> Self {
        Self { url: DatabaseUrl::Sqlite(directory.join(SQLITE_FILE)), server: None, directory }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // a directory that stays in the temporary one does no harm
        let _kept = std::fs::remove_dir_all(&self.directory);
    }
}

/// What a new database holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Filling {
    Nothing,
    Migrated,
}

async fn write_sqlite_template(path: &Path) -> Result<()> {
    /// The migrated file's bytes: made by the first test of the process, copied by the others.
    static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let bytes = TEMPLATE.get_or_try_init(sqlite_template).await?;
    std::fs::write(path, bytes).map_err(|e| broken(path, &e))
}

async fn sqlite_template() -> Result<Vec<u8>> {
    let place = Scratch::make_in(make_directory(&unique_name())?);
    let db = place.open().await?;
    db.migrate().await?;
    let copy = place.directory.join("copy.db");
    if let Kind::Lite(lite) = &db.kind {
        // a whole file: part of the migrated one may still lie in its log
        lite.exclusive(|connection| Ok(connection.execute("vacuum into ?", [copy.to_string_lossy()])?))?;
    }
    std::fs::read(&copy).map_err(|e| broken(&copy, &e))
}

async fn make_on_server(server: &DatabaseUrl, name: &str, filling: Filling) -> Result<DatabaseUrl> {
    match server {
        DatabaseUrl::Postgres(url) => {
            let mut connection = PgConnection::connect(url).await?;
            let template = match filling {
                Filling::Nothing => "template1".to_owned(),
                Filling::Migrated => postgres_template(&mut connection, url).await?,
            };
            let strategy = postgres_strategy(&mut connection).await?;
            run_pg(&mut connection, format!("create database {name} template {template} {strategy}")).await?;
            connection.close().await?;
            Ok(DatabaseUrl::Postgres(with_database(url, name)))
        }
        DatabaseUrl::Mysql(url) => {
            let mut connection = MySqlConnection::connect(url).await?;
            run_my(&mut connection, create_mysql_database(name)).await?;
            if filling == Filling::Migrated {
                let schema = mysql::schema(&mut connection, url).await?;
                run_my(&mut connection, format!("use {name}; {schema}")).await?;
            }
            connection.close().await?;
            Ok(DatabaseUrl::Mysql(with_database(url, name)))
        }
        DatabaseUrl::Sqlite(_) => {
            Err(Error::Driver("a scratch database is `sqlite` or a server's URL".to_owned()))
        }
    }
}

/// Files are copied as they are where that is known, which is much less to do than to log each page; but with `fsync` on
/// it is not, since each file is synced.
async fn postgres_strategy(connection: &mut PgConnection) -> Result<&'static str> {
    static STRATEGY: OnceCell<&str> = OnceCell::const_new();
    const COPIES: &str = "select current_setting('server_version_num')::int >= 150000 \
        and current_setting('fsync') = 'off'";
    let ask = async || {
        let copies: bool = sqlx::query_scalar(COPIES).fetch_one(&mut *connection).await?;
        Ok::<_, Error>(if copies { "strategy file_copy" } else { "" })
    };
    STRATEGY.get_or_try_init(ask).await.copied()
}

/// The name of a template, after the text of the migrations that made it: test processes share it, and a changed migration
/// makes another.
fn template_name(dialect: Dialect) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for text in migrate::texts(dialect) {
        text?.hash(&mut hasher);
    }
    Ok(format!("souk_template_{:016x}", hasher.finish()))
}

/// The name of a database that holds the schema of this binary's migrations, made when it is not there.
async fn postgres_template(connection: &mut PgConnection, server: &str) -> Result<String> {
    static NAME: OnceCell<String> = OnceCell::const_new();
    let make = async || {
        let name = template_name(Dialect::Postgres)?;
        sqlx::query("select pg_advisory_lock($1)").bind(TEMPLATE_LOCK).execute(&mut *connection).await?;
        let there: Option<i64> =
            sqlx::query_scalar("select cast(1 as bigint) from pg_database where datname = $1")
                .bind(&name)
                .fetch_optional(&mut *connection)
                .await?;
        if there.is_none() {
            make_postgres_template(connection, server, &name).await?;
        }
        sqlx::query("select pg_advisory_unlock($1)").bind(TEMPLATE_LOCK).execute(&mut *connection).await?;
        Ok::<_, Error>(name)
    };
    NAME.get_or_try_init(make).await.cloned()
}

/// Migrates under another name first: a template that is there is whole.
async fn make_postgres_template(connection: &mut PgConnection, server: &str, name: &str) -> Result<()> {
    let draft = format!("{name}_draft");
    run_pg(connection, format!("drop database if exists {draft} with (force)")).await?;
    run_pg(connection, format!("create database {draft} template template1")).await?;
    let db = Db::open(&DatabaseUrl::Postgres(with_database(server, &draft)), POOL).await?;
    db.migrate().await?;
    db.close().await;
    run_pg(connection, format!("alter database {draft} rename to {name}")).await
}

fn create_mysql_database(name: &str) -> String {
    format!("create database {name} character set utf8mb4 collate utf8mb4_bin")
}

async fn run_pg(connection: &mut PgConnection, text: String) -> Result<()> {
    connection.execute(sqlx::raw_sql(AssertSqlSafe(text))).await?;
    Ok(())
}

async fn run_my(connection: &mut MySqlConnection, text: String) -> Result<()> {
    connection.execute(sqlx::raw_sql(AssertSqlSafe(text))).await?;
    Ok(())
}

/// The URL with another database's name: `postgres://me@host/postgres?x=y` → `postgres://me@host/NAME?x=y`.
fn with_database(url: &str, name: &str) -> String {
    let (address, options) = url.split_once('?').map_or((url, String::new()), |(a, o)| (a, format!("?{o}")));
    let authority = address.find("://").map_or(0, |at| at + 3);
    let end =
        address.get(authority..).and_then(|rest| rest.find('/')).map_or(address.len(), |at| authority + at);
    format!("{}/{name}{options}", address.get(..end).unwrap_or(address))
}

/// No other test has this name, in this process, beside it or before it.
#[allow(clippy::disallowed_methods, reason = "a name that is not yet taken, not a time anything depends on")]
fn unique_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("souk_test_{}_{count}_{}", std::process::id(), now.as_nanos())
}

/// In memory when the system has such a directory: tests sync at every commit.
fn make_directory(name: &str) -> Result<PathBuf> {
    let memory = Path::new("/dev/shm");
    let parent = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let directory = parent.join(name);
    std::fs::create_dir(&directory).map_err(|e| broken(&directory, &e))?;
    Ok(directory)
}

fn broken(path: &Path, error: &std::io::Error) -> Error {
    Error::Driver(format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn the_database_is_replaced_and_nothing_else() {
        for (url, expected) in [
            ("postgres://me:pw@host:5/postgres", "postgres://me:pw@host:5/new"),
            ("mysql://me@host/mysql?ssl-mode=disabled", "mysql://me@host/new?ssl-mode=disabled"),
            ("postgres://host", "postgres://host/new"),
        ] {
            assert_eq!(with_database(url, "new"), expected);
        }
    }
}
