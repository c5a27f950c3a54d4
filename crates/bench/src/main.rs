//! `souk-bench`: how close Souk comes to what the machine could do, measured against that limit in the same run.
//!
//! - [`limit`]: the fewest statements that keep a market's promises, by hand and through the data layer
//! - [`browse`], [`buy`]: a running shop against a server that answers ready bytes, and against that limit
//! - [`cost`]: statements, processor time and bytes of one order
//! - [`flood`]: what a customer meets with while strangers hold all they can
//! - [`start`], [`pages`]: how soon the shop opens, and how its pages load on a telephone
//! - [`shop`], [`program`], [`place`]: a shop of ten thousand products, as processes, in a folder that goes away
//! - [`wire`], [`load`]: a client on bare sockets that is not the bottleneck
//! - [`report`]: the table and the JSON

mod browse;
mod buy;
mod cost;
mod flood;
mod from_memory;
mod limit;
mod load;
mod pages;
mod place;
mod program;
mod report;
mod shop;
mod start;
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
    /// Measure the shop on this empty database (`postgres://…`, `mysql://…`) instead of on SQLite
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Measure these only: db, browse, cost, buy, flood, start, pages
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
    if wanted("flood") {
        flood::allow_files()?;
    }
    let place = place::Place::new()?;
    let mut report = Report::new(line.seconds, line.products);
    if wanted("start") {
        start::measure(&program, &place, &mut report)?;
    }
    if let Some(lighthouse) = line.lighthouse.as_deref().filter(|_| wanted("pages")) {
        pages::measure(&program, lighthouse, &place, &mut report)?;
    }
    let mut limit = None;
    if wanted("db") {
        limit::page_reads(&place, line.products, time, &mut report)?;
    }
    // the limit is SQLite's
    if wanted("db") || wanted("buy") && line.database.is_none() {
        limit = Some(limit::checkouts(&place, line.products, time, &mut report)?);
    }
    if ["browse", "cost", "buy", "flood"].into_iter().any(wanted) {
        let shop = shop::Shop::fill(&program, &place, line.database.as_deref(), line.products, &mut report)?;
        let running = shop.open()?;
        if wanted("browse") {
            browse::measure(&running, &place, time, &mut report)?;
        }
        if wanted("cost") {
            cost::measure(&shop, &running, &mut report)?;
        }
        if wanted("buy") {
            buy::measure(&running, time, limit.filter(|_| line.database.is_none()), &mut report)?;
        }
        if wanted("flood") {
            flood::measure(&shop, &running, time, &mut report)?;
        }
        running.close()?;
        shop.check().context("after all that")?;
        report.note("`souk check` is clean after the run");
    }
    report.print();
    line.json.as_deref().map_or(Ok(()), |file| report.write(file))
}
