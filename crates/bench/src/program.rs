//! The program under test, as processes.

use std::{
    ffi::OsStr,
    fs,
    io::{BufRead as _, BufReader, Read as _},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::JoinHandle,
    time::Duration,
};

use anyhow::{Context as _, Result, bail};

/// Steps of 100 ms in which a process may end after SIGTERM: it promises ten seconds itself.
const STOP_TRIES: u32 = 150;
const STOP_PAUSE: Duration = Duration::from_millis(100);
/// Linux counts processor time for people in hundredths of a second, on every machine.
const TICK_MS: u64 = 10;
/// The setting that names the database.
const DATABASE_URL: &str = "DATABASE_URL";

/// The `souk` that stands beside this program. Errors: it is not there.
pub(crate) fn find() -> Result<PathBuf> {
    let souk = own_folder()?.join("souk");
    if souk.exists() {
        Ok(souk)
    } else {
        bail!("{} is not there: cargo build --release -p souk", souk.display())
    }
}

/// Builds it from the sources this program was built from, so that nobody measures yesterday's.
pub(crate) fn build() -> Result<PathBuf> {
    let profile: &[&str] = if own_folder()?.ends_with("release") { &["--release"] } else { &[] };
    let built = Command::new(option_env!("CARGO").unwrap_or("cargo"))
        .args(["build", "--quiet", "-p", "souk"])
        .args(profile)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .status()?;
    if built.success() { find() } else { bail!("souk cannot be built") }
}

fn own_folder() -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    Ok(own.parent().context("this program stands in no folder")?.to_owned())
}

/// A process that serves, stopped when dropped.
pub(crate) struct Serving {
    child: Child,
    pub(crate) address: SocketAddr,
    /// Reads on, so that the process never waits for a full pipe.
    reader: Option<JoinHandle<()>>,
}

impl Serving {
    /// Starts a program, on the database of that URL where one is given, and waits for a line on stdout that names where it
    /// listens.
    pub(crate) fn start<A: AsRef<OsStr>>(
        program: &Path,
        arguments: &[A],
        database: Option<&str>,
    ) -> Result<Self> {
        let mut child = Command::new(program)
            .args(arguments)
            .envs(database.map(|url| (DATABASE_URL, url)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .with_context(|| format!("{} cannot be started", program.display()))?;
        let mut lines = BufReader::new(child.stdout.take().context("no stdout")?);
        let mut line = String::new();
        let address = loop {
            line.clear();
            if lines.read_line(&mut line)? == 0 {
                bail!("{} ended before it listened", program.display());
            }
            if let Some(address) = address_in(&line) {
                break address;
            }
        };
        let reader = std::thread::spawn(move || {
            let mut rest = Vec::new();
            let _ended = lines.read_to_end(&mut rest);
        });
        Ok(Self { child, address, reader: Some(reader) })
    }

    /// Bytes of memory that are resident now.
    pub(crate) fn resident_bytes(&self) -> Result<u64> {
        self.status("VmRSS:")
    }

    /// The most that ever was resident.
    pub(crate) fn most_resident_bytes(&self) -> Result<u64> {
        self.status("VmHWM:")
    }

    /// Bytes of memory that belong to no file.
    pub(crate) fn anonymous_bytes(&self) -> Result<u64> {
        self.status("RssAnon:")
    }

    /// Processor time it has used so far: user and system, in milliseconds.
    pub(crate) fn cpu_ms(&self) -> Result<(u64, u64)> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // the name in brackets may hold spaces; utime and stime are the 12th and 13th after it
        let (_, rest) = stat.rsplit_once(')').context("a malformed stat")?;
        let mut fields = rest.split_whitespace().skip(11).map(str::parse::<u64>);
        let (user, system) = (fields.next().context("no utime")??, fields.next().context("no stime")??);
        Ok((user * TICK_MS, system * TICK_MS))
    }

    fn status(&self, name: &str) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix(name)).context("no such figure")?;
        let kib: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(kib * 1024)
    }

    /// Stops it as a supervisor would, and waits for its end.
    pub(crate) fn stop(mut self) -> Result<()> {
        self.end()
    }

    fn end(&mut self) -> Result<()> {
        let pid = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &pid]).status()?;
        for _ in 0..STOP_TRIES {
            if self.child.try_wait()?.is_some() {
                if let Some(reader) = self.reader.take() {
                    let _ended = reader.join();
                }
                return Ok(());
            }
            std::thread::sleep(STOP_PAUSE);
        }
        bail!("process {pid} did not stop")
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) && self.end().is_err() {
            let _gone = self.child.kill();
        }
    }
}

fn address_in(line: &str) -> Option<SocketAddr> {
    let (_, rest) = line.split_once("http://")?;
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ':')).unwrap_or(rest.len());
    rest.get(..end)?.parse().ok()
}

/// Runs a command on a database to its end and answers what it printed. Errors: it failed.
pub(crate) fn run<A: AsRef<OsStr>>(program: &Path, arguments: &[A], database: &str) -> Result<String> {
    let output = Command::new(program).args(arguments).env(DATABASE_URL, database).output()?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        let printed = String::from_utf8_lossy(&output.stdout);
        bail!("{} failed: {words}{printed}", program.display());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
