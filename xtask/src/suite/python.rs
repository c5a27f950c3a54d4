//! Programs from PyPI, in an environment of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::install;
use crate::process;

/// Makes sure that `place` holds what `requirements` names, each thing at its one version.
pub(super) fn ensure(place: &Path, requirements: &str) -> Result<()> {
    install::ensure(&[&install::VENV])?;
    let stamp = place.join("installed-requirements.txt");
    // Python's programs name the place they were installed in
    let wanted = format!("{}\n{requirements}", place.display());
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    fs::create_dir_all(place)?;
    let list = place.join("requirements.txt");
    fs::write(&list, requirements)?;
    process::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(place.join("tools")))?;
    let mut pip = Command::new(program(place, "pip"));
    process::run(pip.args(["install", "--quiet", "--no-deps", "--requirement"]).arg(&list))
        .context("the programs from PyPI cannot be installed")?;
    Ok(fs::write(stamp, wanted)?)
}

/// A program that was installed there.
pub(super) fn program(place: &Path, name: &str) -> PathBuf {
    place.join("tools/bin").join(name)
}
