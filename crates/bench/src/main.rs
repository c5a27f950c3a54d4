//! `souk-bench`: how close Souk comes to what the machine could do, measured against that limit in the same run.
//!
//! - [`page_reads`], [`checkouts`]: the data layer against rusqlite by hand, with the program's own statements
//! - [`browse`], [`buy`]: a running shop against a server that answers ready bytes, and against the data layer's limit
//! - [`start`], [`pages`]: how soon the shop opens, and how its pages load on a telephone
//! - [`shop`], [`program`], [`place`]: a shop of ten thousand products, as processes, in a folder that goes away
//! - [`wire`], [`load`]: a client on bare sockets that is not the bottleneck
//! - [`report`]: the table and the JSON

#![allow(unused_comparisons, reason = "a scripted statement may need no row")]

mod browse;
mod buy;
mod checkouts;
mod from_memory;
mod goods;
mod hand;
mod load;
mod page_reads;
mod pages;
mod place;
mod program;
mod report;
mod script;
mod shop;
mod start;
mod statements;
mod wire;

use std::{path::PathBuf, process::ExitCode, time::Duration};

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};

use report::Report;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures Souk against the limits of this machine, in one run.
#[derive(Parser)]
struct Line {
    /// How long each measurement lasts
    #[arg(long, default_value_t = 6)]
    seconds: u64,
    /// Products in the shop
    #[arg(long, default_value_t = 10_000)]
    products: usize,
    /// Write the figures here too
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Measure these only: db, browse, buy, start, pages
    #[arg(long, value_name = "PART")]
    only: Vec<String>,
    /// Measure the souk that was built before, without building it now
    #[arg(long)]
    as_built: bool,
    /// Lighthouse, to look at the pages with (`npm install lighthouse`); it needs Chromium
    #[arg(long, value_name = "FILE")]
    lighthouse: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Answer the bytes of a file from memory: the limit that pages are compared with
    #[command(hide = true)]
    FromMemory { file: PathBuf },
}

fn main() -> ExitCode {
    let line = Line::parse();
    let outcome = match &line.command {
        Some(Command::FromMemory { file }) => from_memory::serve(file),
        None => measure(&line),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("souk-bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn measure(line: &Line) -> Result<()> {
    let wanted = |part: &str| line.only.is_empty() || line.only.iter().any(|only| only == part);
    let time = Duration::from_secs(line.seconds.max(1));
    let program = if line.as_built { program::find() } else { program::build() }?;
    let place = place::Place::new()?;
    let mut report = Report::new(line.seconds, line.products);
    if wanted("start") {
        start::measure(&program, &place, &mut report)?;
    }
    if let Some(lighthouse) = line.lighthouse.as_deref().filter(|_| wanted("pages")) {
        pages::measure(&program, lighthouse, &place, &mut report)?;
    }
    if !["db", "browse", "buy"].into_iter().any(wanted) {
        report.print();
        return line.json.as_deref().map_or(Ok(()), |file| report.write(file));
    }
    let shop = shop::Shop::fill(&program, &place, line.products, &mut report)?;
    let mut limit = None;
    if wanted("db") || wanted("buy") {
        limit = Some(database(&shop, &place, time, &mut report, wanted("db"))?);
    }
    let running = shop.open()?;
    if wanted("browse") {
        browse::measure(&running, &place, time, &mut report)?;
    }
    if let Some(limit) = limit.filter(|_| wanted("buy")) {
        buy::measure(&running, time, limit, &mut report)?;
    }
    running.close()?;
    shop.check().context("after all that")?;
    report.note("`souk check` is clean after the run");
    report.print();
    line.json.as_deref().map_or(Ok(()), |file| report.write(file))
}

/// The data layer against rusqlite by hand. Answers the hand-written checkouts a second.
fn database(
    shop: &shop::Shop,
    place: &place::Place,
    time: Duration,
    report: &mut Report,
    with_reads: bool,
) -> Result<f64> {
    if with_reads {
        page_reads::measure(&shop.database(), time, report)?;
    }
    checkouts::measure(&shop.database(), place, time, report)
}
