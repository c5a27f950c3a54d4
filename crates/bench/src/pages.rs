//! The pages of the demonstration as a telephone on a slow network loads them, looked at by Lighthouse.

use std::{
    fs,
    net::SocketAddr,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::{
    from_memory::BARE,
    load,
    place::Place,
    program::Serving,
    report::Report,
    wire::{self, Wire},
};

/// A thing of the demonstration: its page is looked at, and it is in the cart.
const THING: &str = "dipped-stoneware-mug";
const KILOBYTE: f64 = 1_000.0;
/// Requests of a page before anybody scrolls.
const MOST_REQUESTS: f64 = 12.0;
/// How far a page may move while it loads.
const MOST_SHIFT: f64 = 0.02;

/// A page, and what it may weigh on a first visit in kilobytes.
const PAGES: [(&str, &str, f64); 5] = [
    ("home", "/", 350.0),
    ("listing", "/c/kitchen-and-table", 400.0),
    ("product", "/p/dipped-stoneware-mug", 450.0),
    ("cart", "/cart", 400.0),
    ("checkout", "/checkout", 400.0),
];
/// Categories of Lighthouse and the score each page must reach.
const SCORES: [(&str, f64); 4] =
    [("performance", 95.0), ("accessibility", 100.0), ("best-practices", 100.0), ("seo", 100.0)];
/// Visits of each page: one alone is at the mercy of what else the machine does.
const VISITS: usize = 3;

/// What Lighthouse said of one visit.
struct Visit {
    /// In the order of [`SCORES`], of 100.
    scores: [f64; SCORES.len()],
    /// How long the page did not answer to a finger, in milliseconds of Lighthouse's slow telephone.
    blocked_ms: f64,
    shift: f64,
    kilobytes: f64,
    requests: f64,
}

/// Loads each page some times, and a bare one beside them. Errors: `lighthouse` is not there or fails.
pub(crate) fn measure(program: &Path, lighthouse: &Path, place: &Place, report: &mut Report) -> Result<()> {
    let data = place.path("pages");
    let data = data.to_string_lossy();
    // nothing comes in while a page is visited
    let loaded =
        Command::new(program).args(["demo", "load", "--data", &data]).stdout(Stdio::null()).status()?;
    if !loaded.success() {
        bail!("the demonstration cannot be loaded");
    }
    let serving =
        Serving::start(program, &["serve", "--demo", "--listen", "127.0.0.1:0", "--data", &data], None)?;
    let souk = serving.address;
    let cart = load::on_one_thread(cart(souk))?;
    for (name, path, budget_kb) in PAGES {
        let visits = visit(lighthouse, place, souk, path, &cart).with_context(|| name.to_owned())?;
        for (at, (category, least)) in SCORES.into_iter().enumerate() {
            let scores = visits.iter().map(|visit| visit.scores[at]);
            report.at_least(&format!("{name}: {category}"), middle(scores), least);
        }
        let worst = |of: fn(&Visit) -> f64| visits.iter().map(of).fold(0.0, f64::max);
        report.at_most(&format!("{name}: layout shift"), worst(|visit| visit.shift), MOST_SHIFT, "");
        report.at_most(&format!("{name}: whole page"), worst(|visit| visit.kilobytes), budget_kb, "KB");
        report.at_most(&format!("{name}: requests"), worst(|visit| visit.requests), MOST_REQUESTS, "");
        report.note(told(name, &visits));
    }
    serving.stop()?;
    bare(lighthouse, place, report)?;
    report.note(format!(
        "pages: Lighthouse on its mobile defaults, {VISITS} first visits each, the demonstration on this machine; scores \
         are the middle one's, all else the worst's"
    ));
    Ok(())
}

/// A page with nothing on it: the blocking time that is the machine's own.
fn bare(lighthouse: &Path, place: &Place, report: &mut Report) -> Result<()> {
    let ready = place.path("nothing.json");
    fs::write(&ready, "[]")?;
    let own = std::env::current_exe()?;
    let memory = Serving::start(&own, &["from-memory", &ready.to_string_lossy()], None)?;
    let visits = visit(lighthouse, place, memory.address, BARE, "").context("the bare page")?;
    report.note(told("a bare page", &visits));
    memory.stop()
}

fn told(name: &str, visits: &[Visit]) -> String {
    let each: Vec<String> = visits
        .iter()
        .map(|visit| format!("{:.0} ({:.0} ms blocked)", visit.scores[0], visit.blocked_ms))
        .collect();
    format!("{name}: performance {}", each.join(", "))
}

fn middle(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(0.0)
}

fn visit(
    lighthouse: &Path,
    place: &Place,
    address: SocketAddr,
    path: &str,
    cart: &str,
) -> Result<Vec<Visit>> {
    (0..VISITS).map(|_| read(&look(lighthouse, place, address, path, cart)?)).collect()
}

fn read(seen: &Value) -> Result<Visit> {
    let mut scores = [0.0; SCORES.len()];
    for (score, (category, _)) in scores.iter_mut().zip(SCORES) {
        *score = (seen["categories"][category]["score"].as_f64().context("no score")? * 100.0).round();
    }
    let figure = |audit: &str| seen["audits"][audit]["numericValue"].as_f64().context("no figure");
    let requests = seen["audits"]["network-requests"]["details"]["items"].as_array();
    let requests = requests.context("no requests")?;
    let bytes: f64 = requests.iter().filter_map(|request| request["transferSize"].as_f64()).sum();
    Ok(Visit {
        scores,
        blocked_ms: figure("total-blocking-time")?,
        shift: figure("cumulative-layout-shift")?,
        kilobytes: bytes / KILOBYTE,
        requests: requests.len() as f64,
    })
}

/// A cart with one thing in it.
async fn cart(souk: SocketAddr) -> Result<String> {
    let mut wire = Wire::open(souk).await?;
    let product = wire.ask(&wire::get(souk, &format!("/api/v1/products/{THING}"))).await?;
    let product: Value = serde_json::from_slice(product.body)?;
    let made: Value =
        serde_json::from_slice(wire.ask(&wire::post(souk, "/api/v1/carts", "", "{}")).await?.body)?;
    let key = made["id"].as_str().context("no cart")?.to_owned();
    let line = json!({ "variant_id": product["variants"][0]["id"], "quantity": 1 }).to_string();
    match wire.ask(&wire::post(souk, &format!("/api/v1/carts/{key}/lines"), "", &line)).await?.status {
        201 => Ok(key),
        status => bail!("a line of a cart answered {status}"),
    }
}

/// What Lighthouse says of a page, in its own words.
fn look(lighthouse: &Path, place: &Place, souk: SocketAddr, path: &str, cart: &str) -> Result<Value> {
    let profile = place.path("browser");
    let flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        &format!("--user-data-dir={}", profile.display()),
    ]
    .join(" ");
    let cookie = json!({ "Cookie": format!("souk_dev_cart={cart}") });
    let looked = Command::new(lighthouse)
        .arg(format!("http://{souk}{path}"))
        .args(["--quiet", "--output=json", "--output-path=stdout"])
        .arg(format!("--extra-headers={cookie}"))
        .arg(format!("--chrome-flags={flags}"))
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("{} cannot be started", lighthouse.display()))?;
    if !looked.status.success() {
        bail!("lighthouse ended with {}", looked.status);
    }
    Ok(serde_json::from_slice(&looked.stdout)?)
}
