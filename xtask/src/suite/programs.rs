//! Builds test programs and finds them, so that each suite runs its own without building anew.
//!
//! `cargo test -p souk-db` builds its dependencies with other features than `cargo test --workspace`, that is, nearly
//! everything twice. So we always build for the whole workspace, and start the programs we want.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::process;
use crate::workspace::Workspace;

/// How a test comes to the database that a run names. A program in whose sources none of them stands cannot touch it.
const WAYS_TO_A_DATABASE: [&str; 2] = ["souk_testkit", "scratch::Scratch"];

/// Some test programs of the workspace.
pub(super) struct Selection {
    /// What cargo is told beside `test --no-run --workspace`.
    pub(super) targets: &'static [&'static str],
    pub(super) wanted: Wanted,
}

/// Which of the built programs are run.
pub(super) enum Wanted {
    /// Those of every package but these.
    AllBut(&'static [&'static str]),
    /// Those of these packages.
    Of(&'static [&'static str]),
    /// Those of these packages that touch the database a run names; the others would do the same on each.
    OnDatabases(&'static [&'static str]),
}

/// A built test program, and where cargo would start it.
#[derive(Debug, PartialEq, Eq)]
struct Program {
    package: String,
    file: PathBuf,
    directory: PathBuf,
    /// Its root file; the program's other files stand beside and below it.
    source: PathBuf,
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
        let mut programs = self.wanted.among(programs)?;
        programs.sort_by(|a, b| (&a.package, &a.file).cmp(&(&b.package, &b.file)));
        Ok(programs.iter().map(|program| program.command(workspace)).collect())
    }
}

impl Wanted {
    fn among(&self, mut programs: Vec<Program>) -> Result<Vec<Program>> {
        match self {
            Self::AllBut(others) => programs.retain(|program| !others.contains(&program.package.as_str())),
            Self::Of(packages) | Self::OnDatabases(packages) => {
                programs.retain(|program| packages.contains(&program.package.as_str()));
            }
        }
        if let Self::OnDatabases(_) = self {
            programs = touching_a_database(programs)?;
        }
        if let Self::Of(packages) | Self::OnDatabases(packages) = self {
            for package in *packages {
                let has_one = programs.iter().any(|program| program.package == *package);
                ensure!(has_one, "the package {package} has no such test program");
            }
        }
        Ok(programs)
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

fn touching_a_database(programs: Vec<Program>) -> Result<Vec<Program>> {
    let mut touching = Vec::new();
    for program in programs {
        let sources = program.source.parent().context("a file lies in a directory")?;
        if names_a_database(sources)? {
            touching.push(program);
        }
    }
    Ok(touching)
}

/// Whether a file of this directory, or of one in it, names a way to a database.
fn names_a_database(directory: &Path) -> Result<bool> {
    for entry in fs::read_dir(directory).with_context(|| format!("cannot read {}", directory.display()))? {
        let path = entry?.path();
        let names = if path.is_dir() {
            names_a_database(&path)?
        } else {
            let text = fs::read(&path)?;
            let text = String::from_utf8_lossy(&text);
            WAYS_TO_A_DATABASE.iter().any(|way| text.contains(way))
        };
        if names {
            return Ok(true);
        }
    }
    Ok(false)
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
    let source = PathBuf::from(message["target"]["src_path"].as_str()?);
    Some(Program { package, file, directory, source })
}

/// The name in `path+file:///somewhere/server#souk@0.1.0`, or in `path+file:///somewhere/souk#0.1.0`.
fn package_name(id: &str) -> Option<String> {
    let (place, version) = id.rsplit_once('#')?;
    let name = version.split_once('@').map(|(name, _)| name).or_else(|| place.rsplit('/').next());
    name.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"reason":"compiler-artifact","package_id":"path+file:///w/crates/server#souk@0.1.0",
        "manifest_path":"/w/crates/server/Cargo.toml","target":{"src_path":"/w/crates/server/tests/it/main.rs"},
        "profile":{"test":true},"executable":"/t/it-1"}"#;

    fn of(package: &str, source: PathBuf) -> Program {
        Program { package: package.into(), file: "/t/it-1".into(), directory: "/w".into(), source }
    }

    #[test]
    fn a_built_test_is_found_with_its_package_directory_and_source() {
        let wanted = Program {
            package: "souk".into(),
            file: "/t/it-1".into(),
            directory: "/w/crates/server".into(),
            source: "/w/crates/server/tests/it/main.rs".into(),
        };
        assert_eq!(program(LINE), Some(wanted));
        assert_eq!(program(&LINE.replace("\"test\":true", "\"test\":false")), None);
        assert_eq!(program("   Compiling souk"), None);
    }

    #[test]
    fn a_package_named_like_its_directory_is_named_by_it() {
        assert_eq!(package_name("path+file:///w/xtask#0.1.0").as_deref(), Some("xtask"));
    }

    #[test]
    fn of_the_real_tests_those_that_open_a_database_are_chosen() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("crates");
        let source = |path: &str| crates.join(path);
        let programs = || {
            vec![
                of("souk", source("server/tests/it/main.rs")),
                of("souk", source("server/src/main.rs")),
                of("souk-db", source("db/tests/it/main.rs")),
                of("souk-market", source("market/tests/it/main.rs")),
                of("souk-domain", source("domain/src/lib.rs")),
            ]
        };
        let chosen = |wanted: Wanted| -> Vec<_> {
            let chosen = wanted.among(programs()).unwrap();
            chosen.iter().map(|one| one.source.strip_prefix(&crates).unwrap().display().to_string()).collect()
        };
        assert_eq!(
            chosen(Wanted::OnDatabases(&["souk-db", "souk"])),
            ["server/tests/it/main.rs", "db/tests/it/main.rs"]
        );
        assert_eq!(chosen(Wanted::Of(&["souk"])), ["server/tests/it/main.rs", "server/src/main.rs"]);
        assert_eq!(chosen(Wanted::AllBut(&["souk", "souk-db", "souk-market"])), ["domain/src/lib.rs"]);
        let none = Wanted::OnDatabases(&["souk-domain"]).among(programs());
        assert!(none.unwrap_err().to_string().contains("souk-domain"));
    }
}
