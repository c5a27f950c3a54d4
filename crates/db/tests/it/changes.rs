//! Whether a transaction changed anything: what tells jobs that there is something new to look at.

use souk_db::{Tx, params, sql};

use crate::shop::{Shop, count_one};

const A: [u8; 16] = [1; 16];
const NOT_THERE: [u8; 16] = [9; 16];

/// A statement of a kind that changes rows, and whether the transaction says so afterwards.
async fn count_and_tell(tx: &Tx<'_>, id: [u8; 16]) -> souk_db::Result<bool> {
    tx.run(sql!("update tax_rule set rate_bps = rate_bps + 1 where id = ?"), params![id]).await?;
    Ok(tx.has_changed())
}

#[tokio::test]
async fn only_a_statement_that_changed_a_row_counts_as_a_change() {
    let shop = Shop::open().await;
    shop.counter(A).await;
    let told = shop.db.transaction(|tx| Box::pin(count_and_tell(tx, NOT_THERE))).await;
    assert_eq!(told, Ok(false), "an update of no row");
    let told = shop.db.transaction(|tx| Box::pin(count_and_tell(tx, A))).await;
    assert_eq!(told, Ok(true), "an update of one");
    let told = shop
        .db
        .transaction(|tx| {
            Box::pin(async move {
                count_one(tx, A).await?;
                count_and_tell(tx, NOT_THERE).await
            })
        })
        .await;
    assert_eq!(told, Ok(true), "an update of one, then of none");
    shop.close().await;
}
