//! Faces call use cases: none opens a transaction or looks into one.

use super::{Finding, source::Source};

/// The crates that face somebody.
const FACES: &[&str] = &["api", "http", "ui", "storefront", "vendor", "backoffice", "server"];
/// Files that open the database before there is a market.
const OPENERS: &[&str] = &[
    "crates/server/src/config/settings.rs",
    "crates/server/src/start/database.rs",
    "crates/server/src/commands/",
];

/// What a face must not name, and where it may stand all the same.
const FORBIDDEN: &[(&str, &str, &[&str])] = &[
    ("Ctx", "an open transaction", &[]),
    ("souk_db::", "the database", OPENERS),
    (".write(move |ctx", "a transaction", &[]),
    (".write(Actor", "a transaction", &[]),
    (".read(Actor", "a transaction", &[]),
    (".app().write(", "a transaction", &[]),
    (".app().read(", "a transaction", &[]),
    (".db().transaction(", "a transaction", &[]),
    (".db().read(", "a transaction", &[]),
    ("market::testing", "the door of tests", &[]),
];

const MEND: &str = "Call one use case of market; add one that answers what the face draws if none does.";

pub(super) fn check(files: &[Source]) -> Vec<Finding> {
    let faces = files.iter().filter(|file| file.is_rust() && !file.is_test());
    let faces = faces.filter(|file| file.crate_name().is_some_and(|name| FACES.contains(&name)));
    faces.flat_map(found_in).collect()
}

fn found_in(file: &Source) -> Vec<Finding> {
    let code = file.code_without_strings();
    let mut findings = Vec::new();
    for (word, what, places) in FORBIDDEN {
        if places.iter().any(|place| file.path.starts_with(place)) {
            continue;
        }
        for (at, _) in code.match_indices(word) {
            let inside_a_name = |c: char| c.is_alphanumeric() || c == '_';
            let starts = word.starts_with('.') || !code[..at].ends_with(inside_a_name);
            let ends =
                !word.ends_with(char::is_alphanumeric) || !code[at + word.len()..].starts_with(inside_a_name);
            if starts && ends {
                findings.push(file.finding(at, format!("a face names {what}: {word}"), MEND));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn a_transaction_in_a_face_is_found_and_a_use_case_is_not() {
        let good =
            "use souk_market::cart;\nfn f() { cart::show_cart(edge.app(), actor, key); file.write(b); }\n";
        let bad = "use souk_market::Ctx;\nfn f() { edge.app().write(actor, body); app.db().read(body); }\n";
        assert_eq!(found(check, &[("crates/api/src/carts/mod.rs", good)]), [""; 0]);
        assert_eq!(
            found(check, &[("crates/http/src/signed.rs", bad)]),
            [
                "crates/http/src/signed.rs:1 a face names an open transaction: Ctx",
                "crates/http/src/signed.rs:2 a face names a transaction: .app().write(",
                "crates/http/src/signed.rs:2 a face names a transaction: .db().read(",
            ]
        );
    }

    #[test]
    fn the_market_itself_and_what_opens_the_database_may() {
        let text = "use souk_db::Db;\n";
        for path in [
            "crates/market/src/app.rs",
            "crates/server/src/start/database.rs",
            "crates/api/src/tests/once.rs",
        ] {
            assert_eq!(found(check, &[(path, text)]), [""; 0], "{path}");
        }
        assert_eq!(
            found(check, &[("crates/server/src/demo/load.rs", text)]),
            ["crates/server/src/demo/load.rs:1 a face names the database: souk_db::"]
        );
    }
}
