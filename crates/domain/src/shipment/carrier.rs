//! Carriers whose pages tell where a parcel is.

use crate::bounds::shipment::{MAX_CARRIER_CHARS, MAX_TRACKING_NUMBER_CHARS};
use crate::percent;

/// A carrier with a page for each parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carrier {
    /// How its name is written.
    pub name: &'static str,
    /// The address of the page, but for the number at its end.
    page: &'static str,
}

const fn carrier(name: &'static str, page: &'static str) -> Carrier {
    Carrier { name, page }
}

/// Carriers whose page is found by the parcel's number alone.
pub const CARRIERS: &[Carrier] = &[
    carrier("Australia Post", "https://auspost.com.au/mypost/track/details/"),
    carrier("Canada Post", "https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor="),
    carrier("DHL", "https://www.dhl.com/global-en/home/tracking.html?tracking-id="),
    carrier("DPD", "https://tracking.dpd.de/status/en_US/parcel/"),
    carrier("Evri", "https://www.evri.com/track/parcel/"),
    carrier("FedEx", "https://www.fedex.com/fedextrack/?trknbr="),
    carrier("GLS", "https://gls-group.com/track/"),
    carrier("La Poste", "https://www.laposte.fr/outils/suivre-vos-envois?code="),
    carrier("Royal Mail", "https://www.royalmail.com/track-your-item#/tracking-results/"),
    carrier("UPS", "https://www.ups.com/track?tracknum="),
    carrier("USPS", "https://tools.usps.com/go/TrackConfirmAction?tLabels="),
];

/// A carrier's name as it is compared: letters and digits alone, small. It is no longer than a name may be.
pub fn folded(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase);
    letters.take(MAX_CARRIER_CHARS).collect()
}

/// A tracking number as it is compared: letters and digits alone, in capitals, however they are grouped. `None`: it has none.
pub fn tracking_key(number: &str) -> Option<String> {
    let letters = number.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_uppercase);
    let key: String = letters.take(MAX_TRACKING_NUMBER_CHARS).collect();
    Some(key).filter(|key| !key.is_empty())
}

/// Where a carrier tells of a parcel; `None` for a carrier that is not known, or whose page needs more than the number.
pub fn tracking_link(name: &str, number: &str) -> Option<String> {
    let asked = folded(name);
    let known = CARRIERS.iter().find(|carrier| folded(carrier.name) == asked)?;
    let number: String = number.chars().filter(|letter| !letter.is_whitespace()).collect();
    (!number.is_empty()).then(|| format!("{}{}", known.page, percent::encode(&number)))
}
