//! Schemathesis, and what it says.

use std::{
    env, fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use serde_json::Value;

use crate::support::{Api, process::written};

/// Its settings, and what it is not to be believed.
const HERE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/contract");
/// The same requests each time, as far as answers do not lead elsewhere.
const SEED: &str = "1";
/// A line of its report may hold a body of a mebibyte.
const SHOWN_CHARS: usize = 2_000;

/// As whom it asks, and what.
pub(crate) struct Role {
    pub(crate) name: &'static str,
    /// A pattern of paths; empty: all.
    pub(crate) only: &'static str,
    /// Names of operations.
    pub(crate) without: &'static [&'static str],
}

/// Asks at random, and asserts that every answer is as documented.
pub(crate) async fn hold(role: &Role, api: &Api, bearer: Option<&str>) {
    let reports = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("contract with {}", role.name));
    let mut tool = Command::new(told("SOUK_TEST_SCHEMATHESIS"));
    tool.args(["--config-file", "schemathesis.toml", "run", "--no-color", "--seed", SEED]);
    tool.args(["--report", "json", "--report-json-path"]).arg(reports.with_extension("json"));
    if let Some(bearer) = bearer {
        tool.arg("--header").arg(format!("Authorization: Bearer {bearer}"));
        // what it would make up beside this opens nothing, and so would hide what this one opens
        tool.args(["--generation-with-security-parameters", "false"]);
    }
    if !role.only.is_empty() {
        tool.args(["--include-path-regex", role.only]);
    }
    for name in role.without {
        tool.args(["--exclude-operation-id", name]);
    }
    tool.arg(format!("{}/api/v1/openapi.json", api.url)).current_dir(HERE).stdin(Stdio::null());
    // it would write what it compiled beside its sources
    tool.env("PYTHONDONTWRITEBYTECODE", "1");
    let ran = tokio::task::spawn_blocking(move || tool.output());
    let output = ran.await.expect("it was waited for").expect("it starts");
    assert!(output.status.success(), "{}: {}\n{}", role.name, output.status, shortened(&written(&output)));
    let report = fs::read(reports.with_extension("json")).expect("a report");
    let report: Value = serde_json::from_slice(&report).expect("JSON");
    let asked = &report["test_cases"]["generated"];
    assert!(
        report["operations"]["tested"].as_u64() > Some(0),
        "{}: nothing was asked: {report:#}",
        role.name
    );
    // past the harness, which keeps to itself what a test prints that passes
    writeln!(std::io::stdout(), "{asked} requests as {}", role.name).expect("somebody reads");
}

fn shortened(report: &str) -> String {
    let short = |line: &str| line.chars().take(SHOWN_CHARS).chain(['\n']).collect::<String>();
    report.lines().map(short).collect()
}

#[allow(clippy::disallowed_methods, reason = "what the test is run with is said by the environment")]
fn told(name: &str) -> String {
    let value = env::var(name);
    value.unwrap_or_else(|_| panic!("{name} is not set: run `cargo xtask test --only contract`"))
}
