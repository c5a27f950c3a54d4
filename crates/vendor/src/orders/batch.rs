//! Several orders, sent at once: a parcel of all that is open for each.

use axum::response::Response;
use souk_domain::bounds::shipment::{MAX_CARRIER_CHARS, MAX_TRACKING_NUMBER_CHARS};
use souk_domain::ids::VendorOrderId;
use souk_domain::order::OrderStatus;
use souk_domain::shipment::ShipmentStatus;
use souk_domain::vendor::VendorPermission;
use souk_http::read::{Form, Query};
use souk_http::{Result, to_the_end};
use souk_market::fulfilment::{self, NewShipment};
use souk_market::paging::DEFAULT_LIMIT;
use souk_market::portal::{self, ListedVendorOrder};
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{Entry, FormError};

use crate::prelude::*;
use crate::shared::{Fields, Mistakes, Row, Worker, private, row};

/// The form.
#[derive(Clone, Debug, Template)]
#[template(path = "orders/batch.html")]
pub struct BatchPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    pub carrier: Entry,
    pub rows: Vec<BatchRow>,
    /// What was sent of them before, in words; may be empty.
    pub done: String,
}

/// An order that is chosen.
#[derive(Clone, Debug)]
pub struct BatchRow {
    pub order: Row,
    pub tracking: Entry,
    pub field: String,
}

impl BatchPage {
    fn carrier_max() -> usize {
        MAX_CARRIER_CHARS
    }

    fn tracking_max() -> usize {
        MAX_TRACKING_NUMBER_CHARS
    }
}

/// The numbers that were chosen, as many as a list shows on a page.
fn chosen(sent: &Fields) -> Vec<String> {
    let numbers = sent.of("o-").into_iter().map(|(number, _)| number.to_owned());
    numbers.take(DEFAULT_LIMIT as usize).collect()
}

/// `GET /vendor/orders/ship`.
pub(super) async fn show(worker: Worker, Query(sent): Query<Fields>) -> Result<Response> {
    worker.require(VendorPermission::ParcelsWrite)?;
    draw(&worker, &sent, Mistakes::default(), 0).await
}

/// `POST /vendor/orders/ship`: what is refused comes back in the form, the others are sent.
pub(super) async fn send(worker: Worker, Form(sent): Form<Fields>) -> Result<Response> {
    worker.require(VendorPermission::ParcelsWrite)?;
    sent.only(&["carrier"], &["o-", "t-"])?;
    let numbers = chosen(&sent);
    let found = portal::chosen(worker.http.app(), worker.seat, numbers.clone()).await?;
    let open: Vec<(VendorOrderId, String)> = found
        .orders
        .iter()
        .filter(|one| is_open(one))
        .map(|one| (one.sheet.id, one.sheet.order.number.clone()))
        .collect();
    let (mut mistakes, mut left, mut made) = (Mistakes::default(), Fields::default(), 0_usize);
    for number in numbers.iter().filter(|number| !open.iter().any(|(_, own)| own == *number)) {
        mistakes.add("", say("batch-not-open", &[("number", number)]));
    }
    let parcel = |(id, number): &(VendorOrderId, String)| {
        let new = NewShipment {
            carrier: sent.said("carrier"),
            tracking_number: sent.said(&format!("t-{number}")),
            status: ShipmentStatus::InTransit,
            ..NewShipment::of_all()
        };
        (*id, new)
    };
    let several = open.iter().map(parcel).collect();
    let (app, vendor) = (worker.http.app(), worker.seat.vendor);
    let answers = to_the_end(fulfilment::ship_several(app, worker.actor(), vendor, several)).await?;
    let mut failed = None;
    for (id, answer) in answers {
        let Err(error) = answer else {
            made += 1;
            continue;
        };
        let number = open.iter().find(|(own, _)| *own == id).map(|(_, number)| number.clone());
        let number = number.unwrap_or_default();
        let own = format!("t-{number}");
        let name = |pointer: &str| if pointer == "/carrier" { "carrier".to_owned() } else { own.clone() };
        match Mistakes::of(error, name) {
            Ok(told) => {
                for one in told.all() {
                    let field = if one.field.is_empty() { &own } else { &one.field };
                    if mistakes.words(field).is_none() {
                        mistakes.add(field, one.words);
                    }
                }
            }
            // what was made must be told of, whatever became of this one
            Err(refusal) => {
                mistakes.add(&own, say("batch-failed", &[("number", &number)]));
                failed = Some(refusal);
            }
        }
        left.keep(&sent, [format!("o-{number}"), format!("t-{number}"), "carrier".to_owned()]);
    }
    if let Some(refusal) = failed.filter(|_| made == 0) {
        return Err(refusal);
    }
    if mistakes.is_empty() && made == 0 {
        mistakes.add("", say("batch-nothing", &[]));
    }
    if mistakes.is_empty() {
        return Ok(see_other(&format!("{}?view=shipped&done=sent", ways::orders()), None));
    }
    draw(&worker, &left, mistakes, made).await
}

/// Whether something of an order can be put into a parcel.
fn is_open(listed: &ListedVendorOrder) -> bool {
    listed.sheet.status == OrderStatus::Processing
}

async fn draw(worker: &Worker, sent: &Fields, mistakes: Mistakes, made: usize) -> Result<Response> {
    let found = portal::chosen(worker.http.app(), worker.seat, chosen(sent)).await?;
    let open: Vec<&ListedVendorOrder> = found.orders.iter().filter(|one| is_open(one)).collect();
    if open.is_empty() && mistakes.is_empty() {
        return Ok(see_other(ways::orders(), None));
    }
    let (frame, mut desk) = worker.frame(&found.around);
    desk.crumbs =
        vec![Crumb::to(say("desk-orders", &[]), ways::orders()), Crumb::here(say("batch-title", &[]))];
    let rows = open.into_iter().map(|listed| {
        let field = format!("t-{}", listed.sheet.order.number);
        BatchRow { order: row(listed, found.now), tracking: sent.entry(&mistakes, &field, ""), field }
    });
    let rows: Vec<BatchRow> = rows.collect();
    // what is not in the form any more has no field to go to
    let placed = |error: FormError| {
        let is_there = error.field == "carrier" || rows.iter().any(|row| row.field == error.field);
        FormError { field: if is_there { error.field } else { String::new() }, ..error }
    };
    let page = BatchPage {
        frame,
        desk,
        errors: mistakes.all().into_iter().map(placed).collect(),
        carrier: sent.entry(&mistakes, "carrier", ""),
        done: if made > 0 { say("batch-done", &[("count", &made)]) } else { String::new() },
        rows,
    };
    Ok(private(mistakes.status(), &page))
}
