//! A private PostgreSQL server.

use std::fs;
use std::process::Stdio;

use anyhow::{Context, Result, bail};

use super::account::Account;
use super::place::{self, Place};
use super::{CONNECTIONS, Durability, Rig, free_port, password, wait_until_ready, with_tries};
use crate::install;
use crate::process::{Ending, Running, shown};
use crate::workspace::Workspace;

/// Shutdown without waiting for clients.
const FAST_SHUTDOWN: &str = "INT";

pub(super) fn start(workspace: &Workspace, durability: Durability) -> Result<Rig> {
    install::ensure(&[&install::POSTGRES])?;
    with_tries(|| try_start(workspace, durability))
}

fn try_start(workspace: &Workspace, durability: Durability) -> Result<Rig> {
    let programs = install::postgres_programs().context("PostgreSQL's programs are gone")?;
    let account = Account::for_server("postgres")?;
    let place = Place::make(workspace, "postgres", &account, durability)?;
    let password = password()?;
    let data = place.directory.join("data");

    let password_file = place.directory.join("password");
    fs::write(&password_file, &password)?;
    account.give(&password_file)?;
    let mut init = account.command(&programs.join("initdb"), "KILL");
    init.arg("-D").arg(&data).arg("--pwfile").arg(&password_file);
    // Not SCRAM, whose thousands of hashes for each connection keep a password safe that people chose: in a test build they
    // took half of a test's time, and ours is random and gone tomorrow.
    init.args(["--username=souk", "--auth=md5"]);
    // Text compares byte by byte, as on the two other databases.
    init.args(["--encoding=UTF8", "--locale=C", "--no-sync"]);
    init.current_dir(&place.directory);
    let made = init.output().with_context(|| shown(&init))?;
    if !made.status.success() {
        bail!("{} failed:\n{}", shown(&init), String::from_utf8_lossy(&made.stderr));
    }

    let port = free_port()?;
    let (log, log_path) = place.log()?;
    let mut serve = account.command(&programs.join("postgres"), FAST_SHUTDOWN);
    serve.arg("-D").arg(&data).arg("-p").arg(port.to_string());
    for setting in settings(durability) {
        serve.arg("-c").arg(setting);
    }
    serve.current_dir(&place.directory).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
    let running = Running::start(&mut serve, Ending::Itself(FAST_SHUTDOWN), Some(place.directory.clone()))?;
    place.note_pid(running.pid())?;

    let ready = || {
        let mut ask = std::process::Command::new(programs.join("psql"));
        ask.args(["-X", "-q", "-h", "127.0.0.1", "-U", "souk", "-d", "postgres", "-c", "SELECT 1"]);
        ask.args(["-p", &port.to_string()]).env("PGPASSWORD", &password).current_dir("/");
        ask.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    wait_until_ready(&running, ready).with_context(|| place::tail(&log_path))?;
    let url = format!("postgres://souk:{password}@127.0.0.1:{port}/postgres");
    Ok(Rig { url, _running: running, _place: place })
}

fn settings(durability: Durability) -> Vec<String> {
    let mut settings = vec![
        "listen_addresses=127.0.0.1".to_owned(),
        // No socket file: it would lie where other accounts look, and its path may be too long.
        "unix_socket_directories=".to_owned(),
        format!("max_connections={CONNECTIONS}"),
        // One database per test makes many files; fewer, larger checkpoints.
        "max_wal_size=1GB".to_owned(),
    ];
    if durability == Durability::Relaxed {
        for name in ["fsync", "synchronous_commit", "full_page_writes"] {
            settings.push(format!("{name}=off"));
        }
    }
    settings
}
