//! Builds test programs and finds them, so that each suite runs its own without building anew.
//!
//! `cargo test -p souk-db` builds its dependencies with other features than `cargo test --workspace`, that is, nearly
//! everything twice. So we always build for the whole workspace, and start the programs of the packages we want.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::process;
use crate::workspace::Workspace;

/// Some test programs of the workspace.
pub(super) struct Selection {
    /// What cargo is told beside `test --no-run --workspace`.
    pub(super) targets: &'static [&'static str],
    /// The packages whose programs are run.
    pub(super) packages: &'static [&'static str],
}

/// A built test program, and where cargo would start it.
#[derive(Debug, PartialEq, Eq)]
struct Program {
    package: String,
    file: PathBuf,
    directory: PathBuf,
}

impl Selection {
    /// Builds the programs; the answer is a command for each, in cargo's order.
    pub(super) fn build(&self, workspace: &Workspace) -> Result<Vec<Command>> {
        let args = ["test", "--no-run", "--workspace", "--message-format=json-render-diagnostics"];
        let mut command = workspace.cargo(&[&args, self.targets].concat());
        let mut programs = Vec::new();
        let status = process::run_reading(&mut command, |line| programs.extend(program(line)))?;
        if !status.success() {
            bail!("{} ended with {status}", process::shown(&command));
        }
        programs.retain(|program| self.packages.contains(&program.package.as_str()));
        for package in self.packages {
            let has_one = programs.iter().any(|program| program.package == *package);
            ensure!(has_one, "the package {package} has no such test program");
        }
        programs.sort_by(|a, b| (&a.package, &a.file).cmp(&(&b.package, &b.file)));
        Ok(programs.iter().map(|program| program.command(workspace)).collect())
    }
}

impl Program {
    fn command(&self, workspace: &Workspace) -> Command {
        let mut command = Command::new(&self.file);
        command.current_dir(&self.directory);
        command.env("CARGO_MANIFEST_DIR", &self.directory).env("CARGO_TARGET_DIR", &workspace.target);
        command
    }
}

/// The test program that one line of cargo's report tells of, if it does.
fn program(line: &str) -> Option<Program> {
    let message: Value = serde_json::from_str(line).ok()?;
    if message["reason"] != "compiler-artifact" || message["profile"]["test"] != true {
        return None;
    }
    let file = PathBuf::from(message["executable"].as_str()?);
    let directory = Path::new(message["manifest_path"].as_str()?).parent()?.to_owned();
    let package = package_name(message["package_id"].as_str()?)?;
    Some(Program { package, file, directory })
}

/// The name in `path+file:///somewhere/server#souk@0.1.0`, or in `path+file:///somewhere/souk#0.1.0`.
fn package_name(id: &str) -> Option<String> {
    let (place, version) = id.rsplit_once('#')?;
    let name = version.split_once('@').map(|(name, _)| name).or_else(|| place.rsplit('/').next());
    name.map(str::to_owned)
}

/// The command that builds everything once, before any suite is chosen from it.
pub(super) fn build_workspace(workspace: &Workspace) -> Result<()> {
    process::run(&mut workspace.cargo(&["test", "--no-run", "--workspace"]))
        .context("the workspace does not build")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_built_test_is_found_with_its_package_and_directory() {
        let line = r#"{"reason":"compiler-artifact","package_id":"path+file:///w/crates/server#souk@0.1.0",
            "manifest_path":"/w/crates/server/Cargo.toml","profile":{"test":true},"executable":"/t/it-1"}"#;
        let wanted =
            Program { package: "souk".into(), file: "/t/it-1".into(), directory: "/w/crates/server".into() };
        assert_eq!(program(line), Some(wanted));
        assert_eq!(program(&line.replace("\"test\":true", "\"test\":false")), None);
        assert_eq!(program("   Compiling souk"), None);
    }

    #[test]
    fn a_package_named_like_its_directory_is_named_by_it() {
        assert_eq!(package_name("path+file:///w/xtask#0.1.0").as_deref(), Some("xtask"));
    }
}
