//! Every migration exists for each of the three databases.

use std::collections::BTreeMap;

use super::{Finding, source::Source};

const DATABASES: &[&str] = &["sqlite", "postgres", "mysql"];

const MEND: &str = "Write the same change for that database under the same file name.";

pub(super) fn check(files: &[Source]) -> Vec<Finding> {
    let mut by_name: BTreeMap<&str, Vec<(&str, &Source)>> = BTreeMap::new();
    for file in files {
        let Some(rest) = file.path.strip_prefix("crates/db/migrations/") else { continue };
        match rest.split_once('/') {
            Some((database, name)) if DATABASES.contains(&database) => {
                by_name.entry(name).or_default().push((database, file));
            }
            _ => {}
        }
    }
    let mut findings = Vec::new();
    for (name, present) in by_name {
        for missing in
            DATABASES.iter().filter(|wanted| present.iter().all(|(database, _)| database != *wanted))
        {
            findings.push(present[0].1.finding(0, format!("{name} is missing for {missing}"), MEND));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn a_missing_sibling_is_named_and_a_full_set_is_clean() {
        let all = ["sqlite", "postgres", "mysql"]
            .map(|database| format!("crates/db/migrations/{database}/0001_a.sql"));
        let files: Vec<(&str, &str)> = all.iter().map(|path| (path.as_str(), "")).collect();
        assert_eq!(found(check, &files), [""; 0]);
        assert_eq!(
            found(check, &files[..2]),
            ["crates/db/migrations/sqlite/0001_a.sql:1 0001_a.sql is missing for mysql"]
        );
    }
}
