//! Several subscribers on one outbox, in a server that is killed with SIGKILL again and again while events are written: each
//! handles every event once, and one that fails holds up no other.
//!
//! The test starts its own program for each run of the server. There the same test runs a worker with three subscribers, which
//! fail as [`RUNS`] says, until it is killed. Each writes down what it handles in the transaction in which its cursor moves.

mod server;

use std::{cell::Cell, os::unix::process::ExitStatusExt as _};

use jiff::SignedDuration;
use souk_db::{Statement, params, sql};
use souk_domain::ids::{EventId, VariantId};
use souk_market::{Actor, App, faults::FaultPoint};
use souk_testkit::{
    Market,
    market::{Witness, seen_by},
};

use self::server::Server;
use super::shop::{mug_of, until};

/// Never fails.
const CALM: &str = "calm";
/// Refuses cancelled orders while it fails: such an event is put aside, and handled after those that follow it.
const REFUSING: &str = "refusing";
/// Has no storage for cancelled orders while it fails: its lane rests, and the event keeps its place.
const RESTING: &str = "resting";
const SUBSCRIBERS: [&str; 3] = [CALM, REFUSING, RESTING];

/// One run of the server.
struct Run {
    /// The subscribers that fail.
    failing: &'static [&'static str],
    /// At most so many orders are placed until it is killed. Each third one is cancelled.
    orders: u32,
    killed: Killed,
}

/// When the server is killed.
#[derive(Clone, Copy)]
enum Killed {
    /// At a fault point, after so many passes.
    AtPoint(FaultPoint, u32),
    /// When a subscriber has written down so many events, the last one in a transaction that is open.
    InTransaction(&'static str, usize),
    /// When a subscriber has handled so many events more than before the run.
    AfterEvents(&'static str, usize),
    /// When nothing is left to do.
    WhenIdle,
}

const BOTH: &[&str] = &[REFUSING, RESTING];
/// More than any run waits for.
const MANY: u32 = 40;
const FEW: u32 = 3;
const RUNS: &[Run] = &[
    Run { failing: BOTH, orders: MANY, killed: Killed::AtPoint(FaultPoint::BeforePlacesCommit, 0) },
    Run { failing: BOTH, orders: MANY, killed: Killed::AtPoint(FaultPoint::AfterPlacesCommit, 0) },
    Run { failing: BOTH, orders: MANY, killed: Killed::AtPoint(FaultPoint::BeforeEventsCommit, 0) },
    Run { failing: BOTH, orders: MANY, killed: Killed::InTransaction(CALM, 3) },
    Run { failing: BOTH, orders: MANY, killed: Killed::AtPoint(FaultPoint::BeforeEventsCommit, 2) },
    Run { failing: BOTH, orders: MANY, killed: Killed::AfterEvents(REFUSING, 1) },
    Run { failing: BOTH, orders: MANY, killed: Killed::AtPoint(FaultPoint::AfterEventsCommit, 1) },
    Run { failing: BOTH, orders: MANY, killed: Killed::AfterEvents(CALM, 20) },
    Run { failing: BOTH, orders: FEW, killed: Killed::WhenIdle },
    // no orders: the events it has put aside are all that it has to do
    Run { failing: &[RESTING], orders: 0, killed: Killed::InTransaction(REFUSING, 3) },
    Run { failing: &[], orders: MANY, killed: Killed::InTransaction(RESTING, 5) },
    Run { failing: &[], orders: MANY, killed: Killed::AtPoint(FaultPoint::BeforeEventsCommit, 1) },
    Run { failing: &[], orders: MANY, killed: Killed::AfterEvents(RESTING, 10) },
    Run { failing: &[], orders: FEW, killed: Killed::WhenIdle },
];
/// Between two runs: longer than the longest pause before an event that was put aside is tried again.
const BETWEEN_RUNS: SignedDuration = SignedDuration::from_mins(6);
/// The test below, as the test program names it.
const THIS_TEST: &str =
    "subscribers_killed::each_handles_every_event_once_though_some_fail_and_the_server_is_killed";
/// SIGKILL.
const SIGKILL: i32 = 9;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_handles_every_event_once_though_some_fail_and_the_server_is_killed() {
    if let Some((run, location)) = server::run_of_this_process() {
        return server::work(run, &location).await;
    }
    let market = Market::open().await;
    let mug = mug_of(&market, 1000).await;
    Witness::prepare(&market.scratch).await;
    let mut written = 0;
    for (number, run) in RUNS.iter().enumerate() {
        market.clock.advance(BETWEEN_RUNS);
        written += run_and_kill(&market, mug, number).await;
        if matches!(run.killed, Killed::WhenIdle) {
            let events = outbox(&market.app).await;
            assert_eq!(events.len(), written, "every event is there, once");
            require_handled(&market.app, &events, run.failing).await;
        }
    }
    // whoever was killed with a job leaves it to the next one after a lease
    market.clock.advance(SignedDuration::from_hours(2));
    market.close().await;
}

/// Starts the server, writes events meanwhile, and kills it. Answers how many events were written.
async fn run_and_kill(market: &Market, mug: VariantId, number: usize) -> usize {
    let Run { failing, orders, killed } = RUNS[number];
    let app = &market.app;
    let before = match killed {
        Killed::AfterEvents(name, _) => seen_by(app, name).await.len(),
        _ => 0,
    };
    let mut server = Server::start(market, number);
    let has_ended = Cell::new(false);
    let writing = place_orders(market, mug, orders, &has_ended);
    let ending = async {
        match killed {
            Killed::AtPoint(..) => {}
            Killed::InTransaction(..) => {
                server.wait_for_transaction().await;
                server.kill();
            }
            Killed::AfterEvents(name, more) => {
                let handled = || async { seen_by(app, name).await.len() >= before + more };
                until("the events are handled", handled).await;
                server.kill();
            }
            Killed::WhenIdle => {
                until("nothing is left to do", || is_idle(app, failing)).await;
                server.kill();
            }
        }
        let status = server.end().await;
        has_ended.set(true);
        status
    };
    let (written, status) = match killed {
        // before the last event is written, it is idle for moments only
        Killed::WhenIdle => (writing.await, ending.await),
        _ => tokio::join!(writing, ending),
    };
    assert_eq!(status.signal(), Some(SIGKILL), "run {number} ended with {status}");
    written
}

/// Places orders until the server has ended, and cancels each third one. Answers how many events that wrote.
async fn place_orders(market: &Market, mug: VariantId, at_most: u32, has_ended: &Cell<bool>) -> usize {
    let mut events = 0;
    for number in 1..=at_most {
        if has_ended.get() {
            break;
        }
        let order = market.place_by_transfer(market.cart(&[(mug, 1)]).await).await.unwrap().order;
        events += 1;
        if number % 3 == 0 {
            market.cancel(order).await.unwrap();
            events += 1;
        }
    }
    events
}

/// Every event in the order of its place, and its kind.
async fn outbox(app: &App) -> Vec<(EventId, String)> {
    let read = app.read(Actor::System, |ctx| {
        Box::pin(async move {
            let events = sql!("select id, kind from outbox order by place");
            Ok(ctx.tx.list::<(EventId, String)>(events, params![]).await?)
        })
    });
    read.await.unwrap()
}

/// Proves what each subscriber has handled of these events, while some fail.
async fn require_handled(app: &App, events: &[(EventId, String)], failing: &[&str]) {
    let handled = async |name| -> Vec<usize> {
        let seen = seen_by(app, name).await;
        let place = |event: &EventId| events.iter().position(|(id, _)| id == event).unwrap();
        seen.iter().map(place).collect()
    };
    let is_refused = |place: &usize| events[*place].1 == "order_cancelled";
    let without_refused =
        |places: &[usize]| -> Vec<usize> { places.iter().copied().filter(|at| !is_refused(at)).collect() };
    let all: Vec<usize> = (0..events.len()).collect();
    assert_eq!(handled(CALM).await, all, "all in order, whoever else fails");

    let mut refusing = handled(REFUSING).await;
    if failing.contains(&REFUSING) {
        assert_eq!(refusing, without_refused(&all), "it went on behind those it refused");
    } else {
        assert_eq!(without_refused(&refusing), without_refused(&all), "in order where it never failed");
        refusing.sort_unstable();
        assert_eq!(refusing, all, "each once, those it failed on too");
    }

    let resting = handled(RESTING).await;
    if failing.contains(&RESTING) {
        let first_refused = all.iter().position(is_refused).unwrap();
        assert!(all[..first_refused].starts_with(&resting), "none from {first_refused} on: {resting:?}");
    } else {
        assert_eq!(resting, all, "it caught up in order");
    }
}

/// Whether no subscriber has anything to do that it can do.
async fn is_idle(app: &App, failing: &[&str]) -> bool {
    let waiting = sql!(
        "select count(*) from outbox where place is null \
         or place > coalesce((select c.place from outbox_cursor c where c.name = ?), 0)"
    );
    let parked = sql!("select count(*) from outbox_parked where subscriber = ?");
    for name in SUBSCRIBERS {
        let left = match (name, failing.contains(&name)) {
            (RESTING, true) => 0,
            (_, true) => count(app, waiting, name).await,
            (_, false) => count(app, waiting, name).await + count(app, parked, name).await,
        };
        if left > 0 {
            return false;
        }
    }
    true
}

async fn count(app: &App, statement: &'static Statement, name: &'static str) -> i64 {
    let read = app.read(Actor::System, move |ctx| {
        Box::pin(async move { Ok(ctx.tx.one::<i64>(statement, params![name]).await?) })
    });
    read.await.unwrap()
}
