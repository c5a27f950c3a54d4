//! Crates depend downwards only.

use super::{Finding, source::Source};

/// What each crate may depend on; `ANY` for those at the top, which nothing depends on.
const LAYERS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("bank", &[]),
    ("db", &["domain"]),
    ("pictures", &[]),
    ("product-import", &["domain"]),
    ("market", &["domain", "db", "pictures", "product-import"]),
    ("http", &["market", "domain"]),
    ("api", &["http", "market", "domain"]),
    ("site", &["http", "market", "domain"]),
    ("model", &["domain"]),
    ("server", ANY),
    ("testkit", ANY),
    ("bench", ANY),
];

const ANY: &[&str] = &[
    "domain",
    "bank",
    "db",
    "pictures",
    "product-import",
    "market",
    "http",
    "api",
    "site",
    "model",
    "testkit",
];

const MEND: &str = "Move the code to the layer that may know both, or turn the call round (an outbox event, a value passed in).";

pub(super) fn check(files: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files {
        let Some(name) = file.crate_name().filter(|name| file.path == format!("crates/{name}/Cargo.toml"))
        else {
            continue;
        };
        let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| *layer == name) else {
            let what = format!("the crate {name} has no layer");
            findings.push(file.finding(
                0,
                what,
                "Give it one in xtask/src/tidy/layers.rs and in ARCHITECTURE.md.",
            ));
            continue;
        };
        for (at, dependency) in dependencies(&file.text) {
            if !allowed.contains(&dependency) {
                findings.push(file.finding(at, format!("{name} must not depend on {dependency}"), MEND));
            }
        }
    }
    findings
}

/// Our crates among a manifest's dependencies, without those of tests alone.
fn dependencies(manifest: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut counts = false;
    let mut at = 0;
    for line in manifest.split_inclusive('\n') {
        let text = line.trim();
        if text.starts_with('[') {
            counts = text.contains("dependencies") && !text.contains("dev-dependencies");
        }
        let entry =
            text.strip_prefix('[').map_or(text, |table| table.rsplit("dependencies.").next().unwrap_or(""));
        if let Some(rest) = entry.strip_prefix("souk-").filter(|_| counts) {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
            found.push((at, &rest[..end]));
        }
        at += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn a_dependency_upwards_is_found_and_one_for_tests_is_not() {
        let manifest = "[dependencies]\nsouk-domain.workspace = true\nsouk-db = { path = \"../db\" }\n\n[dev-dependencies]\nsouk-testkit.workspace = true\n";
        assert_eq!(
            found(check, &[("crates/api/Cargo.toml", manifest)]),
            ["crates/api/Cargo.toml:3 api must not depend on db"]
        );
        assert_eq!(found(check, &[("crates/market/Cargo.toml", manifest)]), [""; 0]);
    }

    #[test]
    fn a_table_of_its_own_counts_and_an_unknown_crate_needs_a_layer() {
        let manifest = "[dependencies.souk-market]\nworkspace = true\n";
        assert_eq!(
            found(check, &[("crates/db/Cargo.toml", manifest)]),
            ["crates/db/Cargo.toml:1 db must not depend on market"]
        );
        assert_eq!(
            found(check, &[("crates/new/Cargo.toml", "")]),
            ["crates/new/Cargo.toml:1 the crate new has no layer"]
        );
    }
}
