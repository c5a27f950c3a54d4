//! Places and rates as they are typed.

use souk_domain::pricing::{MalformedPercent, parse_percent};
use souk_domain::tax::TaxPlace;
use souk_ui::bill::percent;

/// Places, a line each: `US`, `US California`, or `US 902*` for the postal codes that begin so. Their order is kept, so that what is
/// wrong with one is told by its line.
pub(super) fn places(text: &str) -> Vec<TaxPlace> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(place).collect()
}

fn place(line: &str) -> TaxPlace {
    let (country, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    let prefix = rest.strip_suffix('*').map(str::trim);
    TaxPlace {
        country: country.to_uppercase(),
        region: (prefix.is_none() && !rest.is_empty()).then(|| rest.to_owned()),
        postal_prefix: prefix.map(str::to_owned),
    }
}

/// Places as they are typed.
pub(super) fn lines(places: &[TaxPlace]) -> String {
    places.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A place as it is typed, and read in a list.
pub(super) fn line(place: &TaxPlace) -> String {
    match (&place.region, &place.postal_prefix) {
        (_, Some(prefix)) => format!("{} {prefix}*", place.country),
        (Some(region), None) => format!("{} {region}", place.country),
        (None, None) => place.country.clone(),
    }
}

/// A rate as it is typed: nothing where nothing is said.
pub(super) fn rate(text: &str) -> Result<Option<u32>, MalformedPercent> {
    if text.trim().is_empty() { Ok(None) } else { parse_percent(text).map(Some) }
}

/// The same the other way.
pub(super) fn rate_text(bps: Option<u32>) -> String {
    bps.map(percent).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_they_are_written() {
        let typed = "US\nUS CA\n\nus 902*\nCA K1A *\n";
        let read = places(typed);
        assert_eq!(read.len(), 4);
        assert_eq!(lines(&read), "US\nUS CA\nUS 902*\nCA K1A*");
        assert_eq!(read[3].postal_prefix.as_deref(), Some("K1A"));
        assert_eq!(
            (rate(" "), rate("8,25 %"), rate("many")),
            (Ok(None), Ok(Some(825)), Err(MalformedPercent))
        );
    }
}
