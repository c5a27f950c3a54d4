use proptest::prelude::*;
use souk_domain::address::{Country, RawAddress};

use super::*;

/// An address of a country that has every part the API takes.
fn full(country: &Country, region: usize) -> Address {
    let regions = country.regions();
    // of some islands nobody keeps a list
    let typed = || country.needs(Part::Region).then(|| "Tahiti".to_owned());
    let region = match regions.len() {
        0 => typed(),
        some => Some(regions[region % some].code.to_owned()),
    };
    let raw = RawAddress {
        name: Some("Zoë O’Hara".into()),
        residence_number: Some("12 b".into()),
        street: Some("Rue “du” Port".into()),
        line2: Some("Floor 2".into()),
        city: Some("Łódź".into()),
        region,
        postal_code: Some(country.example.to_owned()),
        country: Some(country.code.to_owned()),
        phone: Some("+1 555 010 0123".into()),
        description: Some("Ring twice.\nThen wait.".into()),
    };
    Address::parse("", &raw).unwrap_or_else(|wrong| panic!("{}: {wrong:?}", country.code))
}

#[test]
fn in_every_country_the_form_shows_and_keeps_each_field_that_an_address_has() {
    for country in Country::all() {
        let address = full(country, 1);
        let typed = TypedAddress::of(&address);
        assert_eq!(typed.address().unwrap(), address, "{}", country.code);
        assert!(typed.holds(&address));
        let form = AddressForm::of(&typed, |_| None);
        let order = form.order();
        for (field, entry, value) in [
            ("street", &form.street, address.street.as_str()),
            ("residence_number", &form.residence_number, "12 b"),
            ("line2", &form.line2, "Floor 2"),
            ("city", &form.city, "Łódź"),
            ("phone", &form.phone, "+1 555 010 0123"),
            ("description", &form.description, "Ring twice.\nThen wait."),
            ("postal_code", &form.postal_code, address.postal_code.as_str()),
            ("region", &form.region, address.region.as_deref().unwrap_or_default()),
        ] {
            assert_eq!(entry.value, value, "{} {field}", country.code);
            assert!(value.is_empty() || order.contains(&field), "{} does not show {field}", country.code);
        }
        if let Some(code) = &address.region {
            let chosen: Vec<&str> =
                form.regions.iter().filter(|one| one.chosen).map(|one| one.value.as_str()).collect();
            assert!(form.regions.is_empty() || chosen == [code], "{} {code} {chosen:?}", country.code);
        }
        assert!(form.is_unfolded());
    }
}

#[test]
fn a_form_asks_for_what_the_country_writes_and_for_nothing_else() {
    let form = |country: &str| {
        let typed = TypedAddress { country: country.to_owned(), ..TypedAddress::default() };
        AddressForm::of(&typed, |_| None)
    };
    let parts = |country: &str| form(country).parts;
    assert_eq!(parts("US"), [Part::Street, Part::City, Part::Region, Part::PostalCode]);
    assert_eq!(parts("DE"), [Part::Street, Part::PostalCode, Part::City]);
    assert_eq!(parts("JP"), [Part::PostalCode, Part::Region, Part::City, Part::Street]);
    assert_eq!(parts("SG"), [Part::Street, Part::PostalCode]);
    for country in ["BO", "CW", "HK", "AE", "ZW"] {
        assert!(!parts(country).contains(&Part::PostalCode), "{country}");
    }
    let ireland = form("IE");
    assert_eq!((ireland.postal_label, ireland.region_label), ("field-eircode", "field-county"));
    assert!(ireland.postal_needed.is_empty() && !ireland.city_needed.is_empty());
    assert!(!form("US").postal_needed.is_empty());
    assert_eq!((form("GB").postal_label, form("GB").city_label), ("field-postcode", "field-town"));
    assert_eq!(form("JP").order()[..4], ["name", "country", "postal_code", "region"]);
    assert_eq!(form("US").order()[6..], ["description", "city", "region", "postal_code"]);
}

#[test]
fn rows_have_no_holes() {
    let sixths = |width: &str| match width {
        "w2" => 2,
        "w3" => 3,
        "w4" => 4,
        _ => 6,
    };
    for country in Country::all() {
        for typed in [
            TypedAddress { country: country.code.to_owned(), ..TypedAddress::default() },
            TypedAddress::of(&full(country, 0)),
        ] {
            let form = AddressForm::of(&typed, |_| None);
            let mut row = 0;
            for part in &form.parts {
                row += sixths(form.width(*part));
                assert!(row <= 6, "{} {part:?}", country.code);
                row %= 6;
            }
            assert_eq!(row, 0, "{}", country.code);
        }
    }
}

#[test]
fn what_another_country_was_asked_for_is_not_carried_over() {
    let typed = TypedAddress {
        country: "HK".to_owned(),
        region: "NC".to_owned(),
        postal_code: "27701".to_owned(),
        shape: "US".to_owned(),
        ..TypedAddress::default()
    };
    let form = AddressForm::of(&typed, |_| None);
    assert_eq!((form.region.value.as_str(), form.postal_code.value.as_str()), ("", ""));
    assert_eq!(form.shape, "HK");
    let told = TypedAddress { shape: "HK".to_owned(), ..typed };
    let wrong = told.address().unwrap_err();
    assert!(
        wrong.iter().any(|field| field.code == "unknown_region" && field.detail.contains("“NC”")),
        "{wrong:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_address_comes_back_from_the_form_as_it_was(
        country in 0_usize..300, region in 0_usize..300, name in "[\\p{L}][\\p{L}' ]{0,20}", street in "[0-9]{1,4} [\\p{L}]{1,30}",
        line2 in proptest::option::of("[\\p{L}0-9]{1,30}"), description in proptest::option::of("[\\p{L}]{1,20}\n[\\p{L}]{1,20}"),
    ) {
        let all: Vec<&Country> = Country::all().collect();
        let mut address = full(all[country % all.len()], region);
        address = Address { name: name.trim().to_owned(), street, line2, description, ..address };
        prop_assert_eq!(TypedAddress::of(&address).address(), Ok(address));
    }
}
