//! Every table is declared once, as the schema has it, and every statement fits.

use std::collections::BTreeSet;

use souk_db::{Db, MAX_ROWS_OF_INSERT, OnConflict, STATEMENTS, TABLES, text_bounds};
use souk_testkit::database;

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
    // an index is told as `vendor(slug_key): unique …`, and which steps were run is kept by `db` itself
    let there: BTreeSet<String> = schema
        .into_iter()
        .filter(|line| line.contains('.') && !line.starts_with("schema_migration."))
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
fn every_column_takes_what_its_bound_allows() {
    let widths = text_bounds();
    let columns = TABLES.iter().flat_map(|table| {
        let bounded =
            table.columns().iter().filter_map(|column| Some((column.name(), column.max_characters()?)));
        bounded.map(|(column, max)| (format!("{}.{column}", table.name()), max))
    });
    let narrow: Vec<String> = columns
        .filter(|(column, max)| widths.get(column).is_none_or(|width| width < max))
        .map(|(column, max)| format!("{column}: {max} are allowed, {:?} fit", widths.get(&column)))
        .collect();
    assert_eq!(narrow, Vec::<String>::new());
}

#[tokio::test]
async fn every_statement_and_every_insert_is_right() {
    on_a_fresh_database(async |db| {
        assert!(STATEMENTS.len() > 200, "{} statements", STATEMENTS.len());
        let inserts = TABLES
            .iter()
            .flat_map(|table| [1, 2, MAX_ROWS_OF_INSERT].map(|rows| table.insert(rows, OnConflict::Refuse)));
        // the testkit has tables of its own
        let of_market = STATEMENTS.iter().filter(|statement| statement.place().starts_with("crates/market/"));
        for statement in of_market.chain(inserts) {
            db.prepare(statement)
                .await
                .unwrap_or_else(|error| panic!("{}: {}: {error}", statement.place(), statement.source()));
        }
    })
    .await;
}
