//! Every table is declared once, as the schema has it, and every statement fits.

use std::collections::BTreeSet;

use souk_db::{Db, MAX_ROWS_OF_INSERT, STATEMENTS, TABLES, text_bounds};
use souk_testkit::database;

/// Written by the migrations themselves.
const BOOK: &str = "schema_migration.";

async fn on_a_fresh_database<T>(look: impl AsyncFnOnce(&Db) -> T) -> T {
    let scratch = database::fresh().await;
    let db = scratch.open().await.unwrap();
    let seen = look(&db).await;
    db.close().await;
    scratch.remove().await.unwrap();
    seen
}

#[tokio::test]
async fn every_table_is_declared_once_as_the_schema_has_it() {
    let schema = on_a_fresh_database(async |db| db.schema().await.unwrap()).await;
    // an index is told as `vendor(slug_key): unique …`
    let there: BTreeSet<String> = schema
        .into_iter()
        .filter(|line| line.split(':').next().is_some_and(|name| name.contains('.')))
        .filter(|line| !line.starts_with(BOOK))
        .collect();
    let declared: Vec<String> = TABLES
        .iter()
        .flat_map(|table| {
            table
                .columns()
                .iter()
                .map(|column| format!("{}.{}: {}", table.name(), column.name(), column.shape()))
        })
        .collect();
    let once: BTreeSet<String> = declared.iter().cloned().collect();
    assert_eq!(once.len(), declared.len(), "a column is declared twice");
    let only = |these: &BTreeSet<String>, those: &BTreeSet<String>| {
        these.difference(those).cloned().collect::<Vec<_>>()
    };
    assert_eq!(
        (only(&there, &once), only(&once, &there)),
        (vec![], vec![]),
        "only in the schema, only declared"
    );
}

#[test]
fn every_column_is_as_wide_as_its_bound() {
    let widths = text_bounds();
    let mut wrong = Vec::new();
    for table in TABLES {
        for column in table.columns() {
            let name = format!("{}.{}", table.name(), column.name());
            if let Some(max) = column.max_characters()
                && widths.get(&name) != Some(&max)
            {
                wrong.push(format!(
                    "{name}: {:?} characters in the migration, {max} declared",
                    widths.get(&name)
                ));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[tokio::test]
async fn every_statement_and_every_insert_is_right() {
    on_a_fresh_database(async |db| {
        assert!(STATEMENTS.len() > 200, "{} statements", STATEMENTS.len());
        let inserts =
            TABLES.iter().flat_map(|table| [1, 2, MAX_ROWS_OF_INSERT].map(|rows| table.insert(rows)));
        for statement in STATEMENTS.iter().chain(inserts) {
            db.prepare(statement)
                .await
                .unwrap_or_else(|error| panic!("{}: {}: {error}", statement.place(), statement.source()));
        }
    })
    .await;
}
