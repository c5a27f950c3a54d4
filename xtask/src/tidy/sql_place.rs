//! SQL stands only in stores and migrations.

use super::{Finding, source::Source};

/// The crates whose code belongs to the shop; the bank keeps its own book and the bench its own reference.
const SHOP: &[&str] =
    &["domain", "search", "market", "http", "api", "ui", "storefront", "vendor", "backoffice", "server"];

/// How a statement begins in a string.
const STATEMENTS: &[&str] =
    &["\"SELECT ", "\"INSERT INTO ", "\"DELETE FROM ", "\"UPDATE ", "\"CREATE TABLE "];

const MEND: &str =
    "Move the statement into the capability's store.rs and give it a name a shopkeeper would say.";

pub(super) fn check(files: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.is_rust() && !file.is_test() && !is_store(&file.path)) {
        if !file.crate_name().is_some_and(|name| SHOP.contains(&name)) {
            continue;
        }
        let code = file.code();
        let mut places: Vec<usize> = code.match_indices("sql!").map(|(at, _)| at).collect();
        places.extend(STATEMENTS.iter().flat_map(|begin| code.match_indices(begin)).map(|(at, _)| at));
        // `sql!("SELECT …` is one finding.
        places.sort_unstable();
        places.dedup_by(|later, earlier| *later - *earlier <= "sql!(".len());
        findings
            .extend(places.into_iter().map(|at| file.finding(at, "SQL outside a store".to_owned(), MEND)));
    }
    findings
}

fn is_store(path: &str) -> bool {
    path.ends_with("/store.rs") || path.contains("/store/")
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    const CODE: &str = "fn f() {\n    q(sql!(\"SELECT 1\"));\n}\n// sql!(\"SELECT 1\")\n";

    #[test]
    fn sql_in_a_use_case_is_found_once() {
        let path = "crates/market/src/cart/mod.rs";
        assert_eq!(found(check, &[(path, CODE)]), [format!("{path}:2 SQL outside a store")]);
        assert_eq!(
            found(check, &[(path, "let s = \"DELETE FROM carts\";")]),
            [format!("{path}:1 SQL outside a store")]
        );
    }

    #[test]
    fn sql_in_a_store_in_db_and_in_tests_is_in_its_place() {
        for path in [
            "crates/market/src/cart/store.rs",
            "crates/market/src/cart/store/lines.rs",
            "crates/market/src/cart/tests.rs",
            "crates/server/tests/it/main.rs",
            "crates/db/src/tx.rs",
        ] {
            assert_eq!(found(check, &[(path, CODE)]), [""; 0]);
        }
        let in_test_module = format!("fn a() {{}}\n#[cfg(test)]\nmod tests {{\n{CODE}}}");
        assert_eq!(found(check, &[("crates/market/src/cart/mod.rs", &in_test_module)]), [""; 0]);
    }
}
