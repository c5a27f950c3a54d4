//! Only `db` knows which database it talks to.

use super::{Finding, source::Source};

const SIGNS: &[&str] = &["Dialect::", "match dialect", "match self.dialect", ".dialect()"];

const MEND: &str = "Put the difference into crates/db, behind a name that says what it is for.";

pub(super) fn check(files: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.is_rust() && !file.is_test()) {
        // the benchmark drives one database by hand, to measure db against it
        if file.crate_name().is_none_or(|name| matches!(name, "db" | "bench")) {
            continue;
        }
        let code = file.code_without_strings();
        let mut places: Vec<usize> =
            SIGNS.iter().flat_map(|sign| code.match_indices(sign)).map(|(at, _)| at).collect();
        places.sort_unstable();
        findings.extend(
            places.into_iter().map(|at| file.finding(at, "a choice by dialect outside db".to_owned(), MEND)),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn a_choice_by_dialect_is_found_outside_db_alone() {
        let code = "match d {\n    Dialect::Sqlite => 1,\n}";
        let path = "crates/market/src/orders/store.rs";
        assert_eq!(found(check, &[(path, code)]), [format!("{path}:2 a choice by dialect outside db")]);
        assert_eq!(found(check, &[("crates/db/src/tx.rs", code)]), [""; 0]);
        assert_eq!(found(check, &[(path, "// match dialect\nlet a = \"Dialect::\";")]), [""; 0]);
    }
}
