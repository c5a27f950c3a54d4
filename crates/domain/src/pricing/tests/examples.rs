//! Promotions, worked out by hand, one at a time.

use super::example::*;
use crate::ids::*;
use crate::pricing::*;
use jiff::Timestamp;

#[test]
fn each_kind_on_each_scope() {
    check(
        vec![
            ("nothing", ONE, vec![], &[0], 490, &[]),
            ("a tenth of all", TWO, vec![percent(10)], &[400, 100], 980, &["500"]),
            ("all of it", TWO, vec![percent(100)], &[4_000, 1_000], 980, &["5000"]),
            ("more than all is all", ONE, vec![percent(150)], &[1_000], 490, &["1000"]),
            ("nothing of it", ONE, vec![percent(0)], &[0], 490, &["no_effect"]),
            ("a tenth of a product", TWO, vec![percent(10).product(1)], &[400, 0], 980, &["400"]),
            ("a tenth of a category", TWO, vec![percent(10).category(2)], &[0, 100], 980, &["100"]),
            (
                "a tenth of the category above",
                TWO,
                vec![percent(10).category(100)],
                &[400, 100],
                980,
                &["500"],
            ),
            ("a tenth of a vendor", TWO, vec![percent(10).of(B)], &[0, 100], 980, &["100"]),
            ("of all, rounded once", ODD, vec![percent(15)], &[50, 50, 50], 980, &["150"]),
            ("of lines, rounded each", ODD, vec![percent(15).category(100)], &[50, 50, 50], 980, &["150"]),
            ("half a cent goes up", ODD, vec![percent(50).product(1)], &[167, 0, 0], 980, &["167"]),
            ("a sum off all", TWO, vec![off(500)], &[400, 100], 980, &["500"]),
            ("a sum, the odd cent to the largest rest", ODD, vec![off(100)], &[33, 33, 34], 980, &["100"]),
            ("a sum off a product", TWO, vec![off(700).product(2)], &[0, 700], 980, &["700"]),
            ("never more than it costs", TWO, vec![off(1_700).product(2)], &[0, 1_000], 980, &["1000"]),
            ("a sum off a vendor", ODD, vec![off(7).of(A)], &[4, 3, 0], 980, &["7"]),
            ("a negative sum takes nothing", ONE, vec![off(-5)], &[0], 490, &["no_effect"]),
            ("free shipping for all", TWO, vec![free()], &[0, 0], 0, &["980"]),
            ("free shipping of a vendor", TWO, vec![free().of(A)], &[0, 0], 490, &["490"]),
            ("free shipping with a product", TWO, vec![free().product(2)], &[0, 0], 490, &["490"]),
            ("three for two", TWO, vec![get(2, 1, 100).product(1)], &[1_000, 0], 980, &["1000"]),
            (
                "three for two over lines, the cheapest",
                TWO,
                vec![get(2, 1, 100)],
                &[0, 1_000],
                980,
                &["1000"],
            ),
            ("one at half price to each", TWO, vec![get(1, 1, 50).product(1)], &[1_000, 0], 980, &["1000"]),
            ("too few to get one", ONE, vec![get(1, 1, 100)], &[0], 490, &["no_effect"]),
            (
                "a begun group gives what it can",
                TWO,
                vec![get(3, 5, 100).product(1)],
                &[1_000, 0],
                980,
                &["1000"],
            ),
            ("buy none is nothing", TWO, vec![get(0, 1, 100)], &[0, 0], 980, &["no_effect"]),
            ("six pieces, three for two", MIX, vec![get(2, 1, 100)], &[0, 0, 500], 490, &["500"]),
            ("nine hundred each", TWO, vec![each(900)], &[400, 0], 980, &["400"]),
            ("each for nothing", TWO, vec![each(0).product(2)], &[0, 1_000], 980, &["1000"]),
            ("a fixed price above it", ONE, vec![each(1_500)], &[0], 490, &["no_effect"]),
        ],
        plainly,
    );
}

#[test]
fn when_and_from_what_on() {
    check(
        vec![
            ("begins now", ONE, vec![percent(10).starts(0)], &[100], 490, &["100"]),
            ("begins in a second", ONE, vec![percent(10).starts(1)], &[0], 490, &["not_started"]),
            ("ends in a second", ONE, vec![percent(10).ends(1)], &[100], 490, &["100"]),
            ("ended now", ONE, vec![percent(10).ends(0)], &[0], 490, &["ended"]),
            ("just enough", TWO, vec![percent(10).from(5_000)], &[400, 100], 980, &["500"]),
            ("a cent short", TWO, vec![percent(10).from(5_001)], &[0, 0], 980, &["1 missing"]),
            ("of what it reaches", TWO, vec![percent(10).of(B).from(1_200)], &[0, 0], 980, &["200 missing"]),
            ("pieces enough", TWO, vec![percent(10).pieces(6)], &[400, 100], 980, &["500"]),
            ("a piece short", TWO, vec![percent(10).pieces(7)], &[0, 0], 980, &["1 pieces missing"]),
            (
                "pieces of what it reaches",
                TWO,
                vec![off(9).product(2).pieces(5)],
                &[0, 0],
                980,
                &["3 pieces missing"],
            ),
            ("nothing there", TWO, vec![percent(10).product(9)], &[0, 0], 980, &["nothing_in_scope"]),
            ("another vendor's", ONE, vec![free().of(B)], &[0], 490, &["nothing_in_scope"]),
            ("no code", ONE, vec![percent(10).coded()], &[0], 490, &["code_missing"]),
        ],
        plainly,
    );
}

#[test]
fn codes_open_what_they_are_for() {
    let entered = |promotion: u8, standing| EnteredCode {
        code: format!("CODE{promotion}"),
        promotion: PromotionId::from_bytes([promotion; 16]),
        name: "Spring".into(),
        standing,
    };
    let with = |codes: Vec<EnteredCode>, rules: Vec<Promotion>| {
        let to_price = CartToPrice { codes, ..cart(ONE) };
        price(&to_price, &named(rules), &TaxRules::default(), &ways(None), Timestamp::UNIX_EPOCH).unwrap()
    };
    for (standings, word) in [
        (vec![CodeStanding::Open], "100"),
        (vec![CodeStanding::UsedUp], "used_up"),
        (vec![CodeStanding::Withdrawn], "code_withdrawn"),
        (vec![CodeStanding::UsedUp, CodeStanding::Open], "100"),
    ] {
        let codes = standings.into_iter().map(|standing| entered(1, standing)).collect();
        assert_eq!(told(&with(codes, vec![percent(10).coded()]), 1), word);
    }
    let opened = with(vec![entered(1, CodeStanding::Open)], vec![percent(10).coded(), percent(5)]);
    let codes: Vec<_> = opened.adjustments.iter().map(|given| given.code.as_deref()).collect();
    assert_eq!(codes, [Some("CODE1"), None]);
    // of what is not among the rules any more, the code itself tells
    let gone = with(vec![entered(7, CodeStanding::Open)], vec![]);
    let told = &gone.considered[0];
    assert_eq!((told.name.as_str(), told.code.as_deref()), ("Spring", Some("CODE7")));
    assert_eq!(told.outcome, Outcome::Refused(NotApplied::CodeWithdrawn));
}

#[test]
fn what_is_used_up_says_by_whom() {
    for (by, word) in [(UsedUp::ByAll, "used_up"), (UsedUp::ByBuyer, "used_up_by_you")] {
        let to_price = CartToPrice { used_up: [(PromotionId::from_bytes([1; 16]), by)].into(), ..cart(ONE) };
        let rules = named(vec![percent(10), percent(20)]);
        let priced =
            price(&to_price, &rules, &TaxRules::default(), &ways(None), Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!((told(&priced, 1).as_str(), told(&priced, 2).as_str()), (word, "200"));
    }
}

#[test]
fn free_shipping_waits_for_the_address() {
    let to_price = CartToPrice { destination: None, ..cart(ONE) };
    let rules = named(vec![free(), percent(10)]);
    let priced = price(&to_price, &rules, &TaxRules::default(), &ways(None), Timestamp::UNIX_EPOCH).unwrap();
    assert_eq!((told(&priced, 1).as_str(), told(&priced, 2).as_str()), ("address_needed", "100"));
}

#[test]
fn who_pays_what_of_a_discount() {
    for (bearer, discount, of_market) in [
        (FundedBy::Vendor, 333, 0),
        (FundedBy::Platform, 333, 333),
        (FundedBy::Shared { platform_bps: 5_000 }, 333, 167),
        (FundedBy::Shared { platform_bps: 2_500 }, 333, 84),
        (FundedBy::Shared { platform_bps: 9_999 }, 1, 1),
        (FundedBy::Shared { platform_bps: 1 }, 1, 1),
        (FundedBy::Shared { platform_bps: 3_333 }, 10_000, 3_333),
        (FundedBy::Shared { platform_bps: 3_333 }, 0, 0),
    ] {
        assert_eq!(bearer.platform_part(discount), of_market, "{bearer:?} {discount}");
        assert_eq!(FundedBy::of_platform_bps(bearer.platform_bps()), bearer);
    }
    let mut half = off(333);
    half.funded_by = FundedBy::Shared { platform_bps: 5_000 };
    let mut freed = free();
    freed.funded_by = FundedBy::Shared { platform_bps: 5_000 };
    let priced = plainly(ONE, &named(vec![half, freed]));
    assert_eq!((priced.lines[0].discount, priced.lines[0].platform_discount), (333, 167));
    assert_eq!((priced.vendors[0].platform_shipping, priced.shipping_total), (245, 0));
    // a vendor pays for its own, whatever is written
    let mut own = off(333).owned(A);
    own.funded_by = FundedBy::Platform;
    assert_eq!(plainly(ONE, &named(vec![own])).lines[0].platform_discount, 0);
}
