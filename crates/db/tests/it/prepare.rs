//! Every registered statement can be tried without running it.

use souk_db::{STATEMENTS, Statement};

use crate::shop::Shop;

/// Not registered, since the other test prepares all that are.
static WRONG: Statement = Statement::new("select no_such_column from vendor", file!(), line!());

#[tokio::test]
async fn a_wrong_statement_is_told_from_a_right_one() {
    let shop = Shop::open().await;
    let refused = shop.db.prepare(&WRONG).await.unwrap_err();
    assert!(refused.to_string().contains("no_such_column"), "{refused}");
    assert!(WRONG.place().ends_with(".rs:8"), "{}", WRONG.place());
    shop.close().await;
}

#[tokio::test]
async fn every_statement_of_these_tests_is_gathered_and_right() {
    let shop = Shop::open().await;
    assert!(STATEMENTS.len() > 30, "{} statements", STATEMENTS.len());
    for statement in STATEMENTS {
        // words of one database alone cannot be right on the others
        if !shop.is_sqlite() && statement.source().starts_with("pragma") {
            continue;
        }
        shop.db.prepare(statement).await.unwrap_or_else(|error| panic!("{}: {error}", statement.place()));
    }
    shop.close().await;
}
