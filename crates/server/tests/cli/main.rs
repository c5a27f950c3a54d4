//! The commands, each as someone types it, on a shop in a folder of its own: what a run says of databases is nothing to them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says so when it fails")]

mod belonging;
mod carrying;
mod demo;
mod files;
mod importing;
mod keys;
#[allow(dead_code, reason = "the other tests of the program use more of it")]
#[path = "../it/support/process.rs"]
mod process;
mod stopping;
#[allow(dead_code, reason = "the other tests of the program use more of it")]
#[path = "../it/support/until.rs"]
mod until;
mod words;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::atomic::{AtomicU32, Ordering},
};

use process::{Process, run, souk, written};

/// A folder of this test, which goes with it.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("souk-cli-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// A command on a shop in this folder, run in it.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut souk = souk(args);
        souk.arg("--data").arg(self.0.join("data")).current_dir(&self.0);
        souk
    }

    /// Runs a command that must end well; its stdout.
    pub(crate) async fn done(&self, args: &[&str]) -> String {
        let output = run(self.command(args)).await;
        assert!(output.status.success(), "souk {args:?}:\n{}", written(&output));
        stdout(&output)
    }

    /// Runs a command that must fail; what it wrote.
    pub(crate) async fn refused(&self, args: &[&str]) -> String {
        let output = run(self.command(args)).await;
        assert!(!output.status.success(), "souk {args:?} went well:\n{}", written(&output));
        written(&output)
    }

    /// Opens a shop in this folder; its address.
    pub(crate) async fn serve(&self, args: &[&str]) -> (Process, String) {
        let all = [&["serve", "--listen", "127.0.0.1:0"], args].concat();
        let log = process::fresh_name(&self.0, "server");
        let mut process = Process::start("the shop", &log, &mut self.command(&all));
        let Some(address) = process.address().await else { panic!("it does not open:\n{}", process.log()) };
        (process, address)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A client that follows nothing and asks no proxy.
pub(crate) fn client() -> reqwest::Client {
    let _installed = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client")
}
