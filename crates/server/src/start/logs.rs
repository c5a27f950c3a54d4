//! Log lines, on stderr: stdout belongs to what a command was asked for.

use std::io::IsTerminal as _;

use anyhow::{Result, anyhow};
use tracing_subscriber::EnvFilter;

use crate::config::{LogFormat, Settings};

/// What tells nothing an operator could use, at the usual level.
const QUIET: [&str; 3] = ["hyper=warn", "sqlx=warn", "rustls=warn"];

/// Starts logging as the settings say.
pub(crate) fn start(settings: &Settings) -> Result<()> {
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter(&settings.log_filter)?)
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    let started = match settings.log {
        LogFormat::Pretty => lines.compact().try_init(),
        LogFormat::Json => {
            lines.json().flatten_event(true).with_current_span(true).with_span_list(false).try_init()
        }
    };
    started.map_err(|error| anyhow!("logging cannot start: {error}"))
}

/// Logging for a process without settings.
pub(crate) fn start_plain() -> Result<()> {
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter("info")?)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    lines.compact().try_init().map_err(|error| anyhow!("logging cannot start: {error}"))
}

fn filter(asked: &str) -> Result<EnvFilter> {
    let directives = QUIET.join(",") + "," + asked;
    EnvFilter::builder().parse(directives).map_err(|error| {
        anyhow!("log_filter: `{asked}` is no filter such as info or souk_market=debug: {error}")
    })
}
