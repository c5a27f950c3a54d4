//! What the browser suite needs beside cargo: Chromium, Java, and two packages from npm at fixed versions.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::install;
use crate::process;
use crate::workspace::Workspace;

/// The list of packages, and the lock that names their exact contents.
const PACKAGE: &str = include_str!("../../tools/package.json");
const LOCK: &str = include_str!("../../tools/package-lock.json");

/// Makes sure that everything is there; hands back the directory of the npm packages.
pub(super) fn ensure(workspace: &Workspace) -> Result<PathBuf> {
    install::ensure(&[&install::CHROMIUM, &install::FONTS, &install::JAVA, &install::NPM])?;
    let tools = workspace.target.join("tools");
    let node_modules = tools.join("node_modules");
    let stamp = tools.join("installed-lock.json");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == LOCK) && node_modules.is_dir() {
        return Ok(node_modules);
    }
    fs::create_dir_all(&tools)?;
    fs::write(tools.join("package.json"), PACKAGE)?;
    fs::write(tools.join("package-lock.json"), LOCK)?;
    let mut npm = Command::new("npm");
    // No scripts: the packages are data to us, and one of them would download a Java of its own.
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&tools);
    process::run(&mut npm).context("the browser suite's npm packages cannot be installed")?;
    for file in ["axe-core/axe.min.js", "vnu-jar/build/dist/vnu.jar"] {
        ensure!(node_modules.join(file).is_file(), "npm did not bring {file}");
    }
    fs::write(stamp, LOCK)?;
    Ok(node_modules)
}
