//! The pages of the demonstration as a telephone on a slow network loads them, looked at by Lighthouse.

use std::{
    net::SocketAddr,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::{
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
/// The cart and the checkout are nobody else's: search engines are told to leave them out, which costs them this score.
const PRIVATE: [&str; 2] = ["cart", "checkout"];

/// Loads each page once. Errors: `lighthouse` is not there or fails.
pub(crate) fn measure(program: &Path, lighthouse: &Path, place: &Place, report: &mut Report) -> Result<()> {
    let data = place.path("pages");
    let data = data.to_string_lossy();
    let serving = Serving::start(program, &["serve", "--demo", "--listen", "127.0.0.1:0", "--data", &data])?;
    let souk = serving.address;
    let cart = load::on_one_thread(cart(souk))?;
    for (name, path, budget_kb) in PAGES {
        let seen = look(lighthouse, place, souk, path, &cart).with_context(|| name.to_owned())?;
        for (category, least) in SCORES {
            if category == "seo" && PRIVATE.contains(&name) {
                continue;
            }
            let score = seen["categories"][category]["score"].as_f64().context("no score")?;
            report.at_least(&format!("{name}: {category}"), (score * 100.0).round(), least);
        }
        let figure = |audit: &str| seen["audits"][audit]["numericValue"].as_f64().context("no figure");
        report.at_most(&format!("{name}: layout shift"), figure("cumulative-layout-shift")?, MOST_SHIFT, "");
        let requests = seen["audits"]["network-requests"]["details"]["items"].as_array();
        let requests = requests.context("no requests")?;
        let bytes: f64 = requests.iter().filter_map(|request| request["transferSize"].as_f64()).sum();
        report.at_most(&format!("{name}: whole page"), bytes / KILOBYTE, budget_kb, "KB");
        report.at_most(&format!("{name}: requests"), requests.len() as f64, MOST_REQUESTS, "");
    }
    report
        .note("pages: Lighthouse on its mobile defaults, one visit each, the demonstration on this machine");
    serving.stop()
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
