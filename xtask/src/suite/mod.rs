//! The test suites, and how each is run.

mod browser_tools;
mod container;
mod contract;
mod programs;
mod python;
mod tally;

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::{Result, ensure};
use clap::ValueEnum;

use crate::process::{self, shown};
use crate::report::{Outcome, Report};
use crate::rig::{self, Chromedriver, Durability, Server};
use crate::workspace::Workspace;
use programs::{Selection, Wanted};
use tally::Tally;

/// The package of the model checker.
const MODEL: &str = "souk-model";

/// Names the database of a run to its tests.
const DATABASE: &str = "SOUK_TEST_DATABASE";

/// The URL of a MySQL server on which the mysql suite runs a second time, when the variable is set.
const OTHER_MYSQL: &str = "SOUK_TEST_MYSQL_URL";

/// Seeds of the simulation with `--full`; a usual run takes those that the test itself names.
const SEEDS_OF_A_FULL_RUN: &str = "5000";

/// Products that a vendor imports in the browser with `--full`; a usual run takes a few.
const PRODUCTS_OF_A_FULL_RUN: &str = "50000";

/// A part of the tests that can be run alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Suite {
    /// Every test of the workspace that is in no other suite alone, on SQLite.
    Sqlite,
    /// The tests that touch a database, on a private PostgreSQL server.
    Postgres,
    /// The same on a private MariaDB server.
    Mysql,
    /// The journeys in a real Chromium.
    Browser,
    /// The deterministic simulation and the model checker.
    Sim,
    /// A purchase in the container image; only with --full, or by its name, since it builds a release.
    Container,
    /// The API held against its OpenAPI file, by a tool that knows nothing else; only with --full, or by its name.
    Contract,
}

/// How much of the long tests is run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Length {
    Usual,
    Full,
}

impl Length {
    pub(crate) fn full_when(full: bool) -> Self {
        if full { Self::Full } else { Self::Usual }
    }

    fn durability(self) -> Durability {
        Durability::synced_when(self == Self::Full)
    }
}

/// Runs the suites named in `only`, or all; prints the closing table, and last of all how many tests passed and failed.
pub(crate) fn run(workspace: &Workspace, only: &[Suite], length: Length) -> ExitCode {
    let mut report = Report::default();
    let tests = run_all(workspace, only, length, &mut report);
    let code = report.close();
    println!("{tests}");
    code
}

/// Builds what the chosen suites need, then runs them one after the other.
fn run_all(workspace: &Workspace, only: &[Suite], length: Length, report: &mut Report) -> Tally {
    let mut tests = Tally::default();
    let mut built: Vec<Suite> = Suite::value_variants().to_vec();
    built.retain(|suite| only.contains(suite) || only.is_empty() && suite.is_part_of(length));
    // All before the first suite, so that the suites' times are of the tests alone. What does not build
    // has failed with that.
    built.retain(|suite| {
        report.step(&format!("build {}", suite.name()), || Outcome::of(suite.build(workspace)))
    });
    for suite in built {
        let mut of_suite = Tally::default();
        report.step(suite.name(), || match suite.run(workspace, length, &mut of_suite) {
            Ok(()) => Outcome::Passed(of_suite.to_string()),
            Err(error) => Outcome::Failed(format!("{of_suite}; {error:#}")),
        });
        tests += of_suite;
    }
    if !report.is_clean() {
        tests.count_a_failure();
    }
    tests
}

impl Suite {
    fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Mysql => "mysql",
            Self::Browser => "browser",
            Self::Sim => "sim",
            Self::Container => "container",
            Self::Contract => "contract",
        }
    }

    fn is_part_of(self, length: Length) -> bool {
        !matches!(self, Self::Container | Self::Contract) || length == Length::Full
    }

    /// The test programs of this suite.
    fn selections(self) -> &'static [Selection] {
        match self {
            // the model has a suite of its own
            Self::Sqlite => &[Selection { targets: &[], wanted: Wanted::AllBut(&[MODEL]) }],
            Self::Postgres | Self::Mysql => &[Selection {
                targets: &[],
                wanted: Wanted::OnDatabases(&["souk-db", "souk-market", "souk"]),
            }],
            Self::Browser => &[Selection { targets: &["--test", "browser"], wanted: Wanted::Of(&["souk"]) }],
            Self::Container => {
                &[Selection { targets: &["--test", "container"], wanted: Wanted::Of(&["souk"]) }]
            }
            Self::Contract => {
                &[Selection { targets: &["--test", "contract"], wanted: Wanted::Of(&["souk"]) }]
            }
            Self::Sim => &[
                Selection { targets: &["--test", "simulation"], wanted: Wanted::Of(&["souk-market"]) },
                Selection { targets: &[], wanted: Wanted::Of(&[MODEL]) },
            ],
        }
    }

    fn build(self, workspace: &Workspace) -> Result<()> {
        self.selections().iter().try_for_each(|selection| selection.build(workspace).map(drop))
    }

    fn run(self, workspace: &Workspace, length: Length, tests: &mut Tally) -> Result<()> {
        match self {
            Self::Sqlite => self.run_on(workspace, &[(DATABASE, "sqlite".into())], tests),
            Self::Postgres => {
                let rig = rig::start(workspace, Server::Postgres, length.durability())?;
                self.run_on(workspace, &[(DATABASE, rig.url.as_str().into())], tests)
            }
            Self::Mysql => self.run_on_mysql(workspace, length, tests),
            Self::Browser => self.run_in_browser(workspace, length, tests),
            Self::Sim => {
                let mut settings = vec![(DATABASE, "sqlite".into())];
                if length == Length::Full {
                    settings.push(("SOUK_SIM_SEEDS", SEEDS_OF_A_FULL_RUN.into()));
                }
                self.run_on(workspace, &settings, tests)
            }
            Self::Container => self.run_in_container(workspace, tests),
            Self::Contract => self.run_by_contract(workspace, tests),
        }
    }

    fn run_in_container(self, workspace: &Workspace, tests: &mut Tally) -> Result<()> {
        let mut settings = container::build(workspace)?.settings();
        let rig = rig::start(workspace, Server::Postgres, Durability::Relaxed)?;
        settings.push((DATABASE, rig.url.as_str().into()));
        self.run_on(workspace, &settings, tests)
    }

    /// On SQLite, unless the caller's environment names another database.
    fn run_by_contract(self, workspace: &Workspace, tests: &mut Tally) -> Result<()> {
        let tool = contract::ensure(workspace)?;
        let database = env::var_os(DATABASE).unwrap_or_else(|| "sqlite".into());
        let settings = [(DATABASE, database), ("SOUK_TEST_SCHEMATHESIS", tool.into_os_string())];
        self.run_on(workspace, &settings, tests)
    }

    fn run_on_mysql(self, workspace: &Workspace, length: Length, tests: &mut Tally) -> Result<()> {
        let rig = rig::start(workspace, Server::Mysql, length.durability())?;
        self.run_on(workspace, &[(DATABASE, rig.url.as_str().into())], tests)?;
        if let Some(url) = env::var_os(OTHER_MYSQL) {
            println!("once more, on the server of {OTHER_MYSQL}");
            self.run_on(workspace, &[(DATABASE, url)], tests)?;
        }
        Ok(())
    }

    fn run_in_browser(self, workspace: &Workspace, length: Length, tests: &mut Tally) -> Result<()> {
        let node_modules = browser_tools::ensure(workspace)?;
        let driver = Chromedriver::start()?;
        let mut settings = vec![
            (DATABASE, "sqlite".into()),
            ("SOUK_TEST_CHROMEDRIVER", driver.url.as_str().into()),
            ("SOUK_TEST_CHROMIUM", driver.chromium.clone().into_os_string()),
            ("SOUK_TEST_NODE_MODULES", node_modules.into_os_string()),
        ];
        if length == Length::Full {
            settings.push(("SOUK_TEST_SCREENS", "yes".into()));
            settings.push(("SOUK_TEST_PRODUCTS", PRODUCTS_OF_A_FULL_RUN.into()));
        }
        self.run_on(workspace, &settings, tests)
    }

    /// Runs every program to its end, with these variables set, and counts the tests.
    fn run_on(self, workspace: &Workspace, settings: &[(&str, OsString)], tests: &mut Tally) -> Result<()> {
        let mut failed = Vec::new();
        for selection in self.selections() {
            let mut tally = Tally::default();
            for mut command in selection.build(workspace)? {
                command.envs(settings.iter().map(|(name, value)| (name, value)));
                println!("running {}", shown(&command));
                let status = process::run_reading(&mut command, |line| {
                    println!("{line}");
                    tally.read(line);
                })?;
                if !status.success() {
                    failed.push(format!("{} ended with {status}", shown(&command)));
                }
            }
            let ran = if failed.is_empty() { tally.must_have_run() } else { Ok(()) };
            *tests += tally;
            ran?;
        }
        ensure!(failed.is_empty(), "{}", failed.join("; "));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_suite_runs_when_none_is_named() {
        let names = |length| -> Vec<_> {
            let suites = Suite::value_variants().iter().filter(|suite| suite.is_part_of(length));
            suites.map(|suite| suite.name()).collect()
        };
        assert_eq!(names(Length::Usual), ["sqlite", "postgres", "mysql", "browser", "sim"]);
        let full = ["sqlite", "postgres", "mysql", "browser", "sim", "container", "contract"];
        assert_eq!(names(Length::Full), full);
    }
}
