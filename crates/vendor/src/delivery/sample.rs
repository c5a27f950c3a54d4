use souk_domain::ids::ShippingMethodId;
use souk_domain::money::Currency;
use souk_domain::pricing::{Bracket, Place, ShippingKind, ShippingMethod, ShippingZone};
use souk_market::shipping::OfferedMethod;
use souk_ui::faults::Faults;

use super::list::{DeliveryPage, OwnWay, SharedWay};
use super::read::Typed;
use super::way::{self, WayPage};
use crate::routes;
use crate::shared::sample::around;

fn parcel() -> OfferedMethod {
    let bracket = |up_to, fee| Bracket { up_to, fee };
    let zones = vec![
        ShippingZone {
            places: vec![Place { country: "US".to_owned(), region: Some("OR".to_owned()) }],
            kind: ShippingKind::WeightBrackets(vec![bracket(Some(500), 490), bracket(None, 990)]),
            free_from: Some(6_000),
        },
        ShippingZone::of_countries(&["US", "CA"], ShippingKind::Flat { fee: 890 }),
        ShippingZone::everywhere(ShippingKind::ByWeight { base: 1_290, per_kg: 450 }),
    ];
    let method = ShippingMethod {
        method: ShippingMethodId::from_bytes([5; 16]),
        vendor: None,
        name: "Parcel from the kiln".to_owned(),
        zones,
        min_days: 2,
        max_days: 4,
        takes_cash: true,
    };
    OfferedMethod { method, revision: 3 }
}

impl DeliveryPage {
    /// One own way beside one of the market.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::delivery());
        let shared = ShippingMethod {
            name: "Standard".to_owned(),
            zones: vec![ShippingZone::everywhere(ShippingKind::Flat { fee: 500 })],
            ..parcel().method
        };
        Self {
            frame,
            desk,
            errors: Vec::new(),
            revision: 1,
            handling_days: souk_ui::Entry::of("2"),
            own_only: false,
            own: vec![OwnWay::of(&parcel(), Currency::USD)],
            shared: vec![SharedWay::of(&shared, Currency::USD)],
            may_change: true,
        }
    }
}

impl WayPage {
    /// A way of three zones.
    pub fn sample() -> Self {
        Self::of(&Faults::default())
    }

    /// The same with a bracket that overlaps.
    pub fn sample_wrong() -> Self {
        let words = "It begins above 500g, where the one before it ends: end it further up.";
        Self::of(&Faults::at("brackets-0", words.to_owned()))
    }

    fn of(faults: &Faults) -> Self {
        let parcel = parcel();
        let id = parcel.method.method.to_string();
        let (frame, desk) = around(&routes::way(&id));
        let typed = Typed::of(&parcel.method, parcel.revision, Currency::USD);
        let order = typed.order();
        let order: Vec<&str> = order.iter().map(String::as_str).collect();
        Self {
            frame,
            desk,
            id,
            revision: typed.revision.clone(),
            key: "a1".to_owned(),
            errors: faults.summary(&order),
            name: faults.entry("name", &typed.name),
            min_days: faults.entry("min_days", &typed.min_days),
            max_days: faults.entry("max_days", &typed.max_days),
            takes_cash: typed.takes_cash,
            zones: way::zones(&typed, &[("table".to_owned(), "ground".to_owned())], faults),
        }
    }
}
