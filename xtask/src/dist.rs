//! The program as it is given to others: one static file, and beside it the empty directory its data go to.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::process;
use crate::workspace::Workspace;

/// With the C library inside, the program runs where there is nothing else, as in an image from scratch.
const STATIC: (&str, &str) = ("RUSTFLAGS", "-C target-feature=+crt-static");

/// Builds it into `to/souk`, with `to/data` beside it.
pub(crate) fn run(workspace: &Workspace, to: &Path) -> Result<ExitCode> {
    build(workspace, to)?;
    Ok(ExitCode::SUCCESS)
}

/// The same for a suite.
pub(crate) fn build(workspace: &Workspace, to: &Path) -> Result<()> {
    let host = host()?;
    // with a target named, the flags do not reach what runs while we build: proc-macros cannot be static
    let args = ["build", "--locked", "--profile", "dist", "--package", "souk", "--target", host.as_str()];
    process::run(workspace.cargo(&args).env(STATIC.0, STATIC.1))?;
    let built = workspace.target.join(&host).join("dist/souk");
    fs::create_dir_all(to.join("data"))?;
    let copied = fs::copy(&built, to.join("souk"));
    let bytes = copied.with_context(|| format!("cannot copy {} to {}", built.display(), to.display()))?;
    println!("souk: {:.1} MB", bytes as f64 / 1e6);
    Ok(())
}

/// The machine we build on, as rustc calls it.
fn host() -> Result<String> {
    let told = Command::new("rustc").arg("-vV").output().context("rustc")?;
    let told = String::from_utf8_lossy(&told.stdout);
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc names no host")?.to_owned())
}
