//! A migration is written once, with tokens where the databases' DDL differs.
//!
//! | token | what stands in it | SQLite | PostgreSQL | MySQL |
//! |---|---|---|---|---|
//! | `{id}` | an id of ours, 16 bytes | `blob` | `bytea` | `binary(16)` |
//! | `{hash}` | a SHA-256 or an HMAC of it, 32 bytes | `blob` | `bytea` | `binary(32)` |
//! | `{bytes 48}` | exactly so many bytes | `blob` | `bytea` | `binary(48)` |
//! | `{bytes}` | any number of bytes | `blob` | `bytea` | `longblob` |
//! | `{money}` | an amount in the currency's smallest unit | `integer` | `bigint` | `bigint` |
//! | `{time}` | milliseconds since 1970 | `integer` | `bigint` | `bigint` |
//! | `{count}` | any other whole number | `integer` | `bigint` | `bigint` |
//! | `{flag}` | true or false | `integer` | `boolean` | `boolean` |
//! | `{text 80}` | text of at most so many characters | `text` | `varchar(80) collate "C"` | `varchar(80)` |
//! | `{text}` | text without a bound | `text` | `text collate "C"` | `longtext` |
//! | `{small rows}` | options of a table whose rows are short | `strict, without rowid` | nothing | engine, charset, collation |
//! | `{large rows}` | options of a table whose rows are long | `strict` | nothing | engine, charset, collation |
//!
//! Text compares byte by byte on all three. A foreign key is written at the table's end, since MySQL ignores one that is
//! written behind its column.

use crate::Dialect;

/// More does not fit into MySQL's `binary`.
const MAX_FIXED_BYTES: u32 = 255;

/// The longest bounded text. MySQL's rows hold 65,535 bytes and a character takes up to four, so a few of these fit.
const MAX_BOUNDED_TEXT: u32 = 4_000;

const MYSQL_TABLE: &str = "engine = innodb default charset = utf8mb4 collate = utf8mb4_bin";

/// The migration's text for one database. Errors: a token that is unknown or not closed, named.
pub(crate) fn render(text: &str, dialect: Dialect) -> Result<String, String> {
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('{') {
        let (token, after) = from.split_once('}').ok_or_else(|| "a `{` has no `}` behind it".to_owned())?;
        out.push_str(before);
        out.push_str(&expand(token, dialect).ok_or_else(|| format!("{{{token}}} is no token"))?);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// The columns a migration makes or adds as `{text 80}`, as `vendor.slug`, and their bounds.
pub(crate) fn text_bounds(text: &str) -> Vec<(String, usize)> {
    let mut bounds = Vec::new();
    let mut table = "";
    for line in text.lines().map(str::trim) {
        let altered = line.strip_prefix("alter table ").and_then(|rest| rest.split_once(" add column "));
        let column = match (line.strip_prefix("create table "), altered) {
            (Some(rest), _) => {
                table = rest.trim_end_matches(" (");
                continue;
            }
            (None, Some((altered, column))) => {
                table = altered;
                column
            }
            (None, None) => line,
        };
        let bound = column.split_once(" {text ").and_then(|(name, rest)| {
            let (bound, _) = rest.split_once('}')?;
            Some((format!("{table}.{name}"), bound.parse().ok()?))
        });
        bounds.extend(bound);
    }
    bounds
}

fn expand(token: &str, dialect: Dialect) -> Option<String> {
    let (word, bound) = match token {
        "small rows" | "large rows" => (token, None),
        _ => match token.split_once(' ') {
            Some((word, bound)) => (word, Some(bound.parse::<u32>().ok()?)),
            None => (token, None),
        },
    };
    match (word, bound) {
        ("id", None) => Some(fixed_bytes(16, dialect)),
        ("hash", None) => Some(fixed_bytes(32, dialect)),
        ("bytes", Some(length @ 1..=MAX_FIXED_BYTES)) => Some(fixed_bytes(length, dialect)),
        ("bytes", None) => Some(pick(dialect, ["blob", "bytea", "longblob"])),
        ("money" | "time" | "count", None) => Some(pick(dialect, ["integer", "bigint", "bigint"])),
        ("flag", None) => Some(pick(dialect, ["integer", "boolean", "boolean"])),
        ("text", Some(length @ 1..=MAX_BOUNDED_TEXT)) => Some(bounded_text(length, dialect)),
        ("text", None) => Some(pick(dialect, ["text", "text collate \"C\"", "longtext"])),
        ("small rows", None) => Some(pick(dialect, ["strict, without rowid", "", MYSQL_TABLE])),
        ("large rows", None) => Some(pick(dialect, ["strict", "", MYSQL_TABLE])),
        _ => None,
    }
}

/// The words for SQLite, PostgreSQL and MySQL, of which one is taken.
fn pick(dialect: Dialect, [sqlite, postgres, mysql]: [&str; 3]) -> String {
    match dialect {
        Dialect::Sqlite => sqlite,
        Dialect::Postgres => postgres,
        Dialect::Mysql => mysql,
    }
    .to_owned()
}

fn fixed_bytes(length: u32, dialect: Dialect) -> String {
    pick(dialect, ["blob", "bytea", &format!("binary({length})")])
}

fn bounded_text(length: u32, dialect: Dialect) -> String {
    let varchar = format!("varchar({length})");
    pick(dialect, ["text", &format!("{varchar} collate \"C\""), &varchar])
}

#[cfg(test)]
mod tests {
    use super::{render, text_bounds};
    use crate::Dialect::{Mysql, Postgres, Sqlite};

    #[test]
    fn every_token_has_its_words_on_every_database() {
        let table = "engine = innodb default charset = utf8mb4 collate = utf8mb4_bin";
        for (token, sqlite, postgres, mysql) in [
            ("{id}", "blob", "bytea", "binary(16)"),
            ("{hash}", "blob", "bytea", "binary(32)"),
            ("{bytes 48}", "blob", "bytea", "binary(48)"),
            ("{bytes}", "blob", "bytea", "longblob"),
            ("{money}", "integer", "bigint", "bigint"),
            ("{time}", "integer", "bigint", "bigint"),
            ("{count}", "integer", "bigint", "bigint"),
            ("{flag}", "integer", "boolean", "boolean"),
            ("{text 80}", "text", "varchar(80) collate \"C\"", "varchar(80)"),
            ("{text}", "text", "text collate \"C\"", "longtext"),
            ("{small rows}", "strict, without rowid", "", table),
            ("{large rows}", "strict", "", table),
        ] {
            let rendered = [Sqlite, Postgres, Mysql].map(|dialect| render(token, dialect));
            assert_eq!(rendered, [sqlite, postgres, mysql].map(|words| Ok(words.to_owned())), "{token}");
        }
    }

    #[test]
    fn what_stands_around_tokens_is_kept() {
        let text = "create table t (\n    a {count} not null check (a > 0)\n) {small rows};";
        assert_eq!(
            render(text, Postgres).as_deref(),
            Ok("create table t (\n    a bigint not null check (a > 0)\n) ;")
        );
    }

    #[test]
    fn bounds_of_texts_are_read_by_column() {
        let text = "create table a (\n    id {id} not null,\n    name {text 80} not null,\n    words {text},\n    \
                    word {text 16} not null check (word in ('x'))\n) {small rows};\n\nalter table b add column c {text 9};";
        let expected = [("a.name", 80), ("a.word", 16), ("b.c", 9)];
        assert_eq!(text_bounds(text), expected.map(|(name, bound)| (name.to_owned(), bound)));
    }

    #[test]
    fn what_is_no_token_is_named() {
        for token in
            ["{ids}", "{}", "{text}{text x}", "{text 0}", "{text 4001}", "{bytes 256}", "{id 16}", "{rows}"]
        {
            let refusal = render(token, Sqlite).unwrap_err();
            let last = token.rsplit_once('{').unwrap().1;
            assert_eq!(refusal, format!("{{{last} is no token"));
        }
        assert_eq!(render("a {id", Mysql), Err("a `{` has no `}` behind it".to_owned()));
    }
}
