//! A demonstration market of the test's own.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use tokio::sync::OnceCell;

use super::process::{Process, run, souk, written};

/// Tests of this process so far; a directory for each.
static SHOPS: AtomicU32 = AtomicU32::new(0);

/// A whole demonstration, whose copies the tests trade in: making one takes as long as a long test.
static TEMPLATE: OnceCell<PathBuf> = OnceCell::const_new();

/// A running `souk serve --demo`; it ends, and its data go, when this goes.
pub(crate) struct Shop {
    pub(crate) url: String,
    directory: PathBuf,
    process: Process,
}

impl Shop {
    pub(crate) async fn open() -> Self {
        let template = TEMPLATE.get_or_init(make_template).await;
        let directory = fresh_directory("shop");
        copy(template, &directory.join("data")).expect("a copy of the demonstration");
        let (url, process) = serve(&directory).await;
        Self { url, directory, process }
    }

    /// Asserts that `souk check` finds nothing broken, beside the running shop.
    pub(crate) async fn require_clean(&self) {
        let mut check = souk(&["check", "--data"]);
        check.arg(self.directory.join("data"));
        let output = run(check).await;
        assert!(output.status.success(), "souk check:\n{}", written(&output));
    }

    /// Runs a command over the shop's data, beside the running shop, with this on its standard input. Answers what it said.
    pub(crate) async fn command(&self, args: &[&str], typed: &str) -> String {
        let file = self.directory.join("typed");
        fs::write(&file, typed).expect("a file of ours");
        let mut command = souk(args);
        command.arg("--data").arg(self.directory.join("data"));
        command.stdin(fs::File::open(&file).expect("a file of ours"));
        let ran = tokio::task::spawn_blocking(move || command.output());
        let output = ran.await.expect("the command was waited for").expect("the program starts");
        assert!(output.status.success(), "souk {args:?}:\n{}", written(&output));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Bytes of the server's memory that belong to no file, as the system counts them now.
    pub(crate) fn anonymous_bytes(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.child.id()));
        let status = status.expect("the shop runs");
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).expect("RssAnon");
        let kib = line.trim().trim_end_matches("kB").trim().parse::<u64>();
        kib.expect("a number of kB") * 1024
    }

    /// A place for files of the test.
    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        // what a failed test leaves is looked at
        if !std::thread::panicking() {
            let _left = fs::remove_dir_all(&self.directory);
        }
    }
}

/// Makes a demonstration, and waits until all of it is there: nothing comes in behind a test.
async fn make_template() -> PathBuf {
    remove_what_dead_runs_left();
    let data = fresh_directory("template").join("data");
    let mut load = souk(&["demo", "load", "--data"]);
    load.arg(&data);
    let output = run(load).await;
    assert!(output.status.success(), "souk demo load:\n{}", written(&output));
    data
}

async fn serve(directory: &Path) -> (String, Process) {
    let mut serve = souk(&["serve", "--demo", "--listen", "127.0.0.1:0", "--log", "json", "--data"]);
    serve.arg(directory.join("data"));
    let mut process = Process::start("the shop", &directory.join("log"), &mut serve);
    let url = process.address().await.expect("the shop opens");
    (url, process)
}

/// `browser-<our process>-<number>-<kind>`, beside those of other runs.
fn fresh_directory(kind: &str) -> PathBuf {
    let number = SHOPS.fetch_add(1, Ordering::Relaxed);
    let directory = here().join(format!("browser-{}-{number}-{kind}", std::process::id()));
    fs::create_dir_all(&directory).expect("a directory");
    directory
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

/// A template goes after its process, which cannot remove it: nothing runs when the last test has ended.
fn remove_what_dead_runs_left() {
    for entry in fs::read_dir(here()).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let owner = name.strip_prefix("browser-").and_then(|rest| rest.split('-').next());
        let is_dead = owner.is_some_and(|pid| !Path::new("/proc").join(pid).exists());
        if is_dead && name.ends_with("-template") {
            let _left = fs::remove_dir_all(entry.path());
        }
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
