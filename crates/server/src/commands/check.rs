use std::process::ExitCode;

use anyhow::Result;
use souk_market::check;

use crate::{cli::Place, start::Migrations};

/// Asks every invariant of the database; names what is broken and then fails. Works beside a running shop.
pub(super) async fn run(place: Place) -> Result<ExitCode> {
    super::in_market(&place, Migrations::MustHaveRun, async |app| {
        let findings = check::run(app).await?;
        for finding in &findings {
            super::say(&finding.to_string());
        }
        if findings.is_empty() {
            super::say("all is well");
            return Ok(ExitCode::SUCCESS);
        }
        eprintln!("souk: {} broken; nothing was changed", findings.len());
        Ok(ExitCode::FAILURE)
    })
    .await
}
