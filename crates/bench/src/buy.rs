//! Whole guest checkouts over HTTP: a cart, three lines of two vendors, a quote for an address, an order paid by card.

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::{
    load::{self, Dice, Measured, us_since},
    report::Report,
    shop::Open,
    wire::{self, Wire},
};

/// Products that are bought.
const GOODS: usize = 400;
/// Requests of one checkout.
const REQUESTS: usize = 6;
const MEGABYTE: f64 = 1_000_000.0;
/// Buyers at once: one alone, half a rush, a rush.
const BUYERS: [usize; 3] = [1, 16, 32];
/// The buyers whose rate has a goal.
const RUSH: usize = 32;
/// The share of the limit that a rush should reach.
const GOAL: f64 = 0.25;

/// `limit` is how many checkouts a second the fewest statements alone allow, written by hand; without one the rates have none
/// to be compared with.
pub(crate) fn measure(open: &Open, time: Duration, limit: Option<f64>, report: &mut Report) -> Result<()> {
    let souk = open.server.address;
    let shelf = Arc::new(load::on_one_thread(shelf(souk))?);
    for buyers in BUYERS {
        let bought = load::on_one_thread(buy(souk, Arc::clone(&shelf), buyers, time))?;
        let what = format!("whole guest checkout, HTTP, {buyers} buyers");
        match limit {
            Some(limit) => report.rate(&what, bought.per_s, limit, if buyers == RUSH { GOAL } else { 0.0 }),
            None => report.figure(&what, bought.per_s, "/s"),
        }
        report.note(format!(
            "{what}: {REQUESTS} requests each, p50 {:.1} ms, p99 {:.1} ms; events, jobs and letters run beside it, the bank is a process of its own",
            bought.within_ms(50),
            bought.within_ms(99)
        ));
    }
    let anonymous = open.server.anonymous_bytes()? as f64 / MEGABYTE;
    report.at_most("anonymous memory after the rush", anonymous, 150.0, "MB");
    Ok(())
}

/// A cart of three lines that was quoted, ready to be ordered.
pub(crate) struct Basket {
    cart: String,
    total: Value,
}

/// Fills a number of carts, one after the other by [`RUSH`] buyers, whatever time they take.
pub(crate) fn fill(souk: SocketAddr, baskets: usize) -> Result<Vec<Basket>> {
    load::on_one_thread(async move {
        let shelf = Arc::new(shelf(souk).await?);
        let shares = (0..RUSH).map(|buyer| baskets / RUSH + usize::from(buyer < baskets % RUSH));
        let buyers = shares.enumerate().map(|(number, share)| {
            let shelf = Arc::clone(&shelf);
            tokio::spawn(async move {
                let mut buyer = Buyer::enter(souk, number).await?;
                let mut filled = Vec::with_capacity(share);
                for _ in 0..share {
                    filled.push(buyer.fill(&shelf).await?);
                }
                anyhow::Ok(filled)
            })
        });
        let mut filled = Vec::with_capacity(baskets);
        for buyer in buyers.collect::<Vec<_>>() {
            filled.extend(buyer.await??);
        }
        Ok(filled)
    })
}

/// Orders what was filled, as [`fill`] fills.
pub(crate) fn order(souk: SocketAddr, mut baskets: Vec<Basket>) -> Result<()> {
    load::on_one_thread(async move {
        let share = baskets.len().div_ceil(RUSH).max(1);
        let mut buyers = Vec::new();
        for number in 0..RUSH {
            let own = baskets.split_off(baskets.len().saturating_sub(share));
            buyers.push(tokio::spawn(async move {
                let mut buyer = Buyer::enter(souk, number).await?;
                for basket in own {
                    buyer.order(&basket).await?;
                }
                anyhow::Ok(())
            }));
        }
        for buyer in buyers {
            buyer.await??;
        }
        Ok(())
    })
}

/// A product as a buyer finds it.
pub(crate) struct Thing {
    pub(crate) product: String,
    slug: String,
    variant: String,
    vendor: String,
    pub(crate) vendor_slug: String,
}

/// Products for sale.
pub(crate) async fn shelf(souk: SocketAddr) -> Result<Vec<Thing>> {
    let mut wire = Wire::open(souk).await?;
    let mut shelf = Vec::new();
    let mut target = "/api/v1/products?limit=100".to_owned();
    while shelf.len() < GOODS {
        let list = ask(&mut wire, &wire::get(souk, &target), 200).await?;
        for item in list["items"].as_array().context("no items")? {
            let slug = text(item, "/slug")?;
            let detail = ask(&mut wire, &wire::get(souk, &format!("/api/v1/products/{slug}")), 200).await?;
            shelf.push(Thing {
                product: text(&detail, "/id")?,
                slug,
                variant: text(&detail, "/variants/0/id")?,
                vendor: text(&detail, "/vendor/id")?,
                vendor_slug: text(&detail, "/vendor/slug")?,
            });
        }
        let Some(next) = list["next"].as_str() else { break };
        target = format!("/api/v1/products?limit=100&after={next}");
    }
    Ok(shelf)
}

async fn buy(souk: SocketAddr, shelf: Arc<Vec<Thing>>, buyers: usize, time: Duration) -> Result<Measured> {
    load::side_by_side(buyers, time, |number, until| {
        let shelf = Arc::clone(&shelf);
        async move {
            let mut buyer = Buyer::enter(souk, number).await?;
            let mut took_us = Vec::new();
            while Instant::now() < until {
                let began = Instant::now();
                buyer.buy(&shelf).await?;
                took_us.push(us_since(began));
            }
            Ok(took_us)
        }
    })
    .await
}

/// Somebody who looks around and buys, on one connection.
pub(crate) struct Buyer {
    souk: SocketAddr,
    wire: Wire,
    dice: Dice,
    /// What each answer took, in microseconds.
    pub(crate) took_us: Vec<u32>,
}

impl Buyer {
    pub(crate) async fn enter(souk: SocketAddr, number: usize) -> Result<Self> {
        let wire = Wire::open(souk).await?;
        Ok(Self { souk, wire, dice: Dice::new(number), took_us: Vec::new() })
    }

    /// A look at the home page, a listing and a product, and one checkout.
    pub(crate) async fn visit(&mut self, shelf: &[Thing]) -> Result<()> {
        let thing = shelf.get(self.dice.below(shelf.len())).context("an empty shelf")?;
        let product = format!("/p/{}", thing.slug);
        for page in ["/", "/api/v1/products?limit=24", &product] {
            let began = Instant::now();
            let answered = self.wire.ask(&wire::get(self.souk, page)).await?;
            if answered.status != 200 {
                bail!("{page} answered {}", answered.status);
            }
            self.took_us.push(us_since(began));
        }
        self.buy(shelf).await
    }

    /// One checkout; each answer is looked at.
    async fn buy(&mut self, shelf: &[Thing]) -> Result<()> {
        let basket = self.fill(shelf).await?;
        self.order(&basket).await
    }

    /// The requests before the last.
    async fn fill(&mut self, shelf: &[Thing]) -> Result<Basket> {
        let cart = text(&self.post("/api/v1/carts", "", &json!({}), 201).await?, "/id")?;
        for variant in self.choose(shelf)? {
            let line = json!({"variant_id": variant, "quantity": 1});
            let answered = self.post(&format!("/api/v1/carts/{cart}/lines"), "", &line, 201).await?;
            if text(&answered, "/id")? != cart {
                bail!("another cart answered");
            }
        }
        let quote = json!({"shipping_address": address()});
        let quote = self.post(&format!("/api/v1/carts/{cart}/quote"), "", &quote, 200).await?;
        if quote["vendors"].as_array().map(Vec::len) != Some(2) {
            bail!("the quote is not of two vendors: {quote}");
        }
        Ok(Basket { cart, total: quote["grand_total"].clone() })
    }

    /// The last request, by somebody who has never bought before.
    async fn order(&mut self, Basket { cart, total }: &Basket) -> Result<()> {
        let order = json!({
            "cart_id": cart, "email": format!("buyer-{cart}@example.com"), "shipping_address": address(),
            "expected_total": total,
            "payment": {"method": "card", "card": {"number": "4242424242424242", "exp_month": 12, "exp_year": 2034, "cvc": "123"}},
        });
        let key = format!("idempotency-key: order-{cart}\r\n");
        let order = self.post("/api/v1/orders", &key, &order, 201).await?;
        let paid = order["payment"]["status"] == "completed" && order["status"] == "processing";
        if !paid
            || order["grand_total"] != *total
            || order["vendor_orders"].as_array().map(Vec::len) != Some(2)
        {
            bail!("the order is not as it should be: {order}");
        }
        Ok(())
    }

    /// Two things of one vendor and one of another.
    fn choose<'s>(&mut self, shelf: &'s [Thing]) -> Result<[&'s str; 3]> {
        let start = self.dice.below(shelf.len());
        let first = shelf.get(start).context("an empty shelf")?;
        let around = || shelf.iter().cycle().skip(start + 1).take(shelf.len());
        let mut same =
            around().filter(|thing| thing.vendor == first.vendor && thing.variant != first.variant);
        let mut others = around().filter(|thing| thing.vendor != first.vendor);
        let (same, other) = (same.next().context("one product")?, others.next().context("one vendor")?);
        Ok([&first.variant, &same.variant, &other.variant])
    }

    async fn post(&mut self, target: &str, header_line: &str, body: &Value, status: u16) -> Result<Value> {
        let request = wire::post(self.souk, target, header_line, &body.to_string());
        let began = Instant::now();
        let answered = ask(&mut self.wire, &request, status).await?;
        self.took_us.push(us_since(began));
        Ok(answered)
    }
}

fn address() -> Value {
    json!({"name": "Ada Buyer", "street": "1 Long Street", "city": "Austin", "region": "TX", "postal_code": "78701",
           "country": "US"})
}

async fn ask(wire: &mut Wire, request: &[u8], status: u16) -> Result<Value> {
    let answered = wire.ask(request).await?;
    if answered.status != status {
        let asked = String::from_utf8_lossy(request.split(|byte| *byte == b'\r').next().unwrap_or_default());
        bail!("{asked} answered {}: {}", answered.status, String::from_utf8_lossy(answered.body));
    }
    Ok(serde_json::from_slice(answered.body)?)
}

fn text(value: &Value, pointer: &str) -> Result<String> {
    Ok(value.pointer(pointer).and_then(Value::as_str).with_context(|| format!("no {pointer}"))?.to_owned())
}
