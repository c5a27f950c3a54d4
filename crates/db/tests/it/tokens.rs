//! Each `{token}` does the same on every database.

use souk_db::{params, sql};

use crate::shop::{Shop, count_one};

const SET: &str = "insert into market_setting (name, value) values (?, ?) {upsert name} value = {new value}";
const KEEP: &str = "insert into market_setting (name, value) values (?, ?) {or ignore name}";

#[tokio::test]
async fn an_upsert_replaces_and_an_ignored_insert_keeps() {
    let shop = Shop::open().await;
    for (statement, name, value) in
        [(sql!(SET), "a", "1"), (sql!(SET), "a", "2"), (sql!(KEEP), "a", "3"), (sql!(KEEP), "b", "4")]
    {
        shop.run(statement, params![name, value]).await.unwrap();
    }
    let all = sql!("select name, value from market_setting order by name");
    let read: Vec<(String, String)> =
        shop.db.read(move |tx| Box::pin(async move { tx.list(all, &[]).await })).await.unwrap();
    assert_eq!(read, [("a".to_owned(), "2".to_owned()), ("b".to_owned(), "4".to_owned())]);
    shop.close().await;
}

#[tokio::test]
async fn a_guarded_update_counts_the_rows_it_matched() {
    let shop = Shop::open().await;
    shop.note("open").await;
    let close = sql!("update market_setting set value = ? where name = ? and value = ?");
    assert_eq!(shop.run(close, params!["closed", "open", ""]).await, Ok(1));
    assert_eq!(shop.run(close, params!["closed", "open", ""]).await, Ok(0), "the guard holds");
    assert_eq!(
        shop.run(close, params!["closed", "open", "closed"]).await,
        Ok(1),
        "matched, though nothing is new"
    );
    shop.close().await;
}

#[tokio::test]
async fn rows_are_locked_where_the_database_locks_rows() {
    let shop = Shop::open().await;
    shop.counter([1; 16]).await;
    let locked = sql!("select revision from tax_zone where id = ? {for update}");
    let free = sql!("select id from tax_zone where revision = ? order by id limit ? {skip locked}");
    let seen = shop.db.transaction(move |tx| {
        Box::pin(async move {
            let rate: i64 = tx.one(locked, params![[1_u8; 16]]).await?;
            let ids: Vec<[u8; 16]> = tx.list(free, params![rate, 10_i64]).await?;
            count_one(tx, [1; 16]).await?;
            Ok::<_, souk_db::Error>((rate, ids))
        })
    });
    assert_eq!(seen.await, Ok((0, vec![[1; 16]])));
    shop.close().await;
}
