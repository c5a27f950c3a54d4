//! Transactions in each other's way: none is lost, none is counted twice.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use futures_util::future::try_join_all;
use souk_db::{Dialect, Error, Result, Statement, params, sql};
use tokio::sync::Barrier;

use crate::shop::{Shop, count_one};

const A: [u8; 16] = [1; 16];
const B: [u8; 16] = [2; 16];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_increments_by_fifty_callers_lose_none() {
    const CALLERS: usize = 50;
    const EACH: usize = 20;
    let shop = Arc::new(Shop::open().await);
    shop.counter(A).await;
    let callers = (0..CALLERS).map(|_| {
        let shop = Arc::clone(&shop);
        tokio::spawn(async move {
            for _ in 0..EACH {
                shop.db.transaction(|tx| Box::pin(count_one(tx, A))).await?;
            }
            Ok::<_, Error>(())
        })
    });
    for outcome in try_join_all(callers).await.unwrap() {
        assert_eq!(outcome, Ok(()));
    }
    assert_eq!(shop.count(A).await, 1000);
    Arc::into_inner(shop).unwrap().close().await;
}

/// Each reads, then writes what it read plus one: lost updates, unless the read locks.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_value_read_for_update_is_still_so_when_it_is_written() {
    let shop = Arc::new(Shop::open().await);
    shop.counter(A).await;
    let callers = (0..20).map(|_| {
        let shop = Arc::clone(&shop);
        tokio::spawn(async move {
            let body = shop.db.transaction(|tx| {
                Box::pin(async move {
                    let locked = sql!("select revision from tax_zone where id = ? {for update}");
                    let rate: i64 = tx.one(locked, params![A]).await?;
                    tx.run(sql!("update tax_zone set revision = ? where id = ?"), params![rate + 1, A]).await
                })
            });
            body.await
        })
    });
    let outcomes: Vec<Result<u64>> = try_join_all(callers).await.unwrap();
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(shop.count(A).await, 20);
    Arc::into_inner(shop).unwrap().close().await;
}

/// On the first attempt both hold one row before either asks for the other: one must be undone and run again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_rows_taken_in_opposite_order_both_succeed() {
    let shop = Arc::new(Shop::open().await);
    shop.counter(A).await;
    shop.counter(B).await;
    // SQLite runs them one after the other: there is nobody to meet
    let meeting = (!shop.is_sqlite()).then(|| Arc::new(Barrier::new(2)));
    let attempts = Arc::new(AtomicU32::new(0));
    let callers = [(A, B), (B, A)].map(|(first, second)| {
        let (shop, meeting, attempts) = (Arc::clone(&shop), meeting.clone(), Arc::clone(&attempts));
        tokio::spawn(async move {
            let body = shop.db.transaction(move |tx| {
                let (meeting, attempts) = (meeting.clone(), Arc::clone(&attempts));
                Box::pin(async move {
                    count_one(tx, first).await?;
                    if attempts.fetch_add(1, Ordering::SeqCst) < 2
                        && let Some(meeting) = meeting
                    {
                        meeting.wait().await;
                    }
                    count_one(tx, second).await
                })
            });
            body.await
        })
    });
    for outcome in try_join_all(callers).await.unwrap() {
        assert_eq!(outcome, Ok(()));
    }
    assert_eq!((shop.count(A).await, shop.count(B).await), (2, 2));
    let expected = if shop.is_sqlite() { 2 } else { 3 };
    assert_eq!(attempts.load(Ordering::SeqCst), expected, "the deadlock happened");
    Arc::into_inner(shop).unwrap().close().await;
}

/// A session that takes no writes, as every one of a server does that became a replica.
fn read_only(dialect: Dialect) -> &'static Statement {
    let words = match dialect {
        Dialect::Postgres => "set session characteristics as transaction read only",
        Dialect::Sqlite | Dialect::Mysql => "set session transaction read only",
    };
    Box::leak(Box::new(Statement::new(words, file!(), line!())))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pool_does_not_stay_with_sessions_that_take_no_writes() {
    // all that the pool has, and more than a transaction is tried: none finds another by going from one to the next
    const SESSIONS: usize = 16;
    let shop = Shop::open().await;
    if !shop.is_sqlite() {
        let (words, all) = (read_only(shop.db.dialect()), Arc::new(Barrier::new(SESSIONS)));
        let turned = (0..SESSIONS).map(|_| {
            let all = Arc::clone(&all);
            shop.db.read(move |tx| {
                let all = Arc::clone(&all);
                Box::pin(async move {
                    tx.run(words, &[]).await?;
                    all.wait().await;
                    Ok::<_, Error>(())
                })
            })
        });
        try_join_all(turned).await.unwrap();
        shop.note("taken by another session").await;
        assert_eq!(shop.notes().await, ["taken by another session"]);
    }
    shop.close().await;
}

#[tokio::test]
async fn an_audit_takes_as_long_as_it_needs_and_a_page_does_not() {
    let shop = Shop::open().await;
    if shop.db.dialect() == Dialect::Postgres {
        let limit: &'static Statement = Box::leak(Box::new(Statement::new(
            "select current_setting('statement_timeout')",
            file!(),
            line!(),
        )));
        let audited = shop.db.audit(move |tx| Box::pin(async move { tx.one::<String>(limit, &[]).await }));
        assert_eq!(audited.await, Ok("0".to_owned()));
        let read = shop.db.snapshot(move |tx| Box::pin(async move { tx.one::<String>(limit, &[]).await }));
        assert_eq!(read.await, Ok("20s".to_owned()), "also on a connection that was audited by");
    }
    shop.close().await;
}
