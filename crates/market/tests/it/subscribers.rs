//! Several subscribers on one outbox: each sees every event once and in order, at its own pace.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use jiff::SignedDuration;
use souk_db::{BoxFuture, Dialect, params, sql};
use souk_domain::ids::{EventId, VariantId};
use souk_market::{
    Actor, App, Ctx, Error, Result,
    queue::{Event, Subscriber},
    worker::Worker,
};
use souk_testkit::{
    Market,
    market::{CARD, Witness, seen_by},
};
use tokio::sync::oneshot;

use super::shop::{mug_of, mugs, order_one, still_sells, told};

/// Fails on the events it is told to.
#[derive(Clone, Default)]
struct Picky(Arc<Mutex<BTreeSet<EventId>>>);

impl Subscriber for Picky {
    fn name(&self) -> &'static str {
        "picky"
    }

    fn handle<'a>(&'a self, ctx: &'a Ctx<'_>, event: &'a Event) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            if self.0.lock().unwrap().contains(&event.id) {
                return Err(Error::broken("not this one"));
            }
            Witness("picky").handle(ctx, event).await
        })
    }
}

/// Fails on every second event until it is mended.
#[derive(Clone, Default)]
struct Flaky {
    is_mended: Arc<AtomicBool>,
}

impl Subscriber for Flaky {
    fn name(&self) -> &'static str {
        "flaky"
    }

    fn handle<'a>(&'a self, ctx: &'a Ctx<'_>, event: &'a Event) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let is_odd = event.id.as_bytes().iter().fold(0, |all, byte| all ^ byte) & 1 == 1;
            if is_odd && !self.is_mended.load(Ordering::SeqCst) {
                return Err(Error::broken("not this one"));
            }
            Witness("flaky").handle(ctx, event).await
        })
    }
}

/// Every event in the order of its place.
async fn placed(app: &App) -> Vec<EventId> {
    let read = app.read(Actor::System, |ctx| {
        Box::pin(async move {
            let events = sql!("select id from outbox where place is not null order by place");
            Ok(ctx.tx.list::<EventId>(events, params![]).await?)
        })
    });
    read.await.unwrap()
}

async fn settle(worker: &Worker, app: &App) {
    while worker.run_due(app).await.unwrap() > 0 {}
}

#[tokio::test]
async fn a_subscriber_that_fails_holds_up_no_other_and_its_event_is_tried_again() {
    let (market, mug) = mugs().await;
    Witness::prepare(&market.scratch).await;
    let picky = Picky::default();
    let worker = Worker::standard().subscriber(Witness("calm")).subscriber(picky.clone());
    order_one(&market, mug, CARD).await;
    settle(&worker, &market.app).await;
    let failing = placed(&market.app).await;
    // the next order's events: picky fails on the first of them
    order_one(&market, mug, CARD).await;
    order_one(&market, mug, CARD).await;
    let written = market.app.read(Actor::System, |ctx| {
        Box::pin(async move {
            let new = sql!("select id from outbox where place is null order by id");
            Ok(ctx.tx.list::<EventId>(new, params![]).await?)
        })
    });
    let refused = written.await.unwrap()[0];
    picky.0.lock().unwrap().insert(refused);
    settle(&worker, &market.app).await;

    let all = placed(&market.app).await;
    assert!(all.len() > failing.len() + 1);
    assert_eq!(seen_by(&market.app, "calm").await, all, "the other one saw all of them, in order");
    assert_eq!(told(&market).await, ["order_placed"; 3], "and so did the letter writer");
    let without: Vec<EventId> = all.iter().copied().filter(|event| *event != refused).collect();
    assert_eq!(seen_by(&market.app, "picky").await, without, "it went on behind the one it failed on");

    picky.0.lock().unwrap().clear();
    settle(&worker, &market.app).await;
    assert_eq!(seen_by(&market.app, "picky").await, without, "it rests before it is tried again");
    market.clock.advance(SignedDuration::from_secs(3));
    settle(&worker, &market.app).await;
    let with: Vec<EventId> = without.into_iter().chain([refused]).collect();
    assert_eq!(seen_by(&market.app, "picky").await, with);
    market.close().await;
}

#[tokio::test]
async fn a_subscriber_that_is_new_begins_with_the_oldest_event() {
    let (market, mug) = mugs().await;
    Witness::prepare(&market.scratch).await;
    order_one(&market, mug, CARD).await;
    market.settle().await;
    settle(&Worker::standard().subscriber(Witness("late")), &market.app).await;
    let all = placed(&market.app).await;
    assert!(!all.is_empty());
    assert_eq!(seen_by(&market.app, "late").await, all);
    market.close().await;
}

/// Buyers on two servers, and both servers' workers at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_subscriber_sees_every_event_once_and_in_order_whoever_commits_meanwhile() {
    const ORDERS: usize = 12;
    let market = Arc::new(Market::open().await);
    let mug: VariantId = mug_of(&market, 100).await;
    Witness::prepare(&market.scratch).await;
    let flaky = Flaky::default();
    let worker =
        Worker::standard().subscriber(Witness("one")).subscriber(flaky.clone()).subscriber(Witness("two"));
    let other = market.second_app().await;
    let (tell, told) = tokio::sync::watch::channel(false);
    let workers: Vec<_> = [market.app.clone(), other.clone()]
        .into_iter()
        .map(|app| {
            let (worker, told) = (worker.clone(), told.clone());
            tokio::spawn(async move {
                while !*told.borrow() {
                    // a turn that met another one too often is taken again
                    let _turn = worker.run_due(&app).await;
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    let mut buyers = tokio::task::JoinSet::new();
    for _ in 0..ORDERS {
        let market = Arc::clone(&market);
        buyers.spawn(async move { order_one(&market, mug, CARD).await.1 });
    }
    while let Some(said) = buyers.join_next().await {
        assert_eq!(said.unwrap(), "paid");
    }
    tell.send_replace(true);
    for worker in workers {
        worker.await.unwrap();
    }
    settle(&worker, &market.app).await;
    let all = placed(&market.app).await;
    assert!(all.len() >= ORDERS);
    for reader in ["one", "two"] {
        assert_eq!(seen_by(&market.app, reader).await, all, "{reader}");
    }
    flaky.is_mended.store(true, Ordering::SeqCst);
    market.clock.advance(SignedDuration::from_mins(10));
    settle(&worker, &market.app).await;
    let mut seen = seen_by(&market.app, "flaky").await;
    seen.sort();
    let mut all = all;
    all.sort();
    assert_eq!(seen, all, "each once, those it failed on too");
    other.db().close().await;
    Arc::into_inner(market).unwrap().close().await;
}

/// An event whose id is old and whose commit is late: a cursor over ids, or over numbers given out before COMMIT, would
/// have come past it.
#[tokio::test]
async fn an_event_that_is_committed_late_is_not_missed() {
    let (market, mug) = mugs().await;
    // SQLite has one writer: nobody commits meanwhile
    if market.app.db().dialect() != Dialect::Sqlite {
        Witness::prepare(&market.scratch).await;
        let worker = Worker::standard().subscriber(Witness("one"));
        let (order, _) = order_one(&market, mug, CARD).await;
        settle(&worker, &market.app).await;
        let (began, has_begun) = oneshot::channel();
        let (go_on, may_go_on) = oneshot::channel::<()>();
        let ends = Arc::new(Mutex::new(Some((began, may_go_on))));
        let app = market.app.clone();
        let late = tokio::spawn(async move {
            let written = app.write(Actor::System, move |ctx| {
                let ends = Arc::clone(&ends);
                Box::pin(async move {
                    let event = sql!(
                        "insert into outbox (id, kind, subject_id, created_at, place) \
                         values (?, 'refund_left_to_staff', ?, ?, null)"
                    );
                    ctx.tx.run(event, params![[1_u8; 16], order, ctx.now]).await?;
                    let (began, may_go_on) = ends.lock().unwrap().take().unwrap();
                    began.send(()).unwrap();
                    may_go_on.await.unwrap();
                    Ok(())
                })
            });
            written.await
        });
        has_begun.await.unwrap();
        still_sells(&market, mug).await;
        settle(&worker, &market.app).await;
        let before = seen_by(&market.app, "one").await;
        assert_eq!(before, placed(&market.app).await, "others are not kept waiting");
        go_on.send(()).unwrap();
        late.await.unwrap().unwrap();
        settle(&worker, &market.app).await;
        let all: Vec<EventId> = before.into_iter().chain([EventId::from_bytes([1; 16])]).collect();
        assert_eq!(seen_by(&market.app, "one").await, all);
    }
    market.close().await;
}

#[tokio::test]
async fn what_everybody_has_handled_is_cleaned_after_a_month_and_nothing_else() {
    let (market, mug) = mugs().await;
    let worker = Worker::standard().subscriber(Witness("slow"));
    order_one(&market, mug, CARD).await;
    market.settle().await;
    market.clock.advance(SignedDuration::from_hours(24 * 31));
    worker.clean(&market.app).await.unwrap();
    let all = placed(&market.app).await;
    assert!(!all.is_empty(), "one of them has not read them");
    order_one(&market, mug, CARD).await;
    market.settle().await;
    Worker::standard().clean(&market.app).await.unwrap();
    let left = placed(&market.app).await;
    assert!(!left.is_empty() && left.iter().all(|event| !all.contains(event)), "the old ones are gone");
    let jobs = market.app.read(Actor::System, |ctx| {
        Box::pin(async move { Ok(ctx.tx.one::<i64>(sql!("select count(*) from job"), params![]).await?) })
    });
    assert_eq!(jobs.await.unwrap(), 0, "what is done is not kept");
    market.close().await;
}
