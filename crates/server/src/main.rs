//! `souk`: the whole market in one program.
//!
//! - [`cli`]: what may be typed; [`config`]: what may be set, and where
//! - [`commands`]: one file per command
//! - [`start`]: what commands stand on: data directory, key, database, payments, mail, logs
//! - [`serving`]: the socket, and how it ends
//! - [`demo`]: the demonstration market and its loader

mod cli;
mod commands;
mod config;
mod demo;
mod serving;
mod start;

use std::process::ExitCode;

use clap::Parser as _;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let line = cli::Line::parse();
    match commands::run(line) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("souk: {error:#}");
            ExitCode::FAILURE
        }
    }
}
