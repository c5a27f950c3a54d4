//! A caller that goes away (a closed browser) never leaves a connection inside a transaction.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use futures_util::{FutureExt as _, future::try_join_all};
use souk_db::{Db, Error, PoolSize, Result, sql};
use tokio::{
    sync::{Barrier, Semaphore},
    task::JoinHandle,
};

use crate::shop::{Shop, count_one, write_note};

const A: [u8; 16] = [1; 16];
/// What `PoolSize(4)` opens on a server.
const CONNECTIONS: usize = 16;
const DROPPED: i64 = 25;

/// Every connection of the pool, each in the middle of a read that wrote one note outside any transaction.
struct Held {
    release: Arc<Barrier>,
    reads: Vec<JoinHandle<Result<()>>>,
}

impl Held {
    async fn every_connection(db: &Db, round: u32) -> Self {
        let (met, release) =
            (Arc::new(Barrier::new(CONNECTIONS + 1)), Arc::new(Barrier::new(CONNECTIONS + 1)));
        let taken = Arc::new(AtomicU32::new(0));
        let hold = |_| {
            let (db, met, release, taken) =
                (db.clone(), Arc::clone(&met), Arc::clone(&release), Arc::clone(&taken));
            tokio::spawn(async move {
                let body = db.read(move |tx| {
                    let (met, release, taken) = (Arc::clone(&met), Arc::clone(&release), Arc::clone(&taken));
                    Box::pin(async move {
                        let place = taken.fetch_add(1, Ordering::SeqCst);
                        let written = write_note(tx, &format!("round {round}, connection {place:02}")).await;
                        met.wait().await;
                        release.wait().await;
                        written
                    })
                });
                body.await
            })
        };
        let reads = (0..CONNECTIONS).map(hold).collect();
        met.wait().await;
        Self { release, reads }
    }

    async fn release(self) {
        self.release.wait().await;
        for outcome in try_join_all(self.reads).await.unwrap() {
            assert_eq!(outcome, Ok(()));
        }
    }
}

/// Notes written by connections that are still held are seen by others only when no transaction is open on them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dropped_callers_leave_every_connection_outside_transactions() {
    let shop = Shop::open().await;
    if shop.is_sqlite() {
        // connections belong to threads there, not to callers; `batch` has the lost caller
        return shop.close().await;
    }
    shop.counter(A).await;
    let db = Db::open(&shop.scratch.url(), PoolSize(4)).await.unwrap();

    let held = Held::every_connection(&db, 0).await;
    drop_waiting_transactions(&db);
    assert_eq!(shop.notes().await.len(), CONNECTIONS);
    held.release().await;
    drop_waiting_transactions(&db);
    drop_open_snapshots(&db).await;

    // a transaction whose caller went away still runs to its end
    let ended = tokio::time::timeout(Duration::from_secs(20), async {
        while shop.count(A).await < 2 * DROPPED {
            tokio::task::yield_now().await;
        }
    });
    ended.await.expect("all transactions ended");
    let held = Held::every_connection(&db, 1).await;
    assert_eq!(shop.notes().await.len(), 2 * CONNECTIONS);
    held.release().await;
    assert_eq!(shop.count(A).await, 2 * DROPPED);
    db.close().await;
    shop.close().await;
}

fn drop_waiting_transactions(db: &Db) {
    for _ in 0..DROPPED {
        let waiting = db.transaction(|tx| Box::pin(count_one(tx, A)));
        assert!(waiting.now_or_never().is_none(), "it cannot have ended yet");
    }
}

async fn drop_open_snapshots(db: &Db) {
    for _ in 0..DROPPED {
        let inside = Arc::new(Semaphore::new(0));
        let told = Arc::clone(&inside);
        let reading = db.snapshot(move |tx| {
            let told = Arc::clone(&told);
            Box::pin(async move {
                tx.one::<i64>(sql!("select count(*) from tax_zone"), &[]).await?;
                told.add_permits(1);
                std::future::pending::<Result<(), Error>>().await
            })
        });
        tokio::select! {
            outcome = reading => panic!("it never ends by itself: {outcome:?}"),
            entered = inside.acquire() => drop(entered.unwrap()),
        }
    }
}
