use super::*;
use crate::field::FieldError;
use jiff::Timestamp;
use std::collections::BTreeMap;

fn standard() -> TaxClassCode {
    TaxClassCode::default()
}

fn place(country: &str, region: Option<&str>, postal_prefix: Option<&str>) -> TaxPlace {
    TaxPlace {
        country: country.to_owned(),
        region: region.map(str::to_owned),
        postal_prefix: postal_prefix.map(str::to_owned),
    }
}

fn zone(name: &str, places: Vec<TaxPlace>) -> TaxZone {
    TaxZone {
        name: name.to_owned(),
        places,
        included: false,
        taxes_shipping: false,
        rounding: TaxRounding::Line,
        remitter: TaxRemitter::Market,
        rates: [(standard(), 600)].into(),
    }
}

fn wrong<T: std::fmt::Debug>(checked: Result<T, Vec<FieldError>>) -> Vec<(String, &'static str)> {
    checked.unwrap_err().into_iter().map(|field| (field.pointer, field.code)).collect()
}

#[test]
fn a_word_of_a_class_is_short_and_plain() {
    for word in ["standard", "reduced-rate", "7", "a-1"] {
        assert_eq!(TaxClassCode::parse(word).unwrap().as_str(), word);
    }
    let long = "a".repeat(41);
    for word in ["", "Reduced", "reduced rate", "-a", "a-", "a--b", "é", &long] {
        assert_eq!(TaxClassCode::parse(word), Err(MalformedTaxClass), "{word}");
    }
}

#[test]
fn places_are_kept_as_addresses_have_them() {
    let places = vec![
        place("US", Some("California"), None),
        place("US", None, Some("902 -1")),
        place("CA", None, Some("k1a")),
        place("US", Some("ca"), None),
    ];
    let kept = checked_zone(&zone(" West ", places), &[standard()], &[]).unwrap();
    assert_eq!(kept.name, "West");
    let expected =
        [place("US", Some("CA"), None), place("US", None, Some("9021")), place("CA", None, Some("K1A"))];
    assert_eq!(kept.places, expected);
}

#[test]
fn a_zone_that_cannot_be_is_told_field_by_field() {
    let places = vec![
        place("USA", None, None),
        place("US", Some("Bavaria"), None),
        place("US", Some("CA"), Some("9")),
        place("DE", None, Some("--")),
        place("HK", None, Some("9")),
    ];
    let mut bad = zone("", places);
    bad.rates =
        [(TaxClassCode::parse("luxury").unwrap(), 1), (TaxClassCode::parse("zero").unwrap(), 10_001)].into();
    let classes = [standard(), TaxClassCode::parse("zero").unwrap()];
    let told: BTreeMap<String, &str> = wrong(checked_zone(&bad, &classes, &[])).into_iter().collect();
    let pointers: Vec<&str> = told.keys().map(String::as_str).collect();
    assert_eq!(
        pointers,
        [
            "/name",
            "/places/0/country",
            "/places/1/region",
            "/places/2/postal_prefix",
            "/places/3/postal_prefix",
            "/places/4/postal_prefix",
            "/rates/luxury",
            "/rates/standard",
            "/rates/zero"
        ]
    );
    assert_eq!(told["/rates/standard"], "required");
}

#[test]
fn two_zones_hold_no_place_of_the_same_rank() {
    let others = [
        zone("California", vec![place("US", Some("CA"), None)]),
        zone("United States", vec![place("US", None, None)]),
        zone("Beverly Hills", vec![place("US", None, Some("902"))]),
        zone("Elsewhere", vec![]),
    ];
    let others: Vec<&TaxZone> = others.iter().collect();
    let checked = |places| checked_zone(&zone("New", places), &[standard()], &others);
    for held in [
        place("US", Some("California"), None),
        place("US", None, None),
        place("US", None, Some("90210")),
        place("US", None, Some("90")),
    ] {
        assert_eq!(wrong(checked(vec![held.clone()])), [("/places/0".to_owned(), "overlapping")], "{held:?}");
    }
    let detail = checked(vec![place("US", None, Some("90"))]).unwrap_err().remove(0).detail;
    assert!(detail.contains("“Beverly Hills”"), "{detail}");
    assert_eq!(wrong(checked(vec![])), [("/places".to_owned(), "overlapping")]);
    assert!(checked(vec![place("US", Some("NV"), None), place("DE", None, Some("902"))]).is_ok());
    let same_name = checked_zone(&zone("california", vec![place("FR", None, None)]), &[standard()], &others);
    assert_eq!(wrong(same_name), [("/name".to_owned(), "repeated")]);
}

#[test]
fn the_standard_class_has_no_rate_of_its_own() {
    let class = |code: &str, bps| TaxClass {
        code: TaxClassCode::parse(code).unwrap(),
        name: " Books ".to_owned(),
        bps,
    };
    assert_eq!(checked_class(&class("books", Some(0))).unwrap().name, "Books");
    assert_eq!(
        wrong(checked_class(&class("standard", Some(0)))),
        [("/rate_bps".to_owned(), "invalid_value")]
    );
    assert_eq!(
        wrong(checked_class(&class("books", Some(10_001)))),
        [("/rate_bps".to_owned(), "out_of_range")]
    );
}

#[test]
fn an_exemption_holds_until_its_end() {
    let at = |second| Timestamp::from_second(second).unwrap();
    let exempt = TaxExemption { reason: " Reseller ".into(), number: String::new(), ends_at: Some(at(10)) };
    assert!(exempt.holds(at(9)) && !exempt.holds(at(10)));
    assert_eq!(exempt.checked(at(9)).unwrap().reason, "Reseller");
    assert_eq!(wrong(exempt.checked(at(10))), [("/ends_at".to_owned(), "out_of_range")]);
    let open = TaxExemption { reason: String::new(), ends_at: None, ..exempt };
    assert!(open.holds(Timestamp::MAX));
    assert_eq!(wrong(open.checked(at(0))).remove(0).0, "/reason");
}
