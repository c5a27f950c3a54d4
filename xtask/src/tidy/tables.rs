//! A table is declared once, by `table!` in its capability's store, and its columns are listed nowhere else.

use std::collections::BTreeMap;

use super::{
    Finding,
    source::Source,
    texts::{Macros, texts},
};

/// A select that names fewer columns is a choice of some, whatever share of the table they are.
const FEW_COLUMNS: usize = 4;

const MEND: &str =
    "Declare it by `table!` in the store of the capability that owns it (crates/db/src/statement/table.rs).";

const MEND_TWICE: &str =
    "Keep the declaration of the capability that owns the table; others name its columns by tokens.";

const MEND_INSERT: &str =
    "Use `tx.insert(&row)`, or the tokens `{insert t}` and `{columns t}` of the declared table.";

const MEND_SELECT: &str = "Select `{columns t}` into the declared row, beside others as a field of a `row!`; or only what is needed.";

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
            if declared.insert(table, columns).is_some() {
                findings.push(file.finding(at, format!("{table} is declared a second time"), MEND_TWICE));
            }
        }
    }
    let mut macros = Macros::default();
    for (_, code) in &stores {
        macros.extend(Macros::of(code));
    }
    for (file, code) in &stores {
        let own = Macros::of(code);
        for text in texts(code) {
            let words = text.words(&own, &macros);
            for table in listed_inserts(&words) {
                let what = format!("the columns of {table} are listed by hand");
                findings.push(file.finding(text.at, what, MEND_INSERT));
            }
            for table in listed_selects(&words, &declared) {
                let what = format!("nearly all columns of {table} are listed by hand");
                findings.push(file.finding(text.at, what, MEND_SELECT));
            }
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
fn listed_inserts(statement: &str) -> Vec<&str> {
    let inserted = names_after(statement, "insert into ").into_iter();
    let listed =
        inserted.filter(|(at, table)| !statement[at + table.len()..].trim_start().starts_with("({columns "));
    listed.map(|(_, table)| table).collect()
}

/// The declared tables of which a select of the statement names three columns of four or more, whatever stands beside them.
fn listed_selects<'t>(statement: &str, declared: &BTreeMap<&'t str, Vec<&'t str>>) -> Vec<&'t str> {
    let mut found = Vec::new();
    for (at, word) in statement.match_indices("select ") {
        let (names, rest) = plain_names(own_words(&statement[at + word.len()..]));
        for (table, alias) in tables_of(&outside_brackets(rest)) {
            let Some((table, columns)) = declared.get_key_value(table) else { continue };
            let named = names.iter().filter(|name| match name.split_once('.') {
                Some((of, name)) => of == alias.unwrap_or(table) && columns.contains(&name),
                // of two tables that both have it, no database would know which is meant
                None => columns.contains(name),
            });
            let named = named.count();
            if named >= FEW_COLUMNS && named * 4 >= columns.len() * 3 {
                found.push(*table);
            }
        }
    }
    found
}

/// What follows a `select`, up to the end of the bracket it stands in.
fn own_words(statement: &str) -> &str {
    let mut depth = 0_u32;
    for (at, letter) in statement.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 0 => return &statement[..at],
            ')' => depth -= 1,
            _ => {}
        }
    }
    statement
}

/// Without what stands in brackets: a select in there has tables of its own.
fn outside_brackets(words: &str) -> String {
    let mut depth = 0_u32;
    let outside = words.chars().filter(|letter| {
        depth += u32::from(*letter == '(');
        let is_outside = depth == 0;
        depth -= u32::from(*letter == ')');
        is_outside
    });
    outside.collect()
}

/// What stands between the commas of a select, and what follows that, from its `from` on.
fn plain_names(select: &str) -> (Vec<&str>, &str) {
    let (mut depth, mut start, mut names) = (0_u32, 0, Vec::new());
    for (at, letter) in select.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                names.push(select[start..at].trim());
                start = at + 1;
            }
            'f' if depth == 0 && is_word(select, at, "from") => {
                names.push(select[start..at].trim());
                return (names, &select[at..]);
            }
            _ => {}
        }
    }
    (names, "")
}

fn is_word(text: &str, at: usize, word: &str) -> bool {
    text[at..].starts_with(word)
        && text[..at].ends_with(char::is_whitespace)
        && text[at + word.len()..].starts_with(char::is_whitespace)
}

/// The tables after each `from` and `join`, with their aliases.
fn tables_of(rest: &str) -> Vec<(&str, Option<&str>)> {
    const NO_ALIAS: &[&str] = &["where", "join", "left", "on", "order", "limit", "group"];
    let words: Vec<&str> = rest.split_whitespace().collect();
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

    const STEP: (&str, &str) =
        ("crates/db/migrations/0001_souk.sql", "create table cart (\n);\n\ncreate table vendor (\n);\n");
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
    const PLACE: &str = "crates/market/src/carts.rs";
    const LISTED: [&str; 1] = ["crates/market/src/carts.rs:2 nearly all columns of cart are listed by hand"];

    /// What is found in a function of this statement, with another item after it.
    fn found_in(statement: &str, after: &str) -> Vec<String> {
        let text = format!("fn f() {{\n    sql!({statement});\n}}\n{after}");
        found(check, &[CART, VENDOR, STEP, (PLACE, &text)])
    }

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
        let files = [CART, VENDOR, STEP, (PLACE, text), ("crates/market/tests/it/a.rs", text)];
        let finding = ["crates/market/src/carts.rs:2 the columns of cart are listed by hand"];
        assert_eq!(found(check, &files), finding);
        assert_eq!(found_in("concat!(\"insert into \", \"cart (id\", rest!(), \")\")", ""), finding);
        assert_eq!(found_in("concat!(\"insert into cart ({columns \", \"cart}) select\")", ""), [""; 0]);
    }

    #[test]
    fn a_select_of_nearly_all_columns_is_found_and_one_of_some_is_not() {
        let select = |text: &str| found_in(&format!("\"{text}\""), "");
        assert_eq!(select("select id, account_id, \\\n state, revision from cart where id = ?"), LISTED);
        assert_eq!(select("select c.id, c.state, c.revision, c.created_at from cart c"), LISTED);
        for some in [
            "select id, state, revision from cart",
            "select w.id, w.account_id, w.state, w.revision from cart c",
            "select {columns cart c} from cart c",
        ] {
            assert_eq!(select(some), [""; 0], "{some}");
        }
    }

    #[test]
    fn what_stands_beside_the_columns_hides_none() {
        let select = |text: &str| found_in(&format!("\"{text}\""), "");
        for all in [
            "select v.name, c.id, c.state, c.revision, c.created_at from vendor v join cart c on c.x = v.id",
            "select name, cart.id, state, revision, created_at from vendor left join cart on x = vendor.id",
            "select id, account_id, state, revision, (select max(created_at) from vendor) from cart",
            "select v.name from vendor v where (select id, state, revision, created_at from cart) is null",
        ] {
            assert_eq!(select(all), LISTED, "{all}");
        }
        for some in [
            "select v.name, {columns cart c} from vendor v join cart c on c.x = v.id",
            "select v.id, c.id, v.state, c.state, v.revision, v.created_at from vendor v join cart c on c.x = v.id",
            "select id, state, revision, created_at from vendor where exists (select id from cart)",
            "select v.name, (select c.id from cart c), c.state, c.revision, c.created_at from vendor v join cart c",
        ] {
            assert_eq!(select(some), [""; 0], "{some}");
        }
    }

    #[test]
    fn a_statement_of_several_texts_is_seen_whole() {
        let parts = "concat!(\"select id, state, \", \"revision, created_at\", $which, \" from cart\")";
        assert_eq!(found_in(&parts.replace("$which, ", ""), ""), LISTED);
        assert_eq!(found_in(parts, ""), [""; 0], "nobody knows what becomes of the last column");
        let named = "concat!(\"select \", cart_columns!(), \" from cart where \", $which)";
        let columns = |columns: &str| {
            format!("macro_rules! cart_columns {{\n    () => {{\n        \"{columns}\"\n    }};\n}}\n")
        };
        let (all, some) = (columns("id, state, revision, created_at"), columns("id, state"));
        assert_eq!(found_in(named, &all), LISTED);
        assert_eq!(found_in(named, &some), [""; 0]);
        let elsewhere = ("crates/market/src/columns.rs", all.as_str());
        let text = format!("fn f() {{\n    sql!({named});\n}}\n");
        assert_eq!(found(check, &[CART, VENDOR, STEP, (PLACE, &text), elsewhere]), LISTED);
    }
}
