//! A program that runs beside the test.

use std::{
    fs::{File, OpenOptions},
    os::unix::{fs::FileExt as _, process::ExitStatusExt as _},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
};

use super::until::until;

/// The program under test.
pub(crate) const SOUK: &str = env!("CARGO_BIN_EXE_souk");
/// SIGKILL.
const KILLED: i32 = 9;
/// What is shown of a log when a test fails.
const SHOWN_BYTES: usize = 8_000;

/// A running program. It is killed when this goes, and its log is shown when that happens in a panic.
pub(crate) struct Process {
    name: String,
    pub(super) child: Child,
    /// Held open: what it says can be read after its directory has gone.
    log: File,
}

impl Process {
    /// Starts `souk` with its output in the new file `log`.
    pub(crate) fn start(name: &str, log: &Path, souk: &mut Command) -> Self {
        let log = OpenOptions::new().read(true).append(true).create_new(true).open(log).expect("a log");
        let lines = || log.try_clone().expect("a log");
        souk.stdin(Stdio::null()).stdout(lines()).stderr(lines());
        let child = souk.spawn().expect("the program starts");
        Self { name: name.to_owned(), child, log }
    }

    /// The first address `http://127.0.0.1:PORT` it writes down. None when it ended before.
    pub(crate) async fn address(&mut self) -> Option<String> {
        until(&format!("an address of {}", self.name), || {
            let ended = self.ended();
            let found = find_address(&self.log());
            async move { (found.is_some() || ended.is_some()).then_some(found) }
        })
        .await
    }

    /// What it wrote so far.
    pub(crate) fn log(&self) -> String {
        let length = self.log.metadata().map_or(0, |about| about.len());
        let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
        // lines that come meanwhile are read the next time
        let read = self.log.read_at(&mut bytes, 0).unwrap_or(0);
        String::from_utf8_lossy(&bytes[..read]).into_owned()
    }

    /// How it ended, if it has.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("a child of ours")
    }

    /// Tells it to stop, as a supervisor does.
    pub(crate) fn terminate(&self) {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).expect("a process of ours");
    }

    /// Lets no file of it grow beyond so many bytes: to it, the disk is full. None: as they like.
    pub(crate) fn let_files_grow_to(&self, bytes: Option<u64>) {
        use rustix::process::{Pid, Resource, Rlimit, getrlimit, prlimit};
        let maximum = getrlimit(Resource::Fsize).maximum;
        let limit = Rlimit { current: bytes.or(maximum), maximum };
        prlimit(Some(Pid::from_child(&self.child)), Resource::Fsize, limit).expect("a process of ours");
    }

    /// Waits for its end.
    pub(crate) async fn end(&mut self) -> ExitStatus {
        let what = format!("the end of {}", self.name);
        until(&what, || {
            let ended = self.ended();
            async move { ended }
        })
        .await
    }

    /// Whether it died as by `kill -9`.
    pub(crate) fn was_killed(status: ExitStatus) -> bool {
        status.signal() == Some(KILLED)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
        if std::thread::panicking() {
            let log = self.log();
            let from = log.len().saturating_sub(SHOWN_BYTES);
            let tail = log.get(from..).unwrap_or(&log);
            eprintln!("--- the end of {}'s log\n{tail}\n---", self.name);
        }
    }
}

/// A command of ours, untouched by the settings of whoever runs the tests.
pub(crate) fn souk(args: &[&str]) -> Command {
    let mut souk = Command::new(SOUK);
    souk.args(args).env_remove("DATABASE_URL").current_dir(std::env::temp_dir());
    souk
}

/// Runs a command to its end without holding up the other tests of this thread.
pub(crate) async fn run(mut souk: Command) -> Output {
    let ran = tokio::task::spawn_blocking(move || souk.stdin(Stdio::null()).output());
    ran.await.expect("the command was waited for").expect("the program starts")
}

/// Everything a command wrote.
pub(crate) fn written(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat()
}

fn find_address(log: &str) -> Option<String> {
    const START: &str = "http://127.0.0.1:";
    // a line that is still being written may hold half a port
    let whole = log.rfind('\n').map_or("", |end| &log[..end]);
    let at = whole.find(START)?;
    let port: String = whole[at + START.len()..].chars().take_while(char::is_ascii_digit).collect();
    (!port.is_empty()).then(|| format!("{START}{port}"))
}

/// A fresh name in a directory.
pub(crate) fn fresh_name(directory: &Path, stem: &str) -> PathBuf {
    let names = (1..).map(|count| directory.join(format!("{stem}-{count}.log")));
    names.into_iter().find(|path| !path.exists()).expect("numbers do not end")
}
