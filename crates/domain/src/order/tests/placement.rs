use crate::commission::{Rate, RateRule};
use crate::ids::*;
use crate::ledger::{Account, Split, capture, is_balanced, refund_requested};
use crate::money::MAX_PRICE;
use crate::order::*;
use crate::pricing::tests::any;
use crate::pricing::*;
use crate::tax::TaxRemitter;
use jiff::Timestamp;
use proptest::prelude::*;

const TEN: Rate = Rate { percent_bps: 1_000, fixed: 0, min: None, max: None };
const A: VendorId = VendorId::from_bytes([1; 16]);

fn terms(rates: &[RateRule]) -> SaleTerms<'_> {
    SaleTerms { rates, default_rate: TEN, commission_tax_bps: 0, on_shipping: false }
}

/// A line of vendor A, in the category of its number.
fn line(number: u8, unit_price: i64, quantity: u32) -> LineToPrice {
    LineToPrice {
        line: CartLineId::from_bytes([number; 16]),
        variant: VariantId::from_bytes([number; 16]),
        product: ProductId::from_bytes([number; 16]),
        vendor: A,
        categories: vec![CategoryId::from_bytes([number; 16])],
        unit_price,
        quantity,
        taxable: true,
        tax_class: Default::default(),
        requires_shipping: true,
        weight_g: 0,
    }
}

fn priced(lines: Vec<LineToPrice>, promotions: &[Promotion], tax: &TaxRules) -> PricedCart {
    let method = ShippingMethod {
        method: ShippingMethodId::from_bytes([1; 16]),
        vendor: None,
        name: "Standard".into(),
        zones: vec![ShippingZone::everywhere(ShippingKind::Flat { fee: 500 })],
        min_days: 1,
        max_days: 2,
        takes_cash: false,
    };
    let shipping = ShippingRules { market: vec![method], ..ShippingRules::default() };
    price(&any::to_price(lines, Some(())), promotions, tax, &shipping, Timestamp::UNIX_EPOCH).unwrap()
}

fn shares(placement: &Placement<'_>) -> Vec<i64> {
    placement.vendor_orders[0].lines.iter().map(|line| line.split.commission).collect()
}

#[test]
fn commission_is_rounded_once_for_the_vendor_and_shared_over_its_lines() {
    // 10 % of 10.12 is 1.01; 5.06 of it weighs 0.506 each, and the earlier line takes the cent
    let cart = priced(vec![line(1, 506, 1), line(2, 506, 1)], &[], &TaxRules::default());
    let placement = Placement::of(&cart, &terms(&[]));
    assert_eq!((shares(&placement), placement.vendor_orders[0].split.commission), (vec![51, 50], 101));
    assert!(placement.vendor_orders[0].lines.iter().all(|line| line.commission_bps == 1_000));
}

#[test]
fn each_rate_is_held_between_its_bounds_once_and_never_above_what_its_lines_cost() {
    let rule = |number: u8, rate| RateRule {
        vendor: None,
        category: Some(CategoryId::from_bytes([number; 16])),
        rate,
    };
    let cart =
        || priced(vec![line(1, 1_000, 1), line(2, 3_000, 1), line(3, 200, 1)], &[], &TaxRules::default());
    let capped = Rate { max: Some(101), ..TEN };
    let raised = Rate { percent_bps: 500, min: Some(999), ..TEN };
    for (rules, expected) in [
        (vec![], vec![100, 300, 20]),
        // 10 % of 40.00 is held at 1.01 for both lines together: 25.25 and 75.75 of a hundredth each
        (vec![rule(1, capped), rule(2, capped)], vec![25, 76, 20]),
        (vec![rule(3, raised)], vec![100, 300, 200]),
        (vec![rule(1, Rate { fixed: 30, ..TEN })], vec![130, 300, 20]),
    ] {
        assert_eq!(shares(&Placement::of(&cart(), &terms(&rules))), expected, "{rules:?}");
    }
}

#[test]
fn commission_is_of_prices_without_tax_and_without_what_the_vendor_gave_off() {
    let mut off = Promotion {
        id: PromotionId::from_bytes([1; 16]),
        owner: None,
        name: "Spring".into(),
        needs_code: false,
        benefit: Benefit::FixedAmount { discount: 1_060 },
        scope: Scope::All,
        starts_at: None,
        ends_at: None,
        minimum: None,
        minimum_quantity: None,
        stacking: Stacking::Combinable,
        priority: 0,
        funded_by: FundedBy::Vendor,
    };
    let included = TaxRules { included: true, ..TaxRules::default() };
    let of = |promotions: &[Promotion], tax: &TaxRules| {
        shares(&Placement::of(&priced(vec![line(1, 10_600, 1)], promotions, tax), &terms(&[])))
    };
    // 106.00 with 6 % inside is 100.00 of goods; 10.60 off leaves 95.40 with 5.40 tax inside
    assert_eq!((of(&[], &TaxRules::default()), of(&[], &included)), (vec![1_060], vec![1_000]));
    assert_eq!(
        (of(&[off.clone()], &TaxRules::default()), of(&[off.clone()], &included)),
        (vec![954], vec![900])
    );
    off.funded_by = FundedBy::Platform;
    assert_eq!(
        (of(&[off.clone()], &TaxRules::default()), of(&[off.clone()], &included)),
        (vec![1_060], vec![1_000])
    );
    // half each: the vendor gave 5.30 off
    off.funded_by = FundedBy::Shared { platform_bps: 5_000 };
    assert_eq!(
        (of(&[off.clone()], &TaxRules::default()), of(&[off.clone()], &included)),
        (vec![1_007], vec![950])
    );
}

#[test]
fn whoever_pays_the_tax_on_gets_it() {
    let tax = TaxRules { taxes_shipping: true, ..TaxRules::default() };
    let cart = priced(vec![line(1, 10_000, 1)], &[], &tax);
    let by_market = Placement::of(&cart, &terms(&[]));
    let split = by_market.vendor_orders[0].split;
    assert_eq!((split.gross, split.sales_tax, split.commission), (10_000 + 500 + 630, 630, 1_000));
    assert_eq!(split.net, 10_000 + 500 - 1_000);
    assert_eq!(
        by_market.vendor_orders[0].shipping,
        Split { gross: 530, net: 500, sales_tax: 30, ..Split::default() }
    );
    let cart = PricedCart { tax_remitter: TaxRemitter::Vendor, ..cart };
    let by_vendor = Placement::of(&cart, &SaleTerms { commission_tax_bps: 2_000, ..terms(&[]) });
    let split = by_vendor.vendor_orders[0].split;
    assert_eq!((split.sales_tax, split.commission_tax, split.net), (0, 200, 10_000 + 500 + 630 - 1_200));
}

#[test]
fn commission_is_of_shipping_only_where_the_market_says_so() {
    let rule = |vendor, category: Option<u8>, percent_bps| RateRule {
        vendor,
        category: category.map(|number| CategoryId::from_bytes([number; 16])),
        rate: Rate { percent_bps, ..Rate::default() },
    };
    let rates = [rule(Some(A), None, 2_000), rule(None, Some(1), 500)];
    let cart = priced(vec![line(1, 10_000, 1)], &[], &TaxRules::default());
    let of = |on_shipping| {
        let terms = SaleTerms { on_shipping, commission_tax_bps: 1_900, ..terms(&rates) };
        let placement = Placement::of(&cart, &terms);
        let one = &placement.vendor_orders[0];
        (one.lines[0].split.commission, one.shipping.commission, one.split.commission_tax)
    };
    // the vendor's rate outranks its category's, and is that of the 5.00 of shipping too; 19 % of 20.00 and of 21.00
    assert_eq!((of(false), of(true)), ((2_000, 0, 380), (2_000, 100, 399)));
}

#[test]
fn pieces_go_back_with_their_share_and_the_last_with_the_rest() {
    let line = Split {
        gross: 1_000,
        platform_discount: 10,
        net: 850,
        commission: 100,
        commission_tax: 1,
        sales_tax: 59,
    };
    let first = split_of_pieces(line, 3, 0, 1);
    assert_eq!((first.gross, first.commission, first.sales_tax), (333, 33, 20));
    let rest = split_of_pieces(line, 3, 1, 9);
    assert_eq!(first + rest, line);
    assert_eq!(split_of_pieces(line, 3, 3, 1), Split::default());
}

fn some_terms() -> impl Strategy<Value = (Vec<RateRule>, Rate, u32, bool)> {
    let rate = || {
        (0_u32..12_000, 0_i64..500, prop::option::of(0_i64..5_000), prop::option::of(0_i64..5_000))
            .prop_map(|(percent_bps, fixed, min, max)| Rate { percent_bps, fixed, min, max })
    };
    let rule = (prop::option::of(0_u8..3), prop::option::of(0_u8..2), rate()).prop_map(
        |(vendor, category, rate)| RateRule {
            vendor: vendor.map(any::vendor),
            category: category.map(|number| CategoryId::from_bytes([number; 16])),
            rate,
        },
    );
    (prop::collection::vec(rule, 0..4), rate(), 0_u32..3_000, any::<bool>())
}

proptest! {
    #[test]
    fn lines_sum_to_vendor_orders_and_vendor_orders_to_the_order(
        lines in any::lines(), promotions in any::promotions(), tax in any::rules(), shipping in any::shipping(),
        (rules, default_rate, commission_tax_bps, on_shipping) in some_terms(),
    ) {
        let to_price = any::to_price(lines, Some(()));
        let cart = price(&to_price, &promotions, &tax, &shipping, Timestamp::UNIX_EPOCH).unwrap();
        let by_market = cart.tax_remitter == TaxRemitter::Market;
        let terms = SaleTerms { rates: &rules, default_rate, commission_tax_bps, on_shipping };
        let placement = Placement::of(&cart, &terms);
        let placed: usize = placement.vendor_orders.iter().map(|one| one.lines.len()).sum();
        prop_assert_eq!(placed, cart.lines.len());
        let whole: Split = placement.vendor_orders.iter().map(|one| one.split).sum();
        prop_assert_eq!(whole.gross, placement.totals.grand_total);
        prop_assert_eq!(whole.sales_tax, if by_market { cart.tax_total } else { 0 });
        for one in &placement.vendor_orders {
            prop_assert_eq!(one.split.gross, one.priced.total);
            prop_assert_eq!(one.split.platform_discount, one.priced.platform_discount + one.priced.platform_shipping);
            prop_assert_eq!(one.lines.iter().map(|line| line.split).sum::<Split>() + one.shipping, one.split);
            prop_assert_eq!(one.split.commission_tax, crate::money::round_half_up(one.split.commission, i64::from(commission_tax_bps), WHOLE_BPS));
            prop_assert!(0 <= one.shipping.commission && one.shipping.commission <= one.priced.commission_base(cart.tax_included));
            prop_assert!(on_shipping || one.shipping.commission == 0);
            for line in &one.lines {
                prop_assert!(0 <= line.split.commission && line.split.commission <= line.priced.commission_base(cart.tax_included));
                prop_assert!(line.split.commission_tax >= 0);
            }
        }
    }

    #[test]
    fn what_is_captured_sums_to_zero_and_goes_back_line_by_line_and_piece_by_piece(
        lines in any::lines(), promotions in any::promotions(), tax in any::rules(), shipping in any::shipping(),
        (rules, default_rate, commission_tax_bps, on_shipping) in some_terms(), portion in 1_u32..400,
    ) {
        let to_price = any::to_price(lines, Some(()));
        let cart = price(&to_price, &promotions, &tax, &shipping, Timestamp::UNIX_EPOCH).unwrap();
        let terms = SaleTerms { rates: &rules, default_rate, commission_tax_bps, on_shipping };
        for one in &Placement::of(&cart, &terms).vendor_orders {
            let captured = capture(one.priced.vendor, "g", one.split);
            prop_assert!(is_balanced(&captured));
            let mut back = one.shipping;
            for line in &one.lines {
                let mut before = 0;
                while before < line.priced.quantity {
                    let pieces = split_of_pieces(line.split, line.priced.quantity, before, portion);
                    prop_assert!(is_balanced(&refund_requested(one.priced.vendor, Account::VendorEscrow, pieces)));
                    prop_assert!(pieces.gross >= 0 && pieces.commission >= 0 && pieces.sales_tax >= 0);
                    back = back + pieces;
                    before += portion;
                }
            }
            prop_assert_eq!(back, one.split);
        }
    }

    #[test]
    fn no_amount_leaves_its_bounds(unit_price in 0..=MAX_PRICE, quantity in 1_u32..=999, tax in any::rules()) {
        let cart = priced(vec![line(1, unit_price, quantity)], &[], &tax);
        let split = Placement::of(&cart, &terms(&[])).vendor_orders[0].split;
        prop_assert_eq!(
            i128::from(split.gross) + i128::from(split.platform_discount),
            i128::from(split.net) + i128::from(split.commission) + i128::from(split.commission_tax) + i128::from(split.sales_tax)
        );
    }
}
