use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use souk_domain::{
    ids::{CartLineId, ProductId, VariantId, VendorId},
    money::{Currency, Money},
    pricing::{
        CartTax, CartToPrice, Destination, LineToPrice, PricedCart, ShippingMethod, ShippingOption,
        ShippingRules, TaxRules, price,
    },
    tax::TaxClassCode,
};

use super::Layout;
use crate::{Actor, App, BoxFuture, Ctx, Result, shipping, tax};

/// How one shipping method would bring a product to the visitor's country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryEstimate {
    pub method: String,
    pub fee: Money,
    /// The first and the last day it may come when it is ordered now, in UTC.
    pub earliest: Date,
    pub latest: Date,
}

/// The tax on a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaxOnPrice {
    /// Basis points.
    pub bps: u32,
    /// Whether the price holds it already.
    pub included: bool,
}

/// What the market charges and promises at this moment, for one country.
pub(super) struct Terms {
    currency: Currency,
    country: String,
    taxes: Arc<TaxRules>,
    shipping: Arc<ShippingRules>,
    now: Timestamp,
}

/// One piece of a product, as far as delivery and tax care.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) vendor: VendorId,
    /// Minor units.
    pub(super) unit_price: i64,
    pub(super) weight_g: u32,
    pub(super) taxable: bool,
    pub(super) tax_class: TaxClassCode,
    pub(super) requires_shipping: bool,
}

impl Terms {
    pub(super) async fn load(ctx: &Ctx<'_>, layout: &Layout) -> Result<Self> {
        Ok(Self {
            currency: layout.market.currency,
            country: layout.country.clone(),
            taxes: tax::rules(ctx).await?,
            shipping: shipping::rules(ctx).await?,
            now: ctx.now,
        })
    }

    /// How it would come, cheapest first; empty when it needs no parcel or nobody brings it.
    pub(super) fn estimates(&self, piece: Piece) -> Vec<DeliveryEstimate> {
        let priced = self.priced(piece);
        let options = priced.and_then(|cart| cart.vendors.into_iter().next()).map(|vendor| vendor.options);
        options.unwrap_or_default().into_iter().map(|option| self.estimate(option)).collect()
    }

    /// The day it is here at the latest when it goes the cheapest way.
    pub(super) fn arrival(&self, piece: Piece) -> Option<Date> {
        self.estimates(piece).first().map(|estimate| estimate.latest)
    }

    /// The tax on its price; none where nothing is charged.
    pub(super) fn tax(&self, piece: Piece) -> Option<TaxOnPrice> {
        let priced = self.priced(Piece { requires_shipping: false, ..piece })?;
        let bps = priced.lines.first().map_or(0, |line| line.tax_bps);
        (bps > 0).then_some(TaxOnPrice { bps, included: priced.tax_included })
    }

    /// One piece by the rule that also prices carts.
    fn priced(&self, piece: Piece) -> Option<PricedCart> {
        let line = LineToPrice {
            line: CartLineId::from_bytes([0; 16]),
            variant: VariantId::from_bytes([0; 16]),
            product: ProductId::from_bytes([0; 16]),
            vendor: piece.vendor,
            categories: Vec::new(),
            unit_price: piece.unit_price,
            quantity: 1,
            taxable: piece.taxable,
            tax_class: piece.tax_class,
            requires_shipping: piece.requires_shipping,
            weight_g: piece.weight_g,
        };
        let cart = CartToPrice {
            currency: self.currency,
            lines: vec![line],
            destination: Some(in_country(&self.country)),
            chosen: BTreeMap::new(),
            codes: Vec::new(),
            used_up: BTreeMap::new(),
            // a page of goods waits for no carrier: their ways are told in the cart
            live: BTreeMap::new(),
            // nor for what somebody else says of taxes: zones say what stands beside a price
            tax: CartTax::default(),
        };
        price(&cart, &[], &self.taxes, &self.shipping, self.now).ok()
    }

    fn estimate(&self, option: ShippingOption) -> DeliveryEstimate {
        DeliveryEstimate {
            method: option.name,
            fee: Money::new(option.fee, self.currency),
            earliest: day_after(self.now, option.min_days),
            latest: day_after(self.now, option.max_days),
        }
    }
}

/// Where vendors send to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Served {
    Everywhere,
    /// These countries: ISO 3166-1 alpha-2.
    Only(BTreeSet<String>),
}

impl Served {
    /// Whether it goes to a country.
    pub fn reaches(&self, country: &str) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Only(countries) => countries.contains(country),
        }
    }

    /// Where these ways lead, taken together: to a country also where they serve a part of it.
    fn by<'m>(methods: impl Iterator<Item = &'m ShippingMethod>) -> Self {
        let mut served = BTreeSet::new();
        for method in methods {
            match method.countries() {
                None => return Self::Everywhere,
                Some(countries) => served.extend(countries.into_iter().map(str::to_owned)),
            }
        }
        Self::Only(served)
    }

    /// Where all of these vendors send to.
    pub(super) fn by_all(rules: &ShippingRules, vendors: impl Iterator<Item = VendorId>) -> Self {
        let of = |vendor| Self::by(rules.offered_by(vendor));
        vendors.map(of).fold(Self::Everywhere, |all, own| match (all, own) {
            (Self::Everywhere, one) | (one, Self::Everywhere) => one,
            (Self::Only(all), Self::Only(own)) => Self::Only(all.intersection(&own).cloned().collect()),
        })
    }
}

/// Where somebody of the market sends to.
pub fn served_countries(app: &App) -> BoxFuture<'static, Result<Served>> {
    app.read(Actor::Guest, |ctx| Box::pin(async move { Ok(Served::by(shipping::rules(ctx).await?.all())) }))
}

/// Somewhere in a country.
pub(super) fn in_country(country: &str) -> Destination {
    Destination { country: country.to_owned(), region: None, postal_code: String::new() }
}

/// The day in UTC, so many days from now: when something comes that takes them.
pub fn day_after(now: Timestamp, days: u16) -> Date {
    // at most half a year on, so the calendar does not end before
    let then = now.checked_add(SignedDuration::from_hours(24 * i64::from(days))).unwrap_or(now);
    then.to_zoned(TimeZone::UTC).date()
}
