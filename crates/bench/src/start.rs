//! How long the shop takes to open, and how large the program is.

use std::{fs, path::Path, time::Instant};

use anyhow::{Result, bail};

use crate::{
    load,
    place::Place,
    program::Serving,
    report::Report,
    wire::{self, Wire},
};

const MEGABYTE: f64 = 1_000_000.0;

/// Demo data made anew, then the same data found.
pub(crate) fn measure(program: &Path, place: &Place, report: &mut Report) -> Result<()> {
    let data = place.path("demo");
    report.at_most("start with fresh demo data", opened_s(program, &data)?, 3.0, "s");
    report.at_most("start on an existing database", opened_s(program, &data)?, 0.3, "s");
    report.at_most("size of the program", fs::metadata(program)?.len() as f64 / MEGABYTE, 60.0, "MB");
    Ok(())
}

/// Seconds from starting the process to its first good answer.
fn opened_s(program: &Path, data: &Path) -> Result<f64> {
    let began = Instant::now();
    let data = data.to_string_lossy();
    let serving =
        Serving::start(program, &["serve", "--demo", "--listen", "127.0.0.1:0", "--data", &data], None)?;
    let address = serving.address;
    load::on_one_thread(async move {
        let mut wire = Wire::open(address).await?;
        match wire.ask(&wire::get(address, "/readyz")).await?.status {
            200 => Ok(()),
            status => bail!("/readyz answered {status}"),
        }
    })?;
    let took = began.elapsed();
    serving.stop()?;
    Ok(took.as_secs_f64())
}
