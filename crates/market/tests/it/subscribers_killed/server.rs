//! The server that is killed: a process as the test sees it, and what it does.

use std::{
    io::Read as _,
    process::{ExitStatus, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
};

use souk_db::BoxFuture;
use souk_market::{
    Ctx, Error, Result,
    faults::{self, FaultKind},
    queue::{Event, EventKind, Subscriber},
    worker::Worker,
};
use souk_testkit::{
    Market,
    market::{Witness, app_at},
};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
};

use super::{Killed, REFUSING, RUNS, Run, SUBSCRIBERS, THIS_TEST};
use crate::shop::PATIENCE;

/// The number of the run, from 0. Only a process that the test started has it.
const RUN: &str = "SOUK_TEST_RUN";
/// Where the market is.
const LOCATION: &str = "SOUK_TEST_LOCATION";
/// What the server prints when it waits inside a transaction.
const IN_TRANSACTION: &str = "a transaction is open";

/// The process of one run. It ends at the latest with this process.
pub(super) struct Server {
    run: usize,
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
    /// The other end breaks when this process is gone, killed or not.
    _stdin: ChildStdin,
}

impl Server {
    /// Starts the test program anew with this test alone.
    pub(super) fn start(market: &Market, run: usize) -> Self {
        let mut program = Command::new(std::env::current_exe().unwrap());
        program.args([THIS_TEST, "--exact", "--nocapture"]);
        program.env(RUN, run.to_string()).env(LOCATION, market.location());
        program.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut process = program.spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let stdin = process.stdin.take().unwrap();
        Self { run, process, lines, _stdin: stdin }
    }

    /// Comes back when the server waits inside a transaction.
    pub(super) async fn wait_for_transaction(&mut self) {
        let reading = async {
            while let Some(line) = self.lines.next_line().await.unwrap() {
                if line.contains(IN_TRANSACTION) {
                    return true;
                }
            }
            false
        };
        assert_eq!(tokio::time::timeout(PATIENCE, reading).await, Ok(true), "{IN_TRANSACTION}");
    }

    /// Ends it as `kill -9` does.
    pub(super) fn kill(&mut self) {
        self.process.start_kill().unwrap();
    }

    /// Waits for its end.
    pub(super) async fn end(&mut self) -> ExitStatus {
        let ended = tokio::time::timeout(PATIENCE, self.process.wait()).await;
        ended.unwrap_or_else(|_elapsed| panic!("run {} does not end", self.run)).unwrap()
    }
}

/// The run for which the test started this process, and where the market is.
#[allow(clippy::disallowed_methods, reason = "the test tells a process that it starts by its environment")]
pub(super) fn run_of_this_process() -> Option<(&'static Run, String)> {
    let number: usize = std::env::var(RUN).ok()?.parse().unwrap();
    Some((&RUNS[number], std::env::var(LOCATION).unwrap()))
}

/// Does a server's work until this process is killed, or the one that started it is gone.
pub(super) async fn work(run: &Run, location: &str) {
    if let Killed::AtPoint(point, passes) = run.killed {
        faults::arm(point, passes, FaultKind::Kill);
    }
    let mut worker = Worker::standard();
    for name in SUBSCRIBERS {
        let waits_at = match run.killed {
            Killed::InTransaction(waiting, events) if waiting == name => Some(events),
            _ => None,
        };
        let fails = run.failing.contains(&name);
        worker = worker.subscriber(Recorder { name, fails, waits_at, written: AtomicUsize::new(0) });
    }
    let parent_is_gone = async {
        let _end_of_file = tokio::task::spawn_blocking(|| std::io::stdin().read(&mut [0])).await;
    };
    worker.work(app_at(location).await, parent_is_gone).await;
}

/// Writes down each event; then it may fail, or wait until the process is killed.
struct Recorder {
    name: &'static str,
    /// Whether it fails on cancelled orders.
    fails: bool,
    /// After so many events it waits.
    waits_at: Option<usize>,
    written: AtomicUsize,
}

impl Subscriber for Recorder {
    fn name(&self) -> &'static str {
        self.name
    }

    fn handle<'a>(&'a self, ctx: &'a Ctx<'_>, event: &'a Event) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            // first, so that failing and dying must take it back
            Witness(self.name).handle(ctx, event).await?;
            let written = self.written.fetch_add(1, Ordering::SeqCst) + 1;
            if self.waits_at == Some(written) {
                println!("{IN_TRANSACTION}");
                loop {
                    std::thread::park();
                }
            }
            match self.name {
                _ if !self.fails || event.kind != EventKind::OrderCancelled => Ok(()),
                REFUSING => Err(Error::broken("not this one")),
                _ => Err(souk_db::Error::Storage { reason: "not this one".to_owned() }.into()),
            }
        })
    }
}
