use anyhow::{Context as _, Result, bail};
use souk_db::{DatabaseUrl, Db};
use souk_market::secrets::ServerKey;

use super::{
    data_dir,
    key::{self, Found},
};
use crate::config::Settings;

/// Who brings the schema up to date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Migrations {
    RunNow,
    /// Makes a database where there is none; one that is there belongs to whoever serves it.
    RunWhereNew,
    MustHaveRun,
}

/// The database and the key, which belong together.
pub(crate) struct Opened {
    pub(crate) db: Db,
    pub(crate) key: ServerKey,
    pub(crate) key_found: Found,
}

/// Opens the data directory, the database and the key. Errors say what to do.
pub(crate) async fn open(settings: &Settings, migrations: Migrations) -> Result<Opened> {
    if migrations == Migrations::MustHaveRun {
        must_be_there(&settings.database)?;
    }
    let db = open_database(settings).await?;
    match migrations {
        Migrations::RunNow => migrate(&db).await?,
        Migrations::RunWhereNew if is_new(&db).await? => migrate(&db).await?,
        Migrations::RunWhereNew | Migrations::MustHaveRun => db.require_current_schema().await?,
    }
    let (key, key_found) = key::load_or_make(&settings.secret_key_file)?;
    Ok(Opened { db, key, key_found })
}

async fn migrate(db: &Db) -> Result<()> {
    for step in db.migrate().await? {
        tracing::info!(step = step.name, "migrated");
    }
    Ok(())
}

/// Whether no migration ever ran here.
async fn is_new(db: &Db) -> Result<bool> {
    Ok(db.pending_migrations().await?.iter().any(|step| step.version == 1))
}

/// A command on a shop that is not there would make an empty one, and then wonder.
fn must_be_there(database: &DatabaseUrl) -> Result<()> {
    match database {
        DatabaseUrl::Sqlite(file) if !file.exists() => {
            bail!(
                "there is no shop at {}: `souk serve` makes one; --data DIR names another place",
                file.display()
            )
        }
        _ => Ok(()),
    }
}

/// Opens the database as it is.
pub(crate) async fn open_database(settings: &Settings) -> Result<Db> {
    data_dir::prepare(&settings.data)?;
    let cure = match &settings.database {
        DatabaseUrl::Sqlite(_) => "see that this user may write the file and its folder",
        DatabaseUrl::Postgres(_) | DatabaseUrl::Mysql(_) => {
            "see that the server runs, and that user, password and database exist"
        }
    };
    match Db::open(&settings.database, settings.db_connections).await {
        // it says itself what to do
        Err(error @ souk_db::Error::Damaged { .. }) => Err(error.into()),
        opened => {
            opened.with_context(|| format!("the database {} cannot be opened: {cure}", settings.database))
        }
    }
}
