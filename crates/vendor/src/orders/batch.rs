//! Several orders, sent at once: a parcel of all that is open for each.

use axum::response::Response;
use souk_domain::bounds::shipment::{MAX_CARRIER_CHARS, MAX_TRACKING_NUMBER_CHARS};
use souk_domain::ids::VendorOrderId;
use souk_domain::shipment::ShipmentStatus;
use souk_domain::vendor::VendorPermission;
use souk_http::read::{Form, Query};
use souk_http::{Result, to_the_end};
use souk_market::fulfilment::{self, NewShipment};
use souk_market::paging::DEFAULT_LIMIT;
use souk_market::portal;
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
    if chosen(&sent).is_empty() {
        return Ok(see_other(ways::orders(), None));
    }
    draw(&worker, &sent, &Mistakes::default(), 0).await
}

/// `POST /vendor/orders/ship`: what is refused comes back in the form, the others are sent.
pub(super) async fn send(worker: Worker, Form(sent): Form<Fields>) -> Result<Response> {
    worker.require(VendorPermission::ParcelsWrite)?;
    sent.only(&["carrier"], &["o-", "t-"])?;
    let found = portal::chosen(worker.http.app(), worker.seat, chosen(&sent)).await?;
    let numbers: Vec<(VendorOrderId, String)> =
        found.orders.iter().map(|one| (one.sheet.id, one.sheet.order.number.clone())).collect();
    let parcel = |(id, number): &(VendorOrderId, String)| {
        let new = NewShipment {
            carrier: sent.said("carrier"),
            tracking_number: sent.said(&format!("t-{number}")),
            status: ShipmentStatus::InTransit,
            ..NewShipment::of_all()
        };
        (*id, new)
    };
    let several = numbers.iter().map(parcel).collect();
    let (app, vendor) = (worker.http.app(), worker.seat.vendor);
    let answers = to_the_end(fulfilment::ship_several(app, worker.actor(), vendor, several)).await?;
    let (mut mistakes, mut left, mut made) = (Mistakes::default(), Fields::default(), 0_usize);
    for (id, answer) in answers {
        let Err(error) = answer else {
            made += 1;
            continue;
        };
        let number = numbers.iter().find(|(own, _)| *own == id).map(|(_, number)| number.as_str());
        let field = format!("t-{}", number.unwrap_or_default());
        for told in Mistakes::of(error, |_| String::new())?.all() {
            mistakes.add(&field, told.words);
        }
        left.keep(&sent, number.unwrap_or_default());
    }
    if mistakes.is_empty() {
        return Ok(see_other(&format!("{}?view=shipped&done=sent", ways::orders()), None));
    }
    draw(&worker, &left, &mistakes, made).await
}

async fn draw(worker: &Worker, sent: &Fields, mistakes: &Mistakes, made: usize) -> Result<Response> {
    let found = portal::chosen(worker.http.app(), worker.seat, chosen(sent)).await?;
    let (frame, mut desk) = worker.frame(&found.around);
    desk.crumbs =
        vec![Crumb::to(say("desk-orders", &[]), ways::orders()), Crumb::here(say("batch-title", &[]))];
    let rows = found.orders.iter().map(|listed| {
        let field = format!("t-{}", listed.sheet.order.number);
        BatchRow { order: row(listed, found.now), tracking: sent.entry(mistakes, &field, ""), field }
    });
    let page = BatchPage {
        frame,
        desk,
        errors: mistakes.all(),
        carrier: sent.entry(mistakes, "carrier", ""),
        rows: rows.collect(),
        done: if made > 0 { say("batch-done", &[("count", &made)]) } else { String::new() },
    };
    Ok(private(mistakes.status(), &page))
}
