//! The packing slip: what goes into a parcel, to be printed and put into it. It names no price, for parcels are presents too,
//! but for what is to be collected when it arrives.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use serde::Deserialize;
use souk_domain::address::Address;
use souk_domain::money::Money;
use souk_domain::vendor::VendorPermission;
use souk_http::Result;
use souk_http::read::{Part, Query};
use souk_market::portal;
use souk_ui::dates::at;
use souk_ui::texts::say;

use super::view::to_collect;
use crate::prelude::*;
use crate::shared::{Worker, private};

/// The slip.
#[derive(Clone, Debug, Template)]
#[template(path = "orders/slip.html")]
pub struct SlipPage {
    pub frame: Frame,
    pub desk: Desk,
    pub number: String,
    pub placed: Date,
    pub address: Vec<String>,
    /// How it is sent; may be empty.
    pub method: String,
    pub lines: Vec<SlipLine>,
    pub tracking_number: String,
    /// What is to be collected when it arrives; none when it is paid.
    pub collect: Option<Money>,
}

/// A line of it.
#[derive(Clone, Debug)]
pub struct SlipLine {
    pub quantity: u32,
    pub name: String,
    /// Options; may be empty.
    pub detail: String,
    /// May be empty.
    pub sku: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SlipQuery {
    /// Of one parcel; empty: of all that is not called off.
    parcel: String,
}

/// `GET /vendor/orders/{number}/slip`.
pub(super) async fn show(
    worker: Worker,
    Part(asked): Part<String>,
    Query(query): Query<SlipQuery>,
) -> Result<Response> {
    worker.require(VendorPermission::OrdersRead)?;
    let found = portal::order(worker.http.app(), worker.seat, asked).await?;
    let (frame, mut desk) = worker.frame(&found.around);
    let sheet = &found.sheet;
    let parcel = sheet.shipments.iter().find(|parcel| parcel.id.to_string() == query.parcel);
    let lines = sheet.lines.iter().filter_map(|line| {
        let quantity = match parcel {
            Some(parcel) => {
                parcel.lines.iter().find(|sent| sent.line == line.id).map(|sent| sent.quantity)?
            }
            None => line.quantity.saturating_sub(line.cancelled),
        };
        (quantity > 0).then(|| SlipLine {
            quantity,
            name: line.name.clone(),
            detail: line.options.clone(),
            sku: line.sku.clone().unwrap_or_default(),
        })
    });
    let number = sheet.order.number.clone();
    desk.crumbs = vec![
        Crumb::to(say("desk-orders", &[]), ways::orders()),
        Crumb::to(number.clone(), ways::order(&number)),
        Crumb::here(say("slip-title", &[])),
    ];
    let page = SlipPage {
        frame,
        desk,
        placed: at(sheet.order.placed_at).date(),
        address: sheet.shipping_address.as_ref().map(Address::lines).unwrap_or_default(),
        method: sheet.shipping_method_name.clone().unwrap_or_default(),
        lines: lines.collect(),
        tracking_number: parcel.and_then(|parcel| parcel.tracking_number.clone()).unwrap_or_default(),
        collect: to_collect(&found).map(|due| Money::new(due, sheet.order.currency)),
        number,
    };
    Ok(private(StatusCode::OK, &page))
}
