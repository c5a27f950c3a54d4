//! Zones: places where the same tax is due.

use std::collections::BTreeMap;

use super::TaxClassCode;
use crate::address::Destination;
use crate::words::words;

/// Who pays the sales tax on to the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaxRemitter {
    /// The market keeps it apart.
    Market,
    /// The vendor gets it with its net.
    Vendor,
}

words!(TaxRemitter { Market = "market", Vendor = "vendor" });

/// How often a tax is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaxRounding {
    /// Once for each line and each vendor's shipping.
    Line,
    /// Once for each vendor order and rate, then shared over its lines and shipping by largest remainder.
    VendorOrder,
}

words!(TaxRounding { Line = "line", VendorOrder = "vendor_order" });

/// How specific a place is: the more specific one wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaxRank {
    /// Everywhere that no other zone names.
    RestOfWorld,
    /// A country.
    Country,
    /// A region of a country.
    Region,
    /// Postal codes of a country that begin alike.
    PostalPrefix,
}

words!(TaxRank {
    RestOfWorld = "rest_of_world",
    Country = "country",
    Region = "region",
    PostalPrefix = "postal_prefix"
});

/// A country, a region of it, or its postal codes that begin alike; never region and prefix both.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaxPlace {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The region by its code, compared without case; `None` for all of them.
    pub region: Option<String>,
    /// How its postal codes begin: capital letters and digits alone; `None` for all of them.
    pub postal_prefix: Option<String>,
}

impl TaxPlace {
    /// A whole country.
    pub fn country(country: &str) -> Self {
        Self { country: country.to_owned(), region: None, postal_prefix: None }
    }

    /// How specific it is.
    pub fn rank(&self) -> TaxRank {
        match (&self.region, &self.postal_prefix) {
            (_, Some(_)) => TaxRank::PostalPrefix,
            (Some(_), None) => TaxRank::Region,
            (None, None) => TaxRank::Country,
        }
    }

    /// Whether goods that go there go to it.
    pub fn holds(&self, place: &Destination) -> bool {
        let same = |ours: &str, theirs: &str| ours.trim().to_lowercase() == theirs.trim().to_lowercase();
        self.country.eq_ignore_ascii_case(&place.country)
            && self
                .region
                .as_deref()
                .is_none_or(|ours| place.region.as_deref().is_some_and(|theirs| same(ours, theirs)))
            && self
                .postal_prefix
                .as_deref()
                .is_none_or(|prefix| postal_symbols(&place.postal_code).starts_with(prefix))
    }

    /// Whether some goods may go to both, of which neither is more specific.
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins = |one: &Option<String>, other: &Option<String>| match (one, other) {
            (Some(one), Some(other)) => one.starts_with(other.as_str()) || other.starts_with(one.as_str()),
            (None, None) => true,
            _ => false,
        };
        self.rank() == other.rank()
            && self.country == other.country
            && self.region == other.region
            && begins(&self.postal_prefix, &other.postal_prefix)
    }
}

/// The letters and digits of a postal code, capital: codes are told apart by these alone.
pub(super) fn postal_symbols(code: &str) -> String {
    code.chars().filter(|symbol| symbol.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Places with the same taxes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TaxZone {
    /// Its name, for the staff.
    pub name: String,
    /// Where it is; none: everywhere that no other zone names.
    pub places: Vec<TaxPlace>,
    /// Whether prices include the tax.
    pub included: bool,
    /// Whether shipping is taxed, at the rate of the standard class.
    pub taxes_shipping: bool,
    /// How often it is rounded.
    pub rounding: TaxRounding,
    /// Who pays it on.
    pub remitter: TaxRemitter,
    /// Rates by class, in basis points. The standard class has one.
    pub rates: BTreeMap<TaxClassCode, u32>,
}

impl TaxZone {
    /// How it fits a place that it holds; where it does not, as one that is everywhere else.
    pub fn rank_at(&self, place: &Destination) -> TaxRank {
        self.fit(Some(place)).unwrap_or(TaxRank::RestOfWorld)
    }

    /// How well it fits a place; `None`: it is elsewhere. Without a destination only the rest of the world fits.
    pub(super) fn fit(&self, destination: Option<&Destination>) -> Option<TaxRank> {
        if self.places.is_empty() {
            return Some(TaxRank::RestOfWorld);
        }
        let destination = destination?;
        self.places.iter().filter(|place| place.holds(destination)).map(TaxPlace::rank).max()
    }
}
