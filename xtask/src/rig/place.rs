//! Where a server keeps its data: a directory of its own with a lock beside it that lives as long as we do.

use std::fs::{self, File, TryLockError};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::account::Account;
use crate::process::{self, Ending};
use crate::workspace::Workspace;

/// Holds the id of the server, so that one left behind can be found.
const PID_FILE: &str = "server.pid";

/// A fresh directory for one server.
pub(super) struct Place {
    pub(super) directory: PathBuf,
    // Kept open and locked: by this a later run knows that the directory is in use.
    _lock: File,
}

impl Place {
    /// Makes `<target>/rigs/<name>-<our pid>`, or the same under the temporary directory when the
    /// server's account cannot enter the target directory. Removes what dead runs left behind.
    pub(super) fn make(workspace: &Workspace, name: &str, account: &Account) -> Result<Self> {
        let mut rigs = workspace.target.join("rigs");
        fs::create_dir_all(&rigs)?;
        if !account.can_enter(&rigs) {
            rigs = std::env::temp_dir().join("souk-rigs");
            fs::create_dir_all(&rigs)?;
            // Only root comes here, and the temporary directory is everybody's.
            ensure!(fs::symlink_metadata(&rigs)?.uid() == 0, "{} belongs to somebody else", rigs.display());
        }
        sweep(&rigs);
        let directory = rigs.join(format!("{name}-{}", std::process::id()));
        let lock = File::create(directory.with_extension("lock"))?;
        lock.lock()?;
        if directory.exists() {
            fs::remove_dir_all(&directory)?;
        }
        fs::create_dir(&directory).with_context(|| format!("cannot make {}", directory.display()))?;
        fs::set_permissions(&directory, fs::Permissions::from_mode(0o700))?;
        account.give(&directory)?;
        Ok(Self { directory, _lock: lock })
    }

    /// Writes down the server's process id.
    pub(super) fn note_pid(&self, pid: u32) -> Result<()> {
        Ok(fs::write(self.directory.join(PID_FILE), pid.to_string())?)
    }

    /// A file in here for the server's output, and its path.
    pub(super) fn log(&self) -> Result<(File, PathBuf)> {
        let path = self.directory.join("server.log");
        Ok((File::create(&path)?, path))
    }
}

/// The last lines of a log, for the message of a server that did not start.
pub(super) fn tail(log: &Path) -> String {
    /// Enough for the reason, which servers give last.
    const LINES: usize = 12;
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(LINES)..].join("\n")
}

/// Ends servers whose run is dead and removes their directories.
fn sweep(rigs: &Path) {
    for entry in fs::read_dir(rigs).into_iter().flatten().flatten() {
        let path = entry.path();
        let lock_path = path.with_extension("lock");
        if !path.is_dir() || is_locked(&lock_path) {
            continue;
        }
        end_left_behind(&path);
        let _ = fs::remove_dir_all(&path);
        let _ = fs::remove_file(lock_path);
    }
}

fn is_locked(lock: &Path) -> bool {
    File::open(lock).is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

/// Kills the server of a dead run, if the process of that id still is the one that works in `directory`.
fn end_left_behind(directory: &Path) {
    let noted = fs::read_to_string(directory.join(PID_FILE)).unwrap_or_default();
    let Ok(pid) = noted.trim().parse::<u32>() else { return };
    let command_line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    if String::from_utf8_lossy(&command_line).contains(&*directory.to_string_lossy()) {
        process::ask_to_end(pid, Ending::Itself("KILL"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("souk-xtask-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        path
    }

    #[test]
    fn a_dead_runs_directory_is_swept_and_a_living_ones_kept() {
        let rigs = scratch("sweep");
        for name in ["postgres-1", "mysql-2"] {
            fs::create_dir(rigs.join(name)).unwrap();
            File::create(rigs.join(name).with_extension("lock")).unwrap();
        }
        let living = File::open(rigs.join("mysql-2.lock")).unwrap();
        living.lock().unwrap();
        sweep(&rigs);
        assert!(!rigs.join("postgres-1").exists() && !rigs.join("postgres-1.lock").exists());
        assert!(rigs.join("mysql-2").exists() && rigs.join("mysql-2.lock").exists());
        fs::remove_dir_all(rigs).unwrap();
    }

    #[test]
    fn a_process_that_does_not_work_in_the_directory_is_left_alone() {
        let directory = scratch("left-behind");
        let mut stranger = std::process::Command::new("sleep").arg("600").spawn().unwrap();
        fs::write(directory.join(PID_FILE), stranger.id().to_string()).unwrap();
        end_left_behind(&directory);
        assert!(stranger.try_wait().unwrap().is_none());
        stranger.kill().unwrap();
        stranger.wait().unwrap();
        fs::remove_dir_all(directory).unwrap();
    }
}
