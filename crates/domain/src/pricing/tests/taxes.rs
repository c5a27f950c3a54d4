//! Taxes worked out by hand, and what holds of any.

use super::any;
use crate::ids::*;
use crate::money::round_half_up;
use crate::pricing::*;
use crate::tax::{TaxClass, TaxClassCode, TaxPlace, TaxRemitter, TaxRounding, TaxZone};
use jiff::Timestamp;
use proptest::prelude::*;

const A: VendorId = VendorId::from_bytes([1; 16]);

fn class(word: &str) -> TaxClassCode {
    TaxClassCode::parse(word).unwrap()
}

fn line(number: u8, unit_price: i64, quantity: u32, tax_class: &str) -> LineToPrice {
    LineToPrice {
        line: CartLineId::from_bytes([number; 16]),
        variant: VariantId::from_bytes([number; 16]),
        product: ProductId::from_bytes([number; 16]),
        vendor: A,
        categories: Vec::new(),
        unit_price,
        quantity,
        taxable: true,
        tax_class: class(tax_class),
        requires_shipping: true,
        weight_g: 0,
    }
}

fn to(country: &str, region: Option<&str>, postal_code: &str) -> Destination {
    Destination {
        country: country.to_owned(),
        region: region.map(str::to_owned),
        postal_code: postal_code.to_owned(),
    }
}

/// Germany: 19 % and 7 % inside the price, shipping too.
fn germany() -> TaxZone {
    TaxZone {
        name: "Germany".to_owned(),
        places: vec![TaxPlace::country("DE")],
        included: true,
        taxes_shipping: true,
        rounding: TaxRounding::Line,
        remitter: TaxRemitter::Market,
        rates: [(class("standard"), 1_900), (class("reduced"), 700)].into(),
    }
}

fn rules(zones: Vec<TaxZone>) -> TaxRules {
    let class = |code: &str, bps| TaxClass { code: class(code), name: code.to_owned(), bps };
    let classes = vec![class("standard", None), class("reduced", None), class("zero", Some(0))];
    TaxRules { classes, zones, ..TaxRules::default() }
}

fn priced(lines: Vec<LineToPrice>, place: Option<Destination>, rules: &TaxRules, tax: CartTax) -> PricedCart {
    let method = ShippingMethod {
        method: ShippingMethodId::from_bytes([1; 16]),
        vendor: None,
        name: "Standard".into(),
        zones: vec![ShippingZone::everywhere(ShippingKind::Flat { fee: 490 })],
        min_days: 3,
        max_days: 5,
        takes_cash: false,
    };
    let shipping = ShippingRules { market: vec![method], ..ShippingRules::default() };
    let cart = CartToPrice { destination: place, tax, ..any::to_price(lines, None) };
    price(&cart, &[], rules, &shipping, Timestamp::UNIX_EPOCH).unwrap()
}

fn taxes(cart: &PricedCart) -> Vec<(u32, i64)> {
    cart.lines.iter().map(|line| (line.tax_bps, line.tax)).collect()
}

#[test]
fn each_class_has_its_own_rate_inside_the_price_or_on_top() {
    let three = || vec![line(1, 1_999, 2, "standard"), line(2, 999, 1, "reduced"), line(3, 500, 1, "zero")];
    // 39.98 holds 6.38 at 19 %, 9.99 holds 0.65 at 7 %, and 4.90 of shipping 0.78
    let inside = priced(three(), Some(to("DE", None, "10115")), &rules(vec![germany()]), CartTax::default());
    assert_eq!((taxes(&inside), inside.vendors[0].shipping_tax), (vec![(1_900, 638), (700, 65), (0, 0)], 78));
    assert_eq!((inside.tax_total, inside.grand_total), (638 + 65 + 78, 3_998 + 999 + 500 + 490));
    let on_top = TaxZone { included: false, ..germany() };
    let on_top = priced(three(), Some(to("DE", None, "10115")), &rules(vec![on_top]), CartTax::default());
    // 19 % of 39.98 is 7.60, 7 % of 9.99 is 0.70, 19 % of 4.90 is 0.93
    assert_eq!((taxes(&on_top), on_top.vendors[0].shipping_tax), (vec![(1_900, 760), (700, 70), (0, 0)], 93));
    assert_eq!(on_top.grand_total, 3_998 + 999 + 500 + 490 + 760 + 70 + 93);
    assert_eq!(on_top.lines[0].total, 3_998 + 760);
}

#[test]
fn where_no_zone_is_six_percent_are_due_and_the_zero_class_pays_nothing() {
    let lines = vec![line(1, 1_000, 1, "standard"), line(2, 1_000, 1, "reduced"), line(3, 1_000, 1, "zero")];
    let cart = priced(lines, Some(to("FR", None, "75001")), &rules(vec![germany()]), CartTax::default());
    assert_eq!(taxes(&cart), [(600, 60), (600, 60), (0, 0)]);
    assert_eq!((cart.vendors[0].shipping_tax, cart.tax_included, cart.grand_total), (0, false, 3_490 + 120));
}

#[test]
fn a_postal_code_outranks_a_region_and_that_a_country() {
    let zone = |name: &str, places: Vec<TaxPlace>, bps| TaxZone {
        name: name.to_owned(),
        places,
        included: false,
        rates: [(class("standard"), bps)].into(),
        ..germany()
    };
    let place = |region: Option<&str>, prefix: Option<&str>| TaxPlace {
        country: "US".to_owned(),
        region: region.map(str::to_owned),
        postal_prefix: prefix.map(str::to_owned),
    };
    // the order in which they stand says nothing
    let zones = vec![
        zone("Beverly Hills", vec![place(None, Some("902"))], 1_025),
        zone("Elsewhere", vec![], 100),
        zone("California", vec![place(Some("CA"), None)], 725),
        zone("United States", vec![place(None, None)], 500),
    ];
    let rules = rules(zones);
    for (destination, bps) in [
        (Some(to("US", Some("ca"), "90210-1234")), 1_025),
        (Some(to("US", Some("CA"), "94105")), 725),
        (Some(to("US", Some("NV"), "89101")), 500),
        (Some(to("US", None, "")), 500),
        (Some(to("DE", None, "90210")), 100),
        (None, 100),
    ] {
        let cart =
            priced(vec![line(1, 10_000, 1, "standard")], destination.clone(), &rules, CartTax::default());
        assert_eq!(cart.lines[0].tax_bps, bps, "{destination:?}");
    }
}

#[test]
fn a_zone_that_rounds_each_vendor_order_shares_its_tax_so_that_no_cent_is_lost() {
    let cents = || (1..=4).map(|number| line(number, 109, 1, "standard")).collect::<Vec<_>>();
    let by = |rounding, included| {
        let zone = TaxZone { rounding, included, taxes_shipping: false, ..germany() };
        let zone = TaxZone { rates: [(class("standard"), 600)].into(), ..zone };
        taxes(&priced(cents(), Some(to("DE", None, "1")), &rules(vec![zone]), CartTax::default()))
            .into_iter()
            .map(|(_, tax)| tax)
            .collect::<Vec<_>>()
    };
    // 6 % of 1.09 is 0.0654, four times 0.07; 6 % of 4.36 is 0.26
    assert_eq!(
        (by(TaxRounding::Line, false), by(TaxRounding::VendorOrder, false)),
        (vec![7; 4], vec![7, 7, 6, 6])
    );
    // 1.09 holds 0.0617, four times 0.06; 4.36 holds 0.25
    assert_eq!(
        (by(TaxRounding::Line, true), by(TaxRounding::VendorOrder, true)),
        (vec![6; 4], vec![7, 6, 6, 6])
    );
    // shipping is a part of the sum at its rate: 19 % of 1.09 + 4.90 is 1.1381, of each alone 0.2071 and 0.931
    let zone = TaxZone { rounding: TaxRounding::VendorOrder, included: false, ..germany() };
    let cart = priced(
        vec![line(1, 109, 1, "standard")],
        Some(to("DE", None, "1")),
        &rules(vec![zone]),
        CartTax::default(),
    );
    assert_eq!((cart.lines[0].tax, cart.vendors[0].shipping_tax, cart.tax_total), (21, 93, 114));
}

#[test]
fn who_pays_no_tax_pays_the_price_as_it_is_shown() {
    let exempt = CartTax { exempt: true, told: None };
    let one = || vec![line(1, 1_190, 1, "standard")];
    let inside = priced(one(), Some(to("DE", None, "1")), &rules(vec![germany()]), exempt.clone());
    assert_eq!((taxes(&inside), inside.tax_total, inside.grand_total), (vec![(0, 0)], 0, 1_190 + 490));
    let on_top = rules(vec![TaxZone { included: false, ..germany() }]);
    let on_top = priced(one(), Some(to("DE", None, "1")), &on_top, exempt);
    assert_eq!((on_top.tax_total, on_top.grand_total), (0, 1_190 + 490));
}

#[test]
fn what_somebody_else_said_counts_before_the_rules() {
    let told = TaxTerms {
        included: false,
        taxes_shipping: true,
        rounding: TaxRounding::Line,
        remitter: TaxRemitter::Vendor,
        standard_bps: 825,
        rates: [(class("reduced"), 100)].into(),
    };
    let tax = CartTax { exempt: false, told: Some(told) };
    let lines = vec![line(1, 1_000, 1, "standard"), line(2, 1_000, 1, "reduced")];
    let cart = priced(lines, Some(to("DE", None, "1")), &rules(vec![germany()]), tax);
    assert_eq!((taxes(&cart), cart.vendors[0].shipping_tax), (vec![(825, 83), (100, 10)], 40));
    assert_eq!((cart.tax_included, cart.tax_remitter), (false, TaxRemitter::Vendor));
}

proptest! {
    #[test]
    fn a_tax_is_never_negative_and_one_inside_a_price_never_changes_it(
        lines in any::lines(), promotions in any::promotions(), tax in any::rules(), shipping in any::shipping(),
        addressed in prop::option::of(Just(())), exempt: bool,
    ) {
        let cart = CartToPrice {
            tax: CartTax { exempt, told: None },
            ..any::to_price(lines, addressed)
        };
        let priced = price(&cart, &promotions, &tax, &shipping, Timestamp::UNIX_EPOCH).unwrap();
        for line in &priced.lines {
            let net = line.subtotal - line.discount;
            prop_assert!(0 <= line.tax && line.tax <= net);
            prop_assert!(!exempt || line.tax == 0);
            if priced.tax_included {
                prop_assert_eq!(line.total, net);
            }
            prop_assert!(0 <= line.commission_base(priced.tax_included));
        }
        let taxes: i64 = priced.lines.iter().map(|line| line.tax).sum();
        let of_shipping: i64 = priced.vendors.iter().map(|vendor| vendor.shipping_tax).sum();
        prop_assert_eq!(taxes + of_shipping, priced.tax_total);
        if priced.tax_included {
            let gross = priced.subtotal - priced.discount_total + priced.shipping_total;
            prop_assert_eq!(priced.grand_total, gross);
        }
    }

    #[test]
    fn however_often_it_is_rounded_a_vendor_order_owes_the_tax_of_its_sum(
        prices in prop::collection::vec(0_i64..50_000, 1..20), bps in 0_u32..=10_000, included: bool,
    ) {
        let lines = (0_u8..).zip(&prices).map(|(number, price)| line(number, *price, 1, "standard")).collect();
        let zone = TaxZone {
            rounding: TaxRounding::VendorOrder,
            taxes_shipping: false,
            included,
            rates: [(class("standard"), bps)].into(),
            ..germany()
        };
        let cart = priced(lines, Some(to("DE", None, "1")), &rules(vec![zone]), CartTax::default());
        let of = i64::from(bps);
        let whole = if included { 10_000 + of } else { 10_000 };
        prop_assert_eq!(cart.tax_total, round_half_up(prices.iter().sum(), of, whole));
    }
}
