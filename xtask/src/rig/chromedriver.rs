//! A chromedriver of our own.

use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use super::{free_port, wait_until_ready};
use crate::install;
use crate::process::{Ending, Running};

/// A running chromedriver; it and its browsers end when this is dropped.
pub(crate) struct Chromedriver {
    pub(crate) url: String,
    pub(crate) chromium: PathBuf,
    _running: Running,
}

impl Chromedriver {
    /// Starts it on a free loopback port.
    pub(crate) fn start() -> Result<Self> {
        let driver = install::program("chromedriver").context("no chromedriver")?;
        let chromium = install::program("chromium").context("no chromium")?;
        let port = free_port()?;
        let mut command = match install::program("setpriv") {
            Some(setpriv) => with_death_signal(&setpriv, &driver),
            None => Command::new(driver),
        };
        command.arg(format!("--port={port}")).arg("--allowed-ips=127.0.0.1");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let running = Running::start(&mut command, Ending::WholeGroup("TERM"), None)?;
        wait_until_ready(&running, || TcpStream::connect(("127.0.0.1", port)).is_ok())
            .context("chromedriver does not start")?;
        Ok(Self { url: format!("http://127.0.0.1:{port}"), chromium, _running: running })
    }
}

fn with_death_signal(setpriv: &Path, program: &Path) -> Command {
    let mut command = Command::new(setpriv);
    command.arg("--pdeathsig=TERM").arg(program);
    command
}
