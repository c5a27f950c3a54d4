use std::process::ExitCode;

use anyhow::{Context as _, Result};

/// Prints the API's description.
pub(super) fn run() -> Result<ExitCode> {
    super::say(&souk_api::document().to_pretty_json().context("the description cannot be written")?);
    Ok(ExitCode::SUCCESS)
}
