use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context as _, Result, bail};

use crate::{cli::Init, start};

/// Where a settings file is looked for when nobody names one.
const USUAL_FILE: &str = "souk.toml";
/// What a new settings file says: every line is off, so that the defaults hold.
const TEXT: &str = include_str!("souk.toml");

/// Writes a settings file and makes the data directory with its key. What is there stays, but for the file with `--force`.
pub(super) fn run(asked: &Init) -> Result<ExitCode> {
    let file = asked.place.config.clone().unwrap_or_else(|| PathBuf::from(USUAL_FILE));
    write(&file, asked.force)?;
    super::say(&format!("wrote {}", file.display()));
    let settings = super::load(&crate::cli::Place { config: Some(file), ..asked.place.clone() })?.settings;
    start::prepare(&settings)?;
    super::say(&format!(
        "data in {}, its key in {}",
        settings.data.display(),
        settings.secret_key_file.display()
    ));
    super::say("next: `souk serve`");
    Ok(ExitCode::SUCCESS)
}

fn write(file: &Path, force: bool) -> Result<()> {
    let shown = file.display();
    if force {
        return fs::write(file, TEXT).with_context(|| format!("{shown} cannot be written"));
    }
    match OpenOptions::new().write(true).create_new(true).open(file) {
        Ok(mut new) => new.write_all(TEXT.as_bytes()).with_context(|| format!("{shown} cannot be written")),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("{shown} is there already: --force writes it anew, and leaves your data alone")
        }
        Err(error) => Err(error).with_context(|| format!("{shown} cannot be written")),
    }
}
