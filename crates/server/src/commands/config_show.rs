use std::process::ExitCode;

use anyhow::Result;

use crate::{cli::Place, config::Origins};

/// Prints the settings as this machine, file and environment make them.
pub(super) fn run(origin: bool, place: &Place) -> Result<ExitCode> {
    let origins = if origin { Origins::Shown } else { Origins::Hidden };
    for line in super::load(place)?.lines(origins) {
        super::say(&line);
    }
    Ok(ExitCode::SUCCESS)
}
