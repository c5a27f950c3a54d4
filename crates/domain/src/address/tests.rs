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
    let fields = ["name", "street", "city", "country"].map(|field| format!("/shipping_address/{field}"));
    assert_eq!(pointers, fields);
    let mut bad = raw();
    bad.name = Some("x".repeat(121));
    bad.line2 = Some("a\nb".into());
    bad.country = Some("ZZ".into());
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
        ("HK", "", ""),
        ("NO", "0150", "0150"),
    ] {
        let mut given = raw();
        given.country = Some(country.into());
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
        ("DE", "123456", "German postal codes have five digits. This one has six."),
        ("CA", "12345", "Canadian postal codes look like K1A 0B1."),
        ("BG", "", "The postal code is needed."),
        ("BG", "12<3", "A postal code has letters, digits, spaces and dashes only."),
        ("BG", "1234567890123", "A postal code has at most 12 characters."),
    ] {
        let mut given = raw();
        given.country = Some(country.into());
        given.postal_code = Some(typed.into());
        let errors = errors(&given);
        assert_eq!((errors.len(), errors[0].detail.as_str()), (1, detail), "{country} {typed}");
        assert_eq!(errors[0].pointer, "/shipping_address/postal_code");
    }
}

proptest! {
    #[test]
    fn any_text_is_taken_or_refused_and_what_is_taken_is_taken_again(
        name in ".{0,130}", code in ".{0,14}", country in "[A-Z]{2}|.{0,3}", phone in ".{0,34}",
    ) {
        let mut given = raw();
        given.name = Some(name);
        given.postal_code = Some(code);
        given.country = Some(country);
        given.phone = Some(phone);
        if let Ok(address) = Address::parse("", &given) {
            given.postal_code = Some(address.postal_code.clone());
            given.country = Some(address.country.clone());
            prop_assert_eq!(Address::parse("", &given), Ok(address));
        }
    }
}
