//! The account a server runs under: PostgreSQL refuses root, and MariaDB should not have it.

use std::fs;
use std::os::unix::fs::chown;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::install;

/// Who runs a server: ourselves, or the account its Debian package made when we are root.
pub(super) struct Account {
    other: Option<Ids>,
}

struct Ids {
    user: u32,
    group: u32,
}

impl Account {
    /// The account `name` when we are root, else our own.
    pub(super) fn for_server(name: &str) -> Result<Self> {
        if !install::is_root() {
            return Ok(Self { other: None });
        }
        let accounts = fs::read_to_string("/etc/passwd")?;
        let ids = ids_of(&accounts, name).with_context(|| format!("this machine has no account {name}"))?;
        Ok(Self { other: Some(ids) })
    }

    /// A command that runs under this account and gets `signal` should we die without a word.
    pub(super) fn command(&self, program: &Path, signal: &str) -> Command {
        let Some(setpriv) = install::program("setpriv") else {
            return Command::new(program);
        };
        let mut command = Command::new(setpriv);
        if let Some(ids) = &self.other {
            command.arg(format!("--reuid={}", ids.user)).arg(format!("--regid={}", ids.group));
            command.arg("--clear-groups");
        }
        command.arg(format!("--pdeathsig={signal}")).arg(program);
        command
    }

    /// Gives a file or directory to this account.
    pub(super) fn give(&self, path: &Path) -> Result<()> {
        if let Some(ids) = &self.other {
            chown(path, Some(ids.user), Some(ids.group))
                .with_context(|| format!("cannot hand over {}", path.display()))?;
        }
        Ok(())
    }

    /// Whether this account can enter `directory`; root's home, for one, is closed to others.
    pub(super) fn can_enter(&self, directory: &Path) -> bool {
        let mut test = self.command(Path::new("test"), "KILL");
        test.arg("-x").arg(directory).current_dir("/").stderr(Stdio::null());
        test.status().is_ok_and(|status| status.success())
    }
}

fn ids_of(accounts: &str, name: &str) -> Option<Ids> {
    accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next() != Some(name) {
            return None;
        }
        let user = fields.nth(1)?.parse().ok()?;
        let group = fields.next()?.parse().ok()?;
        Some(Ids { user, group })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_found_by_its_whole_name() {
        let accounts =
            "root:x:0:0:root:/root:/bin/sh\npostgres2:x:7:8::/:/\npostgres:x:101:103:,,,:/var:/bin/sh\n";
        let ids = ids_of(accounts, "postgres").unwrap();
        assert_eq!((ids.user, ids.group), (101, 103));
        assert!(ids_of(accounts, "mysql").is_none());
    }
}
