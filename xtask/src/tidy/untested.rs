//! A crate whose manifest says that its library has no tests has none: cargo would never build them.

use super::{Finding, source::Source};

const MEND: &str = "Put it under the crate's `tests`, or take `test = false` out of [lib] in its Cargo.toml.";

pub(super) fn check(files: &[Source]) -> Vec<Finding> {
    let untested: Vec<String> = files.iter().filter_map(untested_sources).collect();
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        if untested.iter().any(|sources| file.path.starts_with(sources)) {
            for mark in ["#[test]", "#[cfg(test)]", "#[tokio::test"] {
                if let Some(at) = file.text.find(mark) {
                    findings.push(file.finding(at, format!("{mark} where no tests are built"), MEND));
                }
            }
        }
    }
    findings
}

/// `crates/api/src/` for a manifest at `crates/api/Cargo.toml` that says so.
fn untested_sources(file: &Source) -> Option<String> {
    let directory = file.path.strip_suffix("Cargo.toml")?;
    let (_, section) = file.text.split_once("\n[lib]\n")?;
    let section = section.split("\n[").next().unwrap_or_default();
    section.lines().any(|line| line.trim() == "test = false").then(|| format!("{directory}src/"))
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn a_test_is_found_where_none_is_built_and_nowhere_else() {
        let manifest = "[package]\nname = \"a\"\n\n[lib]\ntest = false\n\n[[test]]\nname = \"it\"\n";
        let other = "[package]\nname = \"b\"\n\n[[test]]\nname = \"it\"\ntest = false\n";
        let test = "fn a() {}\n#[cfg(test)]\nmod tests {}\n";
        let files = [
            ("crates/a/Cargo.toml", manifest),
            ("crates/a/src/x.rs", test),
            ("crates/a/tests/it/main.rs", test),
            ("crates/b/Cargo.toml", other),
            ("crates/b/src/x.rs", test),
        ];
        assert_eq!(found(check, &files), ["crates/a/src/x.rs:2 #[cfg(test)] where no tests are built"]);
    }
}
