//! Private servers for the tests: on free loopback ports, with their data under the target directory,
//! gone when we are gone.

mod account;
mod chromedriver;
mod mariadb;
mod place;
mod postgres;

use std::net::TcpListener;
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};
use std::{fs, io::Read};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use crate::process::Running;
use crate::workspace::Workspace;

pub(crate) use chromedriver::Chromedriver;

/// How long a server may take until it answers: a cold start on a busy machine takes 10 s.
const READY_WITHIN: Duration = Duration::from_secs(60);

/// How often we ask a starting server whether it is ready.
const ASK_EVERY: Duration = Duration::from_millis(100);

/// How often we start again when a server ends while starting: somebody may have taken its port.
const START_TRIES: u32 = 3;

/// The connections a server admits: a race of 300 buyers opens fewer, since each process pools its own.
const CONNECTIONS: u32 = 300;

/// The database servers one can ask for by name.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Server {
    Postgres,
    /// MariaDB, which speaks MySQL's protocol.
    Mysql,
}

/// Whether a commit reaches the disk before it is answered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durability {
    /// It may stay in memory: the data are thrown away, and tests run several times as fast.
    Relaxed,
    /// It is synced, as in a real shop.
    Synced,
}

impl Durability {
    pub(crate) fn synced_when(full: bool) -> Self {
        if full { Self::Synced } else { Self::Relaxed }
    }
}

/// A running database server; it ends when this is dropped.
pub(crate) struct Rig {
    /// Where to reach it, as somebody who may create databases.
    pub(crate) url: String,
    _running: Running,
    _place: place::Place,
}

/// Starts a private server of that kind and waits until it answers.
pub(crate) fn start(workspace: &Workspace, server: Server, durability: Durability) -> Result<Rig> {
    match server {
        Server::Postgres => postgres::start(workspace, durability),
        Server::Mysql => mariadb::start(workspace, durability),
    }
}

/// Starts a server, prints its URL, and stays until a signal ends us.
pub(crate) fn serve(workspace: &Workspace, server: Server, durability: Durability) -> Result<ExitCode> {
    let rig = start(workspace, server, durability)?;
    println!("{}", rig.url);
    println!("Ctrl-C stops the server and removes its data.");
    loop {
        thread::park();
    }
}

/// A loopback port that was free a moment ago.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// A password nobody guesses: other accounts of this machine reach our ports too.
fn password() -> Result<String> {
    let mut bytes = [0; 16];
    fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Waits until `ready` says so; an early end or a long silence is an error.
fn wait_until_ready(running: &Running, ready: impl Fn() -> bool) -> Result<()> {
    let start = Instant::now();
    while !ready() {
        if let Some(status) = running.ended()? {
            bail!("the server ended while starting, with {status}");
        }
        if start.elapsed() > READY_WITHIN {
            bail!("the server did not answer within {} s", READY_WITHIN.as_secs());
        }
        thread::sleep(ASK_EVERY);
    }
    Ok(())
}

/// Starts anew, on another port, a few times.
fn with_tries(start: impl Fn() -> Result<Rig>) -> Result<Rig> {
    for _ in 1..START_TRIES {
        match start() {
            Ok(rig) => return Ok(rig),
            Err(error) => println!("trying again: {error:#}"),
        }
    }
    start().context("the server does not start")
}
