//! A migration is one text for all databases, `crates/db/migrations/NNNN_name.sql`.

use super::{Finding, source::Source};

const FOLDER: &str = "crates/db/migrations/";

const MEND: &str =
    "Write one text, NNNN_name.sql, with the tokens of crates/db/src/ddl.rs where the databases differ.";

const MEND_NUMBER: &str = "Give the step the next free number.";

const MEND_TYPE: &str = "Write the token of crates/db/src/ddl.rs for it.";

/// What only some of the databases read. A word counts where it stands alone.
const WORDS_OF_ONE: &[&str] = &[
    "varchar", "bytea", "bigint", "integer", "boolean", "blob", "longblob", "longtext", "binary", "strict",
    "rowid", "engine", "charset", "collate",
];

pub(super) fn check(files: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut numbers: Vec<&str> = Vec::new();
    for file in files {
        let Some(name) = file.path.strip_prefix(FOLDER) else { continue };
        let Some(number) = number(name) else {
            findings.push(file.finding(0, format!("{name} is not one text for all databases"), MEND));
            continue;
        };
        if numbers.contains(&number) {
            findings.push(file.finding(0, format!("the number {number} is taken"), MEND_NUMBER));
        }
        numbers.push(number);
        let mut at = 0;
        for line in file.text.split_inclusive('\n') {
            if let Some(word) = word_of_one_database(line) {
                findings.push(file.finding(
                    at,
                    format!("{word} is not read alike by all databases"),
                    MEND_TYPE,
                ));
            }
            at += line.len();
        }
    }
    findings
}

/// The number of `0001_souk.sql`; `None` where the name is no migration's.
fn number(name: &str) -> Option<&str> {
    let (number, rest) = name.strip_suffix(".sql")?.split_once('_')?;
    let words = rest.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    (number.len() == 4 && number.bytes().all(|b| b.is_ascii_digit()) && words).then_some(number)
}

fn word_of_one_database(line: &str) -> Option<&str> {
    let statement = line.split("--").next().unwrap_or_default();
    statement.split(|c: char| !c.is_alphanumeric() && c != '_').find(|word| WORDS_OF_ONE.contains(word))
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn one_text_with_tokens_is_clean() {
        let text =
            "-- a bigint in words\ncreate table t (\n    id {id} not null primary key\n) {small rows};\n";
        assert_eq!(found(check, &[("crates/db/migrations/0001_souk.sql", text)]), [""; 0]);
    }

    #[test]
    fn a_file_for_one_database_is_found() {
        let files =
            [("crates/db/migrations/postgres/0002_a.sql", ""), ("crates/db/migrations/0002_a_mysql.txt", "")];
        assert_eq!(
            found(check, &files),
            [
                "crates/db/migrations/postgres/0002_a.sql:1 postgres/0002_a.sql is not one text for all databases",
                "crates/db/migrations/0002_a_mysql.txt:1 0002_a_mysql.txt is not one text for all databases",
            ]
        );
    }

    #[test]
    fn a_type_of_one_database_and_a_second_text_of_a_step_are_found() {
        let files = [
            ("crates/db/migrations/0002_a.sql", "create table t (\n    id bytea not null\n) {small rows};"),
            ("crates/db/migrations/0002_b.sql", ""),
        ];
        assert_eq!(
            found(check, &files),
            [
                "crates/db/migrations/0002_a.sql:2 bytea is not read alike by all databases",
                "crates/db/migrations/0002_b.sql:1 the number 0002 is taken",
            ]
        );
    }
}
