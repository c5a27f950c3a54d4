//! One variant: what is of it where, and why.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::Zoned;
use jiff::tz::TimeZone;
use serde::Deserialize;
use souk_domain::ids::VariantId;
use souk_domain::refusal::Refusal;
use souk_domain::vendor::VendorPermission;
use souk_http::read::{Form, Part, Query};
use souk_http::{Result, to_the_end};
use souk_market::inventory::{self, Adjustment, Change, Movement, Reason};
use souk_market::portal;
use souk_market::vendors;
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{Choice, Entry, FormError};

use super::list::words_of;
use crate::prelude::*;
use crate::shared::{Worker, fresh_key, is_spent, once, private};

/// Movements on a page.
const ROWS: u32 = 50;

/// A variant's stock.
#[derive(Clone, Debug, Template)]
#[template(path = "inventory/variant.html")]
pub struct VariantPage {
    pub frame: Frame,
    pub desk: Desk,
    pub id: String,
    /// The product, and its editor.
    pub name: String,
    pub product: String,
    /// The values of its options; may be empty.
    pub values: String,
    pub sku: String,
    pub is_tracked: bool,
    /// So many or fewer are few, in words; empty: nobody wants to hear of it.
    pub low: String,
    pub may_write: bool,
    pub levels: Vec<Level>,
    pub movements: Vec<MovementRow>,
    pub places: Vec<Choice>,
    /// Tells one sending of the form from the next.
    pub key: String,
    pub place_error: Option<String>,
    pub how_error: Option<String>,
    pub number: Entry,
    pub reason: Entry,
    /// Whether the number is how many more, not how many there are.
    pub is_delta: bool,
    pub errors: Vec<FormError>,
    pub done: String,
    pub next: Option<String>,
}

/// What is of it at one place.
#[derive(Clone, Debug)]
pub struct Level {
    pub place: String,
    pub on_hand: i64,
    pub reserved: i64,
    pub available: i64,
}

/// One movement.
#[derive(Clone, Debug)]
pub struct MovementRow {
    pub at: Zoned,
    pub place: String,
    /// With its sign.
    pub delta: String,
    /// The key of the reason in words.
    pub reason: &'static str,
    pub note: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct VariantQuery {
    after: Option<String>,
    done: String,
}

/// A change of one level.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct AdjustForm {
    key: String,
    location: String,
    /// `set` or `by`.
    how: String,
    number: String,
    reason: String,
}

/// `GET /vendor/inventory/{variant}`. Errors: not found; another vendor's is not there.
pub(super) async fn show(
    worker: Worker,
    Part(id): Part<VariantId>,
    Query(asked): Query<VariantQuery>,
) -> Result<Response> {
    worker.require(VendorPermission::StockRead)?;
    draw(&worker, id, &asked, &AdjustForm::default(), Vec::new()).await
}

/// `POST /vendor/inventory/{variant}`.
pub(super) async fn adjust(
    worker: Worker,
    Part(id): Part<VariantId>,
    Form(sent): Form<AdjustForm>,
) -> Result<Response> {
    worker.require(VendorPermission::StockWrite)?;
    let asked = VariantQuery::default();
    let Ok(number) = sent.number.trim().replace('\u{2212}', "-").parse::<i64>() else {
        return draw(&worker, id, &asked, &sent, about("number", "product-no-number")).await;
    };
    let (change, reason) = match sent.how.as_str() {
        "by" => (Change::By(number), Reason::Adjustment),
        "set" => (Change::To(number), Reason::Count),
        _ => return draw(&worker, id, &asked, &sent, about("how", "desk-choose-again")).await,
    };
    let Ok(location) = sent.location.parse() else {
        return draw(&worker, id, &asked, &sent, about("location", "inventory-choose-place")).await;
    };
    let adjustment = Adjustment {
        variant: id,
        location: Some(location),
        change,
        reason,
        note: Some(sent.reason.clone()).filter(|note| !note.trim().is_empty()),
        cause: None,
    };
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let guard = once(&sent.key, |_| String::new());
    match to_the_end(inventory::adjust_stock(app, actor, vendor, adjustment, guard)).await? {
        Ok(_) => Ok(see_other(&format!("{}?done=counted", ways::inventory_variant(&id.to_string())), None)),
        Err(error) if is_spent(&error) => {
            draw(&worker, id, &asked, &sent, about("", "desk-sent-before")).await
        }
        Err(error) => {
            let refusal = match error.refusal() {
                Some(refusal @ (Refusal::Inventory(_) | Refusal::Catalogue(_)))
                    if refusal.code().kind.status() != 404 =>
                {
                    refusal.clone()
                }
                _ => return Err(error.into()),
            };
            let field = refusal
                .fields()
                .first()
                .map_or("number", |field| match field.pointer.trim_start_matches('/') {
                    "location_id" => "location",
                    other => other,
                })
                .to_owned();
            let errors = vec![FormError { field, words: words_of(&refusal) }];
            draw(&worker, id, &asked, &sent, errors).await
        }
    }
}

fn about(field: &str, key: &str) -> Vec<FormError> {
    vec![FormError { field: field.to_owned(), words: say(key, &[]) }]
}

async fn draw(
    worker: &Worker,
    id: VariantId,
    asked: &VariantQuery,
    sent: &AdjustForm,
    errors: Vec<FormError>,
) -> Result<Response> {
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let found = inventory::show_stock(app, actor, vendor, id, asked.after.clone(), ROWS).await?;
    let places = vendors::list_locations(app, actor, vendor).await?;
    let around = portal::around(app, worker.seat).await?;
    let (frame, mut desk) = worker.frame(&around);
    desk.crumbs = vec![
        Crumb::to(say("inventory-title", &[]), ways::inventory()),
        Crumb::here(found.variant.name.clone()),
    ];
    let wrong =
        |field: &str| errors.iter().find(|error| error.field == field).map(|error| error.words.clone());
    let values = found.variant.values().join(" / ");
    let address = ways::inventory_variant(&id.to_string());
    let page = VariantPage {
        frame,
        desk,
        id: id.to_string(),
        product: ways::product(&found.variant.product.to_string()),
        values,
        sku: found.variant.sku.clone().unwrap_or_default(),
        is_tracked: found.variant.tracked,
        low: found
            .variant
            .low_stock_at
            .map(|few| say("inventory-low-at", &[("count", &few)]))
            .unwrap_or_default(),
        name: found.variant.name,
        may_write: worker.seat.may(VendorPermission::StockWrite),
        levels: found
            .levels
            .iter()
            .map(|row| Level {
                place: row.location_name.clone(),
                on_hand: row.level.on_hand,
                reserved: row.level.reserved,
                available: row.level.available(),
            })
            .collect(),
        next: found.movements.next.map(|next| format!("{address}?after={next}")),
        movements: found.movements.items.into_iter().map(movement).collect(),
        places: places
            .iter()
            .map(|place| Choice {
                value: place.id.to_string(),
                name: place.name.clone(),
                chosen: place.id.to_string() == sent.location,
            })
            .collect(),
        key: fresh_key(app),
        place_error: wrong("location"),
        how_error: wrong("how"),
        number: Entry { value: sent.number.clone(), error: wrong("number") },
        reason: Entry { value: sent.reason.clone(), error: wrong("reason") },
        is_delta: sent.how == "by",
        done: if asked.done == "counted" { say("inventory-counted", &[]) } else { String::new() },
        errors,
    };
    let status = if page.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(private(status, &page))
}

fn movement(row: Movement) -> MovementRow {
    MovementRow {
        at: row.created_at.to_zoned(TimeZone::UTC),
        place: row.location_name,
        delta: if row.delta > 0 {
            format!("+{}", row.delta)
        } else {
            row.delta.to_string().replace('-', "\u{2212}")
        },
        reason: words_for(row.reason),
        note: row.note.unwrap_or_default(),
    }
}

/// The key of a reason in words.
pub(super) fn words_for(reason: Reason) -> &'static str {
    match reason {
        Reason::Initial => "movement-initial",
        Reason::Adjustment => "movement-adjustment",
        Reason::Count => "movement-count",
        Reason::Import => "movement-import",
        Reason::Sale => "movement-sale",
        Reason::Return => "movement-return",
    }
}
