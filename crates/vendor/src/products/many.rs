//! One change of the products that were chosen, and what became of each. Sent again, it is not done again: the key of the form stands
//! for it.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::Response;
use souk_domain::bounds::product::MAX_AT_ONCE;
use souk_domain::ids::ProductId;
use souk_domain::money::{Currency, Money, parse_typed_price};
use souk_domain::vendor::VendorPermission;
use souk_http::Result;
use souk_http::read::Form;
use souk_market::Error;
use souk_market::catalogue::{self, ManyChange, ManyProducts, Outcome, PriceChange, ProductStatus};
use souk_market::idempotency::{Guard, Reply, StoredResponse};
use souk_market::portal;
use souk_ui::money;
use souk_ui::texts::say;

use super::editor::USUAL;
use crate::prelude::*;
use crate::shared::{Worker, private};

/// What the names of the boxes of products begin with; the rest is the product's id.
const PICK: &str = "pick-";

/// Says that the new prices were looked at.
const REVIEWED: &str = "reviewed";

/// What became of each product.
#[derive(Clone, Debug, Template)]
#[template(path = "products/many.html")]
pub struct ManyPage {
    pub frame: Frame,
    pub desk: Desk,
    pub changed: usize,
    pub refused: Vec<Refused>,
    /// What was wrong with the change itself; empty: nothing.
    pub wrong: String,
    /// Prices that are to change and have not: whoever asked looks at them first.
    pub review: Vec<Review>,
    /// What the form sends again that changes them.
    pub again: Vec<(String, String)>,
}

/// What a product costs, and would.
#[derive(Clone, Debug)]
pub struct Review {
    pub name: String,
    /// One price, or the least and the most of its variants.
    pub now: String,
    /// Empty: it cannot cost that.
    pub then: String,
}

/// A product that is as it was.
#[derive(Clone, Debug)]
pub struct Refused {
    pub name: String,
    pub href: String,
    pub reason: String,
}

/// `POST /vendor/products/changes`.
pub(super) async fn change(worker: Worker, Form(sent): Form<BTreeMap<String, String>>) -> Result<Response> {
    worker.require(VendorPermission::ProductsWrite)?;
    let around = portal::around(worker.http.app(), worker.seat).await?;
    let (frame, desk) = worker.frame(&around);
    let mut page = ManyPage {
        frame,
        desk,
        changed: 0,
        refused: Vec::new(),
        wrong: String::new(),
        review: Vec::new(),
        again: Vec::new(),
    };
    let picked = picked(&sent);
    let change = match wished(&sent, around.market.currency) {
        Ok(change) if !picked.is_empty() => change,
        Ok(_) => return Ok(wrong(page, say("many-nothing", &[]))),
        Err(words) => return Ok(wrong(page, words)),
    };
    if let ManyChange::Price(change) = change
        && !sent.contains_key(REVIEWED)
    {
        page.review = review(&worker, &picked, change, around.market.currency).await?;
        page.again = sent.into_iter().chain([(REVIEWED.to_owned(), "yes".to_owned())]).collect();
        return Ok(private(StatusCode::OK, &page));
    }
    let asked = ManyProducts { products: picked.keys().copied().collect(), change };
    let key = sent.get("key").filter(|key| !key.is_empty());
    let guard = key.map(|key| Guard::new(key.clone(), |outcomes: &Vec<Outcome>| packed(outcomes)));
    let done =
        catalogue::change_many_products(worker.http.app(), worker.actor(), worker.seat.vendor, asked, guard);
    let lines = match done.await {
        Ok(Reply::Fresh(outcomes)) => text_of(&outcomes),
        Ok(Reply::Replayed(stored)) => stored.text,
        Err(error) => return Ok(wrong(page, reason(error)?)),
    };
    for line in lines.lines() {
        match line.split_once(' ') {
            None => page.changed += 1,
            Some((id, reason)) => page.refused.push(Refused {
                name: id.parse().ok().and_then(|id| picked.get(&id).cloned()).unwrap_or_default(),
                href: ways::product(id),
                reason: reason.to_owned(),
            }),
        }
    }
    Ok(private(StatusCode::OK, &page))
}

/// What each of the products costs, and would after the change.
async fn review(
    worker: &Worker,
    picked: &BTreeMap<ProductId, String>,
    change: PriceChange,
    currency: Currency,
) -> Result<Vec<Review>> {
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let mut rows = Vec::with_capacity(picked.len());
    for id in picked.keys().take(MAX_AT_ONCE) {
        let (page, _) = catalogue::show_own_product(app, actor, vendor, *id).await?;
        let now: Vec<i64> = page.variants.iter().map(|found| found.variant.price).collect();
        let then: Option<Vec<i64>> = now.iter().map(|price| change.of(*price)).collect();
        rows.push(Review {
            name: page.product.name,
            now: span(&now, currency),
            then: then.map(|then| span(&then, currency)).unwrap_or_default(),
        });
    }
    Ok(rows)
}

/// One price, or the least and the most.
fn span(prices: &[i64], currency: Currency) -> String {
    let shown = |minor: Option<&i64>| money::show(Money::new(minor.copied().unwrap_or_default(), currency));
    let (least, most) = (shown(prices.iter().min()), shown(prices.iter().max()));
    if least == most { least } else { say("many-span", &[("least", &least), ("most", &most)]) }
}

fn wrong(page: ManyPage, wrong: String) -> Response {
    private(StatusCode::UNPROCESSABLE_ENTITY, &ManyPage { wrong, ..page })
}

/// What a refusal says of itself. Errors: it is none.
fn reason(error: Error) -> Result<String> {
    let Some(refusal) = error.refusal() else { return Err(error.into()) };
    Ok(words_of(refusal))
}

fn words_of(refusal: &souk_domain::refusal::Refusal) -> String {
    let fields = refusal.fields();
    let words: Vec<String> = fields.into_iter().map(|field| field.detail).collect();
    if words.is_empty() { refusal.detail() } else { words.join(" ") }
}

/// The chosen products, and what each is called on the page that was sent.
fn picked(sent: &BTreeMap<String, String>) -> BTreeMap<ProductId, String> {
    let product = |(name, value): (&String, &String)| {
        let id = name.strip_prefix(PICK)?.parse().ok()?;
        Some((id, value.clone()))
    };
    sent.iter().filter_map(product).collect()
}

/// The change that was wished for. Errors: words for what is wrong with it.
fn wished(sent: &BTreeMap<String, String>, currency: Currency) -> std::result::Result<ManyChange, String> {
    let text = |name: &str| sent.get(name).map_or("", |value| value.trim());
    match text("change") {
        "percent" => percent(text("by")).map(|bps| ManyChange::Price(PriceChange::Percent(bps))),
        "amount" => amount(text("by"), currency).map(|minor| ManyChange::Price(PriceChange::By(minor))),
        "category" => {
            let category = text("category").parse().map_err(|_| say("many-no-category", &[]))?;
            Ok(ManyChange::Category(category))
        }
        status => {
            let status = ProductStatus::parse(status).filter(|status| USUAL.contains(status));
            Ok(ManyChange::Status(status.ok_or_else(|| say("many-no-change", &[]))?))
        }
    }
}

/// What stands behind a sign, and whether that is a minus.
fn signed(text: &str) -> (bool, &str) {
    let less = text.strip_prefix(['-', '\u{2212}']);
    (less.is_some(), less.or(text.strip_prefix('+')).unwrap_or(text).trim())
}

/// `-12.5`, with `%` or without, in basis points.
fn percent(text: &str) -> std::result::Result<i32, String> {
    let (is_less, number) = signed(text);
    let number = number.trim_end_matches('%').trim_end().replace(',', ".");
    let (whole, part) = number.split_once('.').unwrap_or((&number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = !whole.is_empty() && whole.len() <= 4 && part.len() <= 2 && digits(whole) && digits(part);
    let bps = format!("{whole}{part:0<2}").parse::<i32>().ok().filter(|_| fits);
    let bps = bps.ok_or_else(|| say("many-no-percent", &[]))?;
    Ok(if is_less { -bps } else { bps })
}

/// `-2.50` in minor units.
fn amount(text: &str, currency: Currency) -> std::result::Result<i64, String> {
    let (is_less, number) = signed(text);
    let minor = parse_typed_price(number, currency).map_err(|_| say("many-no-amount", &[]))?;
    Ok(if is_less { -minor } else { minor })
}

/// One line for each product: its id, and why it was refused where it was.
fn text_of(outcomes: &[Outcome]) -> String {
    let line = |outcome: &Outcome| match &outcome.done {
        Ok(_) => outcome.product.to_string(),
        Err(refusal) => format!("{} {}", outcome.product, words_of(refusal).replace('\n', " ")),
    };
    outcomes.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn packed(outcomes: &[Outcome]) -> std::result::Result<StoredResponse, Error> {
    Ok(StoredResponse { status: StatusCode::OK.as_u16(), text: text_of(outcomes) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_read_as_people_write_it() {
        for (text, bps) in
            [("10", 1_000), ("-12.5", -1_250), ("\u{2212}0,75 %", -75), ("+3%", 300), ("100", 10_000)]
        {
            assert_eq!(percent(text), Ok(bps), "{text}");
        }
        for text in ["", "-", "%", "1.234", "ten", "1e3", "12345", "--5", "."] {
            assert!(percent(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_amount_may_be_less() {
        assert_eq!(amount("-2.50", Currency::USD), Ok(-250));
        assert_eq!(amount("+3", Currency::USD), Ok(300));
        assert!(amount("", Currency::USD).is_err());
    }
}
