use super::*;
use crate::field::FieldError;
use crate::refusal::{Code, NOT_A_TEST_CARD, PaymentRefusal};
use jiff::Timestamp;
use proptest::prelude::*;

fn now() -> Timestamp {
    "2026-11-22T00:00:00Z".parse().unwrap()
}

fn raw(number: &str) -> RawCard<'_> {
    let cvc = if number.starts_with('3') { "1234" } else { "123" };
    RawCard { number, exp_month: "12", exp_year: "2030", cvc }
}

fn wrong(raw: RawCard<'_>) -> Vec<FieldError> {
    match Card::parse("/payment/card", raw, now()) {
        Err(PaymentRefusal::InvalidCard { fields }) => fields,
        Err(other) => panic!("{other}"),
        Ok(_) => Vec::new(),
    }
}

fn pointers(raw: RawCard<'_>) -> Vec<String> {
    wrong(raw).into_iter().map(|field| field.pointer.replace("/payment/card/", "")).collect()
}

#[test]
fn every_published_number_is_a_good_card_with_its_outcome() {
    for test in TEST_CARDS {
        let (card, outcome) = Card::parse_for_test_shop("/card", raw(test.number), now()).ok().unwrap();
        assert_eq!(outcome, test.outcome, "{}", test.number);
        assert!(test.number.ends_with(&card.last4()));
    }
    for outcome in Outcome::ALL {
        assert!(TEST_CARDS.iter().any(|card| card.outcome == *outcome), "{outcome}");
    }
    let distinct: std::collections::BTreeSet<_> = TEST_CARDS.iter().map(|card| card.number).collect();
    assert_eq!(distinct.len(), TEST_CARDS.len());
}

#[test]
fn any_other_good_number_is_refused_by_a_test_shop() {
    let other = raw("4111 1111 1111 1111");
    assert!(Card::parse("/card", other, now()).is_ok());
    let refusal = Card::parse_for_test_shop("/payment/card", other, now()).err().unwrap();
    let code: &Code = refusal.code();
    assert_eq!(code, &NOT_A_TEST_CARD);
    assert_eq!(refusal.to_string(), "This is a test shop: never enter a real card.");
    assert_eq!(refusal.fields()[0].pointer, "/payment/card/number");
}

#[test]
fn numbers_are_read_with_spaces_and_dashes_and_checked() {
    for good in [
        "4242 4242 4242 4242",
        "4242-4242-4242-4242",
        " 4242424242424242 ",
        "４２４２４２４２４２４２４２４２",
        "4242\u{a0}4242\u{2013}4242\u{200b}\u{202f}4242\u{feff}",
    ] {
        let card = Card::parse("/c", raw(good), now()).ok().unwrap();
        assert_eq!((card.number.reveal(), card.last4().as_str()), ("4242424242424242", "4242"));
    }
    for (bad, code) in [
        ("", "required"),
        ("4242 4242 4242 4241", "failed_check"),
        ("4242 4242 4242 424", "wrong_length"),
        ("4242 4242 42", "wrong_length"),
        ("42424242424242424242", "wrong_length"),
        ("4242 4242 4242 424x", "not_digits"),
        ("00000000000000000000000000000000000000000000000000000000000000000", "wrong_length"),
    ] {
        let fields = wrong(raw(bad));
        assert_eq!((fields.len(), fields[0].code), (1, code), "{bad}");
    }
}

#[test]
fn a_card_is_good_to_the_end_of_its_month() {
    let expiring = |exp_month, exp_year| pointers(RawCard { exp_month, exp_year, ..raw("4242424242424242") });
    for (month, year) in
        [("11", "2026"), ("11", "26"), ("1", "27"), ("01", "2027"), ("12", "2046"), ("１", "２７")]
    {
        assert!(expiring(month, year).is_empty(), "{month}/{year}");
    }
    for (month, year) in
        [("10", "2026"), ("12", "25"), ("1", "2047"), ("1", "20x7"), ("1", ""), ("1", "+027"), ("1", "127")]
    {
        assert_eq!(expiring(month, year), ["exp_year"], "{month}/{year}");
    }
    for month in ["0", "13", "", "x", "-1", "001", "+1"] {
        assert_eq!(expiring(month, "2030"), ["exp_month"], "{month}");
    }
}

#[test]
fn the_security_code_has_three_digits_or_four_for_amex() {
    let with = |number, cvc| pointers(RawCard { cvc, ..raw(number) });
    assert!(with("378282246310005", "1234").is_empty());
    assert_eq!(with("378282246310005", "123"), ["cvc"]);
    assert!(with("4242424242424242", "１２３").is_empty());
    for bad in ["", "12", "1234", "12a"] {
        assert_eq!(with("4242424242424242", bad), ["cvc"], "{bad}");
    }
}

#[test]
fn all_wrong_fields_are_named_at_once_and_nothing_typed_comes_back() {
    let typed = RawCard { number: "4242424242424241", exp_month: "77", exp_year: "2030", cvc: "98765" };
    let fields = wrong(typed);
    assert_eq!(pointers(typed), ["number", "exp_month", "cvc"]);
    let said = format!("{fields:?}");
    assert!(!said.contains("42424") && !said.contains("77") && !said.contains("98765"), "{said}");
}

#[test]
fn brands_are_told_by_their_first_digits() {
    for (number, brand) in [
        ("4242424242424242", Brand::Visa),
        ("5555555555554444", Brand::Mastercard),
        ("2223003122003222", Brand::Mastercard),
        ("378282246310005", Brand::Amex),
        ("6011111111111117", Brand::Discover),
        ("3056930009020004", Brand::Other),
    ] {
        let cvc = if brand == Brand::Amex { "1234" } else { "123" };
        let card = Card::parse("/c", RawCard { cvc, ..raw(number) }, now()).ok().unwrap();
        assert_eq!(card.brand(), brand, "{number}");
    }
}

proptest! {
    #[test]
    fn one_wrong_digit_is_always_seen(place in 0_usize..16, digit in 0_u8..10) {
        let good = "4242424242424242";
        let mut typed = good.as_bytes().to_vec();
        typed[place] = b'0' + digit;
        let typed = String::from_utf8(typed).unwrap();
        prop_assert_eq!(wrong(raw(&typed)).iter().any(|field| field.code == "failed_check"), typed != good);
    }

    #[test]
    fn any_text_is_taken_or_refused(number in ".{0,80}", month in ".{0,5}", year in ".{0,7}", cvc in ".{0,6}") {
        let raw = RawCard { number: &number, exp_month: &month, exp_year: &year, cvc: &cvc };
        let _ = Card::parse("/c", raw, now()).is_ok();
    }
}
