//! A table is declared once, by `table!` in its capability's store, and its columns are listed nowhere else.

use std::collections::BTreeMap;

use super::{Finding, source::Source};

const MEND: &str =
    "Declare it by `table!` in the store of the capability that owns it (crates/db/src/table.rs).";

const MEND_TWICE: &str =
    "Keep the declaration of the capability that owns the table; others name its columns by tokens.";

const MEND_INSERT: &str =
    "Use `tx.insert(&row)`, or the tokens `{insert t}` and `{columns t}` of the declared table.";

pub(super) fn check(files: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut declared: BTreeMap<String, usize> = BTreeMap::new();
    for file in
        files.iter().filter(|file| file.crate_name() == Some("market") && file.is_rust() && !file.is_test())
    {
        let code = file.code();
        for (at, table) in declarations(&code) {
            *declared.entry(table.to_owned()).or_default() += 1;
            if declared[table] > 1 {
                findings.push(file.finding(at, format!("{table} is declared a second time"), MEND_TWICE));
            }
        }
        for (at, table) in listed_inserts(&code) {
            findings.push(file.finding(
                at,
                format!("the columns of {table} are listed by hand"),
                MEND_INSERT,
            ));
        }
    }
    for file in files.iter().filter(|file| file.path.starts_with("crates/db/migrations/")) {
        for (at, table) in names_after(&file.text, "create table ") {
            if !declared.contains_key(table) {
                findings.push(file.finding(at, format!("{table} is not declared"), MEND));
            }
        }
    }
    findings
}

/// The tables of `table! { … struct Row in "vendor", public {`.
fn declarations(code: &str) -> Vec<(usize, &str)> {
    names_after(code, " in \"")
        .into_iter()
        .filter(|(at, table)| {
            let rest = &code[at + table.len()..];
            rest.starts_with("\", public") || rest.starts_with("\", private")
        })
        .collect()
}

/// The tables into which columns are inserted that are not those of a token.
fn listed_inserts(code: &str) -> Vec<(usize, &str)> {
    names_after(code, "insert into ")
        .into_iter()
        .filter(|(at, table)| !code[at + table.len()..].trim_start().starts_with("({columns "))
        .collect()
}

/// What follows each of these words, up to a blank, a quote or a bracket, and where it stands.
fn names_after<'t>(text: &'t str, words: &str) -> Vec<(usize, &'t str)> {
    text.match_indices(words)
        .map(|(at, _)| {
            let from = at + words.len();
            let rest = &text[from..];
            (from, &rest[..rest.find([' ', '"', '(']).unwrap_or(rest.len())])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    const STEP: (&str, &str) =
        ("crates/db/migrations/0001_souk.sql", "create table cart (\n);\n\ncreate table vendor (\n);\n");
    const CART: (&str, &str) = (
        "crates/market/src/cart/store.rs",
        "table! {\n    struct CartRow in \"cart\", private {\n    }\n}\n",
    );
    const VENDOR: (&str, &str) = (
        "crates/market/src/vendors/mod.rs",
        "table! { pub struct Vendor in \"vendor\", public { } }\nfn f() { sql!(\"insert into vendor ({columns vendor}) select\"); }\n",
    );

    #[test]
    fn each_table_declared_once_is_clean() {
        assert_eq!(found(check, &[CART, STEP, VENDOR]), [""; 0]);
    }

    #[test]
    fn a_table_that_is_not_declared_or_is_twice_is_found() {
        let again = ("crates/market/src/checkout/store.rs", CART.1);
        assert_eq!(
            found(check, &[CART, again, STEP]),
            [
                "crates/market/src/checkout/store.rs:2 cart is declared a second time",
                "crates/db/migrations/0001_souk.sql:4 vendor is not declared",
            ]
        );
    }

    #[test]
    fn columns_listed_by_hand_are_found_but_not_in_tests() {
        let text = "fn f() {\n    sql!(\"insert into cart (id, key) values (?, ?)\");\n}\n";
        let files =
            [CART, VENDOR, STEP, ("crates/market/src/carts.rs", text), ("crates/market/tests/it/a.rs", text)];
        assert_eq!(
            found(check, &files),
            ["crates/market/src/carts.rs:2 the columns of cart are listed by hand"]
        );
    }
}
