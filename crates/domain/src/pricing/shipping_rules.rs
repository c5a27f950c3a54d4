//! Ways to ship, as values: who offers them, where they lead, and for how much.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Weekday, tz::TimeZone};

use super::{Destination, Undeliverable};
use crate::ids::{ShippingMethodId, VendorId};
use crate::money::MAX_PRICE;

/// Every way to ship, by who offers it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShippingRules {
    /// Those of the market, in its order.
    pub market: Vec<ShippingMethod>,
    /// What single vendors have of their own; one that is left out has nothing.
    pub vendors: BTreeMap<VendorId, VendorShipping>,
}

/// What one vendor has of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VendorShipping {
    /// Its own ways, in its order.
    pub methods: Vec<ShippingMethod>,
    /// How it ships.
    pub terms: ShippingTerms,
}

/// How a vendor ships, whichever way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct ShippingTerms {
    /// Whether its own ways take the place of the market's; else they stand beside them. A vendor without any of its own ships
    /// the market's ways, whatever this says.
    pub own_only: bool,
    /// Working days, Monday to Friday, until it hands over what is ordered.
    pub handling_days: u16,
}

/// One way to ship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShippingMethod {
    /// The method.
    pub method: ShippingMethodId,
    /// The vendor that offers it; `None` for the market.
    pub vendor: Option<VendorId>,
    /// Its name, as the buyer reads it.
    pub name: String,
    /// Where it leads, and for how much.
    pub zones: Vec<ShippingZone>,
    /// Days on the way at least.
    pub min_days: u16,
    /// Days on the way at most.
    pub max_days: u16,
    /// Whether whoever brings it takes cash for it.
    pub takes_cash: bool,
}

/// Places that a way to ship serves for the same fee.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ShippingZone {
    /// Countries and regions; empty for the rest of the world.
    pub places: Vec<Place>,
    /// How the fee comes about.
    pub kind: ShippingKind,
    /// From this value of the vendor's goods, after discounts, the fee that there is becomes none; in minor units.
    pub free_from: Option<i64>,
}

/// A country, or one region of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The region by its code; `None` for the whole country.
    pub region: Option<String>,
}

/// How a shipping fee comes about; all in minor units.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ShippingKind {
    /// One fee whatever is in the parcel.
    Flat {
        /// The fee.
        fee: i64,
    },
    /// A base, and so much for each kilogram begun.
    ByWeight {
        /// The base.
        base: i64,
        /// For each kilogram begun.
        per_kg: i64,
    },
    /// A fee for each bracket of weight, in grams.
    WeightBrackets(Vec<Bracket>),
    /// A fee for each bracket of the value of the vendor's goods after discounts, in minor units.
    AmountBrackets(Vec<Bracket>),
    /// What a carrier says that it takes, when it is asked.
    Carrier {
        /// The carrier, by the name that it is known by here.
        carrier: String,
        /// Which of its services.
        service: String,
    },
}

/// What a carrier is asked about a vendor's parcel.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CarrierQuestion {
    /// The carrier, by the name that it is known by here.
    pub carrier: String,
    /// Which of its services.
    pub service: String,
    /// Whose parcel it is: it comes from there.
    pub vendor: VendorId,
    /// Its weight in grams.
    pub weight_g: u64,
    /// Where it goes.
    pub to: Destination,
}

/// A stretch of weights or values: from above the bracket before it up to its own end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bracket {
    /// Its end, which belongs to it; `None`: it has none.
    pub up_to: Option<i64>,
    /// The fee.
    pub fee: i64,
}

impl ShippingRules {
    /// Every way to ship by who offers it, with the terms of vendors that have any.
    pub fn of(methods: Vec<ShippingMethod>, terms: BTreeMap<VendorId, ShippingTerms>) -> Self {
        let own = |terms| VendorShipping { methods: Vec::new(), terms };
        let vendors = terms.into_iter().map(|(vendor, terms)| (vendor, own(terms))).collect();
        let mut rules = Self { market: Vec::new(), vendors };
        for method in methods {
            match method.vendor {
                Some(vendor) => rules.vendors.entry(vendor).or_default().methods.push(method),
                None => rules.market.push(method),
            }
        }
        rules
    }

    /// The ways in which a vendor ships: its own first, and the market's unless its own take their place.
    pub fn offered_by(&self, vendor: VendorId) -> impl Iterator<Item = &ShippingMethod> {
        let found = self.vendors.get(&vendor);
        let own: &[ShippingMethod] = found.map_or(&[], |found| &found.methods);
        let replaced = !own.is_empty() && found.is_some_and(|found| found.terms.own_only);
        let shared: &[ShippingMethod] = if replaced { &[] } else { &self.market };
        own.iter().chain(shared)
    }

    /// How a vendor ships.
    pub fn terms_of(&self, vendor: VendorId) -> ShippingTerms {
        self.vendors.get(&vendor).map(|found| found.terms).unwrap_or_default()
    }

    /// Whether any carrier is to be asked for a fee.
    pub fn ask_carriers(&self) -> bool {
        let mut zones = self.all().flat_map(|method| &method.zones);
        zones.any(|zone| matches!(zone.kind, ShippingKind::Carrier { .. }))
    }

    /// All of them, whoever offers them.
    pub fn all(&self) -> impl Iterator<Item = &ShippingMethod> {
        self.market.iter().chain(self.vendors.values().flat_map(|own| &own.methods))
    }
}

impl ShippingTerms {
    /// Days from now until a parcel is handed over: the working days, and the weekends among them. None at all: it goes at once.
    /// Days are those of UTC.
    pub fn days_until_sent(self, now: Timestamp) -> u16 {
        let mut day = now.to_zoned(TimeZone::UTC).date();
        let (mut left, mut days) = (self.handling_days, 0);
        while left > 0 {
            // the calendar ends in the year 9999
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            days += 1;
            if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
                left -= 1;
            }
        }
        days
    }
}

impl ShippingMethod {
    /// The zone that a place lies in: that which names its region, else that which names its country, else the rest of the world.
    /// Of several that name it alike, the first. Errors: it leads there in none; the region is not known and decides, whichever
    /// other zone would do without it.
    pub fn zone_of(&self, destination: &Destination) -> Result<&ShippingZone, Undeliverable> {
        if destination.region.is_none() && self.serves_regions_of(&destination.country) {
            return Err(Undeliverable::RegionUnknown);
        }
        let mut found: Option<(u8, &ShippingZone)> = None;
        for zone in &self.zones {
            let Some(nearness) = zone.nearness(destination) else { continue };
            if found.is_none_or(|(known, _)| nearness > known) {
                found = Some((nearness, zone));
            }
        }
        found.map(|(_, zone)| zone).ok_or(Undeliverable::NoMethod)
    }

    /// Whether it serves parts of a country by zones of their own.
    fn serves_regions_of(&self, country: &str) -> bool {
        let mut places = self.zones.iter().flat_map(|zone| &zone.places);
        places.any(|place| place.region.is_some() && place.country.eq_ignore_ascii_case(country))
    }

    /// The countries that it leads to, whole or in parts; `None`: everywhere.
    pub fn countries(&self) -> Option<BTreeSet<&str>> {
        if self.zones.iter().any(|zone| zone.places.is_empty()) {
            return None;
        }
        Some(self.zones.iter().flat_map(|zone| &zone.places).map(|place| place.country.as_str()).collect())
    }
}

impl ShippingZone {
    /// One that leads everywhere.
    pub fn everywhere(kind: ShippingKind) -> Self {
        Self { places: Vec::new(), kind, free_from: None }
    }

    /// One that leads to whole countries.
    pub fn of_countries<C: AsRef<str>>(countries: &[C], kind: ShippingKind) -> Self {
        let place = |country: &C| Place { country: country.as_ref().to_owned(), region: None };
        Self { places: countries.iter().map(place).collect(), kind, free_from: None }
    }

    /// How closely it names a place: 2 its region, 1 its country, 0 as the rest of the world; `None` not at all.
    fn nearness(&self, destination: &Destination) -> Option<u8> {
        if self.places.is_empty() {
            return Some(0);
        }
        let there =
            self.places.iter().filter(|place| place.country.eq_ignore_ascii_case(&destination.country));
        let nearness = there.filter_map(|place| match (&place.region, &destination.region) {
            (None, _) => Some(1),
            (Some(region), Some(typed)) if region.eq_ignore_ascii_case(typed) => Some(2),
            (Some(_), _) => None,
        });
        nearness.max()
    }

    /// Whether it is free for goods of that value.
    fn is_free(&self, goods: i64) -> bool {
        self.free_from.is_some_and(|free_from| goods >= free_from)
    }

    /// What a carrier is to be asked of a parcel; `None` where none is. It is asked of free ones too: it may not take them.
    pub(super) fn question(
        &self,
        vendor: VendorId,
        weight_g: u64,
        to: &Destination,
    ) -> Option<CarrierQuestion> {
        match &self.kind {
            ShippingKind::Carrier { carrier, service } => Some(CarrierQuestion {
                carrier: carrier.clone(),
                service: service.clone(),
                vendor,
                weight_g,
                to: to.clone(),
            }),
            _ => None,
        }
    }

    /// The fee for so many grams of goods of that value; `told`: what a carrier says. `None` where no bracket is wide enough, or
    /// beyond every price, which is a mistake and not offered, however dear the goods: only a fee that there is becomes none.
    pub(super) fn fee(&self, (weight_g, goods): (u64, i64), told: Option<i64>) -> Option<i64> {
        let fee = match &self.kind {
            ShippingKind::Carrier { .. } => told?,
            ShippingKind::Flat { fee } => *fee,
            ShippingKind::ByWeight { base, per_kg } => {
                let kilograms = i64::try_from(weight_g.div_ceil(1_000)).ok()?;
                per_kg.checked_mul(kilograms)?.checked_add(*base)?
            }
            ShippingKind::WeightBrackets(brackets) => bracket(brackets, i64::try_from(weight_g).ok()?)?,
            ShippingKind::AmountBrackets(brackets) => bracket(brackets, goods)?,
        };
        (0..=MAX_PRICE).contains(&fee).then(|| if self.is_free(goods) { 0 } else { fee })
    }
}

fn bracket(brackets: &[Bracket], value: i64) -> Option<i64> {
    let found = brackets.iter().find(|bracket| bracket.up_to.is_none_or(|end| value <= end));
    found.map(|bracket| bracket.fee)
}
