//! The project's own chores: `cargo xtask test`, `tidy` and `rig`.
//!
//! - `addresses` makes the table of how countries write their addresses;
//! - `workspace` knows where things lie, `install` what must be on the machine;
//! - `process` starts programs and guarantees that they end with us;
//! - `rig` holds the private servers that tests talk to;
//! - `suite` names the test suites, `report` prints how they went;
//! - `tidy` checks what the compiler cannot.

#![allow(clippy::print_stdout)]

mod addresses;
mod dist;
mod install;
mod process;
mod report;
mod rig;
mod suite;
mod tidy;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use rig::Durability;
use suite::{Length, Suite};
use workspace::Workspace;

#[derive(Parser)]
#[command(bin_name = "cargo xtask", about = "Souk's own chores")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Run the test suites: all of them, or those named with --only.
    Test {
        /// Run this suite alone; may be given several times.
        #[arg(long, value_enum)]
        only: Vec<Suite>,
        /// Add what is long: 5000 simulation seeds, servers that sync to disk, pictures of every page, an import of 50,000
        /// products, the container, the contract.
        #[arg(long)]
        full: bool,
    },
    /// Build souk as one static program into a directory, with an empty data directory beside it.
    Dist { to: PathBuf },
    /// Make the table of how countries write their addresses anew: docs/decisions/021-addresses.md says from what.
    Addresses {
        /// The folder of libaddressinput's data, a JSON file for each country.
        formats: PathBuf,
        /// CLDR's English names of territories (`territories.json`).
        territories: PathBuf,
        /// CLDR's English names of subdivisions.
        subdivisions: PathBuf,
    },
    /// Check what the compiler cannot: layers, ranks, where SQL and URLs stand, templates.
    Tidy,
    /// Start a private database server, print its URL, and run until Ctrl-C.
    Rig {
        #[arg(value_enum)]
        server: rig::Server,
        /// Sync every commit to disk.
        #[arg(long)]
        full: bool,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse().chore) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(chore: Chore) -> Result<ExitCode> {
    let workspace = Workspace::find()?;
    process::end_all_on_signal()?;
    match chore {
        Chore::Test { only, full } => Ok(suite::run(&workspace, &only, Length::full_when(full))),
        Chore::Dist { to } => dist::run(&workspace, &std::path::absolute(to)?),
        Chore::Addresses { formats, territories, subdivisions } => {
            addresses::make(&workspace, &formats, &territories, &subdivisions)
        }
        Chore::Tidy => tidy::run(&workspace),
        Chore::Rig { server, full } => rig::serve(&workspace, server, Durability::synced_when(full)),
    }
}
