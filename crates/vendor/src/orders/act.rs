//! What is done with an order: parcels, where they are, and money that goes back.

use axum::response::Response;
use souk_domain::ids::{OrderLineId, ShipmentId};
use souk_domain::money::parse_price;
use souk_domain::quantity::Quantity;
use souk_domain::refusal::ShipmentRefusal;
use souk_domain::shipment::ShipmentStatus;
use souk_domain::vendor::VendorPermission;
use souk_http::read::{Form, Part};
use souk_http::{Result, to_the_end};
use souk_market::fulfilment::{self, NewShipment, NewTracking};
use souk_market::orders;
use souk_market::refunds::{self, LinePieces, NewRefund, Seller, ToRefund};
use souk_ui::redirect::see_other;
use souk_ui::texts::say;

use super::show::draw;
use super::view::{At, SUM_REASON, TO_REFUND, TO_SHIP, Trouble, place_field, words_field};
use crate::routes;
use crate::shared::{Fields, Mistakes, Worker};

/// `GET` where only forms are sent: a page with what was wrong in one stands at such an address, and may be opened again.
pub(super) async fn back(_worker: Worker, Part(asked): Part<String>) -> Result<Response> {
    Ok(see_other(&routes::order(&asked), None))
}

fn done(asked: &str, word: &str) -> Response {
    see_other(&format!("{}?done={word}", routes::order(asked)), None)
}

/// The pieces that were typed for lines, none left out; a mistake at the field of what is no number.
fn typed_pieces(sent: &Fields, prefix: &str, mistakes: &mut Mistakes) -> Vec<(OrderLineId, u32)> {
    let mut lines = Vec::new();
    for (id, typed) in sent.of(prefix) {
        let Ok(line) = id.parse() else { continue };
        match typed.trim().parse::<u32>() {
            _ if typed.trim().is_empty() => {}
            Ok(0) => {}
            Ok(pieces) if pieces <= Quantity::MAX => lines.push((line, pieces)),
            _ => mistakes.add(&format!("{prefix}{id}"), say("pieces-odd", &[])),
        }
    }
    lines
}

/// The field of a form that a pointer names; lines are told by their place in what was asked for.
fn field_of(pointer: &str, prefix: &str, lines: &[(OrderLineId, u32)]) -> String {
    let mut parts = pointer.trim_start_matches('/').split('/');
    match (parts.next(), parts.next()) {
        (Some("lines"), Some(place)) => {
            let line = place.parse::<usize>().ok().and_then(|place| lines.get(place));
            line.map(|(id, _)| format!("{prefix}{id}")).unwrap_or_default()
        }
        (Some(name), _) => name.to_owned(),
        _ => String::new(),
    }
}

/// `POST /vendor/orders/{number}/ship`: a parcel of what was chosen.
pub(super) async fn ship(
    worker: Worker,
    Part(asked): Part<String>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    worker.require(VendorPermission::ParcelsWrite)?;
    sent.only(&["key", "revision", "carrier", "tracking_number", "status"], &[TO_SHIP])?;
    let mut mistakes = Mistakes::default();
    let lines = typed_pieces(&sent, TO_SHIP, &mut mistakes);
    if mistakes.is_empty() && lines.is_empty() {
        mistakes.add("", say("ship-nothing", &[]));
    }
    if mistakes.is_empty() {
        let leaves = sent.get("status") != ShipmentStatus::Packed.as_str();
        let new = NewShipment {
            lines: lines.clone(),
            carrier: sent.said("carrier"),
            tracking_number: sent.said("tracking_number"),
            status: if leaves { ShipmentStatus::InTransit } else { ShipmentStatus::Packed },
        };
        let named = (worker.seat.vendor, asked.clone());
        let app = worker.http.app();
        let making = fulfilment::ship(app, worker.actor(), named, sent.revision(), new, sent.once());
        match to_the_end(making).await? {
            Ok(_) => return Ok(done(&asked, "packed")),
            Err(error) => mistakes = Mistakes::of(error, |pointer| field_of(pointer, TO_SHIP, &lines))?,
        }
    }
    draw(&worker, &asked, &Trouble { at: At::Ship, sent, mistakes }, String::new()).await
}

/// `POST /vendor/orders/{number}/provide`: hands over what needs no parcel.
pub(super) async fn provide(
    worker: Worker,
    Part(asked): Part<String>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    worker.require(VendorPermission::ParcelsWrite)?;
    sent.only(&["key"], &[])?;
    let named = (worker.seat.vendor, asked.clone());
    let providing = fulfilment::provide(worker.http.app(), worker.actor(), named, None, sent.once());
    match to_the_end(providing).await? {
        Ok(_) => Ok(done(&asked, "provided")),
        Err(error) => {
            let mistakes = Mistakes::of(error, |_| String::new())?;
            draw(&worker, &asked, &Trouble { at: At::Provide, sent, mistakes }, String::new()).await
        }
    }
}

/// `POST /vendor/orders/{number}/track`: tells where a parcel is.
pub(super) async fn track(
    worker: Worker,
    Part(asked): Part<String>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    worker.require(VendorPermission::ParcelsWrite)?;
    sent.only(&["key", "revision", "parcel", "status", "place", "words"], &[])?;
    let id: ShipmentId = sent.get("parcel").parse().map_err(|_| ShipmentRefusal::NotFound)?;
    let mistakes = match ShipmentStatus::parse(sent.get("status")) {
        None => {
            let mut mistakes = Mistakes::default();
            mistakes.add("", say("track-choose", &[]));
            mistakes
        }
        Some(status) => {
            let told = NewTracking { status, words: sent.said("words"), place: sent.said("place"), at: None };
            let (app, actor) = (worker.http.app(), worker.actor());
            let named = (Some(worker.seat.vendor), id);
            let telling = fulfilment::record_tracking(app, actor, named, sent.revision(), told, sent.once());
            match to_the_end(telling).await? {
                Ok(_) => return Ok(done(&asked, "tracked")),
                Err(error) => Mistakes::of(error, |pointer| match pointer {
                    "/text" => words_field(&id.to_string()),
                    "/place" => place_field(&id.to_string()),
                    _ => String::new(),
                })?,
            }
        }
    };
    draw(&worker, &asked, &Trouble { at: At::Track(id.to_string()), sent, mistakes }, String::new()).await
}

/// `POST /vendor/orders/{number}/refund`: pieces, of which those that are not sent are called off; or a sum.
pub(super) async fn refund(
    worker: Worker,
    Part(asked): Part<String>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    worker.require(VendorPermission::RefundsWrite)?;
    sent.only(&["key", "reason", "restock", "amount", "by"], &[TO_REFUND])?;
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let sheet = orders::show_vendor_order(app, actor, vendor, asked.clone()).await?;
    let mut mistakes = Mistakes::default();
    let by_sum = sent.get("by") == "sum";
    let lines = if by_sum { Vec::new() } else { typed_pieces(&sent, TO_REFUND, &mut mistakes) };
    let what = if by_sum {
        let sum = parse_price(sent.get("amount"), sheet.order.currency).ok();
        if sum.is_none() {
            mistakes.add("amount", say("refund-amount-odd", &[]));
        }
        ToRefund::Sum(sum.unwrap_or_default())
    } else {
        if mistakes.is_empty() && lines.is_empty() {
            mistakes.add("", say("refund-nothing", &[]));
        }
        ToRefund::Pieces(
            lines.iter().map(|(line, quantity)| LinePieces { line: *line, quantity: *quantity }).collect(),
        )
    };
    let reason = if by_sum { SUM_REASON } else { "reason" };
    if sent.said("reason").is_none() {
        mistakes.add(reason, say("refund-reason-needed", &[]));
    }
    if mistakes.is_empty() {
        let restock = !sent.get("restock").is_empty();
        let new = NewRefund { what, note: sent.get("reason").to_owned(), restock };
        let seller = Seller::Vendor(vendor);
        let giving = refunds::refund_vendor_order(app, actor, seller, sheet.id, new, sent.once());
        match to_the_end(giving).await? {
            Ok(_) => return Ok(done(&asked, "refunded")),
            Err(error) => {
                mistakes = Mistakes::of(error, |pointer| match pointer {
                    "/reason" => reason.to_owned(),
                    other => field_of(other, TO_REFUND, &lines),
                })?;
            }
        }
    }
    let at = if by_sum { At::Sum } else { At::Refund };
    draw(&worker, &asked, &Trouble { at, sent, mistakes }, String::new()).await
}
