//! Reads change nothing and see only what is committed.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
    mpsc,
};

use souk_db::{Error, sql};

use crate::shop::{Shop, write_note};

const COUNT: &str = "select count(*) from market_setting";

#[tokio::test]
async fn a_sqlite_read_cannot_write() {
    let shop = Shop::open_sqlite().await;
    let refused = shop.db.read(|tx| Box::pin(async move { write_note(tx, "smuggled").await })).await;
    assert!(matches!(&refused, Err(Error::Storage { reason }) if reason.contains("readonly")), "{refused:?}");
    assert_eq!(shop.notes().await, [""; 0]);
    shop.close().await;
}

#[tokio::test]
async fn a_snapshot_cannot_write_and_its_connection_is_good_for_more() {
    let shop = Shop::open().await;
    for _ in 0..40 {
        let refused = shop.db.snapshot(|tx| Box::pin(async move { write_note(tx, "smuggled").await })).await;
        assert!(
            matches!(refused, Err(Error::Driver(_) | Error::Storage { .. } | Error::Disconnected { .. })),
            "{refused:?}"
        );
    }
    assert_eq!(shop.notes().await, [""; 0]);
    shop.note("written").await;
    assert_eq!(shop.notes().await, ["written"]);
    shop.close().await;
}

/// The body counts, lets the test commit a note, and counts again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_snapshot_sees_one_state() {
    let shop = Arc::new(Shop::open().await);
    let (counted, has_counted) = mpsc::channel();
    let (committed, has_committed) = mpsc::channel::<()>();
    let channels = Mutex::new((counted, has_committed));
    let reader = Arc::clone(&shop);
    let counts = tokio::spawn(async move {
        let channels = Arc::new(channels);
        reader
            .db
            .snapshot(move |tx| {
                let channels = Arc::clone(&channels);
                Box::pin(async move {
                    let first: i64 = tx.one(sql!(COUNT), &[]).await?;
                    tokio::task::block_in_place(|| {
                        let channels = channels.lock().unwrap();
                        channels.0.send(()).unwrap();
                        channels.1.recv().unwrap();
                    });
                    let second: i64 = tx.one(sql!(COUNT), &[]).await?;
                    Ok::<_, Error>((first, second))
                })
            })
            .await
    });
    tokio::task::block_in_place(|| has_counted.recv().unwrap());
    shop.note("in between").await;
    committed.send(()).unwrap();
    assert_eq!(counts.await.unwrap(), Ok((0, 0)));
    assert_eq!(shop.notes().await, ["in between"]);
}

#[tokio::test]
async fn a_read_that_panics_is_answered_and_leaves_the_others_alone() {
    let shop = Shop::open().await;
    let outcome = shop
        .db
        .read(|tx| {
            Box::pin(async move {
                tx.one::<i64>(sql!(COUNT), &[]).await?;
                panic!("this read panics on purpose");
                #[allow(unreachable_code)]
                Ok::<(), Error>(())
            })
        })
        .await;
    assert_eq!(outcome, Err(Error::Panicked));
    let ran = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&ran);
    shop.db
        .read(move |_tx| {
            seen.store(true, Ordering::Relaxed);
            Box::pin(async { Ok::<(), Error>(()) })
        })
        .await
        .unwrap();
    assert!(ran.load(Ordering::Relaxed));
    shop.close().await;
}
