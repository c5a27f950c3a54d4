//! Where a server keeps its data: a directory of its own with a lock beside it that lives as long as we do.

use std::fs::{self, File, TryLockError};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::Durability;
use super::account::Account;
use crate::process::{self, Ending};
use crate::workspace::Workspace;

/// Holds the id of the server, so that one left behind can be found.
const PID_FILE: &str = "server.pid";

/// A file system in memory: a server that need not keep its data does not wait for a disk there, nor for those who use it.
const MEMORY: &str = "/dev/shm";

/// What must be free there. A server holds the databases of a few tests at a time, and its log; twice that.
const ROOM_MIB: u64 = 4096;

/// A fresh directory for one server.
pub(super) struct Place {
    pub(super) directory: PathBuf,
    // Kept open and locked: by this a later run knows that the directory is in use.
    _lock: File,
}

impl Place {
    /// Makes `<name>-<our pid>` among the servers' directories, and removes what dead runs left there.
    pub(super) fn make(
        workspace: &Workspace,
        name: &str,
        account: &Account,
        durability: Durability,
    ) -> Result<Self> {
        let rigs = rigs(workspace, account, durability)?;
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

/// Where servers keep their data: in memory when these may be lost and it has room, else under the target directory, or
/// under the temporary one when the server's account cannot enter the former.
fn rigs(workspace: &Workspace, account: &Account, durability: Durability) -> Result<PathBuf> {
    if durability == Durability::Relaxed && free_mib(Path::new(MEMORY)) >= ROOM_MIB {
        return ours_in(Path::new(MEMORY));
    }
    let rigs = workspace.target.join("rigs");
    fs::create_dir_all(&rigs)?;
    if account.can_enter(&rigs) { Ok(rigs) } else { ours_in(&std::env::temp_dir()) }
}

/// A directory of our own in one that is everybody's.
fn ours_in(shared: &Path) -> Result<PathBuf> {
    let us = fs::metadata("/proc/self")?.uid();
    let rigs = shared.join(format!("souk-rigs-{us}"));
    fs::create_dir_all(&rigs)?;
    ensure!(fs::symlink_metadata(&rigs)?.uid() == us, "{} belongs to somebody else", rigs.display());
    Ok(rigs)
}

/// The free space there, in MiB; 0 when there is no such place.
fn free_mib(directory: &Path) -> u64 {
    let asked = Command::new("df").args(["--block-size=1M", "--output=avail"]).arg(directory).output();
    let told = asked.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    told.lines().last().and_then(|line| line.trim().parse().ok()).unwrap_or(0)
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
    fn free_space_is_told_and_of_no_place_there_is_none() {
        assert!(free_mib(&std::env::temp_dir()) > 0);
        assert_eq!(free_mib(Path::new("/no such place")), 0);
    }

    #[test]
    fn a_process_that_does_not_work_in_the_directory_is_left_alone() {
        let directory = scratch("left-behind");
        let mut stranger = Command::new("sleep").arg("600").spawn().unwrap();
        fs::write(directory.join(PID_FILE), stranger.id().to_string()).unwrap();
        end_left_behind(&directory);
        assert!(stranger.try_wait().unwrap().is_none());
        stranger.kill().unwrap();
        stranger.wait().unwrap();
        fs::remove_dir_all(directory).unwrap();
    }
}
