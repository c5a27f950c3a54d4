//! What a change must pass to land: fmt, tidy, clippy, then every suite.

use std::process::ExitCode;

use anyhow::Result;

use crate::process;
use crate::report::{Outcome, Report};
use crate::suite::{self, Length};
use crate::tidy;
use crate::workspace::Workspace;

/// Runs the cheap checks, all of them, and the suites only when those are clean.
pub(crate) fn run(workspace: &Workspace) -> Result<ExitCode> {
    let mut report = Report::default();
    report.step("fmt", || cargo(workspace, &["fmt", "--all", "--check"]));
    report.step("tidy", || tidy::outcome(workspace));
    report.step("clippy", || {
        cargo(workspace, &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])
    });
    if report.is_clean() {
        suite::run_all(workspace, &[], Length::Usual, &mut report);
    } else {
        println!("\nThe suites were not run: mend the above first.");
    }
    Ok(report.close())
}

fn cargo(workspace: &Workspace, args: &[&str]) -> Outcome {
    Outcome::of(process::run(&mut workspace.cargo(args)))
}
