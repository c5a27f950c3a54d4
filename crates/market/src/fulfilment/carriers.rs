//! What carriers tell of parcels without being asked.

use jiff::Timestamp;
use serde::Deserialize;
use souk_domain::{
    bounds::shipment::MAX_EVENT_ID_CHARS,
    ids::ShipmentId,
    refusal::{RequestRefusal, ShipmentRefusal},
    shipment::{ShipmentStatus, folded_carrier, tracking_key},
    text::bounded_line,
};

use super::track::{self, NewTracking};
use crate::{Actor, App, BoxFuture, Error, Result, orders};

/// The longest news: a carrier tells one moment at a time.
const MAX_NEWS_BYTES: usize = 16 * 1024;

/// News of a parcel as a carrier, or whoever speaks for it, sends it. What else is in it is passed over.
#[derive(Deserialize)]
struct News {
    /// The carrier's own id of it: sent again, it changes nothing.
    id: String,
    tracking_number: String,
    status: String,
    /// RFC 3339; left out: now.
    at: Option<String>,
    text: Option<String>,
    place: Option<String>,
}

/// Takes what a carrier tells of parcels, once. Errors: no such carrier; not signed by it; news that cannot be read; no parcel of that
/// number, which the carrier may tell again once there is one.
pub fn receive_carrier_event<'a>(
    app: &'a App,
    carrier: &'a str,
    headers: &'a [(String, String)],
    body: &'a [u8],
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let key = folded_carrier(carrier);
        let genuine = app.carriers().is_genuine(&key, headers, body).ok_or(ShipmentRefusal::NotFound)?;
        if !genuine {
            return Err(RequestRefusal::Unauthenticated.into());
        }
        if body.len() > MAX_NEWS_BYTES {
            return Err(RequestRefusal::BodyTooLarge { limit_bytes: MAX_NEWS_BYTES as u64 }.into());
        }
        let (number, event, told) = read(body)?;
        tell_all(app, &(key, number), &(told, event)).await
    })
}

/// Tells every parcel of a number its news, the newest first, each in a transaction of its own: their orders are locked one at a
/// time. One that cannot take them, a parcel of another year with the same number say, keeps the others from nothing.
/// Errors: there is no such parcel, or none took the news.
async fn tell_all(app: &App, named: &(String, String), news: &(NewTracking, String)) -> Result<()> {
    let mut before = ShipmentId::from_bytes([0xff; 16]);
    let (mut taken, mut refused) = (false, None);
    loop {
        let some = app.read_with(Actor::System, named.clone(), move |ctx, (key, number)| {
            Box::pin(orders::find_shipments_by_tracking(ctx, key, number, before))
        });
        let some: Vec<ShipmentId> = some.await?;
        let Some(last) = some.last().copied() else { break };
        for parcel in some {
            let told = app.write_with(Actor::System, news.clone(), move |ctx, (told, event)| {
                Box::pin(track::record_of_carrier(ctx, parcel, told, event))
            });
            match told.await {
                Ok(()) => taken = true,
                Err(Error::Refused(refusal)) => refused = refused.or(Some(Error::Refused(refusal))),
                Err(fault) => return Err(fault),
            }
        }
        before = last;
    }
    match refused {
        _ if taken => Ok(()),
        Some(refusal) => Err(refusal),
        None => Err(ShipmentRefusal::NotFound.into()),
    }
}

/// The number as it is compared, the id of the news, and what it says.
fn read(body: &[u8]) -> Result<(String, String, NewTracking)> {
    let news: News = serde_json::from_slice(body).map_err(|error| invalid("", error.to_string()))?;
    let status = ShipmentStatus::parse(&news.status).filter(|status| *status != ShipmentStatus::Pending);
    let words: Vec<&str> = ShipmentStatus::ALL.iter().skip(1).map(|status| status.as_str()).collect();
    let status = status.ok_or_else(|| invalid("/status", format!("One of {}.", words.join(", "))))?;
    let event = bounded_line("/id", &news.id, 1, MAX_EVENT_ID_CHARS)
        .map_err(|field| RequestRefusal::InvalidFields { fields: vec![field] })?;
    let number = tracking_key(&news.tracking_number);
    let number =
        number.ok_or_else(|| invalid("/tracking_number", "That is no tracking number.".to_owned()))?;
    let at = news.at.as_deref().map(str::parse::<Timestamp>).transpose();
    let at = at.map_err(|_| invalid("/at", "Send a time as RFC 3339 has it.".to_owned()))?;
    Ok((number, event, NewTracking { status, words: news.text, place: news.place, at }))
}

fn invalid(pointer: &str, detail: String) -> RequestRefusal {
    RequestRefusal::InvalidValue { pointer: pointer.to_owned(), detail }
}
