//! A flood: strangers hold all they can of the shop at once, and one customer goes on buying.

mod png;
mod strangers;

use std::{
    net::SocketAddr,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::{
    buy::{self, Buyer, Thing},
    load::{self, Measured},
    program::Serving,
    report::Report,
    shop::{Open, Shop},
    wire::{self, Wire},
};
use strangers::{Held, Upload};

/// Open files of each of the two programs: a socket for every stranger, and some room.
const FILES: u64 = 10_000;
/// Addresses that strangers come from: so many that no share of one client holds them back, and one that has it all.
const FLOODS: [(&str, usize); 2] = [("of 64 addresses", 64), ("of one address", 1)];
/// A visit that takes longer has failed.
const VISIT_WITHIN: Duration = Duration::from_secs(60);
/// What the customer waits for an answer at most, while strangers do what they like.
const SLOWEST_MS: f64 = 1_000.0;
/// What pictures, bodies and connections may take in all.
const MOST_ANONYMOUS_MB: f64 = 500.0;
const SAMPLE_EVERY: Duration = Duration::from_millis(50);
const MEGABYTE: f64 = 1_000_000.0;

/// What the customer met with.
struct Shopped {
    answers: Measured,
    visits: usize,
    failures: Vec<String>,
}

/// Raises the limit of open files, which the server inherits. Errors: this machine allows too few.
pub(crate) fn allow_files() -> Result<()> {
    let files = getrlimit(Resource::Nofile);
    if files.maximum.is_some_and(|most| most < FILES) {
        bail!(
            "a flood needs {FILES} open files: allow them with `ulimit -Hn {FILES}` as root, or leave out `flood`"
        );
    }
    setrlimit(Resource::Nofile, Rlimit { current: files.maximum, maximum: files.maximum })
        .context("the limit of open files")
}

pub(crate) fn measure(shop: &Shop, open: &Open, time: Duration, report: &mut Report) -> Result<()> {
    let souk = open.server.address;
    let goods = load::on_one_thread(buy::shelf(souk))?;
    let thing = goods.first().context("an empty shelf")?;
    let upload = Upload::new(thing.product.clone(), shop.vendor_key(&thing.vendor_slug)?)?;
    let over = AtomicBool::new(false);
    let calm = std::thread::scope(|scope| {
        let shopping = scope.spawn(|| load::on_one_thread(shop_until(souk, &goods, &over)));
        std::thread::sleep(time);
        over.store(true, Ordering::Relaxed);
        joined(shopping.join())?
    })?;
    report.figure("no flood: median answer", calm.answers.within_ms(50), "ms");
    report.figure("no flood: slowest answer", calm.answers.within_ms(100), "ms");
    for (name, addresses) in FLOODS {
        flood(open, &goods, &upload, (name, addresses), report)?;
    }
    Ok(())
}

fn flood(
    open: &Open,
    goods: &[Thing],
    upload: &Upload,
    (name, addresses): (&str, usize),
    report: &mut Report,
) -> Result<()> {
    let souk = open.server.address;
    let over = AtomicBool::new(false);
    let (held, shopped, most) = std::thread::scope(|scope| {
        let memory = scope.spawn(|| most_anonymous(&open.server, &over));
        let shopping = scope.spawn(|| load::on_one_thread(shop_until(souk, goods, &over)));
        let held = load::on_one_thread(strangers::come(souk, upload, addresses));
        over.store(true, Ordering::Relaxed);
        (held, joined(shopping.join()), joined(memory.join()))
    });
    let (held, shopped, most) = (held?, shopped??, most??);
    report.figure(&format!("flood {name}: median answer"), shopped.answers.within_ms(50), "ms");
    report.at_most(
        &format!("flood {name}: slowest answer"),
        shopped.answers.within_ms(100),
        SLOWEST_MS,
        "ms",
    );
    report.at_most(&format!("flood {name}: visits that failed"), shopped.failures.len() as f64, 0.0, "");
    report.at_most(
        &format!("flood {name}: anonymous memory, most"),
        most as f64 / MEGABYTE,
        MOST_ANONYMOUS_MB,
        "MB",
    );
    report.figure(
        &format!("flood {name}: anonymous memory, after"),
        open.server.anonymous_bytes()? as f64 / MEGABYTE,
        "MB",
    );
    report.at_most(&format!("flood {name}: connections never closed"), held.left as f64, 0.0, "");
    report.note(told(name, &held, &shopped));
    load::on_one_thread(async {
        let mut wire = Wire::open(souk).await?;
        match wire.ask(&wire::get(souk, "/readyz")).await?.status {
            200 => {}
            status => bail!("/readyz answered {status} after the flood"),
        }
        let mut late = Buyer::enter(souk, 0).await?;
        late.visit(goods).await.context("a visit after the flood")
    })
}

fn told(name: &str, held: &Held, shopped: &Shopped) -> String {
    let Held { connected, took, told, .. } = held;
    let first = shopped
        .failures
        .first()
        .map_or_else(String::new, |first| format!("; the first that failed: {first}"));
    format!(
        "flood {name}: {connected} connections were closed by the shop within {:.1} s, {} visits went well meanwhile{first}; \
         pictures that inflate were answered {told:?}; afterwards the shop is ready and sells",
        took.as_secs_f64(),
        shopped.visits
    )
}

/// One visit after the other, each on a connection of its own, until it is over.
async fn shop_until(souk: SocketAddr, goods: &[Thing], over: &AtomicBool) -> Result<Shopped> {
    let began = Instant::now();
    let (mut took_us, mut visits, mut failures) = (Vec::new(), 0, Vec::new());
    while !over.load(Ordering::Relaxed) {
        let visit = async {
            let mut buyer = Buyer::enter(souk, visits).await?;
            let visited = buyer.visit(goods).await;
            took_us.extend(buyer.took_us);
            visited
        };
        let visited = tokio::time::timeout(VISIT_WITHIN, visit).await;
        match visited {
            Ok(Ok(())) => visits += 1,
            Ok(Err(error)) => failures.push(format!("{error:#}")),
            Err(_elapsed) => failures.push(format!("no end in {} s", VISIT_WITHIN.as_secs())),
        }
    }
    Ok(Shopped { answers: Measured::new(took_us, began.elapsed()), visits, failures })
}

/// The most anonymous memory that was seen until it is over.
fn most_anonymous(server: &Serving, over: &AtomicBool) -> Result<u64> {
    let mut most = 0;
    while !over.load(Ordering::Relaxed) {
        most = most.max(server.anonymous_bytes()?);
        std::thread::sleep(SAMPLE_EVERY);
    }
    Ok(most)
}

fn joined<T>(ended: std::thread::Result<T>) -> Result<T> {
    ended.map_err(|_panic| anyhow::anyhow!("a thread of the bench ended by itself"))
}
