//! Ways to ship as they are sent and told.

use serde::{Deserialize, Serialize};
use souk_domain::{
    field::FieldError,
    money::Currency,
    pricing::{Bracket, Place, ShippingKind, ShippingZone},
    refusal::RequestRefusal,
};
use souk_http::{Result, read::change as patched};
use souk_market::shipping::{MethodChanges, OfferedMethod, TermsChanges, VendorTerms};
use utoipa::ToSchema;

use crate::wire::{Price, required};

/// Ways to ship.
#[derive(Serialize, ToSchema)]
pub(super) struct ShippingMethods {
    items: Vec<ShippingMethod>,
}

/// A way to ship.
#[derive(Serialize, ToSchema)]
pub(super) struct ShippingMethod {
    id: String,
    /// The vendor that offers it; null for the market.
    vendor_id: Option<String>,
    name: String,
    zones: Vec<Zone>,
    /// Days on the way at least.
    min_days: u16,
    /// Days on the way at most.
    max_days: u16,
    /// Whether whoever brings it takes cash for it.
    takes_cash: bool,
}

/// Places that are served for the same fee.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Zone {
    /// Empty or left out: the rest of the world. Of the zones of a way to ship, the one that names the region of an address
    /// counts, else the one that names its country, else the rest of the world.
    #[serde(default)]
    #[schema(max_items = 300)]
    places: Vec<ZonePlace>,
    fee: Fee,
}

/// A country, or one region of it.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ZonePlace {
    /// ISO 3166-1 alpha-2.
    #[schema(format = "country_code", example = "US")]
    country: String,
    /// By its name or code; told by its code. Left out: the whole country.
    #[schema(format = "region", example = "CA")]
    region: Option<String>,
}

/// How a fee comes about.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Fee {
    #[schema(inline)]
    kind: FeeKind,
    /// With `flat` the fee, with `by_weight` its base; else left out.
    fee: Option<Price>,
    /// With `by_weight`: for each kilogram begun.
    per_kg: Option<Price>,
    /// With `weight_brackets` and `amount_brackets`: each begins where the one before it ends. What is beyond the last is not
    /// taken this way.
    #[serde(default)]
    #[schema(max_items = 50)]
    brackets: Vec<FeeBracket>,
    /// With `carrier`: whom to ask, by the name that the market knows it by. While it does not answer, this way is left out.
    #[schema(format = "carrier_name", example = "table")]
    carrier: Option<String>,
    /// With `carrier`: which of its services.
    #[schema(format = "carrier_name", example = "ground")]
    service: Option<String>,
    /// From this value of the vendor's goods, after discounts, it is free.
    free_from: Option<Price>,
}

/// A fee up to a weight or a value.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FeeBracket {
    /// Its end, which belongs to it: grams, or minor units of the market's currency. Left out: the last bracket has no end.
    #[schema(format = "bracket_end", example = 2000)]
    up_to: Option<i64>,
    fee: Price,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum FeeKind {
    Flat,
    ByWeight,
    WeightBrackets,
    AmountBrackets,
    Carrier,
}

/// A way to ship that is to be offered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MethodRequest {
    #[schema(format = "shipping_method_name", example = "Standard")]
    pub(super) name: String,
    #[schema(min_items = 1, max_items = 50)]
    zones: Vec<Zone>,
    #[schema(format = "delivery_days", example = 3)]
    pub(super) min_days: u16,
    #[schema(format = "delivery_days", example = 5)]
    pub(super) max_days: u16,
    /// Whether whoever brings it takes cash for it. Left out: no.
    #[serde(default)]
    pub(super) takes_cash: bool,
}

/// A way to ship that the staff offers, of the market or of a vendor.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StaffMethodRequest {
    /// Left out: of the market, for every vendor.
    #[schema(format = "VendorId")]
    pub(super) vendor_id: Option<String>,
    #[schema(format = "shipping_method_name", example = "Standard")]
    name: String,
    #[schema(min_items = 1, max_items = 50)]
    zones: Vec<Zone>,
    #[schema(format = "delivery_days", example = 3)]
    min_days: u16,
    #[schema(format = "delivery_days", example = 5)]
    max_days: u16,
    /// Whether whoever brings it takes cash for it. Left out: no.
    #[serde(default)]
    takes_cash: bool,
}

/// What is to change about a way to ship (RFC 7396).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MethodPatch {
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = String, format = "shipping_method_name")]
    name: Option<Option<String>>,
    /// They replace all there are.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Vec<Zone>, min_items = 1, max_items = 50)]
    zones: Option<Option<Vec<Zone>>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = u16, format = "delivery_days")]
    min_days: Option<Option<u16>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = u16, format = "delivery_days")]
    max_days: Option<Option<u16>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = bool)]
    takes_cash: Option<Option<bool>>,
}

/// How a vendor ships, whichever way.
#[derive(Serialize, ToSchema)]
pub(super) struct ShippingTerms {
    /// Whether its own ways to ship take the place of the market's; else they stand beside them. A vendor without any of its own
    /// ships the market's ways, whatever this says.
    own_only: bool,
    /// Working days, Monday to Friday, until it hands over what is ordered: they are part of the promised day.
    handling_days: u16,
}

/// What is to change about how a vendor ships (RFC 7396).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TermsPatch {
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = bool)]
    own_only: Option<Option<bool>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = u16, format = "handling_days")]
    handling_days: Option<Option<u16>>,
}

impl From<StaffMethodRequest> for MethodRequest {
    fn from(asked: StaffMethodRequest) -> Self {
        let StaffMethodRequest { name, zones, min_days, max_days, takes_cash, .. } = asked;
        Self { name, zones, min_days, max_days, takes_cash }
    }
}

impl MethodRequest {
    /// Its zones in minor units. Errors: another currency, a fee without what its kind needs.
    pub(super) fn zones(&self, currency: Currency) -> Result<Vec<ShippingZone>> {
        read_zones(&self.zones, currency)
    }
}

impl MethodPatch {
    pub(super) fn read(self, currency: Currency, expected: Option<i64>) -> Result<MethodChanges> {
        let zones = required("/zones", self.zones)?;
        Ok(MethodChanges {
            name: required("/name", self.name)?,
            zones: zones.map(|zones| read_zones(&zones, currency)).transpose()?,
            min_days: required("/min_days", self.min_days)?,
            max_days: required("/max_days", self.max_days)?,
            takes_cash: required("/takes_cash", self.takes_cash)?,
            expected_revision: expected,
        })
    }
}

impl TermsPatch {
    pub(super) fn read(self, expected: Option<i64>) -> Result<TermsChanges> {
        Ok(TermsChanges {
            own_only: required("/own_only", self.own_only)?,
            handling_days: required("/handling_days", self.handling_days)?,
            expected_revision: expected,
        })
    }
}

fn read_zones(zones: &[Zone], currency: Currency) -> Result<Vec<ShippingZone>> {
    let zone = |(number, zone): (usize, &Zone)| zone.read(&format!("/zones/{number}/fee"), currency);
    zones.iter().enumerate().map(zone).collect()
}

impl Zone {
    fn read(&self, at: &str, currency: Currency) -> Result<ShippingZone> {
        let place =
            |place: &ZonePlace| Place { country: place.country.clone(), region: place.region.clone() };
        let free_from = self.fee.free_from.as_ref();
        let free_from =
            free_from.map(|price| price.read(&format!("{at}/free_from"), currency)).transpose()?;
        Ok(ShippingZone {
            places: self.places.iter().map(place).collect(),
            kind: self.fee.read(at, currency)?,
            free_from,
        })
    }

    fn of(zone: &ShippingZone, currency: Currency) -> Self {
        let place =
            |place: &Place| ZonePlace { country: place.country.clone(), region: place.region.clone() };
        Self { places: zone.places.iter().map(place).collect(), fee: Fee::of(zone, currency) }
    }
}

impl Fee {
    fn read(&self, at: &str, currency: Currency) -> Result<ShippingKind> {
        self.require_fitting(at)?;
        let price = |price: &Option<Price>, field: &str| match price {
            Some(price) => price.read(&format!("{at}/{field}"), currency),
            None => Ok(0),
        };
        let brackets = || {
            let bracket = |(number, bracket): (usize, &FeeBracket)| {
                let fee = bracket.fee.read(&format!("{at}/brackets/{number}/fee"), currency)?;
                Ok(Bracket { up_to: bracket.up_to, fee })
            };
            self.brackets.iter().enumerate().map(bracket).collect::<Result<Vec<_>>>()
        };
        Ok(match self.kind {
            FeeKind::Flat => ShippingKind::Flat { fee: price(&self.fee, "fee")? },
            FeeKind::ByWeight => ShippingKind::ByWeight {
                base: price(&self.fee, "fee")?,
                per_kg: price(&self.per_kg, "per_kg")?,
            },
            FeeKind::WeightBrackets => ShippingKind::WeightBrackets(brackets()?),
            FeeKind::AmountBrackets => ShippingKind::AmountBrackets(brackets()?),
            FeeKind::Carrier => ShippingKind::Carrier {
                carrier: self.carrier.clone().unwrap_or_default(),
                service: self.service.clone().unwrap_or_default(),
            },
        })
    }

    /// Errors: what its kind needs is missing, or something is there that means nothing to it.
    fn require_fitting(&self, at: &str) -> Result<()> {
        let of_carrier = self.kind == FeeKind::Carrier;
        let in_brackets = matches!(self.kind, FeeKind::WeightBrackets | FeeKind::AmountBrackets);
        let mut fields = Vec::new();
        let mut check = |field: &str, is_there: bool, belongs: bool| {
            let detail = match (is_there, belongs) {
                (true, false) => "A fee of this kind has none: leave it out.",
                (false, true) => "A fee of this kind needs it.",
                _ => return,
            };
            fields.push(FieldError::new(format!("{at}/{field}"), "invalid_value", detail));
        };
        check("fee", self.fee.is_some(), !in_brackets && !of_carrier);
        check("per_kg", self.per_kg.is_some(), self.kind == FeeKind::ByWeight);
        check("brackets", !self.brackets.is_empty(), in_brackets);
        check("carrier", self.carrier.is_some(), of_carrier);
        check("service", self.service.is_some(), of_carrier);
        if fields.is_empty() { Ok(()) } else { Err(RequestRefusal::InvalidFields { fields }.into()) }
    }

    fn of(zone: &ShippingZone, currency: Currency) -> Self {
        let of = |minor| Price::of(minor, currency);
        let brackets = |brackets: &[Bracket]| {
            brackets.iter().map(|bracket| FeeBracket { up_to: bracket.up_to, fee: of(bracket.fee) }).collect()
        };
        let (kind, fee, per_kg, brackets) = match &zone.kind {
            ShippingKind::Flat { fee } => (FeeKind::Flat, Some(of(*fee)), None, Vec::new()),
            ShippingKind::ByWeight { base, per_kg } => {
                (FeeKind::ByWeight, Some(of(*base)), Some(of(*per_kg)), Vec::new())
            }
            ShippingKind::WeightBrackets(all) => (FeeKind::WeightBrackets, None, None, brackets(all)),
            ShippingKind::AmountBrackets(all) => (FeeKind::AmountBrackets, None, None, brackets(all)),
            ShippingKind::Carrier { .. } => (FeeKind::Carrier, None, None, Vec::new()),
        };
        let asked = match &zone.kind {
            ShippingKind::Carrier { carrier, service } => Some((carrier.clone(), service.clone())),
            _ => None,
        };
        let (carrier, service) = asked.unzip();
        Self { kind, fee, per_kg, brackets, carrier, service, free_from: zone.free_from.map(of) }
    }
}

impl ShippingMethods {
    pub(super) fn of(found: &[OfferedMethod], currency: Currency) -> Self {
        Self { items: found.iter().map(|offered| ShippingMethod::of(offered, currency)).collect() }
    }
}

impl ShippingMethod {
    pub(super) fn of(offered: &OfferedMethod, currency: Currency) -> Self {
        let method = &offered.method;
        Self {
            id: method.method.to_string(),
            vendor_id: method.vendor.map(|vendor| vendor.to_string()),
            name: method.name.clone(),
            zones: method.zones.iter().map(|zone| Zone::of(zone, currency)).collect(),
            min_days: method.min_days,
            max_days: method.max_days,
            takes_cash: method.takes_cash,
        }
    }
}

impl From<VendorTerms> for ShippingTerms {
    fn from(found: VendorTerms) -> Self {
        Self { own_only: found.terms.own_only, handling_days: found.terms.handling_days }
    }
}
