//! A table is declared once, by `table!` in its capability's store, and its columns are listed nowhere else.

use std::collections::BTreeMap;

use super::{Finding, source::Source};

/// Tables whose stores still list the columns by hand. The list only gets shorter.
const NOT_YET: &[&str] = &["incoming_transfer"];

/// A select that names fewer columns is a choice of some, whatever share of the table they are.
const FEW_COLUMNS: usize = 4;

const MEND: &str =
    "Declare it by `table!` in the store of the capability that owns it (crates/db/src/statement/table.rs).";

const MEND_TWICE: &str =
    "Keep the declaration of the capability that owns the table; others name its columns by tokens.";

const MEND_INSERT: &str =
    "Use `tx.insert(&row)`, or the tokens `{insert t}` and `{columns t}` of the declared table.";

const MEND_SELECT: &str = "Select `{columns t}` into the declared row, or only what is needed into a `row!`.";

const MEND_LIST: &str = "Take it off NOT_YET (xtask/src/tidy/tables.rs).";

pub(super) fn check(files: &[Source]) -> Vec<Finding> {
    let stores: Vec<(&Source, String)> = files
        .iter()
        .filter(|file| file.crate_name() == Some("market") && file.is_rust() && !file.is_test())
        .map(|file| (file, file.code()))
        .collect();
    let mut findings = Vec::new();
    let mut declared: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (file, code) in &stores {
        for (at, table, columns) in declarations(code) {
            if NOT_YET.contains(&table) {
                findings.push(file.finding(at, format!("{table} is declared"), MEND_LIST));
            }
            if declared.insert(table, columns).is_some() {
                findings.push(file.finding(at, format!("{table} is declared a second time"), MEND_TWICE));
            }
        }
    }
    for (file, code) in &stores {
        for (at, table) in listed_inserts(code) {
            findings.push(file.finding(
                at,
                format!("the columns of {table} are listed by hand"),
                MEND_INSERT,
            ));
        }
        for (at, table) in listed_selects(code, &declared) {
            findings.push(file.finding(
                at,
                format!("nearly all columns of {table} are listed by hand"),
                MEND_SELECT,
            ));
        }
    }
    for file in files.iter().filter(|file| file.path.starts_with("crates/db/migrations/")) {
        for (at, table) in names_after(&file.text, "create table ") {
            if !declared.contains_key(table) && !NOT_YET.contains(&table) {
                findings.push(file.finding(at, format!("{table} is not declared"), MEND));
            }
        }
    }
    findings
}

/// The tables of `table! { … struct Row in "vendor", public { … }`, with their columns.
fn declarations(code: &str) -> Vec<(usize, &str, Vec<&str>)> {
    names_after(code, " in \"")
        .into_iter()
        .filter_map(|(at, table)| {
            let rest = code[at + table.len()..].strip_prefix("\", ")?;
            let body = rest.strip_prefix("public {").or_else(|| rest.strip_prefix("private {"))?;
            Some((at, table, body[..body.find('}')?].lines().filter_map(column).collect()))
        })
        .collect()
}

/// The column of a field: `pub(crate) group as group_id: GroupId [max(9)],` is `group_id`.
fn column(line: &str) -> Option<&str> {
    line.split_once(": ")?.0.split_whitespace().last()
}

/// The tables into which columns are inserted that are not those of a token.
fn listed_inserts(code: &str) -> Vec<(usize, &str)> {
    names_after(code, "insert into ")
        .into_iter()
        .filter(|(at, table)| {
            !NOT_YET.contains(table) && !code[at + table.len()..].trim_start().starts_with("({columns ")
        })
        .collect()
}

/// The declared tables of which a select names three columns of four or more. One of several tables, or with what is reckoned,
/// is a row of its own.
fn listed_selects<'t>(code: &str, declared: &BTreeMap<&'t str, Vec<&'t str>>) -> Vec<(usize, &'t str)> {
    let mut found = Vec::new();
    for (at, words) in code.match_indices("select ") {
        let from = at + words.len();
        let statement = code[from..].split('"').next().unwrap_or_default();
        let (names, rest) = plain_names(statement);
        let &[(table, alias)] = tables_of(rest).as_slice() else { continue };
        if names.iter().any(|name| name.contains('(')) {
            continue;
        }
        if let Some((table, columns)) = declared.get_key_value(table) {
            let named = names.iter().filter(|name| match name.split_once('.') {
                Some((of, name)) => alias == Some(of) && columns.contains(&name),
                None => columns.contains(name),
            });
            let named = named.count();
            if named >= FEW_COLUMNS && named * 4 >= columns.len() * 3 {
                found.push((from, *table));
            }
        }
    }
    found
}

/// The names that stand alone between the commas of a select, and what follows them, from its `from` on.
fn plain_names(statement: &str) -> (Vec<&str>, &str) {
    let (mut depth, mut start, mut names) = (0_u32, 0, Vec::new());
    for (at, letter) in statement.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 0 => return (names, ""),
            ')' => depth -= 1,
            ',' if depth == 0 => {
                names.push(alone(&statement[start..at]));
                start = at + 1;
            }
            'f' if depth == 0 && is_word(statement, at, "from") => {
                names.push(alone(&statement[start..at]));
                return (names, &statement[at..]);
            }
            _ => {}
        }
    }
    (names, "")
}

/// Without the blanks and line ends around it.
fn alone(item: &str) -> &str {
    item.trim_matches(|letter: char| letter.is_whitespace() || letter == '\\')
}

fn is_word(text: &str, at: usize, word: &str) -> bool {
    text[at..].starts_with(word)
        && text[..at].ends_with(char::is_whitespace)
        && text[at + word.len()..].starts_with(char::is_whitespace)
}

/// The tables after each `from` and `join`, with their aliases.
fn tables_of(rest: &str) -> Vec<(&str, Option<&str>)> {
    const NO_ALIAS: &[&str] = &["where", "join", "left", "on", "order", "limit", "group"];
    let words: Vec<&str> = rest.split([' ', '\n', '\\']).filter(|word| !word.is_empty()).collect();
    let mut tables = Vec::new();
    for (place, word) in words.iter().enumerate() {
        if let ("from" | "join", Some(table)) = (*word, words.get(place + 1)) {
            let alias = words.get(place + 2).filter(|alias| !NO_ALIAS.contains(*alias));
            tables.push((*table, alias.copied()));
        }
    }
    tables
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

    const STEP: (&str, &str) = (
        "crates/db/migrations/0001_souk.sql",
        "create table cart (\n);\n\ncreate table vendor (\n);\n\ncreate table incoming_transfer (\n);\n",
    );
    const CART: (&str, &str) = (
        "crates/market/src/cart/store.rs",
        "table! {\n    struct CartRow in \"cart\", private {\n        id: CartId,\n        pub(crate) account as \
         account_id: Option<AccountId>,\n        state: String [max(16)],\n        revision: i64,\n        \
         created_at: Timestamp,\n    }\n}\n",
    );
    const VENDOR: (&str, &str) = (
        "crates/market/src/vendors/mod.rs",
        "table! { pub struct Vendor in \"vendor\", public { } }\nfn f() { sql!(\"insert into vendor ({columns vendor}) select\"); }\n",
    );

    #[test]
    fn each_table_declared_once_is_clean_and_so_is_one_that_is_not_yet() {
        let transfer = (
            "crates/market/src/payments/store.rs",
            "fn f() { sql!(\"insert into incoming_transfer (id) values (?)\"); }\n",
        );
        assert_eq!(found(check, &[CART, STEP, VENDOR, transfer]), [""; 0]);
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
    fn a_declared_table_leaves_the_list() {
        let transfer = (
            "crates/market/src/payments/store.rs",
            "table! { struct Transfer in \"incoming_transfer\", private { } }\n",
        );
        assert_eq!(
            found(check, &[CART, STEP, VENDOR, transfer]),
            ["crates/market/src/payments/store.rs:1 incoming_transfer is declared"]
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

    #[test]
    fn a_select_of_nearly_all_columns_is_found_and_one_of_some_is_not() {
        let select = |text: &str| {
            let text = format!("fn f() {{\n    sql!(\"{text}\");\n}}\n");
            found(check, &[CART, VENDOR, STEP, ("crates/market/src/carts.rs", &text)])
        };
        let finding = ["crates/market/src/carts.rs:2 nearly all columns of cart are listed by hand"];
        assert_eq!(select("select id, account_id, \\\n state, revision from cart where id = ?"), finding);
        assert_eq!(select("select c.id, c.state, c.revision, c.created_at from cart c"), finding);
        for some in [
            "select id, state, revision from cart",
            "select id, account_id, state, revision, (select max(created_at) from vendor) from cart",
            "select v.name, c.id, c.state, c.revision, c.created_at from vendor v join cart c on c.x = v.id",
            "select {columns cart c} from cart c",
        ] {
            assert_eq!(select(some), [""; 0], "{some}");
        }
    }
}
