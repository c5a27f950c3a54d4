//! What is done with an order: parcels, where they are, and money that goes back.

use axum::response::Response;
use souk_domain::ids::ShipmentId;
use souk_domain::money::parse_typed_price;
use souk_domain::refusal::ShipmentRefusal;
use souk_domain::shipment::ShipmentStatus;
use souk_domain::vendor::VendorPermission;
use souk_http::read::{Form, Part};
use souk_http::{Result, to_the_end};
use souk_market::fulfilment::{self, Carriage, NewShipment, NewTracking};
use souk_market::refunds::{self, LinePieces, NewRefund, Seller, ToRefund};
use souk_market::{At as Rests, orders};
use souk_ui::redirect::see_other;
use souk_ui::texts::say;

use super::show::draw;
use super::trouble::{
    At, CARRIAGE, SUM_REASON, TO_REFUND, TO_SHIP, Trouble, carrier_field, gone_field, number_field,
    place_field, status_field, words_field,
};
use crate::routes;
use crate::shared::{Fields, Mistakes, Worker, field_of, sum_of, typed_pieces};

/// `GET` where only forms are sent: a page with what was wrong in one stands at such an address, and may be opened again.
pub(super) async fn back(_worker: Worker, Part(asked): Part<String>) -> Result<Response> {
    Ok(see_other(&routes::order(&asked), None))
}

fn done(asked: &str, word: &str) -> Response {
    see_other(&format!("{}?done={word}", routes::order(asked)), None)
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
    draw(&worker, &asked, &Trouble { at: At::Ship, sent, mistakes, sum: None }, String::new()).await
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
            draw(&worker, &asked, &Trouble { at: At::Provide, sent, mistakes, sum: None }, String::new())
                .await
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
    sent.only(
        &["key", "revision", "parcel", "status", "place", "words", "form", "carrier", "tracking_number"],
        &[],
    )?;
    let id: ShipmentId = sent.get("parcel").parse().map_err(|_| ShipmentRefusal::NotFound)?;
    if sent.get("form") == CARRIAGE {
        return carry(worker, asked, id, sent).await;
    }
    let choice = if sent.get("form") == "gone" { gone_field } else { status_field };
    let choice = choice(&id.to_string());
    let mistakes = match ShipmentStatus::parse(sent.get("status")) {
        None => {
            let mut mistakes = Mistakes::default();
            mistakes.add(&choice, say("track-choose", &[]));
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
                    "/status" => choice.clone(),
                    _ => String::new(),
                })?,
            }
        }
    };
    draw(
        &worker,
        &asked,
        &Trouble { at: At::Track(id.to_string()), sent, mistakes, sum: None },
        String::new(),
    )
    .await
}

/// Who carries a parcel, and under which number.
async fn carry(worker: Worker, asked: String, id: ShipmentId, sent: Fields) -> Result<Response> {
    let (app, actor) = (worker.http.app(), worker.actor());
    let carriage = Carriage { carrier: sent.said("carrier"), tracking_number: sent.said("tracking_number") };
    let named = (worker.seat.vendor, id);
    let carrying = fulfilment::carry_shipment(app, actor, named, sent.revision(), carriage, sent.once());
    match to_the_end(carrying).await? {
        Ok(_) => Ok(done(&asked, "tracked")),
        Err(error) => {
            let parcel = id.to_string();
            let mistakes = Mistakes::of(error, |pointer| match pointer {
                "/carrier" => carrier_field(&parcel),
                "/tracking_number" => number_field(&parcel),
                _ => String::new(),
            })?;
            draw(
                &worker,
                &asked,
                &Trouble { at: At::Track(parcel), sent, mistakes, sum: None },
                String::new(),
            )
            .await
        }
    }
}

/// `POST /vendor/orders/{number}/refund`: pieces, of which those that are not sent are called off; or a sum.
pub(super) async fn refund(
    worker: Worker,
    Part(asked): Part<String>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    worker.require(VendorPermission::RefundsWrite)?;
    sent.only(&["key", "revision", "reason", "restock", "amount", "by", "sum"], &[TO_REFUND])?;
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let sheet = orders::show_vendor_order(app, actor, vendor, asked.clone()).await?;
    let mut mistakes = Mistakes::default();
    let by_sum = sent.get("by") == "sum";
    let lines = if by_sum { Vec::new() } else { typed_pieces(&sent, TO_REFUND, &mut mistakes) };
    let what = if by_sum {
        let sum = parse_typed_price(sent.get("amount"), sheet.order.currency).ok();
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
        // two who give back the same trouble at once must not both do it
        let at = Rests { id: sheet.id, expected: Some(sent.revision().unwrap_or_default()) };
        let giving = refunds::refund_agreed(app, actor, seller, at, new, sent.agreed(), sent.once());
        match to_the_end(giving).await? {
            Err(error) if sum_of(&error).is_some() => {
                let at = if by_sum { At::Sum } else { At::Refund };
                let trouble = Trouble { at, sent, mistakes, sum: sum_of(&error) };
                return draw(&worker, &asked, &trouble, String::new()).await;
            }
            // what was never paid is less to collect
            Ok(_) if sheet.cash_due.is_some() && sheet.collected_at.is_none() => {
                return Ok(done(&asked, "waived"));
            }
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
    draw(&worker, &asked, &Trouble { at, sent, mistakes, sum: None }, String::new()).await
}
