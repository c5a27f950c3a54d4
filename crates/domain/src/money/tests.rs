use super::*;
use proptest::prelude::*;

fn jpy() -> Currency {
    Currency::parse("JPY").unwrap()
}

#[test]
fn currencies_know_their_minor_digits() {
    for (code, digits) in [("USD", 2), ("EUR", 2), ("JPY", 0), ("KWD", 3)] {
        assert_eq!(Currency::parse(code).unwrap().minor_digits(), digits, "{code}");
    }
    for bad in ["", "usd", "US", "USDX", "ZZZ", "XAU", "XXX"] {
        assert_eq!(Currency::parse(bad), Err(UnknownCurrency), "{bad}");
    }
}

#[test]
fn prices_are_read_exactly_or_refused() {
    for (text, minor) in
        [("36.00", 3600), ("36", 3600), ("36.5", 3650), (" 0.01 ", 1), ("0", 0), ("007", 700)]
    {
        assert_eq!(parse_price(text, Currency::USD), Ok(minor), "{text}");
    }
    assert_eq!(parse_price("1200", jpy()), Ok(1200));
    assert_eq!(parse_price("1000000000.00", Currency::USD), Ok(MAX_PRICE));
    for (text, error) in [
        ("", MoneyError::Empty),
        ("  ", MoneyError::Empty),
        ("-1.00", MoneyError::Negative),
        ("1.001", MoneyError::TooManyDecimals { allowed: 2 }),
        ("1000000000.01", MoneyError::TooLarge),
        ("99999999999999999999999", MoneyError::TooLarge),
        ("1,00", MoneyError::NotANumber),
        ("1.", MoneyError::NotANumber),
        (".5", MoneyError::NotANumber),
        ("1e3", MoneyError::NotANumber),
        ("+1", MoneyError::NotANumber),
        ("--1", MoneyError::NotANumber),
        ("1.0.0", MoneyError::NotANumber),
        ("NaN", MoneyError::NotANumber),
    ] {
        assert_eq!(parse_price(text, Currency::USD), Err(error), "{text}");
    }
    assert_eq!(parse_price("\u{a0}１２.５\u{200b}", Currency::USD), Ok(1_250));
    assert_eq!(parse_price("1.0", jpy()), Err(MoneyError::TooManyDecimals { allowed: 0 }));
}

#[test]
fn money_is_written_with_all_its_decimals() {
    assert_eq!(Money::new(3600, Currency::USD).to_string(), "36.00 USD");
    assert_eq!(to_decimal(5, Currency::USD), "0.05");
    assert_eq!(to_decimal(-105, Currency::USD), "-1.05");
    assert_eq!(to_decimal(1200, jpy()), "1200");
    assert_eq!(to_decimal(i64::MIN, Currency::USD), "-92233720368547758.08");
}

#[test]
fn halves_round_up() {
    for (a, b, c, rounded) in
        [(5, 1, 10, 1), (4, 1, 10, 0), (15, 1, 10, 2), (1999, 600, 10_000, 120), (7, 3, 0, 0)]
    {
        assert_eq!(round_half_up(a, b, c), rounded, "{a}*{b}/{c}");
    }
    assert_eq!(round_half_up(i64::MAX, i64::MAX, i64::MAX), i64::MAX);
    assert_eq!(round_half_up(i64::MAX, i64::MAX, 1), i64::MAX);
}

#[test]
fn the_largest_remainder_gets_the_odd_cent() {
    assert_eq!(share_by_largest_remainder(100, &[1, 1, 1]), [34, 33, 33]);
    assert_eq!(share_by_largest_remainder(10, &[1, 2, 4]), [1, 3, 6]);
    assert_eq!(share_by_largest_remainder(-100, &[1, 1, 1]), [-34, -33, -33]);
    assert_eq!(share_by_largest_remainder(5, &[0, 0]), [3, 2]);
    assert!(share_by_largest_remainder(5, &[]).is_empty());
}

proptest! {
    #[test]
    fn shares_sum_to_the_whole(total in -MAX_PRICE..=MAX_PRICE, weights in prop::collection::vec(0..=MAX_PRICE, 1..40)) {
        let shares = share_by_largest_remainder(total, &weights);
        prop_assert_eq!(shares.len(), weights.len());
        prop_assert_eq!(shares.iter().sum::<i64>(), total);
    }

    #[test]
    fn no_share_exceeds_its_weight(weights in prop::collection::vec(0_i64..10_000, 1..40), cut in 0_i64..=100) {
        let total = weights.iter().sum::<i64>() * cut / 100;
        for (share, weight) in share_by_largest_remainder(total, &weights).iter().zip(&weights) {
            prop_assert!(0 <= *share && share <= weight);
        }
    }

    #[test]
    fn decimals_round_trip(minor in 0..=MAX_PRICE, code in prop::sample::select(vec!["USD", "JPY", "KWD", "CLF"])) {
        let currency = Currency::parse(code).unwrap();
        prop_assert_eq!(parse_price(&to_decimal(minor, currency), currency), Ok(minor));
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,40}") {
        if let Ok(minor) = parse_price(&text, Currency::USD) {
            prop_assert!((0..=MAX_PRICE).contains(&minor));
        }
    }
}
