use super::*;
use proptest::prelude::*;

#[test]
fn an_id_is_its_prefix_and_26_characters() {
    let id = ProductId::from_bytes([0; 16]);
    assert_eq!(id.to_string(), "prod_00000000000000000000000000");
    assert_eq!(VariantId::from_bytes([0xff; 16]).to_string(), "var_7zzzzzzzzzzzzzzzzzzzzzzzzz");
    assert_eq!(format!("{id:?}"), id.to_string());
}

#[test]
fn only_the_canonical_form_is_read() {
    for text in [
        "",
        "prod",
        "prod_",
        "prod_0000000000000000000000000",
        "prod_000000000000000000000000000",
        "prod_80000000000000000000000000",
        "prod_0000000000000000000000000A",
        "prod_0000000000000000000000000l",
        "prod_0000000000000000000000000é",
        "var_00000000000000000000000000",
        "PROD_00000000000000000000000000",
        " prod_00000000000000000000000000",
    ] {
        assert_eq!(text.parse::<ProductId>(), Err(MalformedId { expected_prefix: "prod" }), "{text}");
    }
}

#[test]
fn no_two_kinds_share_a_prefix() {
    let distinct: std::collections::BTreeSet<_> = KINDS.iter().map(|(_, prefix)| prefix).collect();
    assert_eq!(distinct.len(), KINDS.len());
    assert!(!distinct.contains(&CartKey::PREFIX));
}

#[test]
fn ids_made_later_sort_later_and_are_version_7() {
    let early = OrderId::from_parts(1_000, [0xff; 10]);
    let late = OrderId::from_parts(1_001, [0; 10]);
    assert!(early < late);
    assert!(early.to_string() < late.to_string());
    assert_eq!(uuid::Uuid::from_bytes(*late.as_bytes()).get_version_num(), 7);
}

#[test]
fn a_cart_key_is_never_shown_by_debug() {
    let key = CartKey::from_bytes([7; 16]);
    assert_eq!(format!("{key:?}"), "CartKey(redacted)");
    assert!(key.to_string().starts_with("cart_"));
}

#[test]
fn an_order_number_is_read_as_people_type_it() {
    let number = OrderNumber::from_random([0, 0, 0, 0, 33]);
    assert_eq!(number.to_string(), "S-0000-0011");
    for text in ["S-0000-0011", "s-0000-0011", "S00000011", " s 0000 0011 ", "S-OOOO-OOIL"] {
        assert_eq!(text.parse(), Ok(number), "{text}");
    }
    for text in ["", "S", "0000-0011", "S-0000-001", "S-0000-00111", "S-0000-001U", "X-0000-0011"] {
        assert!(text.parse::<OrderNumber>().is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn ids_round_trip(bytes: [u8; 16]) {
        let id = VendorOrderId::from_bytes(bytes);
        prop_assert_eq!(id.to_string().parse(), Ok(id));
        let key = CartKey::from_bytes(bytes);
        prop_assert_eq!(key.to_string().parse(), Ok(key));
    }

    #[test]
    fn what_is_read_is_written_the_same(text in "ord_[0-9a-z]{26}") {
        if let Ok(id) = text.parse::<OrderId>() {
            prop_assert_eq!(id.to_string(), text);
        }
    }

    #[test]
    fn order_numbers_round_trip(bytes: [u8; 5]) {
        let number = OrderNumber::from_random(bytes);
        prop_assert_eq!(number.to_string().parse(), Ok(number));
    }
}
