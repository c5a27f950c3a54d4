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
    started.map_err(|error| anyhow!("logging cannot start: {error}"))?;
    std::panic::set_hook(Box::new(tell_panic));
    Ok(())
}

/// A panic is a line like any other, so that whoever reads lines sees it; `souk` goes on, as each request is on its own.
fn tell_panic(panic: &std::panic::PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let words = panic.payload_as_str().unwrap_or("no words");
    tracing::error!(place, words, "panicked");
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
