//! A demonstration market of the test's own.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use super::process::{Process, run, souk, written};

/// Tests of this process so far; a directory for each.
static SHOPS: AtomicU32 = AtomicU32::new(0);

/// A running `souk serve --demo`; it ends, and its data go, when this goes.
pub(crate) struct Shop {
    pub(crate) url: String,
    directory: PathBuf,
    _process: Process,
}

impl Shop {
    pub(crate) async fn open() -> Self {
        let number = SHOPS.fetch_add(1, Ordering::Relaxed);
        let name = format!("browser-{}-{number}", std::process::id());
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&directory).expect("a directory");
        let mut serve = souk(&["serve", "--demo", "--listen", "127.0.0.1:0", "--log", "json", "--data"]);
        serve.arg(directory.join("data"));
        let mut process = Process::start("the shop", &directory.join("log"), &mut serve);
        let url = process.address().await.expect("the shop opens");
        Self { url, directory, _process: process }
    }

    /// Asserts that `souk check` finds nothing broken, beside the running shop.
    pub(crate) async fn require_clean(&self) {
        let mut check = souk(&["check", "--data"]);
        check.arg(self.directory.join("data"));
        let output = run(check).await;
        assert!(output.status.success(), "souk check:\n{}", written(&output));
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
