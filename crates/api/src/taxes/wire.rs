//! Taxes as they are sent and told.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use souk_domain::{
    bounds::{market::MAX_TAX_BPS, tax::MAX_CLASSES},
    tax::{TaxClass, TaxClassCode, TaxExemption, TaxPlace, TaxRank, TaxRemitter, TaxRounding, TaxZone},
};
use souk_http::{Result, read::change as patched};
use souk_market::tax::{
    self, ClassChanges, ExemptionChange, StoredClass, StoredZone, TaxAtPlace, ZoneChanges,
};
use utoipa::{
    ToSchema,
    openapi::{
        RefOr, Schema,
        schema::{ObjectBuilder, Type},
    },
};

use super::classes::class_at;
use crate::wire::{moment, required, time};

/// Tax classes that products may have.
#[derive(Serialize, ToSchema)]
pub(super) struct TaxClassNames {
    items: Vec<TaxClassName>,
}

/// A tax class as vendors see it.
#[derive(Serialize, ToSchema)]
pub(super) struct TaxClassName {
    /// Its word: what `tax_class` of a product says.
    code: String,
    name: String,
}

/// Tax classes.
#[derive(Serialize, ToSchema)]
pub(super) struct TaxClassesShown {
    items: Vec<TaxClassShown>,
}

/// A kind of goods by what tax is due on it.
#[derive(Serialize, ToSchema)]
pub(super) struct TaxClassShown {
    /// Its word, which never changes.
    code: String,
    name: String,
    /// Its rate wherever a zone names none for it, in basis points: 1900 is 19 %. Null: that of the standard class there.
    rate_bps: Option<u32>,
}

/// A tax class to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TaxClassRequest {
    #[schema(format = "tax_class", example = "books")]
    code: String,
    #[schema(format = "tax_class_name", example = "Books")]
    name: String,
    /// Left out: the rate of the standard class wherever a zone names none for it.
    #[schema(format = "tax_bps", example = 700)]
    rate_bps: Option<u32>,
}

/// What is to change about a tax class (RFC 7396).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TaxClassPatch {
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = String, format = "tax_class_name")]
    name: Option<Option<String>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<u32>, format = "tax_bps")]
    rate_bps: Option<Option<u32>>,
}

/// Rates by the words of their classes, in basis points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct TaxRates(BTreeMap<String, u32>);

impl utoipa::PartialSchema for TaxRates {
    fn schema() -> RefOr<Schema> {
        let rate = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(0_i64))
            .maximum(Some(i64::from(MAX_TAX_BPS)));
        let rates = ObjectBuilder::new()
            .description(Some(
                "Rates by the words of their classes, in basis points: 1900 is 19 %. `standard` has one; a class without has its own, \
                 else the standard one's.",
            ))
            .additional_properties(Some(rate))
            .max_properties(Some(MAX_CLASSES))
            .build();
        RefOr::T(rates.into())
    }
}

impl ToSchema for TaxRates {}

/// Zones of tax.
#[derive(Serialize, ToSchema)]
pub(super) struct TaxZonesShown {
    items: Vec<TaxZoneShown>,
}

/// Places with the same taxes.
#[derive(Serialize, ToSchema)]
pub(super) struct TaxZoneShown {
    id: String,
    name: String,
    /// Empty: everywhere that no other zone names.
    places: Vec<TaxZonePlace>,
    /// Whether prices include the tax.
    included: bool,
    /// Whether shipping is taxed, at the rate of the standard class.
    taxes_shipping: bool,
    /// `line`: rounded once for each line; `vendor_order`: once for each vendor order and rate, then shared over its lines.
    rounding: &'static str,
    /// `market` or `vendor`: who pays it on to the state.
    remitter: &'static str,
    rates: TaxRates,
}

/// A country, a region of it, or its postal codes that begin alike.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TaxZonePlace {
    /// ISO 3166-1 alpha-2.
    #[schema(format = "country_code", example = "US")]
    country: String,
    /// By its name or code; told by its code. Left out: all of them.
    #[schema(format = "region", example = "CA")]
    region: Option<String>,
    /// How postal codes begin; spaces and dashes do not count. Not with `region`.
    #[schema(format = "postal_code", example = "902")]
    postal_prefix: Option<String>,
}

/// A zone of tax to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TaxZoneRequest {
    #[schema(format = "tax_zone_name", example = "California")]
    name: String,
    /// Empty or left out: everywhere that no other zone names.
    #[serde(default)]
    #[schema(max_items = 500)]
    places: Vec<TaxZonePlace>,
    /// Whether prices include the tax. Left out: it comes on top.
    #[serde(default)]
    included: bool,
    /// Whether shipping is taxed, at the rate of the standard class. Left out: no.
    #[serde(default)]
    taxes_shipping: bool,
    /// Left out: `line`.
    #[schema(inline)]
    rounding: Option<RoundingWord>,
    /// Left out: `market`.
    #[schema(inline)]
    remitter: Option<RemitterWord>,
    rates: TaxRates,
}

/// What is to change about a zone of tax (RFC 7396).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TaxZonePatch {
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = String, format = "tax_zone_name")]
    name: Option<Option<String>>,
    /// They replace all there are.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Vec<TaxZonePlace>, max_items = 500)]
    places: Option<Option<Vec<TaxZonePlace>>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = bool)]
    included: Option<Option<bool>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = bool)]
    taxes_shipping: Option<Option<bool>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = RoundingWord, inline)]
    rounding: Option<Option<RoundingWord>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = RemitterWord, inline)]
    remitter: Option<Option<RemitterWord>>,
    /// They replace all there are.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = TaxRates)]
    rates: Option<Option<TaxRates>>,
}

/// What tax is due at a place.
#[derive(Serialize, ToSchema)]
pub(super) struct TaxDue {
    /// The name of the zone it is in; null: none, so that the market's default counts.
    zone: Option<String>,
    /// `postal_prefix`, `region`, `country` or `rest_of_world`: by what it is in that zone.
    by: Option<&'static str>,
    /// Who said it: `zones`, or the name of a provider.
    provider: String,
    /// Whether that provider did not answer, so that the market's own zones count.
    is_fallback: bool,
    included: bool,
    taxes_shipping: bool,
    rounding: &'static str,
    remitter: &'static str,
    /// Of every class.
    rates: TaxRates,
    /// The rate of shipping, in basis points; 0 where it is not taxed.
    shipping_bps: u32,
}

/// An account, and whether it pays tax.
#[derive(Serialize, ToSchema)]
pub(super) struct ExemptAccount {
    account_id: String,
    username: String,
    /// Empty where it has none.
    email: String,
    /// Null: it pays.
    exemption: Option<TaxExemptionShown>,
}

/// That an account pays no tax.
#[derive(Serialize, ToSchema)]
pub(super) struct TaxExemptionShown {
    reason: String,
    /// Of the certificate or the business; may be empty.
    number: String,
    /// Null: until it is taken back.
    ends_at: Option<String>,
}

/// Why an account pays no tax.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TaxExemptionRequest {
    #[schema(format = "exemption_reason", example = "Reseller")]
    reason: String,
    /// Of the certificate or the business.
    #[serde(default)]
    #[schema(format = "exemption_number", example = "DE123456789")]
    number: String,
    /// RFC 3339. Left out: until it is taken back.
    #[schema(format = "moment", example = "2030-01-01T00:00:00Z")]
    ends_at: Option<String>,
}

impl From<Vec<TaxClass>> for TaxClassNames {
    fn from(classes: Vec<TaxClass>) -> Self {
        let name = |class: TaxClass| TaxClassName { code: class.code.to_string(), name: class.name };
        Self { items: classes.into_iter().map(name).collect() }
    }
}

impl From<&StoredClass> for TaxClassShown {
    fn from(stored: &StoredClass) -> Self {
        let class = &stored.class;
        Self { code: class.code.to_string(), name: class.name.clone(), rate_bps: class.bps }
    }
}

impl From<Vec<StoredClass>> for TaxClassesShown {
    fn from(classes: Vec<StoredClass>) -> Self {
        Self { items: classes.iter().map(TaxClassShown::from).collect() }
    }
}

impl TaxClassRequest {
    pub(super) fn read(self) -> Result<TaxClass> {
        Ok(TaxClass { code: class_at("/code", &self.code)?, name: self.name, bps: self.rate_bps })
    }
}

impl TaxClassPatch {
    pub(super) fn read(self, expected: Option<i64>) -> Result<ClassChanges> {
        Ok(ClassChanges {
            name: required("/name", self.name)?,
            bps: self.rate_bps,
            expected_revision: expected,
        })
    }
}

impl TaxRates {
    fn of<'r>(rates: impl IntoIterator<Item = (&'r TaxClassCode, u32)>) -> Self {
        Self(rates.into_iter().map(|(class, bps)| (class.to_string(), bps)).collect())
    }

    fn read(self) -> Result<BTreeMap<TaxClassCode, u32>> {
        self.0
            .into_iter()
            .map(|(class, bps)| Ok((class_at(&format!("/rates/{class}"), &class)?, bps)))
            .collect()
    }
}

impl From<&StoredZone> for TaxZoneShown {
    fn from(stored: &StoredZone) -> Self {
        let zone = &stored.zone;
        let place = |place: &TaxPlace| TaxZonePlace {
            country: place.country.clone(),
            region: place.region.clone(),
            postal_prefix: place.postal_prefix.clone(),
        };
        Self {
            id: stored.id.to_string(),
            name: zone.name.clone(),
            places: zone.places.iter().map(place).collect(),
            included: zone.included,
            taxes_shipping: zone.taxes_shipping,
            rounding: zone.rounding.as_str(),
            remitter: zone.remitter.as_str(),
            rates: TaxRates::of(zone.rates.iter().map(|(class, bps)| (class, *bps))),
        }
    }
}

impl From<Vec<StoredZone>> for TaxZonesShown {
    fn from(zones: Vec<StoredZone>) -> Self {
        Self { items: zones.iter().map(TaxZoneShown::from).collect() }
    }
}

fn places(places: Vec<TaxZonePlace>) -> Vec<TaxPlace> {
    let place = |place: TaxZonePlace| TaxPlace {
        country: place.country,
        region: place.region,
        postal_prefix: place.postal_prefix,
    };
    places.into_iter().map(place).collect()
}

impl TaxZoneRequest {
    pub(super) fn read(self) -> Result<TaxZone> {
        Ok(TaxZone {
            name: self.name,
            places: places(self.places),
            included: self.included,
            taxes_shipping: self.taxes_shipping,
            rounding: self.rounding.map_or(TaxRounding::Line, TaxRounding::from),
            remitter: self.remitter.map_or(TaxRemitter::Market, TaxRemitter::from),
            rates: self.rates.read()?,
        })
    }
}

impl TaxZonePatch {
    pub(super) fn read(self, expected: Option<i64>) -> Result<ZoneChanges> {
        Ok(ZoneChanges {
            name: required("/name", self.name)?,
            places: required("/places", self.places)?.map(places),
            included: required("/included", self.included)?,
            taxes_shipping: required("/taxes_shipping", self.taxes_shipping)?,
            rounding: required("/rounding", self.rounding)?.map(TaxRounding::from),
            remitter: required("/remitter", self.remitter)?.map(TaxRemitter::from),
            rates: required("/rates", self.rates)?.map(TaxRates::read).transpose()?,
            expected_revision: expected,
        })
    }
}

impl From<TaxAtPlace> for TaxDue {
    fn from(told: TaxAtPlace) -> Self {
        let TaxAtPlace { zone, provider, is_fallback, terms, classes } = told;
        let (zone, by) = zone.unzip();
        Self {
            zone,
            by: by.map(TaxRank::as_str),
            provider,
            is_fallback,
            included: terms.included,
            taxes_shipping: terms.taxes_shipping,
            rounding: terms.rounding.as_str(),
            remitter: terms.remitter.as_str(),
            rates: TaxRates::of(classes.iter().map(|class| (&class.code, terms.bps_of(&class.code)))),
            shipping_bps: terms.shipping_bps(),
        }
    }
}

impl From<&tax::ExemptAccount> for ExemptAccount {
    fn from(account: &tax::ExemptAccount) -> Self {
        Self {
            account_id: account.account.to_string(),
            username: account.username.clone(),
            email: account.email.clone(),
            exemption: account.exemption.as_ref().map(|(exemption, _)| TaxExemptionShown {
                reason: exemption.reason.clone(),
                number: exemption.number.clone(),
                ends_at: exemption.ends_at.map(time),
            }),
        }
    }
}

impl TaxExemptionRequest {
    pub(super) fn read(self, expected: Option<i64>) -> Result<ExemptionChange> {
        let ends_at = self.ends_at.as_deref().map(|end| moment("/ends_at", end)).transpose()?;
        let exemption = TaxExemption { reason: self.reason, number: self.number, ends_at };
        Ok(ExemptionChange { exemption, expected_revision: expected })
    }
}

/// Where tax is rounded.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum RoundingWord {
    Line,
    VendorOrder,
}

impl From<RoundingWord> for TaxRounding {
    fn from(word: RoundingWord) -> Self {
        match word {
            RoundingWord::Line => Self::Line,
            RoundingWord::VendorOrder => Self::VendorOrder,
        }
    }
}

/// Who hands tax on.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum RemitterWord {
    Market,
    Vendor,
}

impl From<RemitterWord> for TaxRemitter {
    fn from(word: RemitterWord) -> Self {
        match word {
            RemitterWord::Market => Self::Market,
            RemitterWord::Vendor => Self::Vendor,
        }
    }
}
