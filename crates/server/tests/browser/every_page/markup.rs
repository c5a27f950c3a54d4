//! HTML as the server sent it, checked by the W3C's own checker.

use std::{fs, path::Path, process::Command};

use super::tour::Stop;
use crate::harness::{Browser, given};

/// Writes down what is sent at a stop that is visited.
pub(super) async fn keep(browser: &Browser, stop: &Stop, file: &Path) {
    let page = stop.source(browser).await;
    assert!(page.starts_with("<!doctype html>"), "{}: {page:.200}", file.display());
    fs::write(file, page).expect("a file");
}

/// Every file in the directory is valid.
pub(super) async fn require_valid(directory: &Path) {
    let mut check = Command::new("java");
    check.arg("-jar").arg(given::html_checker()).args(["--errors-only", "--format", "gnu"]).arg(directory);
    let ran = tokio::task::spawn_blocking(move || check.output()).await.expect("it was waited for");
    let output = ran.expect("java runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
}
