//! SQLite's group commit: several callers share one COMMIT, and each gets its own answer.

use std::{
    future::Future,
    sync::{Arc, Mutex, mpsc},
    time::{Duration, Instant},
};

use futures_util::{FutureExt as _, future::BoxFuture};
use souk_db::{Db, Error, Result, sql};

use crate::{
    shop::{Shop, write_note},
    wal::commits,
};

/// Holds the writer with a transaction that writes nothing, until the sender is used or gone, and longer than a batch takes
/// jobs: what is asked for in the meantime waits in the queue and then starts one batch.
pub(crate) fn hold_writer(db: &Db) -> (impl Future<Output = Result<()>> + use<>, mpsc::Sender<()>) {
    const LONGER_THAN_A_BATCH: Duration = Duration::from_millis(30);
    let (release, held) = mpsc::channel();
    let held = Mutex::new(held);
    let db = db.clone();
    let holding = async move {
        db.transaction(move |_tx| {
            // blocks the writer's thread, which is the point
            let began = Instant::now();
            let _released = held.lock().unwrap().recv();
            while began.elapsed() < LONGER_THAN_A_BATCH {
                std::hint::spin_loop();
            }
            Box::pin(async { Ok(()) })
        })
        .await
    };
    (holding, release)
}

/// Asks for all the transactions while the writer is held, so that they share a batch, and answers their outcomes.
pub(crate) async fn in_one_batch<T: Send>(
    db: &Db,
    mut jobs: Vec<BoxFuture<'_, Result<T>>>,
) -> Vec<Result<T>> {
    let (holding, release) = hold_writer(db);
    let mut holding = Box::pin(holding);
    assert!(holding.as_mut().now_or_never().is_none(), "the writer is held");
    for job in &mut jobs {
        assert!(job.now_or_never().is_none(), "waits in the queue");
    }
    drop(release);
    holding.await.unwrap();
    futures_util::future::join_all(jobs).await
}

/// A transaction that writes one note.
pub(crate) fn noting(db: &Db, name: &str) -> BoxFuture<'static, Result<()>> {
    let (db, name) = (db.clone(), Arc::<str>::from(name));
    Box::pin(async move {
        db.transaction(move |tx| {
            let name = Arc::clone(&name);
            Box::pin(async move { write_note(tx, &name).await })
        })
        .await
    })
}

/// Makes SQLite work for longer than a batch takes jobs.
const SLOW: &str = "with recursive n (i) as (select 1 union all select i + 1 from n where i < 400000) \
    select count(*) from n";

#[tokio::test]
async fn jobs_of_one_batch_share_one_commit_and_nothing_else() {
    let shop = Shop::open_sqlite().await;
    let db = &shop.db;
    let before = commits(db.file().unwrap());
    let refused = db.transaction(|tx| {
        Box::pin(async move {
            write_note(tx, "refused").await?;
            Err::<(), _>(Error::RowNotFound)
        })
    });
    let panicking = db.transaction(|tx| {
        Box::pin(async move {
            write_note(tx, "panicking").await?;
            panic!("this job panics on purpose");
        })
    });
    let foreign = db.transaction(|tx| {
        Box::pin(async move {
            write_note(tx, "foreign").await?;
            tokio::task::yield_now().await;
            Ok(())
        })
    });
    let slow = db.transaction(|tx| {
        Box::pin(async move {
            write_note(tx, "slow").await?;
            assert_eq!(tx.one::<i64>(sql!(SLOW), &[]).await?, 400_000);
            Ok(())
        })
    });
    let jobs: Vec<BoxFuture<'_, Result<()>>> = vec![
        noting(db, "good"),
        Box::pin(refused),
        Box::pin(panicking),
        Box::pin(foreign),
        noting(db, "good too"),
        Box::pin(slow),
    ];
    let answers = in_one_batch(db, jobs).await;
    let expected =
        [Ok(()), Err(Error::RowNotFound), Err(Error::Panicked), Err(Error::ForeignAwait), Ok(()), Ok(())];
    assert_eq!(answers, expected);
    assert_eq!(shop.notes().await, ["good", "good too", "slow"]);
    // a batch takes no further job after 20 ms, which the printing of a panic alone may last
    assert!((1..=2).contains(&(commits(db.file().unwrap()) - before)));
    shop.close().await;
}

#[tokio::test]
async fn sixty_four_transactions_share_one_commit_and_the_next_starts_another() {
    let shop = Shop::open_sqlite().await;
    // small databases keep every page in the cache: the first write is not slower than the others
    shop.note("first").await;
    let before = commits(shop.db.file().unwrap());
    let jobs: Vec<_> = (0..65).map(|n| noting(&shop.db, &format!("note {n}"))).collect();
    let answers = in_one_batch(&shop.db, jobs).await;
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    let made = commits(shop.db.file().unwrap()) - before;
    // a busy machine may end a batch early, by time; one commit each would be 65
    assert!((2..=8).contains(&made), "{made} commits");
    assert_eq!(shop.notes().await.len(), 66);
    shop.close().await;
}

#[tokio::test]
async fn transactions_after_each_other_are_committed_one_by_one() {
    let shop = Shop::open_sqlite().await;
    let before = commits(shop.db.file().unwrap());
    for n in 0..5 {
        shop.note(&format!("note {n}")).await;
        assert_eq!(commits(shop.db.file().unwrap()) - before, n + 1, "no answer comes before its commit");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_caller_that_goes_away_is_committed_all_the_same() {
    let shop = Shop::open_sqlite().await;
    let (holding, release) = hold_writer(&shop.db);
    let mut holding = Box::pin(holding);
    assert!(holding.as_mut().now_or_never().is_none());
    let mut lost = noting(&shop.db, "lost caller");
    assert!((&mut lost).now_or_never().is_none());
    drop(lost);
    release.send(()).unwrap();
    holding.await.unwrap();
    // asked for later, so answered later
    shop.note("next").await;
    assert_eq!(shop.notes().await, ["lost caller", "next"]);
    shop.close().await;
}
