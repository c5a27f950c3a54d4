//! What commits are said to have changed: what tells jobs that there is work, and caches that they are stale.

use std::sync::{Arc, Mutex};

use souk_db::{Changed, Db, Tx, params, sql};

use crate::shop::{Shop, count_one};

const A: [u8; 16] = [1; 16];
const NOT_THERE: [u8; 16] = [9; 16];

type Told = Arc<Mutex<Vec<String>>>;

/// What the listeners of a database hear.
fn listen(db: &Db) -> Told {
    let told = Told::default();
    let heard = Arc::clone(&told);
    db.on_commit(move |changed| {
        heard.lock().unwrap().push(match changed {
            Changed::Tables(tables) => tables.join(" "),
            Changed::Anything => "anything".to_owned(),
        });
    });
    told
}

fn take(told: &Told) -> Vec<String> {
    std::mem::take(&mut told.lock().unwrap())
}

async fn raise(tx: &Tx<'_>, id: [u8; 16]) -> souk_db::Result<()> {
    tx.run(sql!("update tax_zone set revision = revision + 1 where id = ?"), params![id]).await.map(|_| ())
}

#[tokio::test]
async fn a_commit_tells_the_tables_in_which_a_row_changed() {
    let shop = Shop::open().await;
    shop.counter(A).await;
    let told = listen(&shop.db);
    shop.db.transaction(|tx| Box::pin(raise(tx, NOT_THERE))).await.unwrap();
    assert_eq!(take(&told), [""; 0], "an update of no row");
    shop.db.transaction(|tx| Box::pin(raise(tx, A))).await.unwrap();
    assert_eq!(take(&told), ["tax_zone"], "an update of one");
    shop.db
        .transaction(|tx| {
            Box::pin(async move {
                raise(tx, A).await?;
                count_one(tx, A).await?;
                raise(tx, NOT_THERE).await
            })
        })
        .await
        .unwrap();
    assert_eq!(take(&told), ["tax_zone"], "each table is told once");
    shop.close().await;
}

#[tokio::test]
async fn what_was_undone_is_not_told() {
    let shop = Shop::open().await;
    shop.counter(A).await;
    let told = listen(&shop.db);
    let undone: souk_db::Result<()> = shop
        .db
        .transaction(|tx| {
            Box::pin(async move {
                raise(tx, A).await?;
                Err(souk_db::Error::RowNotFound)
            })
        })
        .await;
    assert!(undone.is_err());
    assert_eq!(take(&told), [""; 0]);
    shop.close().await;
}

#[tokio::test]
async fn commits_of_another_process_are_noticed() {
    let shop = Shop::open().await;
    shop.counter(A).await;
    let told = listen(&shop.db);
    // SQLite begins to count with the first look; the others always assume the worst
    shop.db.look_for_others().await.unwrap();
    take(&told);
    let other = shop.scratch.open().await.unwrap();
    other.transaction(|tx| Box::pin(raise(tx, A))).await.unwrap();
    shop.db.look_for_others().await.unwrap();
    assert_eq!(take(&told), ["anything"]);
    other.close().await;
    shop.close().await;
}
