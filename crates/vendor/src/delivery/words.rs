//! Ways to ship in words, and in the notation of their form.

use souk_domain::money::{Currency, Money, to_decimal};
use souk_domain::pricing::{Bracket, Place, ShippingKind, ShippingMethod, ShippingZone};
use souk_ui::texts::say;

/// Places that are named in a line of a list; the rest is counted.
const NAMED: usize = 8;

/// A zone in one line: where, and for how much.
pub(super) fn zone(zone: &ShippingZone, currency: Currency) -> String {
    let fee = fee(zone, currency);
    match zone.free_from {
        Some(minor) => say(
            "zone-free",
            &[("places", &named(zone)), ("fee", &fee), ("sum", &Money::new(minor, currency))],
        ),
        None => say("zone-line", &[("places", &named(zone)), ("fee", &fee)]),
    }
}

fn named(zone: &ShippingZone) -> String {
    if zone.places.is_empty() {
        return say("zone-rest", &[]);
    }
    let first: Vec<String> = zone.places.iter().take(NAMED).map(place).collect();
    let first = first.join(", ");
    match zone.places.len().saturating_sub(NAMED) {
        0 => first,
        more => say("zone-more", &[("places", &first), ("count", &more)]),
    }
}

fn fee(zone: &ShippingZone, currency: Currency) -> String {
    let money = |minor: i64| Money::new(minor, currency);
    match &zone.kind {
        ShippingKind::Flat { fee } => say("fee-flat", &[("fee", &money(*fee))]),
        ShippingKind::ByWeight { base, per_kg } => {
            say("fee-by-weight", &[("fee", &money(*base)), ("more", &money(*per_kg))])
        }
        ShippingKind::WeightBrackets(all) => say("fee-weight-brackets", &[("count", &all.len())]),
        ShippingKind::AmountBrackets(all) => say("fee-amount-brackets", &[("count", &all.len())]),
        ShippingKind::Carrier { carrier, service } => {
            say("fee-carrier", &[("service", &format!("{carrier} {service}"))])
        }
    }
}

/// How long a way takes.
pub(super) fn days(method: &ShippingMethod) -> String {
    let (least, most) = (usize::from(method.min_days), usize::from(method.max_days));
    if least == most {
        say("way-days-exact", &[("count", &most)])
    } else {
        say("way-days", &[("least", &least), ("most", &most)])
    }
}

/// `US`, or `US-OR`.
pub(super) fn place(place: &Place) -> String {
    match &place.region {
        Some(region) => format!("{}-{region}", place.country),
        None => place.country.clone(),
    }
}

/// `500 4.90`, or `more 9.90`, one in each line; ends are grams, or sums where `in_money`.
pub(super) fn brackets(all: &[Bracket], in_money: bool, currency: Currency) -> String {
    let line = |bracket: &Bracket| {
        let end = match bracket.up_to {
            None => "more".to_owned(),
            Some(end) if in_money => to_decimal(end, currency),
            Some(end) => end.to_string(),
        };
        format!("{end} {}", to_decimal(bracket.fee, currency))
    };
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}
