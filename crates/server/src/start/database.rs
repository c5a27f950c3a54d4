use anyhow::{Context as _, Result};
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
    let db = open_database(settings).await?;
    match migrations {
        Migrations::RunNow => {
            for step in db.migrate().await? {
                tracing::info!(step = step.name, "migrated");
            }
        }
        Migrations::MustHaveRun => db.require_current_schema().await?,
    }
    let (key, key_found) = key::load_or_make(&settings.secret_key_file)?;
    Ok(Opened { db, key, key_found })
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
    Db::open(&settings.database, settings.db_connections)
        .await
        .with_context(|| format!("the database {} cannot be opened: {cure}", settings.database))
}
