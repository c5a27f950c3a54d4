//! What went wrong in a form of an order's page, and how its fields are called.

use souk_domain::money::Money;

use crate::shared::{Fields, Mistakes};

/// Which form something went wrong in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum At {
    #[default]
    Nowhere,
    Ship,
    Provide,
    /// A parcel, by its id.
    Track(String),
    Refund,
    Sum,
}

/// What went wrong, and what was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Trouble {
    pub(super) at: At,
    pub(super) sent: Fields,
    pub(super) mistakes: Mistakes,
    /// What would go back, for somebody to see before it does.
    pub(super) sum: Option<Money>,
}

/// What begins the name of a line's field in the form of a parcel, and of a refund.
pub(super) const TO_SHIP: &str = "q-";
pub(super) const TO_REFUND: &str = "r-";

/// The reason of a sum, whose field has another id than that of pieces.
pub(super) const SUM_REASON: &str = "sum-reason";

/// The ids of the fields of one parcel, of which a page may have several.
pub(super) fn place_field(parcel: &str) -> String {
    format!("place-{parcel}")
}
pub(super) fn words_field(parcel: &str) -> String {
    format!("words-{parcel}")
}

/// The ids of the two choices of where a parcel is.
pub(super) fn status_field(parcel: &str) -> String {
    format!("status-{parcel}")
}
pub(super) fn gone_field(parcel: &str) -> String {
    format!("gone-{parcel}")
}

/// What the form of who carries a parcel says it is, and the ids of its fields.
pub(super) const CARRIAGE: &str = "carriage";
pub(super) fn carrier_field(parcel: &str) -> String {
    format!("carrier-{parcel}")
}
pub(super) fn number_field(parcel: &str) -> String {
    format!("number-{parcel}")
}

impl Trouble {
    /// What was typed into a form and is wrong with it; nothing for the others.
    pub(super) fn of(&self, at: &At) -> (Fields, Mistakes) {
        if self.at == *at { (self.sent.clone(), self.mistakes.clone()) } else { Default::default() }
    }
}
