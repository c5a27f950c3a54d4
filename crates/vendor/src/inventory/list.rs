//! Every level, and counting many of them.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::{LocationId, VariantId};
use souk_domain::percent::encode;
use souk_domain::refusal::Refusal;
use souk_domain::vendor::VendorPermission;
use souk_http::read::{Form, Query};
use souk_http::{Result, to_the_end};
use souk_market::inventory::{self, Adjustment, Change, LevelFilter, Reason, StockRow};
use souk_market::portal;
use souk_market::vendors::{self, Location};
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{Entry, FormError};

use crate::prelude::*;
use crate::shared::{Worker, private};

/// Rows on a page: two fields each, and a form takes so many.
const ROWS: u32 = 50;

/// What is of each variant at each place.
#[derive(Clone, Debug, Template)]
#[template(path = "inventory/list.html")]
pub struct InventoryPage {
    pub frame: Frame,
    pub desk: Desk,
    /// Whether who looks may count.
    pub may_write: bool,
    pub rows: Vec<LevelRow>,
    pub places: Vec<Place>,
    pub errors: Vec<FormError>,
    /// Why, for the movements.
    pub reason: Entry,
    /// The name of a new place.
    pub place: Entry,
    /// What is looked for, as it was typed.
    pub text: String,
    /// Whether only variants with few pieces are shown.
    pub low: bool,
    /// What was just done, in words; may be empty.
    pub done: String,
    pub next: Option<String>,
    /// Which page this is, as its address says it; empty: the first.
    pub after: String,
}

/// One level.
#[derive(Clone, Debug)]
pub struct LevelRow {
    /// Names its fields: variant and place.
    pub key: String,
    pub name: String,
    /// The values of its options; may be empty.
    pub values: String,
    pub sku: String,
    pub href: String,
    pub place: String,
    pub on_hand: i64,
    pub reserved: i64,
    pub available: i64,
    /// Whether none is left to sell.
    pub is_out: bool,
    /// Whether as few are left as its vendor wants to hear of.
    pub is_low: bool,
    /// What was counted.
    pub count: Entry,
}

/// A place with stock.
#[derive(Clone, Debug)]
pub struct Place {
    pub id: String,
    pub name: String,
    pub number: usize,
    /// The places of its neighbours; `None`: there is none.
    pub before: Option<usize>,
    pub after: Option<usize>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ListQuery {
    q: String,
    low: String,
    after: Option<String>,
    done: String,
}

/// What a page shows beside the stock.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) errors: Vec<FormError>,
    /// What was counted, by the key of the level.
    pub(super) counts: BTreeMap<String, String>,
    pub(super) reason: String,
    pub(super) place: String,
}

/// `GET /vendor/inventory`.
pub(super) async fn show(worker: Worker, Query(asked): Query<ListQuery>) -> Result<Response> {
    worker.require(VendorPermission::StockRead)?;
    draw(&worker, &asked, Shown::default()).await
}

/// `POST /vendor/inventory`: what was counted otherwise than it was shown. Levels that cannot be so are named, the others are counted.
pub(super) async fn count(worker: Worker, Form(sent): Form<BTreeMap<String, String>>) -> Result<Response> {
    worker.require(VendorPermission::StockWrite)?;
    let text = |name: &str| sent.get(name).cloned().unwrap_or_default();
    let asked =
        ListQuery { q: text("q"), low: text("low"), after: sent.get("after").cloned(), ..Default::default() };
    let mut shown = Shown { reason: text("reason"), ..Shown::default() };
    let (mut keys, mut adjustments) = (Vec::new(), Vec::new());
    for (name, typed) in &sent {
        let Some(key) = name.strip_prefix("set-") else { continue };
        if sent.get(&format!("was-{key}")).is_some_and(|was| was.trim() == typed.trim()) {
            continue;
        }
        shown.counts.insert(key.to_owned(), typed.clone());
        let was = text(&format!("was-{key}")).trim().parse::<i64>();
        match (level_of(key), was, typed.trim().parse::<i64>()) {
            (Some((variant, location)), Ok(was), Ok(is)) => {
                keys.push(key.to_owned());
                let note = Some(shown.reason.clone()).filter(|note| !note.trim().is_empty());
                adjustments.push(Adjustment {
                    variant,
                    location: Some(location),
                    change: Change::Counted { was, is },
                    reason: Reason::Count,
                    note,
                    cause: None,
                });
            }
            _ => shown.errors.push(at(key, say("product-no-number", &[]))),
        }
    }
    if adjustments.is_empty() && shown.errors.is_empty() {
        return Ok(see_other(&address(&asked, None), None));
    }
    if !shown.errors.is_empty() {
        return draw(&worker, &asked, shown).await;
    }
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    match to_the_end(inventory::adjust_many_levels(app, actor, vendor, adjustments, None)).await? {
        Ok(reply) => {
            for (key, outcome) in keys.iter().zip(reply.fresh().unwrap_or_default()) {
                match outcome {
                    Ok(_) => {
                        shown.counts.remove(key);
                    }
                    Err(refusal) => shown.errors.push(at(key, words_of(&refusal))),
                }
            }
        }
        Err(error) => {
            let Some(refusal) = error.refusal() else { return Err(error.into()) };
            shown.errors.push(FormError { field: "reason".to_owned(), words: words_of(refusal) });
        }
    }
    if shown.errors.is_empty() {
        return Ok(see_other(&address(&ListQuery { done: "counted".to_owned(), ..asked }, None), None));
    }
    draw(&worker, &asked, shown).await
}

fn at(key: &str, words: String) -> FormError {
    FormError { field: format!("set-{key}"), words }
}

/// What a refusal says, at its fields where it has any.
pub(super) fn words_of(refusal: &Refusal) -> String {
    let words: Vec<String> = refusal.fields().into_iter().map(|field| field.detail).collect();
    if words.is_empty() { refusal.detail() } else { words.join(" ") }
}

fn level_of(key: &str) -> Option<(VariantId, LocationId)> {
    let (variant, location) = key.split_once('.')?;
    Some((variant.parse().ok()?, location.parse().ok()?))
}

/// The list as it was asked for; `after`: another page of it.
fn address(asked: &ListQuery, after: Option<&str>) -> String {
    let after = after.or(asked.after.as_deref()).unwrap_or_default();
    let asked = [("q", asked.q.as_str()), ("low", &asked.low), ("done", &asked.done), ("after", after)];
    let asked = asked.iter().filter(|(_, value)| !value.is_empty());
    let asked: Vec<String> = asked.map(|(name, value)| format!("{name}={}", encode(value))).collect();
    if asked.is_empty() {
        ways::inventory().to_owned()
    } else {
        format!("{}?{}", ways::inventory(), asked.join("&"))
    }
}

/// The list with what was typed and is wrong.
pub(super) async fn draw(worker: &Worker, asked: &ListQuery, shown: Shown) -> Result<Response> {
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let around = portal::around(app, worker.seat).await?;
    let filter = LevelFilter { text: asked.q.clone(), low: !asked.low.is_empty() };
    let levels = inventory::list_stock(app, actor, vendor, filter, asked.after.clone(), ROWS).await?;
    let places = vendors::list_locations(app, actor, vendor).await?;
    let (frame, desk) = worker.frame(&around);
    let status = if shown.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let wrong =
        |field: &str| shown.errors.iter().find(|error| error.field == field).map(|error| error.words.clone());
    // another page of the list says nothing of what was done on this one
    let plain = ListQuery { done: String::new(), ..asked.clone() };
    let page = InventoryPage {
        frame,
        desk,
        may_write: worker.seat.may(VendorPermission::StockWrite),
        rows: levels.items.iter().map(|row| level(row, &shown)).collect(),
        places: sheets(&places),
        reason: Entry { value: shown.reason.clone(), error: wrong("reason") },
        place: Entry { value: shown.place.clone(), error: wrong("place") },
        text: asked.q.clone(),
        low: !asked.low.is_empty(),
        done: match asked.done.as_str() {
            "counted" => say("inventory-counted", &[]),
            "places" => say("inventory-places-done", &[]),
            _ => String::new(),
        },
        next: levels.next.as_deref().map(|next| address(&plain, Some(next))),
        after: asked.after.clone().unwrap_or_default(),
        errors: shown.errors,
    };
    Ok(private(status, &page))
}

fn level(row: &StockRow, shown: &Shown) -> LevelRow {
    let key = format!("{}.{}", row.level.variant, row.level.location);
    let field = format!("set-{key}");
    let wrong = shown.errors.iter().find(|error| error.field == field);
    let typed = shown.counts.get(&key).cloned().unwrap_or_else(|| row.level.on_hand.to_string());
    LevelRow {
        name: row.name.clone(),
        values: row.values().join(" / "),
        sku: row.sku.clone().unwrap_or_default(),
        href: ways::inventory_variant(&row.level.variant.to_string()),
        place: row.location_name.clone(),
        on_hand: row.level.on_hand,
        reserved: row.level.reserved,
        available: row.level.available(),
        is_out: row.level.available() <= 0,
        is_low: row.is_low,
        count: Entry { value: typed, error: wrong.map(|error| error.words.clone()) },
        key,
    }
}

pub(super) fn sheets(places: &[Location]) -> Vec<Place> {
    let count = places.len();
    let sheet = |(number, place): (usize, &Location)| Place {
        id: place.id.to_string(),
        name: place.name.clone(),
        number,
        before: (number > 1).then(|| number - 1),
        after: (number < count).then_some(number + 1),
    };
    (1..).zip(places).map(sheet).collect()
}
