//! Where a parcel may go, for how much, and when it is there.

use std::collections::BTreeMap;

use crate::ids::*;
use crate::money::Currency;
use crate::pricing::*;
use jiff::Timestamp;

const KILN: VendorId = VendorId::from_bytes([1; 16]);
/// Thursday, 26 November 2026, 18:00 UTC.
const THURSDAY: i64 = 1_795_716_000;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn id(number: u8) -> ShippingMethodId {
    ShippingMethodId::from_bytes([number; 16])
}

fn method(number: u8, zones: Vec<ShippingZone>) -> ShippingMethod {
    ShippingMethod {
        method: id(number),
        vendor: None,
        name: "Post".into(),
        zones,
        min_days: 2,
        max_days: 4,
        takes_cash: false,
    }
}

fn flat(places: &[(&str, Option<&str>)], fee: i64) -> ShippingZone {
    let place = |(country, region): &(&str, Option<&str>)| Place {
        country: (*country).to_owned(),
        region: region.map(str::to_owned),
    };
    ShippingZone {
        places: places.iter().map(place).collect(),
        kind: ShippingKind::Flat { fee },
        free_from: None,
    }
}

/// One line of the kiln's, 800 grams and 40.00 each, priced for a place.
fn quote(rules: &ShippingRules, quantity: u32, country: &str, region: Option<&str>) -> PricedVendor {
    quote_at(rules, quantity, (country, region), at(THURSDAY))
}

fn quote_at(
    rules: &ShippingRules,
    quantity: u32,
    (country, region): (&str, Option<&str>),
    now: Timestamp,
) -> PricedVendor {
    quote_with(rules, quantity, (country, region), now, &BTreeMap::new())
}

fn quote_with(
    rules: &ShippingRules,
    quantity: u32,
    (country, region): (&str, Option<&str>),
    now: Timestamp,
    live: &BTreeMap<CarrierQuestion, i64>,
) -> PricedVendor {
    let line = LineToPrice {
        line: CartLineId::from_bytes([1; 16]),
        variant: VariantId::from_bytes([1; 16]),
        product: ProductId::from_bytes([1; 16]),
        vendor: KILN,
        categories: Vec::new(),
        unit_price: 4_000,
        quantity,
        taxable: false,
        tax_class: Default::default(),
        requires_shipping: true,
        weight_g: 800,
    };
    let cart = CartToPrice {
        currency: Currency::USD,
        lines: vec![line],
        destination: Some(Destination {
            country: country.into(),
            region: region.map(Into::into),
            postal_code: String::new(),
        }),
        chosen: BTreeMap::new(),
        codes: Vec::new(),
        used_up: Default::default(),
        live: live.clone(),
        tax: Default::default(),
    };
    price(&cart, &[], &TaxRules::default(), rules, now).unwrap().vendors.remove(0)
}

fn of_market(methods: Vec<ShippingMethod>) -> ShippingRules {
    ShippingRules::of(methods, BTreeMap::new())
}

#[test]
fn the_zone_that_names_a_place_most_closely_decides_its_fee() {
    let zones = vec![
        flat(&[], 3_000),
        flat(&[("US", None), ("CA", None)], 900),
        flat(&[("US", Some("HI")), ("US", Some("AK"))], 1_900),
        flat(&[("CA", None)], 1),
    ];
    let rules = of_market(vec![method(1, zones)]);
    for (country, region, fee) in [
        ("US", Some("NY"), 900),
        ("US", Some("HI"), 1_900),
        ("US", Some("hi"), 1_900),
        // named alike by two: the first
        ("CA", Some("ON"), 900),
        ("DE", None, 3_000),
        // a region of another country
        ("DE", Some("HI"), 3_000),
    ] {
        assert_eq!(quote(&rules, 1, country, region).shipping, fee, "{country} {region:?}");
    }
}

#[test]
fn a_vendor_that_serves_a_part_of_a_country_asks_which_part_it_is() {
    let rules = of_market(vec![method(1, vec![flat(&[("US", Some("NY"))], 500)])]);
    assert_eq!(quote(&rules, 1, "US", Some("NY")).undeliverable, None);
    assert_eq!(quote(&rules, 1, "US", Some("CA")).undeliverable, Some(Undeliverable::NoMethod));
    assert_eq!(quote(&rules, 1, "US", None).undeliverable, Some(Undeliverable::RegionUnknown));
    assert_eq!(quote(&rules, 1, "CA", None).undeliverable, Some(Undeliverable::NoMethod));
    assert_eq!(rules.market[0].countries(), Some(["US"].into()));
}

#[test]
fn a_whole_country_is_no_price_while_a_region_of_it_has_one_of_its_own() {
    let zones = |rest: ShippingZone| vec![flat(&[("PH", Some("PH-BTN"))], 9_000), rest];
    for rest in [flat(&[("PH", None)], 500), flat(&[], 500)] {
        let rules = of_market(vec![method(1, zones(rest))]);
        let unknown = quote(&rules, 1, "PH", None);
        assert_eq!((unknown.undeliverable, unknown.options), (Some(Undeliverable::RegionUnknown), vec![]));
        assert_eq!(quote(&rules, 1, "PH", Some("PH-BTN")).shipping, 9_000);
        assert_eq!(quote(&rules, 1, "PH", Some("PH-00")).shipping, 500);
    }
    // a way that costs the same in the whole country needs no region
    let both = of_market(vec![method(1, zones(flat(&[], 500))), method(2, vec![flat(&[("PH", None)], 700)])]);
    let known = quote(&both, 1, "PH", None);
    assert_eq!((known.chosen, known.shipping, known.undeliverable), (Some(id(2)), 700, None));
}

#[test]
fn a_fee_becomes_none_and_no_fee_stays_no_fee() {
    let letter = ShippingKind::WeightBrackets(vec![Bracket { up_to: Some(800), fee: 300 }]);
    let mut zone = ShippingZone::everywhere(letter);
    zone.free_from = Some(4_000);
    let rules = of_market(vec![method(1, vec![zone])]);
    assert_eq!(
        (quote(&rules, 1, "US", None).chosen, quote(&rules, 1, "US", None).shipping),
        (Some(id(1)), 0)
    );
    assert_eq!(quote(&rules, 2, "US", None).undeliverable, Some(Undeliverable::NoFee));
}

#[test]
fn brackets_begin_above_the_one_before_and_the_end_belongs_to_them() {
    let brackets = |ends: &[(Option<i64>, i64)]| {
        ends.iter().map(|(up_to, fee)| Bracket { up_to: *up_to, fee: *fee }).collect::<Vec<_>>()
    };
    let by_weight = ShippingKind::WeightBrackets(brackets(&[(Some(800), 300), (Some(2_400), 700)]));
    let rules = of_market(vec![method(1, vec![ShippingZone::everywhere(by_weight)])]);
    let fees: Vec<i64> = [1, 2, 3].map(|pieces| quote(&rules, pieces, "US", None).shipping).into();
    assert_eq!(fees, [300, 700, 700]);
    assert_eq!(quote(&rules, 4, "US", None).undeliverable, Some(Undeliverable::NoFee));
    let by_amount =
        ShippingKind::AmountBrackets(brackets(&[(Some(3_999), 900), (Some(8_000), 500), (None, 100)]));
    let mut zone = ShippingZone::everywhere(by_amount);
    zone.free_from = Some(16_000);
    let rules = of_market(vec![method(1, vec![zone])]);
    let fees: Vec<i64> = [1, 2, 3, 4].map(|pieces| quote(&rules, pieces, "US", None).shipping).into();
    assert_eq!(fees, [500, 500, 100, 0]);
}

#[test]
fn a_vendors_own_ways_stand_beside_the_markets_or_in_their_place() {
    let own = ShippingMethod { vendor: Some(KILN), ..method(2, vec![flat(&[("US", None)], 200)]) };
    let market = method(1, vec![flat(&[], 500)]);
    let terms = |own_only| [(KILN, ShippingTerms { own_only, handling_days: 0 })].into();
    let offered = |rules: &ShippingRules, country: &str| {
        quote(rules, 1, country, None).options.iter().map(|option| option.method).collect::<Vec<_>>()
    };
    let beside = ShippingRules::of(vec![market.clone(), own.clone()], terms(false));
    assert_eq!((offered(&beside, "US"), offered(&beside, "DE")), (vec![id(2), id(1)], vec![id(1)]));
    let instead = ShippingRules::of(vec![market.clone(), own], terms(true));
    assert_eq!((offered(&instead, "US"), offered(&instead, "DE")), (vec![id(2)], vec![]));
    // with nothing of its own, it ships as the market does
    let without = ShippingRules::of(vec![market], terms(true));
    assert_eq!(offered(&without, "DE"), [id(1)]);
}

#[test]
fn handling_counts_working_days_and_the_weekends_between() {
    let days = |handling_days, now| {
        let terms = ShippingTerms { own_only: false, handling_days };
        terms.days_until_sent(at(now))
    };
    const DAY: i64 = 86_400;
    assert_eq!([0, 1, 2, 6].map(|handling| days(handling, THURSDAY)), [0, 1, 4, 8]);
    // Saturday and Sunday are none
    assert_eq!(days(1, THURSDAY + 2 * DAY), 2);
    assert_eq!(days(1, THURSDAY + 3 * DAY), 1);
    assert_eq!(days(0, THURSDAY + 2 * DAY), 0);

    let terms = [(KILN, ShippingTerms { own_only: false, handling_days: 2 })].into();
    let rules = ShippingRules::of(vec![method(1, vec![flat(&[], 500)])], terms);
    let option = quote_at(&rules, 1, ("US", None), at(THURSDAY)).options.remove(0);
    assert_eq!((option.min_days, option.max_days), (4 + 2, 4 + 4));
}

#[test]
fn a_way_whose_carrier_has_not_answered_is_left_out_until_it_has() {
    let carrier = ShippingKind::Carrier { carrier: "table".into(), service: "ground".into() };
    let mut zone = ShippingZone::everywhere(carrier);
    zone.free_from = Some(12_000);
    let asking = method(1, vec![zone]);
    let both = of_market(vec![asking.clone(), method(2, vec![flat(&[], 900)])]);
    assert!(both.ask_carriers() && !of_market(vec![method(2, vec![flat(&[], 900)])]).ask_carriers());
    let silent = quote(&both, 2, "US", None);
    assert_eq!((silent.chosen, silent.shipping, silent.undeliverable), (Some(id(2)), 900, None));
    let question = silent.unanswered.first().cloned().unwrap();
    assert_eq!((question.service.as_str(), question.weight_g, question.vendor), ("ground", 1_600, KILN));

    let answered = |fee| {
        let live = [(question.clone(), fee)].into();
        quote_with(&both, 2, ("US", None), at(THURSDAY), &live)
    };
    assert_eq!((answered(450).chosen, answered(450).shipping), (Some(id(1)), 450));
    assert!(answered(450).unanswered.is_empty());
    // beyond every price
    assert_eq!(answered(i64::MAX).chosen, Some(id(2)));
    // what was said of another parcel is no answer
    let live = [(question.clone(), 450)].into();
    assert_eq!(quote_with(&both, 1, ("US", None), at(THURSDAY), &live).shipping, 900);

    let alone = of_market(vec![asking]);
    assert_eq!(quote(&alone, 2, "US", None).undeliverable, Some(Undeliverable::NoAnswer));
    // a carrier that does not take the parcel does not take it for free
    let free = quote(&alone, 3, "US", None);
    assert_eq!((free.undeliverable, free.unanswered.len()), (Some(Undeliverable::NoAnswer), 1));
    let live = [(free.unanswered[0].clone(), 450)].into();
    let free = quote_with(&alone, 3, ("US", None), at(THURSDAY), &live);
    assert_eq!((free.chosen, free.shipping, free.undeliverable), (Some(id(1)), 0, None));
}
