use super::*;
use crate::field::FieldError;
use proptest::prelude::*;

fn raw() -> RawAddress {
    RawAddress {
        name: Some("Ada Byron".into()),
        street: Some("12 Orchard Street".into()),
        city: Some("New York".into()),
        region: Some("NY".into()),
        postal_code: Some("10002".into()),
        country: Some("us".into()),
        ..RawAddress::default()
    }
}

/// The same in another country, in a region of it where one is needed.
fn elsewhere(country: &str) -> RawAddress {
    let known = Country::of(country).unwrap();
    let region =
        known.needs(Part::Region).then(|| known.regions().first().map(|region| region.name.to_owned()));
    RawAddress { country: Some(country.into()), region: region.flatten(), ..raw() }
}

fn errors(raw: &RawAddress) -> Vec<FieldError> {
    Address::parse("/shipping_address", raw).err().unwrap_or_default()
}

#[test]
fn a_good_address_is_kept_as_it_was_typed_with_the_country_in_capitals() {
    let address = Address::parse("", &raw()).unwrap();
    assert_eq!((address.country.as_str(), address.postal_code.as_str()), ("US", "10002"));
    assert_eq!((address.name.as_str(), address.line2.clone()), ("Ada Byron", None));
    assert_eq!(address.destination().region.as_deref(), Some("NY"));
    assert!(!format!("{address:?}").contains("Ada"));
}

#[test]
fn all_wrong_fields_are_named_at_once() {
    let pointers: Vec<String> =
        errors(&RawAddress::default()).into_iter().map(|error| error.pointer).collect();
    let fields = ["name", "street", "country", "city"].map(|field| format!("/shipping_address/{field}"));
    assert_eq!(pointers, fields);
    let mut bad = raw();
    bad.name = Some("x".repeat(121));
    bad.line2 = Some("a\nb".into());
    bad.country = Some("ZZ".into());
    bad.region = None;
    bad.phone = Some("call me".into());
    bad.description = Some("bell\0".into());
    let codes: Vec<&str> = errors(&bad).iter().map(|error| error.code).collect();
    assert_eq!(
        codes,
        ["too_long", "control_characters", "unknown_country", "malformed_phone", "control_characters"]
    );
}

#[test]
fn no_line_of_an_address_turns_the_direction_of_writing() {
    let turned = || Some("12 Orchard \u{202e}teertS".to_owned());
    let mut bad = raw();
    (bad.name, bad.street, bad.line2, bad.city, bad.region) =
        (turned(), turned(), turned(), turned(), turned());
    let errors = errors(&bad);
    let fields: Vec<(&str, &str)> = errors.iter().map(|error| (error.pointer.as_str(), error.code)).collect();
    let named =
        ["name", "street", "line2", "city", "region"].map(|field| format!("/shipping_address/{field}"));
    let named = named.each_ref().map(|pointer| (pointer.as_str(), "control_characters"));
    assert_eq!(fields, named);
    let mut good = raw();
    good.name = Some("עדה ביירון".into());
    good.line2 = Some("\u{2068}\u{2069} ".into());
    good.phone = Some("\u{202a}+1 555 0100\u{202c}".into());
    let address = Address::parse("", &good).unwrap();
    assert_eq!(address.line2, None);
    assert_eq!((address.name.as_str(), address.phone.as_deref()), ("עדה ביירון", Some("+1 555 0100")));
}

#[test]
fn postal_codes_are_written_as_their_country_does() {
    for (country, typed, written) in [
        ("US", "10002-1234", "10002-1234"),
        ("US", " 100021234 ", "10002-1234"),
        ("CA", "k1a0b1", "K1A 0B1"),
        ("GB", "sw1a1aa", "SW1A 1AA"),
        ("GB", "M1 1AE", "M1 1AE"),
        ("NL", "1012ab", "1012 AB"),
        ("PL", "00950", "00-950"),
        ("JP", "1000001", "100-0001"),
        ("DE", "10115", "10115"),
        ("DE", "DE-10115", "10115"),
        ("HK", "", ""),
        ("BO", "", ""),
        ("CW", "", ""),
        ("IE", "", ""),
        ("IE", "d02af30", "D02 AF30"),
        ("LV", "1073", "LV-1073"),
        ("BR", "01.310-100", "01310-100"),
        ("NO", "0150", "0150"),
        // as it is pasted
        ("US", "\u{a0}1\u{200b}0002\u{2013}1234\u{feff}", "10002-1234"),
        ("JP", "\u{ff11}\u{ff10}\u{ff10}\u{2212}\u{ff10}\u{ff10}\u{ff10}\u{ff11}", "100-0001"),
        ("EG", "\u{661}\u{661}\u{665}\u{661}\u{661}", "11511"),
    ] {
        let mut given = elsewhere(country);
        given.postal_code = Some(typed.into());
        assert_eq!(Address::parse("", &given).unwrap().postal_code, written, "{country} {typed}");
    }
}

#[test]
fn a_wrong_postal_code_is_told_in_kind_words() {
    for (country, typed, detail) in [
        ("US", "1000", "ZIP codes have five digits. This one has four."),
        ("US", "1000x", "ZIP codes have five digits. This one has something else in it."),
        ("US", "", "The ZIP code is needed."),
        ("DE", "123456", "Germany: postal codes have five digits. This one has six."),
        ("CA", "12345", "Canada: postal codes look like H3Z 2Y7."),
        ("GB", "0AA", "United Kingdom: postal codes look like SW1A 1AA."),
        ("PL", "", "The postal code is needed."),
        ("HK", "12<3", "A postal code has letters, digits, spaces and dashes only."),
        ("HK", "1234567890123", "A postal code has at most 12 characters."),
    ] {
        let mut given = elsewhere(country);
        given.postal_code = Some(typed.into());
        let errors = errors(&given);
        assert_eq!((errors.len(), errors[0].detail.as_str()), (1, detail), "{country} {typed}");
        assert_eq!(errors[0].pointer, "/shipping_address/postal_code");
    }
}

#[test]
fn every_country_has_a_format_and_an_address_that_passes() {
    assert!(Country::all().count() > 240);
    for country in Country::all() {
        let parts = country.parts();
        assert!(parts.contains(&Part::Street), "{}", country.code);
        for part in [Part::City, Part::Region, Part::PostalCode] {
            assert!(!country.needs(part) || country.has(part), "{} {part:?}", country.code);
        }
        let mut given = elsewhere(country.code);
        if given.region.is_none() && country.needs(Part::Region) {
            given.region = Some("Tahiti".into());
        }
        given.postal_code = Some(country.example.into());
        given.city = country.has(Part::City).then(|| "Town".into());
        let address =
            Address::parse("", &given).unwrap_or_else(|wrong| panic!("{}: {wrong:?}", country.code));
        assert_eq!(address.postal_code, country.example, "{}", country.code);
        let lines = address.lines();
        assert_eq!(
            (lines.last().map(String::as_str), lines.contains(&"Ada Byron".to_owned())),
            (Some(country.name), true)
        );
        let all = lines.join("\n");
        for value in [&address.street, &address.city, &address.postal_code] {
            assert!(all.contains(value.as_str()), "{}: {all}", country.code);
        }
        // and what it needs is asked for by name
        let bare = RawAddress { country: Some(country.code.into()), ..RawAddress::default() };
        let missing: Vec<String> = errors(&bare).into_iter().map(|error| error.pointer).collect();
        for (part, field) in
            [(Part::City, "city"), (Part::Region, "region"), (Part::PostalCode, "postal_code")]
        {
            let named = missing.contains(&format!("/shipping_address/{field}"));
            assert_eq!(named, country.needs(part), "{} {field}", country.code);
        }
    }
}

#[test]
fn a_region_is_found_by_code_and_name_in_every_country() {
    for country in Country::all() {
        for region in country.regions() {
            let spelled = [
                region.code.to_owned(),
                region.code.to_lowercase(),
                format!("{}-{}", country.code, region.code),
            ];
            for typed in spelled {
                assert_eq!(
                    country.region(&typed).map(|found| found.code),
                    Some(region.code),
                    "{} {typed}",
                    country.code
                );
            }
            // a name may be that of a larger region too, then it is the one that addresses are written with
            let by_name = country.region(&region.name.to_uppercase()).unwrap();
            assert!(
                by_name.code == region.code || by_name.is_listed || !region.is_listed,
                "{} {}",
                country.code,
                region.name
            );
        }
    }
    for (country, typed, code) in [
        ("US", "california", "CA"),
        ("US", "US-CA", "CA"),
        ("US", "District of Columbia", "DC"),
        ("DE", "Bavaria", "BY"),
        ("DE", "BAYERN", "BY"),
        ("ES", "malaga", "MA"),
        ("ES", "A Coruña", "C"),
        ("IT", "roma", "RM"),
        ("JP", "東京都", "13"),
        ("JP", "tokyo", "13"),
        ("BR", "sao paulo", "SP"),
        ("MX", "CDMX", "CMX"),
        ("CN", "Guangdong", "GD"),
        ("IE", "Co. Dublin", "D"),
        ("IR", "Tehran", "23"),
        ("TW", "嘉義市", "CYI"),
        ("CA", "q\u{200b}c", "QC"),
    ] {
        assert_eq!(region_code(country, typed), Some(code), "{country} {typed}");
    }
}

#[test]
fn a_region_that_is_none_is_refused_by_name() {
    for (country, region, told) in [
        (
            "US",
            "Bavaria",
            "“Bavaria” is no state there (United States). Use a name or code, such as Alabama (AL).",
        ),
        ("DE", "California", "“California” is no region there (Germany)."),
        ("GI", "Rock", "“Rock” is no region there: addresses have none (Gibraltar). Leave it out."),
    ] {
        let given = RawAddress { region: Some(region.into()), postal_code: None, ..elsewhere(country) };
        let wrong = errors(&given);
        let found = wrong.iter().find(|error| error.pointer.ends_with("/region")).unwrap();
        assert_eq!(found.code, "unknown_region");
        assert!(found.detail.starts_with(told), "{}", found.detail);
    }
    let none = RawAddress { region: None, ..raw() };
    assert_eq!(errors(&none).first().map(|error| error.detail.as_str()), Some("The state is needed."));
}

#[test]
fn lines_are_those_of_the_country() {
    let lines = |country: &str, region: &str, code: &str, street: &str, city: &str| {
        let given = RawAddress {
            street: Some(street.into()),
            city: Some(city.into()),
            region: Some(region.into()),
            postal_code: Some(code.into()),
            country: Some(country.into()),
            ..raw()
        };
        Address::parse("", &given).unwrap().lines().join(" / ")
    };
    let same = "Ada Byron / ";
    for (line, written) in [
        (
            lines("US", "new york", "10002", "12 Orchard Street", "New York"),
            "12 Orchard Street / New York, NY 10002 / United States",
        ),
        (lines("DE", "", "10115", "Chausseestr. 4", "Berlin"), "Chausseestr. 4 / 10115 Berlin / Germany"),
        (lines("CH", "", "8001", "Rennweg 3", "Zürich"), "Rennweg 3 / CH-8001 Zürich / Switzerland"),
        (
            lines("GB", "", "sw1a1aa", "10 Downing Street", "London"),
            "10 Downing Street / London / SW1A 1AA / United Kingdom",
        ),
        (lines("ES", "M", "28001", "Calle Mayor 1", "Madrid"), "Calle Mayor 1 / 28001 Madrid Madrid / Spain"),
        (lines("IT", "Milano", "20121", "Via Dante 5", "Milano"), "Via Dante 5 / 20121 Milano MI / Italy"),
        (lines("IE", "", "", "1 Main Street", "Sligo"), "1 Main Street / Sligo / Ireland"),
        (
            lines("SG", "", "546080", "1 Orchard Road", "Singapore"),
            "1 Orchard Road / SINGAPORE 546080 / Singapore",
        ),
        (
            lines("JP", "Tokyo", "1000001", "1-1 Chiyoda", "Chiyoda-ku"),
            "1-1 Chiyoda / Chiyoda-ku, Tokyo / 100-0001 / Japan",
        ),
        (
            lines("HK", "Kowloon", "", "8 Nathan Road", "Tsim Sha Tsui"),
            "8 Nathan Road / Tsim Sha Tsui / Kowloon / Hong Kong",
        ),
        (lines("LV", "", "1073", "Brīvības iela 1", "Rīga"), "Brīvības iela 1 / Rīga, LV-1073 / Latvia"),
        (
            lines("DE", "Bavaria", "80331", "Marienplatz 1", "München"),
            "Marienplatz 1 / 80331 München / Bavaria / Germany",
        ),
    ] {
        assert_eq!(line, format!("{same}{written}"));
    }
    assert_eq!(
        lines("JP", "東京都", "1000001", "千代田1-1", "千代田区"),
        "〒100-0001 / 東京都千代田区 / 千代田1-1 / Ada Byron / Japan"
    );
}

proptest! {
    #[test]
    fn any_text_is_taken_or_refused_and_what_is_taken_is_taken_again(
        name in ".{0,130}", code in ".{0,14}", country in "[A-Z]{2}|.{0,3}",
        region in "[A-Z]{0,2}|.{0,9}", phone in ".{0,34}",
    ) {
        let mut given = raw();
        given.name = Some(name);
        given.postal_code = Some(code);
        given.country = Some(country);
        given.region = Some(region);
        given.phone = Some(phone);
        if let Ok(address) = Address::parse("", &given) {
            given.postal_code = Some(address.postal_code.clone());
            given.country = Some(address.country.clone());
            given.region = address.region.clone();
            prop_assert_eq!(Address::parse("", &given), Ok(address));
        }
    }
}
