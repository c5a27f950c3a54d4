//! Programs we start, and the promise that none of them outlives us.
//!
//! Each program leads a process group of its own, so that Ctrl-C at the terminal reaches us alone and
//! we end the rest in order. Every started program stands in one list; dropping its guard (also while
//! panicking) or a signal to us ends it. Servers moreover ask the kernel to end them should we be killed.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

/// How long a program may take to end after it was asked to, before it is killed.
const END_WITHIN: Duration = Duration::from_secs(20);

/// How often we look whether a program has ended: short against any step, cheap on a busy machine.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// How long we read on after a test program ended: a stray child may hold its output open for ever.
const READ_ON_FOR: Duration = Duration::from_secs(2);

static STARTED: Mutex<Vec<Arc<Started>>> = Mutex::new(Vec::new());

/// How a program is asked to end.
#[derive(Clone, Copy)]
pub(crate) enum Ending {
    /// A signal to the program itself, which ends its own children.
    Itself(&'static str),
    /// A signal to the program and every child in its process group.
    WholeGroup(&'static str),
}

struct Started {
    child: Mutex<Child>,
    ending: Ending,
    /// Files of ours that live as long as the program.
    directory: Option<PathBuf>,
}

/// A started program; it is ended, and its directory removed, when this guard is dropped.
pub(crate) struct Running(Arc<Started>);

impl Running {
    /// Starts `command` as the leader of a new process group.
    pub(crate) fn start(command: &mut Command, ending: Ending, directory: Option<PathBuf>) -> Result<Self> {
        command.process_group(0);
        // The list is held over the start, so that a signal cannot fall between the two.
        let mut list = lock(&STARTED);
        let child = command.spawn().with_context(|| format!("cannot start {:?}", command.get_program()))?;
        let started = Arc::new(Started { child: Mutex::new(child), ending, directory });
        list.push(Arc::clone(&started));
        Ok(Self(started))
    }

    /// The process id of the program.
    pub(crate) fn pid(&self) -> u32 {
        lock(&self.0.child).id()
    }

    /// The exit status, once the program has ended by itself.
    pub(crate) fn ended(&self) -> Result<Option<ExitStatus>> {
        Ok(lock(&self.0.child).try_wait()?)
    }

    fn wait(&self) -> Result<ExitStatus> {
        loop {
            if let Some(status) = self.ended()? {
                return Ok(status);
            }
            thread::sleep(LOOK_EVERY);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        end(&self.0);
        lock(&STARTED).retain(|other| !Arc::ptr_eq(other, &self.0));
    }
}

/// Runs a command to its end; anything but success is an error that names the command.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let running = Running::start(command, Ending::WholeGroup("TERM"), None)?;
    let status = running.wait()?;
    if !status.success() {
        bail!("{} ended with {status}", shown(command));
    }
    Ok(())
}

/// Runs a command to its end and hands what it prints to `line`, line by line.
pub(crate) fn run_reading(command: &mut Command, mut line: impl FnMut(&str)) -> Result<ExitStatus> {
    command.stdout(Stdio::piped());
    let running = Running::start(command, Ending::WholeGroup("TERM"), None)?;
    let output = lock(&running.0.child).stdout.take().context("no output to read")?;
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for text in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            if sender.send(String::from_utf8_lossy(&text).into_owned()).is_err() {
                break;
            }
        }
    });
    let mut quiet_since: Option<Instant> = None;
    loop {
        match receiver.recv_timeout(LOOK_EVERY) {
            Ok(text) => line(&text),
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
            Err(mpsc::RecvTimeoutError::Timeout) => {
                if running.ended()?.is_some()
                    && quiet_since.get_or_insert_with(Instant::now).elapsed() > READ_ON_FOR
                {
                    break;
                }
            }
        }
    }
    running.wait()
}

/// A command as one would type it, for messages.
pub(crate) fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// From now on a signal to us (Ctrl-C, TERM, HUP) first ends every program we started.
pub(crate) fn end_all_on_signal() -> Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            let list = lock(&STARTED);
            for started in list.iter().rev() {
                end(started);
            }
            // Still holding the list: nothing new may start any more. 128 + n is the shells' custom.
            std::process::exit(128 + signal);
        }
    });
    Ok(())
}

fn end(started: &Started) {
    let deadline = Instant::now() + END_WITHIN;
    let mut asked = false;
    loop {
        {
            let mut child = lock(&started.child);
            // Not yet waited for, so its id cannot have passed to another program.
            if !matches!(child.try_wait(), Ok(None)) {
                break;
            }
            if !asked {
                ask_to_end(child.id(), started.ending);
                asked = true;
            } else if Instant::now() > deadline {
                ask_to_end(child.id(), Ending::WholeGroup("KILL"));
                let _ = child.wait();
                break;
            }
        }
        thread::sleep(LOOK_EVERY);
    }
    if let Some(directory) = &started.directory {
        let _ = std::fs::remove_dir_all(directory);
        let _ = std::fs::remove_file(directory.with_extension("lock"));
    }
}

/// Sends a signal through the shell's own `kill`: it is always there, the program `kill` is not.
pub(crate) fn ask_to_end(pid: u32, ending: Ending) {
    let (signal, whom) = match ending {
        Ending::Itself(signal) => (signal, pid.to_string()),
        Ending::WholeGroup(signal) => (signal, format!("-{pid}")),
    };
    let _ = Command::new("sh")
        .args(["-c", "kill -s \"$0\" -- \"$1\"", signal, &whom])
        .stderr(Stdio::null())
        .status();
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dropping_the_guard_ends_the_program_and_removes_its_directory() {
        let directory = std::env::temp_dir().join(format!("souk-xtask-test-{}", std::process::id()));
        std::fs::create_dir_all(&directory).unwrap();
        let mut command = Command::new("sleep");
        command.arg("600");
        let running = Running::start(&mut command, Ending::Itself("TERM"), Some(directory.clone())).unwrap();
        let proc_entry = PathBuf::from(format!("/proc/{}", running.pid()));
        assert!(running.ended().unwrap().is_none());
        drop(running);
        assert!(!directory.exists());
        assert!(!proc_entry.exists());
    }

    #[test]
    fn output_is_read_to_its_last_line_and_the_status_kept() {
        let mut seen = Vec::new();
        let mut command = Command::new("sh");
        command.args(["-c", "echo one; printf two; exit 3"]);
        let status = run_reading(&mut command, |line| seen.push(line.to_owned())).unwrap();
        assert_eq!(seen, ["one", "two"]);
        assert_eq!(status.code(), Some(3));
    }

    #[test]
    fn a_failed_command_is_an_error_that_names_it() {
        let error = run(&mut Command::new("false")).unwrap_err().to_string();
        assert!(error.starts_with("false ended with"), "{error}");
    }
}
