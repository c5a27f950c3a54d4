//! A private MariaDB server.

use std::fs;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::account::Account;
use super::place::{self, Place};
use super::{CONNECTIONS, Durability, Rig, free_port, password, wait_until_ready, with_tries};
use crate::install;
use crate::process::{Ending, Running, shown};
use crate::workspace::Workspace;

pub(super) fn start(workspace: &Workspace, durability: Durability) -> Result<Rig> {
    install::ensure(&[&install::MARIADB])?;
    with_tries(|| try_start(workspace, durability))
}

fn try_start(workspace: &Workspace, durability: Durability) -> Result<Rig> {
    let account = Account::for_server("mysql")?;
    let place = Place::make(workspace, "mysql", &account, durability)?;
    let data = place.directory.join("data");

    let mut init =
        account.command(&install::program("mariadb-install-db").context("no mariadb-install-db")?, "KILL");
    init.arg("--no-defaults").arg(format!("--datadir={}", data.display()));
    init.args(["--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"]);
    init.current_dir(&place.directory);
    let made = init.output().with_context(|| shown(&init))?;
    if !made.status.success() {
        let said =
            String::from_utf8_lossy(&made.stdout).into_owned() + &String::from_utf8_lossy(&made.stderr);
        bail!("{} failed:\n{said}", shown(&init));
    }

    let password = password()?;
    let first_words = place.directory.join("first-words.sql");
    fs::write(&first_words, first_words_sql(&password))?;
    account.give(&first_words)?;

    let port = free_port()?;
    let (log, log_path) = place.log()?;
    let mut serve = account.command(&install::mariadbd().context("no mariadbd")?, "TERM");
    // Must come first: the machine's own settings are for the machine's own server.
    serve.arg("--no-defaults");
    serve.arg(format!("--datadir={}", data.display())).arg(format!("--port={port}"));
    serve.arg(format!("--init-file={}", first_words.display()));
    for setting in settings(durability) {
        serve.arg(format!("--{setting}"));
    }
    serve.current_dir(&place.directory).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
    let running = Running::start(&mut serve, Ending::Itself("TERM"), Some(place.directory.clone()))?;
    place.note_pid(running.pid())?;

    let client = install::program("mariadb").context("no mariadb client")?;
    let ready = || {
        let mut ask = Command::new(&client);
        ask.args([
            "--no-defaults",
            "--protocol=tcp",
            "--host=127.0.0.1",
            "--user=souk",
            "--execute=SELECT 1",
        ]);
        ask.arg(format!("--port={port}")).env("MYSQL_PWD", &password);
        ask.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    wait_until_ready(&running, ready).with_context(|| place::tail(&log_path))?;
    let url = format!("mysql://souk:{password}@127.0.0.1:{port}/mysql");
    Ok(Rig { url, _running: running, _place: place })
}

/// Makes our account, and takes away the roots that have no password.
fn first_words_sql(password: &str) -> String {
    format!(
        "CREATE USER souk@'127.0.0.1' IDENTIFIED BY '{password}';\n\
         GRANT ALL PRIVILEGES ON *.* TO souk@'127.0.0.1' WITH GRANT OPTION;\n\
         DELETE FROM mysql.global_priv WHERE user = 'root';\n\
         FLUSH PRIVILEGES;\n"
    )
}

fn settings(durability: Durability) -> Vec<String> {
    let mut settings = vec![
        "bind-address=127.0.0.1".to_owned(),
        "skip-networking=off".to_owned(),
        "skip-name-resolve".to_owned(),
        // Relative to the data directory: a whole path may be longer than a socket's name can be.
        "socket=s".to_owned(),
        "pid-file=mariadbd.pid".to_owned(),
        format!("max-connections={CONNECTIONS}"),
        "character-set-server=utf8mb4".to_owned(),
        // Text compares byte by byte, as on the two other databases.
        "collation-server=utf8mb4_bin".to_owned(),
        "sql-mode=STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE,\
         ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION"
            .to_owned(),
        "innodb-buffer-pool-size=256M".to_owned(),
        // The data are thrown away after the shutdown.
        "innodb-fast-shutdown=3".to_owned(),
    ];
    if durability == Durability::Relaxed {
        for setting in
            ["innodb-flush-log-at-trx-commit=0", "innodb-doublewrite=OFF", "innodb-flush-method=nosync"]
        {
            settings.push(setting.to_owned());
        }
    }
    settings
}
