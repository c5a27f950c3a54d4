//! The list of products.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::money::{Currency, Money};
use souk_domain::percent::encode;
use souk_domain::vendor::VendorPermission;
use souk_http::Result;
use souk_http::read::Query;
use souk_market::catalogue::{self, OwnCounts, OwnFilter, OwnProduct, ProductStatus, StockFilter};
use souk_market::portal;
use souk_ui::Choice;
use souk_ui::texts::say;

use super::categories::categories;
use crate::prelude::*;
use crate::shared::{Worker, fresh_key, private};

/// Rows on a page.
const ROWS: u32 = 50;

/// A vendor's products, and what may be done with those that are chosen.
#[derive(Clone, Debug, Template)]
#[template(path = "products/list.html")]
pub struct ListPage {
    pub frame: Frame,
    pub desk: Desk,
    /// Whether who looks may change products.
    pub may_write: bool,
    pub tabs: Vec<Tab>,
    pub rows: Vec<Row>,
    /// What is looked for, as it was typed.
    pub text: String,
    /// The word of the tab.
    pub status: String,
    pub stocks: Vec<Choice>,
    pub categories: Vec<Choice>,
    /// Tells one sending of the form from the next.
    pub key: String,
    /// The address of the next page.
    pub next: Option<String>,
    /// Whether this is not the first page.
    pub is_later: bool,
    /// Whether nothing is filtered away.
    pub is_whole: bool,
}

/// The same list asked for another status.
#[derive(Clone, Debug)]
pub struct Tab {
    pub words: String,
    pub href: String,
    pub count: i64,
    pub is_here: bool,
}

/// One product.
#[derive(Clone, Debug)]
pub struct Row {
    pub id: String,
    pub name: String,
    pub href: String,
    pub picture: Option<Picture>,
    /// The key of its status in words.
    pub status: &'static str,
    /// The class of its badge.
    pub tone: &'static str,
    /// Why the staff rejected it; empty unless it did.
    pub rejection: String,
    pub variants: i64,
    /// What is left, in words.
    pub stock: String,
    /// The class of what is left.
    pub stock_tone: &'static str,
    pub price: Money,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ListQuery {
    status: String,
    q: String,
    stock: String,
    after: Option<String>,
}

/// `GET /vendor/products`.
pub(super) async fn show(worker: Worker, Query(asked): Query<ListQuery>) -> Result<Response> {
    worker.require(VendorPermission::ProductsRead)?;
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let filter = OwnFilter {
        status: ProductStatus::parse(&asked.status),
        text: asked.q.clone(),
        stock: stock_filter(&asked.stock),
    };
    let around = portal::around(app, worker.seat).await?;
    let listed = catalogue::list_own_products(app, actor, vendor, filter.clone(), asked.after.clone(), ROWS);
    let (page, counts, currency) = listed.await?;
    let (frame, desk) = worker.frame(&around);
    let here = filter.status.map_or("", ProductStatus::as_str);
    let page = ListPage {
        frame,
        desk,
        may_write: worker.seat.may(VendorPermission::ProductsWrite),
        tabs: tabs(&counts, filter.status),
        rows: page.items.into_iter().map(|row| of(row, currency)).collect(),
        text: asked.q.clone(),
        status: here.to_owned(),
        stocks: stocks(filter.stock),
        categories: categories(&worker, None).await?,
        key: fresh_key(app),
        next: page.next.map(|next| address(here, &asked.q, &asked.stock, Some(&next))),
        is_later: asked.after.is_some(),
        is_whole: asked.q.is_empty() && filter.stock == StockFilter::Any,
    };
    Ok(private(StatusCode::OK, &page))
}

/// The list with a filter.
fn address(status: &str, text: &str, stock: &str, after: Option<&str>) -> String {
    let asked = [("status", status), ("q", text), ("stock", stock), ("after", after.unwrap_or_default())];
    let asked = asked.iter().filter(|(_, value)| !value.is_empty());
    let asked: Vec<String> = asked.map(|(name, value)| format!("{name}={}", encode(value))).collect();
    if asked.is_empty() {
        ways::products().to_owned()
    } else {
        format!("{}?{}", ways::products(), asked.join("&"))
    }
}

fn stock_filter(word: &str) -> StockFilter {
    match word {
        "low" => StockFilter::Low,
        "sold_out" => StockFilter::SoldOut,
        _ => StockFilter::Any,
    }
}

pub(super) fn stocks(chosen: StockFilter) -> Vec<Choice> {
    let choice = |(word, key, filter): (&str, &str, StockFilter)| Choice {
        value: word.to_owned(),
        name: say(key, &[]),
        chosen: filter == chosen,
    };
    [
        ("", "products-any-stock", StockFilter::Any),
        ("low", "products-low", StockFilter::Low),
        ("sold_out", "products-sold-out", StockFilter::SoldOut),
    ]
    .map(choice)
    .to_vec()
}

/// A tab for each status there may be products of; the rarer ones only where there are any.
pub(super) fn tabs(counts: &OwnCounts, here: Option<ProductStatus>) -> Vec<Tab> {
    let count = |status: ProductStatus| {
        counts.iter().find(|(known, _)| *known == status).map_or(0, |(_, count)| *count)
    };
    let all = ProductStatus::ALL.iter().filter(|status| **status != ProductStatus::Archived);
    let first = Tab {
        words: say("products-all", &[]),
        href: address("", "", "", None),
        count: all.map(|status| count(*status)).sum(),
        is_here: here.is_none(),
    };
    let tab = |status: &ProductStatus| Tab {
        words: say(words_of(*status), &[]),
        href: address(status.as_str(), "", "", None),
        count: count(*status),
        is_here: here == Some(*status),
    };
    let usual = |status: &&ProductStatus| {
        matches!(status, ProductStatus::Draft | ProductStatus::Active)
            || count(**status) > 0
            || here == Some(**status)
    };
    std::iter::once(first).chain(ProductStatus::ALL.iter().filter(usual).map(tab)).collect()
}

/// The key of a status in words.
pub(super) fn words_of(status: ProductStatus) -> &'static str {
    match status {
        ProductStatus::Draft => "product-draft",
        ProductStatus::InReview => "product-in-review",
        ProductStatus::Active => "product-active",
        ProductStatus::Rejected => "product-rejected",
        ProductStatus::Archived => "product-archived",
    }
}

/// The class of a status' badge.
pub(super) fn tone_of(status: ProductStatus) -> &'static str {
    match status {
        ProductStatus::Draft | ProductStatus::Archived => "",
        ProductStatus::InReview => "info",
        ProductStatus::Active => "ok",
        ProductStatus::Rejected => "bad",
    }
}

pub(super) fn of(row: OwnProduct, currency: Currency) -> Row {
    let product = row.product;
    let id = product.id.to_string();
    let (stock, stock_tone) = match (row.tracked, row.available) {
        (0, _) => (say("products-uncounted", &[]), ""),
        (_, ..=0) => (say("products-none-left", &[]), "is-bad"),
        (_, left) if row.low > 0 => (say("products-few-left", &[("count", &left)]), "is-warn"),
        (_, left) => (left.to_string(), ""),
    };
    Row {
        href: ways::product(&id),
        id,
        picture: row.picture.map(|file| Picture::of(&file, "")),
        status: words_of(product.status),
        tone: tone_of(product.status),
        rejection: product.told_rejection().unwrap_or_default().to_owned(),
        name: product.name,
        variants: row.variants,
        stock,
        stock_tone,
        price: Money::new(product.price, currency),
    }
}
