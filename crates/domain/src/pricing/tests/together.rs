//! Promotions, worked out by hand, several at once.

use super::example::*;
use crate::pricing::*;
use jiff::Timestamp;

#[test]
fn several_at_once() {
    let off_after = &["1000", "400"];
    check(
        vec![
            // 10 % of 50.00, then 5 % of the 45.00 left
            (
                "percentages on what is left",
                TWO,
                vec![percent(10), percent(5)],
                &[580, 145],
                980,
                &["500", "225"],
            ),
            (
                "lines before the order",
                TWO,
                vec![percent(10), off(1_000).product(1)],
                &[1_300, 100],
                980,
                &["400", "1000"],
            ),
            (
                "the higher priority first",
                TWO,
                vec![percent(10), off(1_000).first(1)],
                &[1_120, 280],
                980,
                &["400", "1000"],
            ),
            ("the older first", TWO, vec![off(1_000), percent(10)], &[1_120, 280], 980, off_after),
            (
                "nothing is left for the second",
                ONE,
                vec![off(1_000), off(5)],
                &[1_000],
                490,
                &["1000", "no_effect"],
            ),
            ("one fee is free once", ONE, vec![free(), free()], &[0], 0, &["490", "no_effect"]),
            ("goods and shipping", ONE, vec![percent(10), free()], &[100], 0, &["100", "490"]),
            (
                "alone, for it saves more",
                ONE,
                vec![percent(10), percent(20).alone()],
                &[200],
                490,
                &["not with 2", "200"],
            ),
            (
                "together, for they save more",
                ONE,
                vec![percent(10), percent(5), percent(14).alone()],
                &[145],
                490,
                &["100", "45", "not with 1"],
            ),
            (
                "the better of two alone",
                ONE,
                vec![percent(20).alone(), off(300).alone()],
                &[300],
                490,
                &["not with 2", "300"],
            ),
            (
                "equal: the first",
                ONE,
                vec![percent(20).alone(), off(200).alone()],
                &[200],
                490,
                &["200", "not with 1"],
            ),
            ("free shipping alone", ONE, vec![percent(40), free().alone()], &[0], 0, &["not with 2", "490"]),
            (
                "the first of the lane",
                ONE,
                vec![percent(30).lane(1), percent(10).lane(2)],
                &[100],
                490,
                &["not with 2", "100"],
            ),
            (
                "of equal ones the older",
                ONE,
                vec![percent(10).lane(1), percent(30).lane(1)],
                &[100],
                490,
                &["100", "not with 1"],
            ),
            (
                "one that lowers nothing gives way",
                ONE,
                vec![each(2_000).lane(9), percent(10).lane(1)],
                &[100],
                490,
                &["not with 2", "100"],
            ),
            (
                "one out of reach gives way",
                ONE,
                vec![off(5).product(7).lane(9), percent(10).lane(1)],
                &[100],
                490,
                &["nothing_in_scope", "100"],
            ),
            (
                "the lane with the combinable",
                ONE,
                vec![percent(10), off(100).lane(3)],
                &[190],
                490,
                &["90", "100"],
            ),
            (
                "a lane against one alone",
                ONE,
                vec![percent(30).lane(1), percent(40).alone()],
                &[400],
                490,
                &["not with 2", "400"],
            ),
        ],
        plainly,
    );
}

#[test]
fn of_vendors_and_of_the_market() {
    check(
        vec![
            ("its own goods", TWO, vec![percent(10).owned(B)], &[0, 100], 980, &["100"]),
            (
                "nobody else's, whatever it names",
                TWO,
                vec![percent(10).product(1).owned(B)],
                &[0, 0],
                980,
                &["nothing_in_scope"],
            ),
            ("its own parcel", TWO, vec![free().owned(A)], &[0, 0], 490, &["490"]),
            (
                "the minimum is of its goods",
                TWO,
                vec![off(9).owned(B).from(1_001)],
                &[0, 0],
                980,
                &["1 missing"],
            ),
            (
                "vendors first, then the market",
                TWO,
                vec![percent(10), percent(50).owned(B)],
                &[400, 550],
                980,
                &["450", "500"],
            ),
            (
                "two vendors each alone",
                TWO,
                vec![percent(10).owned(A).alone(), percent(20).owned(B).alone()],
                &[400, 200],
                980,
                &["400", "200"],
            ),
            (
                "alone among its own",
                TWO,
                vec![percent(10).owned(A).alone(), off(9).owned(A)],
                &[400, 0],
                980,
                &["400", "not with 1"],
            ),
            (
                "lanes do not meet",
                TWO,
                vec![percent(10).owned(A).lane(1), percent(10).owned(B).lane(2)],
                &[400, 100],
                980,
                &["400", "100"],
            ),
            (
                "the market alone against vendors",
                TWO,
                vec![percent(50).alone(), percent(10).owned(A)],
                &[2_000, 500],
                980,
                &["2500", "not with 1"],
            ),
            (
                "vendors against the market alone",
                TWO,
                vec![percent(5).alone(), percent(10).owned(A)],
                &[400, 0],
                980,
                &["not with 2", "400"],
            ),
        ],
        plainly,
    );
}

#[test]
fn what_would_cost_more_is_not_applied() {
    let free_from = |goods: Goods, rules: &[Promotion]| {
        let ways = ways(Some(4_000));
        price(&cart(goods), rules, &TaxRules::default(), &ways, Timestamp::UNIX_EPOCH).unwrap()
    };
    const FOUR: Goods = &[(A, 1, 1_000, 4)];
    check(
        vec![
            ("free from 40.00", FOUR, vec![], &[0], 0, &[]),
            ("a discount that forfeits it", FOUR, vec![off(100)], &[0], 0, &["would_cost_more"]),
            ("one that is worth more", FOUR, vec![off(600)], &[600], 490, &["600"]),
            ("with its own free shipping", FOUR, vec![off(100), free()], &[100], 0, &["100", "490"]),
        ],
        free_from,
    );
}
