//! SQLite batches that vanish: nobody is told that a lost transaction was committed.

use futures_util::future::BoxFuture;
use souk_db::{Error, Result, params, sql};

use crate::{
    batch::{in_one_batch, noting},
    shop::{Shop, write_note},
};

/// Leaves an orphan that only COMMIT looks at, and refuses.
fn breaking_the_commit(shop: &Shop) -> BoxFuture<'_, Result<()>> {
    Box::pin(shop.db.transaction(|tx| {
        Box::pin(async move {
            tx.run(sql!("pragma defer_foreign_keys = on"), &[]).await?;
            const ORPHAN: &str =
                "insert into location (id, vendor_id, name, priority, created_at) values (?, ?, '', 0, 0)";
            tx.run(sql!(ORPHAN), params![[1_u8; 16], [2_u8; 16]]).await?;
            Ok(())
        })
    }))
}

fn is_unknown(answer: &Result<()>) -> bool {
    matches!(answer, Err(Error::OutcomeUnknown { .. }))
}

#[tokio::test]
async fn a_commit_that_fails_fails_every_caller_of_its_batch() {
    let shop = Shop::open_sqlite().await;
    let jobs = vec![noting(&shop.db, "before"), breaking_the_commit(&shop), noting(&shop.db, "after")];
    let answers = in_one_batch(&shop.db, jobs).await;
    assert!(answers.iter().all(is_unknown), "{answers:?}");
    assert_eq!(shop.notes().await, [""; 0]);
    shop.note("next").await;
    assert_eq!(shop.notes().await, ["next"]);
    shop.close().await;
}

#[tokio::test]
async fn two_lost_batches_in_a_row_are_reported_until_one_is_committed() {
    let shop = Shop::open_sqlite().await;
    assert!(is_unknown(&breaking_the_commit(&shop).await));
    assert_eq!(shop.db.ready().await, Ok(()));
    assert!(is_unknown(&breaking_the_commit(&shop).await));
    assert!(shop.db.ready().await.is_err());
    // a commit of nothing asks nothing of the disk
    shop.db.transaction(|_| Box::pin(async { Ok::<_, Error>(()) })).await.unwrap();
    assert!(matches!(shop.db.ready().await, Err(Error::Storage { .. })));
    shop.note("next").await;
    assert_eq!(shop.db.ready().await, Ok(()));
    shop.close().await;
}

#[tokio::test]
async fn looking_for_others_finds_out_that_the_disk_is_well_again() {
    let shop = Shop::open_sqlite().await;
    for _ in 0..2 {
        assert!(is_unknown(&breaking_the_commit(&shop).await));
    }
    assert!(shop.db.ready().await.is_err());
    let file = shop.db.file().unwrap().display().to_string();
    let log = || std::fs::read(format!("{file}-wal")).unwrap();
    let before = log();
    shop.db.look_for_others().await.unwrap();
    assert_eq!(shop.db.ready().await, Ok(()), "nobody else had to write");
    assert!(log() != before, "the disk was asked");
    shop.close().await;
}

/// A disk that is full while a job runs. SQLite may undo the whole transaction then, so the other jobs of the batch are run
/// again, and only the one that does not fit is refused.
#[tokio::test]
async fn a_full_disk_refuses_the_job_that_does_not_fit_and_no_other() {
    let shop = Shop::open_sqlite().await;
    let pages: i64 = shop
        .db
        .read(|tx| Box::pin(async move { tx.one(sql!("pragma page_count"), &[]).await }))
        .await
        .unwrap();
    // two pages more: the notes fit, the large one does not
    let limit: &'static str = Box::leak(format!("pragma max_page_count = {}", pages + 2).into_boxed_str());
    shop.db
        .transaction(move |tx| {
            Box::pin(async move {
                let statement = Box::leak(Box::new(souk_db::Statement::new(limit, file!(), line!())));
                tx.one::<i64>(statement, &[]).await.map(|_| ())
            })
        })
        .await
        .unwrap();
    let large: BoxFuture<'_, Result<()>> = Box::pin(shop.db.transaction(|tx| {
        Box::pin(async move {
            write_note(tx, "large").await?;
            let fill = sql!("insert into market_setting (name, value) values ('larger', ?)");
            tx.run(fill, params!["x".repeat(1_000_000)]).await?;
            Ok(())
        })
    }));
    let jobs = vec![noting(&shop.db, "before"), large, noting(&shop.db, "after")];
    let answers = in_one_batch(&shop.db, jobs).await;
    assert!(matches!(&answers[1], Err(Error::Storage { reason }) if reason.contains("full")), "{answers:?}");
    assert_eq!((&answers[0], &answers[2]), (&Ok(()), &Ok(())));
    assert_eq!(shop.notes().await, ["after", "before"]);
    shop.close().await;
}

#[tokio::test]
async fn a_refusal_that_rested_on_a_lost_neighbour_is_asked_again() {
    let shop = Shop::open_sqlite().await;
    // refuses when the note of its neighbour is there
    let refusing: BoxFuture<'_, Result<()>> = Box::pin(shop.db.transaction(|tx| {
        Box::pin(async move {
            let there: i64 =
                tx.one(sql!("select count(*) from market_setting where name = 'taken'"), &[]).await?;
            if there > 0 { Err(Error::RowNotFound) } else { write_note(tx, "free").await }
        })
    }));
    let jobs = vec![noting(&shop.db, "taken"), refusing, breaking_the_commit(&shop)];
    let answers = in_one_batch(&shop.db, jobs).await;
    assert!(is_unknown(&answers[0]) && is_unknown(&answers[2]), "{answers:?}");
    assert_eq!(answers[1], Ok(()), "what it was refused for was never there");
    assert_eq!(shop.notes().await, ["free"]);
    shop.close().await;
}
