use axum::{extract::State, response::Response};
use serde::{Deserialize, Serialize};
use souk_domain::{
    ids::VendorId,
    money::Currency,
    pricing::{ShippingKind, ShippingRate},
};
use souk_http::{
    HttpState, Result, StaffCaller,
    read::{IdempotencyKey, Json},
};
use souk_market::{settings, shipping, shipping::NewMethod};
use utoipa::ToSchema;

use crate::wire::{Answer, Once, Price, optional_id};

/// Ways to ship.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShippingMethods {
    items: Vec<ShippingMethod>,
}

/// A way to ship.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShippingMethod {
    id: String,
    /// The vendor that offers it; null for every vendor.
    vendor_id: Option<String>,
    name: String,
    fee: Fee,
    /// Countries it serves (ISO 3166-1 alpha-2); empty for all.
    countries: Vec<String>,
    min_days: u16,
    max_days: u16,
}

/// How a fee comes about.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fee {
    #[schema(inline)]
    kind: FeeKind,
    /// The fee; with `by_weight` its base.
    fee: Price,
    /// With `by_weight`: for each kilogram begun.
    per_kg: Option<Price>,
    /// With `free_over`: the value of goods from which it falls away.
    free_from: Option<Price>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum FeeKind {
    Flat,
    ByWeight,
    FreeOver,
}

/// A way to ship that is to be offered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MethodRequest {
    /// Left out: of the market, for every vendor.
    #[schema(format = "VendorId")]
    vendor_id: Option<String>,
    #[schema(format = "shipping_method_name")]
    name: String,
    fee: Fee,
    /// Empty or left out: all.
    #[serde(default)]
    #[schema(format = "country_code", max_items = 300)]
    countries: Vec<String>,
    #[schema(format = "delivery_days")]
    min_days: u16,
    #[schema(format = "delivery_days")]
    max_days: u16,
}

pub(super) async fn list(State(http): State<HttpState>, caller: StaffCaller) -> Result<Response> {
    let (rates, currency) = shipping::list_shipping_methods(http.app(), caller.actor).await?;
    let items = rates.into_iter().map(|rate| method(rate, currency)).collect();
    Ok(Answer::ok(&ShippingMethods { items })?.send())
}

pub(super) async fn create(
    State(http): State<HttpState>,
    caller: StaffCaller,
    key: Option<IdempotencyKey>,
    Json(asked): Json<MethodRequest>,
) -> Result<Response> {
    let currency = settings::show_market(http.app(), caller.actor).await?.currency;
    let new = NewMethod {
        vendor: optional_id::<VendorId>("/vendor_id", asked.vendor_id.as_deref())?,
        name: asked.name,
        kind: asked.fee.read(currency)?,
        countries: asked.countries,
        min_days: asked.min_days,
        max_days: asked.max_days,
    };
    let once = Once::new(key, move |made: &ShippingRate| Answer::created(&method(made.clone(), currency)));
    let reply = shipping::create_shipping_method(http.app(), caller.actor, new, once.guard()).await?;
    Ok(once.send(reply)?)
}

impl Fee {
    fn read(&self, currency: Currency) -> Result<ShippingKind> {
        let price = |price: &Option<Price>, pointer: &str| {
            price.as_ref().map_or(Ok(0), |price| price.read(pointer, currency))
        };
        let fee = self.fee.read("/fee/fee", currency)?;
        let per_kg = price(&self.per_kg, "/fee/per_kg")?;
        let free_from = price(&self.free_from, "/fee/free_from")?;
        Ok(match self.kind {
            FeeKind::Flat => ShippingKind::Flat { fee },
            FeeKind::ByWeight => ShippingKind::ByWeight { base: fee, per_kg },
            FeeKind::FreeOver => ShippingKind::FreeOver { fee, free_from },
        })
    }

    fn of(kind: ShippingKind, currency: Currency) -> Self {
        let of = |minor| Price::of(minor, currency);
        match kind {
            ShippingKind::Flat { fee } => {
                Self { kind: FeeKind::Flat, fee: of(fee), per_kg: None, free_from: None }
            }
            ShippingKind::ByWeight { base, per_kg } => {
                Self { kind: FeeKind::ByWeight, fee: of(base), per_kg: Some(of(per_kg)), free_from: None }
            }
            ShippingKind::FreeOver { fee, free_from } => {
                Self { kind: FeeKind::FreeOver, fee: of(fee), per_kg: None, free_from: Some(of(free_from)) }
            }
        }
    }
}

fn method(rate: ShippingRate, currency: Currency) -> ShippingMethod {
    ShippingMethod {
        id: rate.method.to_string(),
        vendor_id: rate.vendor.map(|vendor| vendor.to_string()),
        name: rate.name,
        fee: Fee::of(rate.kind, currency),
        countries: rate.countries,
        min_days: rate.min_days,
        max_days: rate.max_days,
    }
}
