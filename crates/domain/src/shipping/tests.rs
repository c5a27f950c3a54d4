use super::*;

fn place(country: &str, region: Option<&str>) -> Place {
    Place { country: country.to_owned(), region: region.map(str::to_owned) }
}

fn zone(places: Vec<Place>, kind: ShippingKind) -> ShippingZone {
    ShippingZone { places, kind, free_from: None }
}

const FREE: ShippingKind = ShippingKind::Flat { fee: 0 };

fn wrong(zones: &[ShippingZone]) -> Vec<(String, &'static str)> {
    let wrong = checked_zones(zones).expect_err("they cannot be");
    wrong.into_iter().map(|field| (field.pointer, field.code)).collect()
}

fn up_to(ends: &[Option<i64>]) -> Vec<Bracket> {
    ends.iter().map(|end| Bracket { up_to: *end, fee: 100 }).collect()
}

#[test]
fn a_region_is_kept_by_its_code_however_it_was_typed() {
    let zones = [zone(vec![place("US", Some("california")), place("US", Some("us-ny"))], FREE)];
    let kept = checked_zones(&zones).expect("they can be");
    assert_eq!(kept[0].places, [place("US", Some("CA")), place("US", Some("NY"))]);
}

#[test]
fn a_place_that_is_none_is_named_by_its_pointer() {
    // German addresses are written without their state
    let places =
        vec![place("US", None), place("us", None), place("US", Some("Bavaria")), place("DE", Some("BY"))];
    let nowhere = zone(places, FREE);
    assert_eq!(
        wrong(&[nowhere]),
        [
            ("/zones/0/places/1/country".to_owned(), "invalid_value"),
            ("/zones/0/places/2/region".to_owned(), "invalid_value"),
            ("/zones/0/places/3/region".to_owned(), "invalid_value")
        ]
    );
}

#[test]
fn a_place_has_one_fee() {
    let twice = [
        zone(vec![place("US", None), place("US", Some("CA"))], FREE),
        zone(vec![place("CA", None), place("US", Some("California"))], FREE),
        zone(vec![], FREE),
        zone(vec![], FREE),
    ];
    assert_eq!(
        wrong(&twice),
        [("/zones/1/places/1/country".to_owned(), "repeated"), ("/zones/3/places".to_owned(), "repeated")]
    );
}

#[test]
fn brackets_that_overlap_or_follow_one_without_end_are_refused() {
    let of = |ends: &[Option<i64>]| [zone(vec![], ShippingKind::WeightBrackets(up_to(ends)))];
    assert!(checked_zones(&of(&[Some(500), Some(501), None])).is_ok());
    assert!(checked_zones(&of(&[Some(MAX_BRACKET_G)])).is_ok());
    for ends in [
        &[Some(500), Some(500)][..],
        &[Some(500), Some(400), None][..],
        &[Some(0), Some(400)][..],
        &[None, Some(400)][..],
        &[None, None][..],
    ] {
        assert!(wrong(&of(ends)).iter().all(|(_, code)| *code == "overlapping"), "{ends:?}");
    }
    assert_eq!(
        wrong(&of(&[Some(MAX_BRACKET_G + 1)])),
        [("/zones/0/fee/brackets/0/up_to".to_owned(), "out_of_range")]
    );
    assert_eq!(wrong(&of(&[])), [("/zones/0/fee/brackets".to_owned(), "out_of_range")]);
}

#[test]
fn counts_and_sums_have_their_bounds() {
    assert_eq!(wrong(&[]), [("/zones".to_owned(), "out_of_range")]);
    let all: Vec<ShippingZone> = (0..=MAX_ZONES).map(|_| zone(vec![place("US", None)], FREE)).collect();
    assert!(wrong(&all).contains(&("/zones".to_owned(), "out_of_range")));
    let many = zone(vec![place("US", None); MAX_PLACES + 1], FREE);
    assert_eq!(wrong(&[many]), [("/zones/0/places".to_owned(), "out_of_range")]);
    let dear = ShippingZone {
        free_from: Some(-1),
        ..zone(vec![], ShippingKind::ByWeight { base: -1, per_kg: MAX_PRICE + 1 })
    };
    let fields = wrong(&[dear]);
    let pointers: Vec<&str> = fields.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert_eq!(pointers, ["/zones/0/fee/fee", "/zones/0/fee/per_kg", "/zones/0/fee/free_from"]);
}
