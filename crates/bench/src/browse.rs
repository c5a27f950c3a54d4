//! Looking around: product detail and listing against ready bytes, pages of the storefront, memory.

use std::{
    fs,
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::{
    from_memory::Ready,
    load::{self, Dice, Measured, us_since},
    place::Place,
    program::Serving,
    report::Report,
    shop::Open,
    wire::{self, Wire},
};

/// Browsers at once.
pub(crate) const CLIENTS: usize = 32;
/// Turns between Souk and its limit, so that a noisy minute hits both.
const ROUNDS: u32 = 3;
/// Products on one page of the walk through the whole list.
const WALK: usize = 100;
/// Listing pages that are asked for: the first ones, as people do.
const LISTINGS: usize = 60;
/// Storefront pages that are asked for.
const PAGES: usize = 500;
const MEGABYTE: f64 = 1_000_000.0;

pub(crate) fn measure(open: &Open, place: &Place, time: Duration, report: &mut Report) -> Result<()> {
    let souk = open.server.address;
    report.at_most("memory, idle", open.server.resident_bytes()? as f64 / MEGABYTE, 60.0, "MB");
    let (details, listings) = load::on_one_thread(collect(souk))?;
    let details = Arc::new(details);
    let listings = Arc::new(listings);
    let file = place.path("ready.json");
    let all: Vec<&Ready> = details.iter().chain(listings.iter()).collect();
    fs::write(&file, serde_json::to_vec(&all)?)?;
    let own = std::env::current_exe()?;
    let memory = Serving::start(&own, &["from-memory", &file.to_string_lossy()], None)?;
    for (what, ready) in [("product detail", &details), ("listing", &listings)] {
        let (ours, limit) = against(souk, memory.address, ready, time)?;
        report.rate(&format!("{what}, HTTP API"), ours.per_s, limit.per_s, 0.5);
        report.at_most(&format!("{what}, p99"), ours.within_ms(99), 5.0, "ms");
        report.note(format!(
            "{what}: p50 {:.2} ms; the limit's p50 {:.2} ms, p99 {:.2} ms",
            ours.within_ms(50),
            limit.within_ms(50),
            limit.within_ms(99)
        ));
    }
    memory.stop()?;
    pages(souk, &details, time, report)?;
    report.at_most(
        "memory, most while browsing",
        open.server.most_resident_bytes()? as f64 / MEGABYTE,
        250.0,
        "MB",
    );
    Ok(())
}

/// Souk and the limit in turns.
fn against(
    souk: SocketAddr,
    memory: SocketAddr,
    ready: &Arc<Vec<Ready>>,
    time: Duration,
) -> Result<(Measured, Measured)> {
    let (mut ours, mut limit) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(load::on_one_thread(browse(souk, Arc::clone(ready), time / ROUNDS))?);
        limit.push(load::on_one_thread(browse(memory, Arc::clone(ready), time / ROUNDS))?);
    }
    Ok((Measured::together(ours), Measured::together(limit)))
}

/// Asks for random ones of these; every answer must be the expected one to the byte.
async fn browse(address: SocketAddr, ready: Arc<Vec<Ready>>, time: Duration) -> Result<Measured> {
    let requests: Arc<Vec<Vec<u8>>> =
        Arc::new(ready.iter().map(|ready| wire::get(address, &ready.target)).collect());
    load::side_by_side(CLIENTS, time, |number, until| {
        let (ready, requests) = (Arc::clone(&ready), Arc::clone(&requests));
        async move {
            let mut wire = Wire::open(address).await?;
            let mut dice = Dice::new(number);
            let mut took_us = Vec::new();
            while Instant::now() < until {
                let place = dice.below(requests.len());
                let (Some(request), Some(expected)) = (requests.get(place), ready.get(place)) else {
                    continue;
                };
                let began = Instant::now();
                let answered = wire.ask(request).await?;
                if answered.status != 200 || answered.body != expected.body.as_bytes() {
                    bail!("{} answered {} otherwise than before", expected.target, answered.status);
                }
                took_us.push(us_since(began));
            }
            Ok(took_us)
        }
    })
    .await
}

/// Every product's detail, and the listings people look at.
async fn collect(souk: SocketAddr) -> Result<(Vec<Ready>, Vec<Ready>)> {
    let mut wire = Wire::open(souk).await?;
    let (mut details, mut listings) = (Vec::new(), Vec::new());
    let mut target = format!("/api/v1/products?limit={WALK}");
    loop {
        let list: Value = serde_json::from_str(&fetch(&mut wire, souk, &target).await?)?;
        for item in list["items"].as_array().context("no items")? {
            let slug = item["slug"].as_str().context("no slug")?;
            let target = format!("/api/v1/products/{slug}");
            let body = fetch(&mut wire, souk, &target).await?;
            details.push(Ready { target, body });
        }
        let Some(next) = list["next"].as_str() else { break };
        target = format!("/api/v1/products?limit={WALK}&after={next}");
    }
    for number in 0..LISTINGS {
        let sort = ["newest", "price", "-price"][number % 3];
        let target = match number / 3 {
            0 => format!("/api/v1/products?sort={sort}"),
            kind => format!("/api/v1/products?category=kind-{kind}&sort={sort}"),
        };
        let body = fetch(&mut wire, souk, &target).await?;
        listings.push(Ready { target, body });
    }
    Ok((details, listings))
}

async fn fetch(wire: &mut Wire, souk: SocketAddr, target: &str) -> Result<String> {
    let answered = wire.ask(&wire::get(souk, target)).await?;
    match answered.status {
        200 => Ok(String::from_utf8(answered.body.to_vec())?),
        status => bail!("{target} answered {status}"),
    }
}

/// Product and category pages of the storefront: when their first byte comes.
fn pages(souk: SocketAddr, details: &[Ready], time: Duration, report: &mut Report) -> Result<()> {
    let slugs = details.iter().take(PAGES).filter_map(|ready| ready.target.rsplit('/').next());
    let products = slugs.map(|slug| format!("/p/{slug}"));
    let categories = (0..20).map(|kind| format!("/c/kind-{kind}"));
    for (what, targets) in
        [("product page", products.collect::<Vec<_>>()), ("category page", categories.collect())]
    {
        let measured = load::on_one_thread(first_bytes(souk, Arc::new(targets), time / 2))?;
        report.at_most(&format!("{what}, first byte p50"), measured.within_ms(50), 3.0, "ms");
        report.at_most(&format!("{what}, first byte p99"), measured.within_ms(99), 15.0, "ms");
        report.note(format!("{what}: {:.0}/s", measured.per_s));
    }
    Ok(())
}

async fn first_bytes(souk: SocketAddr, targets: Arc<Vec<String>>, time: Duration) -> Result<Measured> {
    load::side_by_side(CLIENTS, time, |number, until| {
        let targets = Arc::clone(&targets);
        async move {
            let mut wire = Wire::open(souk).await?;
            let mut dice = Dice::new(number);
            let mut took_us = Vec::new();
            while Instant::now() < until {
                let Some(target) = targets.get(dice.below(targets.len())) else { continue };
                let began = Instant::now();
                let answered = wire.ask(&wire::get(souk, target)).await?;
                if answered.status != 200
                    || !answered.body.ends_with(b"</html>\n") && !answered.body.ends_with(b"</html>")
                {
                    bail!("{target} answered {}", answered.status);
                }
                let waited = wire.first_byte.duration_since(began);
                took_us.push(u32::try_from(waited.as_micros()).unwrap_or(u32::MAX));
            }
            Ok(took_us)
        }
    })
    .await
}
