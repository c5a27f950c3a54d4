use std::process::ExitCode;

use anyhow::Result;

use crate::{cli::Migrate, start};

/// Brings the database to this version, or tells what that would take.
pub(super) async fn run(asked: Migrate) -> Result<ExitCode> {
    let config = super::load(&asked.place)?;
    let db = start::open_database(&config.settings).await?;
    let (steps, verb) = if asked.dry_run {
        (db.pending_migrations().await?, "would run")
    } else {
        (db.migrate().await?, "ran")
    };
    for step in &steps {
        super::say(&format!("{verb} {}", step.name));
    }
    if steps.is_empty() {
        super::say(&format!("the database is at schema {}: nothing to do", souk_db::Db::known_version()));
    }
    db.close().await;
    Ok(ExitCode::SUCCESS)
}
