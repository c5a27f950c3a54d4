//! What the form of a way holds, and the way that is made of it.

use std::collections::BTreeMap;

use souk_domain::address::Country;
use souk_domain::bounds::shipping_method::{MAX_BRACKETS, MAX_DAYS, MAX_ZONES};
use souk_domain::field::FieldError;
use souk_domain::money::{Currency, parse_typed_price, to_decimal};
use souk_domain::pricing::{Bracket, Place, ShippingKind, ShippingMethod, ShippingZone};
use souk_domain::refusal::{Refusal, RequestRefusal};
use souk_market::Error;
use souk_ui::faults::Faults;
use souk_ui::texts::say;

use super::words;
use crate::shared::is_spent;

/// The kinds of fees, as the form sends them.
pub(super) const FLAT: &str = "flat";
pub(super) const BY_WEIGHT: &str = "by_weight";
pub(super) const WEIGHT_BRACKETS: &str = "weight_brackets";
pub(super) const AMOUNT_BRACKETS: &str = "amount_brackets";
pub(super) const CARRIER: &str = "carrier";

/// The fields of one zone.
const OF_ZONE: &[&str] = &["places", "kind", "fee", "per_kg", "brackets", "free_from", "service"];
const OF_WAY: &[&str] = &["name", "min_days", "max_days", "takes_cash"];

/// A way as it was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) pressed: String,
    pub(super) revision: String,
    /// Tells one sending of a new way from the next.
    pub(super) key: String,
    pub(super) name: String,
    pub(super) min_days: String,
    pub(super) max_days: String,
    pub(super) takes_cash: bool,
    pub(super) zones: Vec<TypedZone>,
}

/// A zone as it was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct TypedZone {
    pub(super) places: String,
    pub(super) kind: String,
    pub(super) fee: String,
    pub(super) per_kg: String,
    pub(super) brackets: String,
    pub(super) free_from: String,
    /// `carrier/service`.
    pub(super) service: String,
}

/// A way that can be asked for.
#[derive(Clone, Debug)]
pub(super) struct Ready {
    pub(super) name: String,
    pub(super) zones: Vec<ShippingZone>,
    pub(super) min_days: u16,
    pub(super) max_days: u16,
    pub(super) takes_cash: bool,
}

impl TypedZone {
    /// One that leads everywhere, with nothing typed.
    pub(super) fn blank() -> Self {
        Self { kind: FLAT.to_owned(), ..Self::default() }
    }

    fn of(zone: &ShippingZone, currency: Currency) -> Self {
        let typed = Self {
            places: zone.places.iter().map(words::place).collect::<Vec<_>>().join(", "),
            free_from: zone.free_from.map(|minor| to_decimal(minor, currency)).unwrap_or_default(),
            ..Self::default()
        };
        let sum = |minor: i64| to_decimal(minor, currency);
        match &zone.kind {
            ShippingKind::Flat { fee } => Self { kind: FLAT.to_owned(), fee: sum(*fee), ..typed },
            ShippingKind::ByWeight { base, per_kg } => {
                Self { kind: BY_WEIGHT.to_owned(), fee: sum(*base), per_kg: sum(*per_kg), ..typed }
            }
            ShippingKind::WeightBrackets(all) => {
                let brackets = words::brackets(all, false, currency);
                Self { kind: WEIGHT_BRACKETS.to_owned(), brackets, ..typed }
            }
            ShippingKind::AmountBrackets(all) => {
                let brackets = words::brackets(all, true, currency);
                Self { kind: AMOUNT_BRACKETS.to_owned(), brackets, ..typed }
            }
            ShippingKind::Carrier { carrier, service } => {
                Self { kind: CARRIER.to_owned(), service: format!("{carrier}/{service}"), ..typed }
            }
        }
    }
}

impl Typed {
    /// A new way.
    pub(super) fn blank() -> Self {
        Self { zones: vec![TypedZone::blank()], ..Self::default() }
    }

    /// A way that is there.
    pub(super) fn of(method: &ShippingMethod, revision: i64, currency: Currency) -> Self {
        Self {
            pressed: String::new(),
            revision: revision.to_string(),
            key: String::new(),
            name: method.name.clone(),
            min_days: method.min_days.to_string(),
            max_days: method.max_days.to_string(),
            takes_cash: method.takes_cash,
            zones: method.zones.iter().map(|zone| TypedZone::of(zone, currency)).collect(),
        }
    }

    /// What was sent. Errors: a field that the form does not have.
    pub(super) fn read(mut sent: BTreeMap<String, String>) -> Result<Self, Error> {
        let mut take = |name: &str| sent.remove(name);
        let mut typed = Self {
            pressed: take("do").unwrap_or_default(),
            revision: take("revision").unwrap_or_default(),
            key: take("key").unwrap_or_default(),
            name: take("name").unwrap_or_default(),
            min_days: take("min_days").unwrap_or_default(),
            max_days: take("max_days").unwrap_or_default(),
            takes_cash: take("takes_cash").is_some(),
            zones: Vec::new(),
        };
        for number in 0..MAX_ZONES {
            let fields: BTreeMap<&str, String> = OF_ZONE
                .iter()
                .filter_map(|field| Some((*field, take(&format!("{field}-{number}"))?)))
                .collect();
            if fields.is_empty() {
                break;
            }
            let of = |field: &str| fields.get(field).cloned().unwrap_or_default();
            typed.zones.push(TypedZone {
                places: of("places"),
                kind: of("kind"),
                fee: of("fee"),
                per_kg: of("per_kg"),
                brackets: of("brackets"),
                free_from: of("free_from"),
                service: of("service"),
            });
        }
        match sent.keys().next() {
            None => Ok(typed),
            Some(name) => {
                let (pointer, name) = (format!("/{name}"), name.clone());
                Err(RequestRefusal::UnknownField { pointer, name }.into())
            }
        }
    }

    /// What a button asks beside saving: one zone more or less, or the fields of another kind. True when it is only to be drawn anew.
    pub(super) fn rearranged(&mut self) -> bool {
        if let Some(number) =
            self.pressed.strip_prefix("drop-").and_then(|number| number.parse::<usize>().ok())
        {
            if number < self.zones.len() && self.zones.len() > 1 {
                self.zones.remove(number);
            }
            return true;
        }
        match self.pressed.as_str() {
            "add" => {
                if self.zones.len() < MAX_ZONES {
                    self.zones.push(TypedZone::blank());
                }
                true
            }
            "update" => true,
            _ => false,
        }
    }

    /// The way. Errors: what cannot be read; what cannot be, the use case says.
    pub(super) fn ready(&self, currency: Currency) -> Result<Ready, Faults> {
        let mut faults = Faults::default();
        let mut days = |field: &str, typed: &str| {
            typed.trim().parse::<u16>().unwrap_or_else(|_| {
                faults.put(field, say("way-days-wrong", &[]));
                0
            })
        };
        let (min_days, max_days) = (days("min_days", &self.min_days), days("max_days", &self.max_days));
        let zones = self.zones.iter().enumerate();
        let zones = zones.map(|(number, zone)| zone.ready(number, currency, &mut faults)).collect();
        if faults.is_empty() {
            let takes_cash = self.takes_cash;
            Ok(Ready { name: self.name.clone(), zones, min_days, max_days, takes_cash })
        } else {
            Err(faults)
        }
    }

    /// The fields in the order of the form.
    pub(super) fn order(&self) -> Vec<String> {
        let own = OF_WAY.iter().map(|field| (*field).to_owned());
        let of_zones = (0..self.zones.len())
            .flat_map(|number| OF_ZONE.iter().map(move |field| format!("{field}-{number}")));
        own.chain(of_zones).collect()
    }
}

impl TypedZone {
    fn ready(&self, number: usize, currency: Currency, faults: &mut Faults) -> ShippingZone {
        let at = |field: &str| format!("{field}-{number}");
        let mut places = Vec::new();
        for entry in self.places.split([',', '\n']).map(str::trim).filter(|entry| !entry.is_empty()) {
            match read_place(entry) {
                Some(place) => places.push(place),
                None => faults.put(&at("places"), say("zone-place-wrong", &[("place", &entry.to_owned())])),
            }
        }
        let mut sum = |field: &str, typed: &str| {
            parse_typed_price(typed.trim(), currency).unwrap_or_else(|_| {
                faults.put(&at(field), say("zone-sum-wrong", &[]));
                0
            })
        };
        let free_from = (!self.free_from.trim().is_empty()).then(|| sum("free_from", &self.free_from));
        let kind = match self.kind.as_str() {
            BY_WEIGHT => {
                ShippingKind::ByWeight { base: sum("fee", &self.fee), per_kg: sum("per_kg", &self.per_kg) }
            }
            WEIGHT_BRACKETS => {
                ShippingKind::WeightBrackets(self.brackets(&at("brackets"), false, currency, faults))
            }
            AMOUNT_BRACKETS => {
                ShippingKind::AmountBrackets(self.brackets(&at("brackets"), true, currency, faults))
            }
            CARRIER => {
                let (carrier, service) = self.service.split_once('/').unwrap_or_default();
                ShippingKind::Carrier { carrier: carrier.to_owned(), service: service.to_owned() }
            }
            FLAT => ShippingKind::Flat { fee: sum("fee", &self.fee) },
            _ => {
                faults.put(&at("kind"), say("desk-choose-again", &[]));
                ShippingKind::Flat { fee: 0 }
            }
        };
        ShippingZone { places, kind, free_from }
    }

    fn brackets(&self, field: &str, in_money: bool, currency: Currency, faults: &mut Faults) -> Vec<Bracket> {
        let lines = self.brackets.lines().map(str::trim).filter(|line| !line.is_empty());
        let mut read = Vec::new();
        for line in lines.take(MAX_BRACKETS + 1) {
            match read_bracket(line, in_money, currency) {
                Some(bracket) => read.push(bracket),
                None => faults.put(field, say("zone-bracket-wrong", &[("line", &line.to_owned())])),
            }
        }
        read
    }
}

fn read_bracket(line: &str, in_money: bool, currency: Currency) -> Option<Bracket> {
    let (end, fee) = line.split_once(char::is_whitespace)?;
    let up_to = match end {
        "more" => None,
        end if in_money => Some(parse_typed_price(end, currency).ok()?),
        end => Some(end.parse().ok()?),
    };
    Some(Bracket { up_to, fee: parse_typed_price(fee.trim(), currency).ok()? })
}

/// `US`, `us-or` or `Norway`; which regions there are, the use case knows.
fn read_place(entry: &str) -> Option<Place> {
    let (front, region) = match entry.split_once('-') {
        Some((front, region)) if front.trim().len() == 2 => (front.trim(), Some(region.trim().to_owned())),
        _ => (entry, None),
    };
    let by_code = Country::of(&front.to_ascii_uppercase());
    let country =
        by_code.or_else(|| Country::all().find(|country| country.name.eq_ignore_ascii_case(front)))?;
    Some(Place { country: country.code.to_owned(), region })
}

/// What the use case refuses, at the fields of the form. Errors: what nobody can mend there.
pub(super) fn faults_of(error: Error) -> souk_http::Result<Faults> {
    if is_spent(&error) {
        return Ok(Faults::at("", say("desk-sent-before", &[])));
    }
    let Some(Refusal::Request(RequestRefusal::InvalidFields { fields })) = error.refusal() else {
        if let Some(refusal @ Refusal::Request(RequestRefusal::ListFull { .. })) = error.refusal() {
            return Ok(Faults::at("", refusal.detail()));
        }
        return Faults::of(error);
    };
    let mut faults = Faults::default();
    for field in fields {
        faults.put(&field_of(&field.pointer), in_words(field));
    }
    Ok(faults)
}

/// What is said of a field: where the refusal names fields as programs do, in words of the page.
fn in_words(field: &FieldError) -> String {
    match (field.pointer.trim_start_matches('/'), field.code) {
        ("max_days", "out_of_range") => say("way-most-wrong", &[("most", &u32::from(MAX_DAYS))]),
        ("min_days", "out_of_range") => say("way-least-wrong", &[("most", &u32::from(MAX_DAYS))]),
        (pointer, _) if pointer.contains("/fee/carrier") => say("zone-carrier-wrong", &[]),
        _ => field.detail.clone(),
    }
}

/// `/zones/0/fee/brackets/1/up_to` is `brackets-0`.
fn field_of(pointer: &str) -> String {
    let parts: Vec<&str> = pointer.trim_start_matches('/').split('/').collect();
    match parts.as_slice() {
        ["zones", number, "fee", "carrier", ..] => format!("service-{number}"),
        ["zones", number, "fee", field, ..] | ["zones", number, field, ..] => format!("{field}-{number}"),
        [field, ..] => (*field).to_owned(),
        [] => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(fields: &[(&str, &str)]) -> BTreeMap<String, String> {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn what_was_kept_is_typed_as_it_is_read() {
        let bracket = |up_to, fee| Bracket { up_to, fee };
        let zones = vec![
            ShippingZone {
                places: vec![
                    Place { country: "US".to_owned(), region: Some("OR".to_owned()) },
                    Place { country: "CA".to_owned(), region: None },
                ],
                kind: ShippingKind::WeightBrackets(vec![bracket(Some(500), 490), bracket(None, 990)]),
                free_from: Some(6_000),
            },
            ShippingZone::everywhere(ShippingKind::AmountBrackets(vec![bracket(Some(2_050), 700)])),
            ShippingZone::everywhere(ShippingKind::ByWeight { base: 1_200, per_kg: 305 }),
        ];
        let currency = Currency::USD;
        let typed: Vec<TypedZone> = zones.iter().map(|zone| TypedZone::of(zone, currency)).collect();
        assert_eq!(
            (typed[0].places.as_str(), typed[0].brackets.as_str()),
            ("US-OR, CA", "500 4.90\nmore 9.90")
        );
        assert_eq!((typed[1].brackets.as_str(), typed[2].per_kg.as_str()), ("20.50 7.00", "3.05"));
        let typed =
            Typed { min_days: "1".to_owned(), max_days: "2".to_owned(), zones: typed, ..Typed::default() };
        assert_eq!(typed.ready(currency).unwrap().zones, zones);
    }

    #[test]
    fn places_are_named_by_code_or_name_and_what_is_none_is_told() {
        let country = |code: &str| Place { country: code.to_owned(), region: None };
        assert_eq!(read_place("norway"), Some(country("NO")));
        assert_eq!(read_place("us"), Some(country("US")));
        let oregon = Place { country: "US".to_owned(), region: Some("Oregon".to_owned()) };
        assert_eq!(read_place("us - Oregon"), Some(oregon));
        assert_eq!(read_place("Atlantis"), None);
    }

    #[test]
    fn a_field_that_the_form_does_not_have_is_refused() {
        assert!(Typed::read(sent(&[("name", "Post"), ("kind-0", "flat"), ("fee-0", "1")])).is_ok());
        for odd in ["kind-1", "fee", "vendor"] {
            assert!(
                Typed::read(sent(&[("kind-0", "flat"), (odd, "x"), ("kind-3", "flat")])).is_err(),
                "{odd}"
            );
        }
    }

    #[test]
    fn what_is_refused_stands_at_the_field_that_was_typed() {
        for (pointer, field) in [
            ("/zones/0/fee/brackets/1/up_to", "brackets-0"),
            ("/zones/2/places/4/region", "places-2"),
            ("/zones/1/fee/per_kg", "per_kg-1"),
            ("/zones/1/fee/carrier", "service-1"),
            ("/max_days", "max_days"),
            ("/zones", "zones"),
        ] {
            assert_eq!(field_of(pointer), field);
        }
    }
}
