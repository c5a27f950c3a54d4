//! Carriers that are asked what a parcel costs.

use std::{fmt, sync::Arc};

use souk_domain::{
    address::is_country,
    money::{Currency, Money, parse_price},
    pricing::Destination,
};

use crate::BoxFuture;

/// What a carrier is asked about one parcel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateRequest {
    /// By which of its services.
    pub service: String,
    pub weight_g: u64,
    /// Where it is handed over: ISO 3166-1 alpha-2, empty where the vendor has not said.
    pub from_country: String,
    pub from_city: String,
    pub to: Destination,
}

/// A carrier that says what a parcel costs. It may hang or fail: whoever asks waits a bounded time, and does without.
pub trait CarrierRates: Send + Sync {
    /// The name that zones call it by.
    fn name(&self) -> &str;

    /// Its services, by the names that zones call them by.
    fn services(&self) -> Vec<String>;

    /// What a parcel costs; `None`: it does not take it. Errors: words for the log on why it does not answer.
    fn rate(&self, asked: RateRequest) -> BoxFuture<'_, Result<Option<Money>, String>>;
}

/// The carriers that may be asked.
#[derive(Clone, Default)]
pub struct RateSources(Arc<Vec<Arc<dyn CarrierRates>>>);

impl RateSources {
    /// Carriers of different names.
    pub fn new(carriers: Vec<Arc<dyn CarrierRates>>) -> Self {
        Self(Arc::new(carriers))
    }

    pub(crate) fn find(&self, name: &str) -> Option<&Arc<dyn CarrierRates>> {
        self.0.iter().find(|carrier| carrier.name() == name)
    }

    /// Every service of each: the carrier, and its service.
    pub(crate) fn services(&self) -> Vec<(String, String)> {
        let of = |carrier: &Arc<dyn CarrierRates>| {
            let name = carrier.name().to_owned();
            carrier.services().into_iter().map(move |service| (name.clone(), service))
        };
        self.0.iter().flat_map(of).collect()
    }

    /// Their names, as a sentence lists them; `None` without any.
    pub(crate) fn names(&self) -> Option<String> {
        let names: Vec<&str> = self.0.iter().map(|carrier| carrier.name()).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }
}

impl fmt::Debug for RateSources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|carrier| carrier.name())).finish()
    }
}

/// A carrier that answers from a table: for contracts with fixed prices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableCarrier(Vec<TableRow>);

/// What one line of the table says.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TableRow {
    service: String,
    /// `None`: from anywhere.
    from: Option<String>,
    /// `None`: to anywhere.
    to: Option<String>,
    up_to_g: u64,
    price: Money,
}

impl TableCarrier {
    /// The name that zones call it by.
    pub const NAME: &'static str = "table";

    /// Reads `ground US US 2000 5.90 USD, ground * CA 2000 14.50 USD`: a service, from where, to where, up to how many grams, the
    /// price and its currency; lines part the entries too. `*` is anywhere. Of several that fit, the first counts.
    /// Errors: an entry that is none.
    pub fn parse(text: &str) -> Result<Self, String> {
        let entries = text.split([',', '\n']).map(str::trim).filter(|entry| !entry.is_empty());
        let read = |entry: &str| {
            TableRow::parse(entry).ok_or_else(|| {
            format!("`{entry}` is no rate: write SERVICE FROM TO GRAMS PRICE CURRENCY, such as ground US * 2000 5.90 USD")
        })
        };
        Ok(Self(entries.map(read).collect::<Result<_, _>>()?))
    }

    /// Whether it holds no rate at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl TableRow {
    fn parse(entry: &str) -> Option<Self> {
        let parts: Vec<&str> = entry.split_whitespace().collect();
        let [service, from, to, up_to_g, price, currency] = parts.as_slice() else { return None };
        let place = |code: &str| match code {
            "*" => Some(None),
            code => is_country(code).then(|| Some(code.to_owned())),
        };
        let currency = Currency::parse(currency).ok()?;
        Some(Self {
            service: (*service).to_owned(),
            from: place(from)?,
            to: place(to)?,
            up_to_g: up_to_g.parse().ok()?,
            price: Money::new(parse_price(price, currency).ok()?, currency),
        })
    }

    fn fits(&self, asked: &RateRequest) -> bool {
        let is = |place: &Option<String>, country: &str| place.as_ref().is_none_or(|place| place == country);
        self.service == asked.service
            && asked.weight_g <= self.up_to_g
            && is(&self.from, &asked.from_country)
            && is(&self.to, &asked.to.country)
    }
}

impl CarrierRates for TableCarrier {
    fn name(&self) -> &str {
        Self::NAME
    }

    fn services(&self) -> Vec<String> {
        let mut services: Vec<String> = self.0.iter().map(|row| row.service.clone()).collect();
        services.sort();
        services.dedup();
        services
    }

    fn rate(&self, asked: RateRequest) -> BoxFuture<'_, Result<Option<Money>, String>> {
        let found = self.0.iter().find(|row| row.fits(&asked)).map(|row| row.price);
        Box::pin(std::future::ready(Ok(found)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(service: &str, weight_g: u64, from: &str, to: &str) -> RateRequest {
        RateRequest {
            service: service.to_owned(),
            weight_g,
            from_country: from.to_owned(),
            from_city: String::new(),
            to: Destination { country: to.to_owned(), region: None, postal_code: String::new() },
        }
    }

    #[tokio::test]
    async fn the_first_line_that_fits_says_the_price() {
        let table = TableCarrier::parse(
            "ground US US 2000 5.90 USD, ground US US 9000 8.90 USD\n air * JP 500 31 USD,, ground * * 9000 40.00 USD",
        )
        .unwrap();
        assert_eq!(table.services(), ["air", "ground"]);
        for (request, price) in [
            (asked("ground", 2_000, "US", "US"), Some(590)),
            (asked("ground", 2_001, "US", "US"), Some(890)),
            (asked("ground", 9_001, "US", "US"), None),
            (asked("ground", 1, "CA", "US"), Some(4_000)),
            (asked("air", 500, "CA", "JP"), Some(3_100)),
            (asked("air", 500, "CA", "KR"), None),
            (asked("sea", 1, "US", "US"), None),
        ] {
            let told = table.rate(request.clone()).await.unwrap();
            assert_eq!(told, price.map(|minor| Money::new(minor, Currency::USD)), "{request:?}");
        }
    }

    #[test]
    fn an_entry_that_is_none_is_told() {
        for wrong in [
            "ground",
            "ground US US 2000 5.90",
            "ground usa US 1 1 USD",
            "ground US US -1 1 USD",
            "g US US 1 x USD",
        ] {
            assert!(TableCarrier::parse(wrong).unwrap_err().contains(wrong), "{wrong}");
        }
        assert!(TableCarrier::parse(" \n,").unwrap().is_empty());
    }
}
