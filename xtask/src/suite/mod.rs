//! The test suites, and how each is run.

mod browser_tools;
mod programs;
mod tally;

use std::env;
use std::ffi::OsString;
use std::process::{Command, ExitCode};

use anyhow::{Result, bail};
use clap::ValueEnum;

use crate::process::{self, shown};
use crate::report::{Outcome, Report};
use crate::rig::{self, Chromedriver, Durability, Server};
use crate::workspace::Workspace;
use programs::Selection;
use tally::Tally;

/// The URL of a MySQL server on which the mysql suite runs a second time, when the variable is set.
const OTHER_MYSQL: &str = "SOUK_TEST_MYSQL_URL";

/// Seeds of the simulation with `--full`; a usual run takes the 200 that the test itself names.
const SEEDS_OF_A_FULL_RUN: &str = "5000";

/// A part of the tests that can be run alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Suite {
    /// Every test of the workspace, on SQLite.
    Sqlite,
    /// The tests that touch a database, on a private PostgreSQL server.
    Postgres,
    /// The same on a private MariaDB server.
    Mysql,
    /// The journeys in a real Chromium.
    Browser,
    /// The deterministic simulation and the model checker.
    Sim,
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

/// Runs the suites named in `only`, or all, and prints the closing table.
pub(crate) fn run(workspace: &Workspace, only: &[Suite], length: Length) -> Result<ExitCode> {
    let mut report = Report::default();
    run_all(workspace, only, length, &mut report);
    Ok(report.close())
}

/// Builds what the chosen suites need, then runs them one after the other.
pub(crate) fn run_all(workspace: &Workspace, only: &[Suite], length: Length, report: &mut Report) {
    let mut built: Vec<Suite> = Suite::value_variants().to_vec();
    built.retain(|suite| only.is_empty() || only.contains(suite));
    // All before the first suite, so that the suites' times are of the tests alone. What does not build
    // has failed with that.
    built.retain(|suite| {
        report.step(&format!("build {}", suite.name()), || Outcome::of(suite.build(workspace)))
    });
    for suite in built {
        report.step(suite.name(), || {
            suite.run(workspace, length).unwrap_or_else(|error| Outcome::Failed(format!("{error:#}")))
        });
    }
}

impl Suite {
    fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Mysql => "mysql",
            Self::Browser => "browser",
            Self::Sim => "sim",
        }
    }

    /// The test programs of this suite; the sqlite suite leaves the choice to cargo, and so has none.
    fn selections(self) -> &'static [Selection] {
        match self {
            Self::Sqlite => &[],
            Self::Postgres | Self::Mysql => {
                &[Selection { targets: &[], packages: &["souk-db", "souk-market", "souk"] }]
            }
            Self::Browser => &[Selection { targets: &["--test", "browser"], packages: &["souk"] }],
            Self::Sim => &[
                Selection { targets: &["--test", "simulation"], packages: &["souk-market"] },
                Selection { targets: &[], packages: &["souk-model"] },
            ],
        }
    }

    fn build(self, workspace: &Workspace) -> Result<()> {
        if self == Self::Sqlite {
            return programs::build_workspace(workspace);
        }
        self.selections().iter().try_for_each(|selection| selection.build(workspace).map(drop))
    }

    /// The commands of this suite; each group must run at least one test.
    fn commands(self, workspace: &Workspace) -> Result<Vec<Vec<Command>>> {
        if self == Self::Sqlite {
            return Ok(vec![vec![workspace.cargo(&["test", "--no-fail-fast", "--workspace"])]]);
        }
        self.selections().iter().map(|selection| selection.build(workspace)).collect()
    }

    fn run(self, workspace: &Workspace, length: Length) -> Result<Outcome> {
        match self {
            Self::Sqlite => self.run_on(workspace, &[("SOUK_TEST_DATABASE", "sqlite".into())]),
            Self::Postgres => {
                let rig = rig::start(workspace, Server::Postgres, length.durability())?;
                self.run_on(workspace, &[("SOUK_TEST_DATABASE", rig.url.as_str().into())])
            }
            Self::Mysql => self.run_on_mysql(workspace, length),
            Self::Browser => self.run_in_browser(workspace, length),
            Self::Sim => {
                let mut settings = vec![("SOUK_TEST_DATABASE", "sqlite".into())];
                if length == Length::Full {
                    settings.push(("SOUK_SIM_SEEDS", SEEDS_OF_A_FULL_RUN.into()));
                }
                self.run_on(workspace, &settings)
            }
        }
    }

    fn run_on_mysql(self, workspace: &Workspace, length: Length) -> Result<Outcome> {
        let rig = rig::start(workspace, Server::Mysql, length.durability())?;
        let outcome = self.run_on(workspace, &[("SOUK_TEST_DATABASE", rig.url.as_str().into())])?;
        match (outcome, env::var_os(OTHER_MYSQL)) {
            (Outcome::Passed(first), Some(url)) => {
                println!("once more, on the server of {OTHER_MYSQL}");
                match self.run_on(workspace, &[("SOUK_TEST_DATABASE", url)])? {
                    Outcome::Passed(second) => {
                        Ok(Outcome::Passed(format!("{first}; {second} on {OTHER_MYSQL}")))
                    }
                    failed => Ok(failed),
                }
            }
            (outcome, _) => Ok(outcome),
        }
    }

    fn run_in_browser(self, workspace: &Workspace, length: Length) -> Result<Outcome> {
        let node_modules = browser_tools::ensure(workspace)?;
        let driver = Chromedriver::start()?;
        let mut settings = vec![
            ("SOUK_TEST_DATABASE", "sqlite".into()),
            ("SOUK_TEST_CHROMEDRIVER", driver.url.as_str().into()),
            ("SOUK_TEST_CHROMIUM", driver.chromium.clone().into_os_string()),
            ("SOUK_TEST_NODE_MODULES", node_modules.into_os_string()),
        ];
        if length == Length::Full {
            settings.push(("SOUK_TEST_SCREENS", "yes".into()));
        }
        self.run_on(workspace, &settings)
    }

    /// Runs every program to its end, with these variables set, and counts the tests.
    fn run_on(self, workspace: &Workspace, settings: &[(&str, OsString)]) -> Result<Outcome> {
        let mut whole = Tally::default();
        let mut failed = Vec::new();
        for group in self.commands(workspace)? {
            let mut tally = Tally::default();
            for mut command in group {
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
            if failed.is_empty() {
                tally.must_have_run()?;
            }
            whole += tally;
        }
        if !failed.is_empty() {
            bail!("{whole}; {}", failed.join("; "));
        }
        Ok(Outcome::Passed(whole.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_suite_runs_when_none_is_named() {
        let names: Vec<_> = Suite::value_variants().iter().map(|suite| suite.name()).collect();
        assert_eq!(names, ["sqlite", "postgres", "mysql", "browser", "sim"]);
    }
}
