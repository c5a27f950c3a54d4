//! Prices worked out by hand.

use crate::bounds::cart::MAX_LINES;
use crate::ids::*;
use crate::money::Currency;
use crate::pricing::*;
use crate::refusal::PricingRefusal;
use jiff::Timestamp;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;
const A: VendorId = VendorId::from_bytes([1; 16]);
const B: VendorId = VendorId::from_bytes([2; 16]);
const STANDARD: ShippingMethodId = ShippingMethodId::from_bytes([1; 16]);
const EXPRESS: ShippingMethodId = ShippingMethodId::from_bytes([2; 16]);

fn line(number: u8, vendor: VendorId, unit_price: i64, quantity: u32) -> LineToPrice {
    LineToPrice {
        line: CartLineId::from_bytes([number; 16]),
        variant: VariantId::from_bytes([number; 16]),
        product: ProductId::from_bytes([number; 16]),
        vendor,
        categories: vec![CategoryId::from_bytes([number; 16])],
        unit_price,
        quantity,
        taxable: true,
        tax_class: Default::default(),
        requires_shipping: true,
        weight_g: 400,
    }
}

fn cart(lines: Vec<LineToPrice>) -> CartToPrice {
    CartToPrice {
        currency: Currency::USD,
        lines,
        destination: Some(Destination {
            country: "US".into(),
            region: Some("NY".into()),
            postal_code: "10001".into(),
        }),
        chosen: Default::default(),
        codes: Vec::new(),
        used_up: Default::default(),
        live: Default::default(),
        tax: Default::default(),
    }
}

fn rate(method: ShippingMethodId, kind: ShippingKind) -> ShippingMethod {
    ShippingMethod {
        method,
        vendor: None,
        name: "Standard".into(),
        zones: vec![ShippingZone::everywhere(kind)],
        min_days: 3,
        max_days: 5,
        takes_cash: false,
    }
}

fn of_market(market: impl Into<Vec<ShippingMethod>>) -> ShippingRules {
    ShippingRules { market: market.into(), ..ShippingRules::default() }
}

fn flat() -> ShippingRules {
    of_market([rate(STANDARD, ShippingKind::Flat { fee: 490 })])
}

fn free_over() -> ShippingRules {
    let mut method = rate(STANDARD, ShippingKind::Flat { fee: 490 });
    method.zones[0].free_from = Some(6000);
    of_market([method])
}

fn promotion(benefit: Benefit, scope: Scope) -> Promotion {
    Promotion {
        id: PromotionId::from_bytes([1; 16]),
        owner: None,
        name: "Spring".into(),
        needs_code: false,
        benefit,
        scope,
        starts_at: None,
        ends_at: None,
        minimum: None,
        minimum_quantity: None,
        stacking: Stacking::Combinable,
        priority: 0,
        funded_by: FundedBy::Vendor,
    }
}

fn priced(cart: &CartToPrice, promotions: &[Promotion]) -> PricedCart {
    price(cart, promotions, &TaxRules::default(), &flat(), NOW).unwrap()
}

#[test]
fn two_vendors_each_ship_and_six_percent_is_added_to_lines_only() {
    let cart = priced(&cart(vec![line(1, A, 1999, 2), line(2, B, 3600, 1)]), &[]);
    assert_eq!((cart.subtotal, cart.discount_total, cart.shipping_total), (7598, 0, 980));
    assert_eq!(cart.tax_total, 240 + 216);
    assert_eq!(cart.grand_total, 7598 + 980 + 456);
    assert_eq!(cart.vendors.len(), 2);
    assert!(cart.vendors.iter().all(|v| v.chosen == Some(STANDARD) && v.shipping_tax == 0));
}

#[test]
fn without_a_destination_shipping_waits() {
    let mut to_price = cart(vec![line(1, A, 1000, 1)]);
    to_price.destination = None;
    let cart = price(&to_price, &[], &TaxRules::default(), &ShippingRules::default(), NOW).unwrap();
    assert_eq!((cart.shipping_total, cart.grand_total), (0, 1060));
    assert!(
        cart.vendors[0].options.is_empty()
            && cart.vendors[0].chosen.is_none()
            && cart.vendors[0].needs_shipping
    );
}

#[test]
fn goods_that_need_no_shipping_pay_none_and_ask_for_no_method() {
    let mut gift = line(1, A, 1000, 1);
    gift.requires_shipping = false;
    gift.taxable = false;
    let cart = price(&cart(vec![gift]), &[], &TaxRules::default(), &ShippingRules::default(), NOW).unwrap();
    assert_eq!((cart.grand_total, cart.tax_total, cart.lines[0].tax_bps), (1000, 0, 0));
    assert!(!cart.vendors[0].needs_shipping);
}

#[test]
fn a_vendor_nobody_ships_for_says_so_and_the_others_are_priced() {
    let own = ShippingMethod { vendor: Some(A), ..rate(STANDARD, ShippingKind::Flat { fee: 490 }) };
    let rates = ShippingRules::of(vec![own], Default::default());
    let two = cart(vec![line(1, A, 1000, 1), line(2, B, 2000, 1)]);
    let cart = price(&two, &[], &TaxRules::default(), &rates, NOW).unwrap();
    let why: Vec<_> = cart.vendors.iter().map(|vendor| (vendor.chosen, vendor.undeliverable)).collect();
    assert_eq!(why, [(Some(STANDARD), None), (None, Some(Undeliverable::NoMethod))]);
    assert!(cart.vendors[1].needs_shipping && cart.vendors[1].options.is_empty() && !cart.is_deliverable());
    assert_eq!((cart.vendors[1].shipping, cart.vendors[1].total), (0, 2120));
    assert_eq!((cart.shipping_total, cart.grand_total), (490, 1060 + 490 + 2120));
    assert_eq!(cart.require_shippable(), Err(PricingRefusal::NoShippingMethod { vendor: B }));
    assert_eq!(cart.require_choices(), Ok(()));
    let goods = cart.totals_before_shipping();
    assert_eq!((goods.shipping_total, goods.tax_total, goods.grand_total), (0, 180, 3180));
    let mut rates = flat();
    rates.market[0].zones = vec![ShippingZone::of_countries(&["CA"], ShippingKind::Flat { fee: 490 })];
    let cart = price(&two, &[], &TaxRules::default(), &rates, NOW).unwrap();
    assert_eq!(cart.require_shippable(), Err(PricingRefusal::NoShippingMethod { vendor: A }));
}

#[test]
fn totals_before_shipping_leave_its_tax_out_too() {
    let mut rules = TaxRules { default_bps: 1_000, taxes_shipping: true, ..TaxRules::default() };
    let to_price = cart(vec![line(1, A, 1000, 1)]);
    let on_top = price(&to_price, &[], &rules, &flat(), NOW).unwrap();
    assert_eq!((on_top.tax_total, on_top.grand_total), (149, 1639));
    let goods = on_top.totals_before_shipping();
    assert_eq!((goods.tax_total, goods.grand_total), (100, 1100));
    rules.included = true;
    let inside = price(&to_price, &[], &rules, &flat(), NOW).unwrap();
    assert_eq!((inside.tax_total, inside.grand_total), (91 + 45, 1490));
    let goods = inside.totals_before_shipping();
    assert_eq!((goods.tax_total, goods.grand_total), (91, 1000));
}

#[test]
fn the_cheapest_way_is_taken_unless_another_is_chosen() {
    let slow = rate(STANDARD, ShippingKind::Flat { fee: 490 });
    let rates = of_market([rate(EXPRESS, ShippingKind::Flat { fee: 1500 }), slow]);
    let mut to_price = cart(vec![line(1, A, 1000, 1)]);
    let cheapest = price(&to_price, &[], &TaxRules::default(), &rates, NOW).unwrap();
    assert_eq!((cheapest.shipping_total, cheapest.vendors[0].options.len()), (490, 2));
    to_price.chosen.insert(A, EXPRESS);
    assert_eq!(price(&to_price, &[], &TaxRules::default(), &rates, NOW).unwrap().shipping_total, 1500);
    assert_eq!(cheapest.require_shippable(), Ok(()));
    to_price.chosen.insert(A, ShippingMethodId::from_bytes([9; 16]));
    let cart = price(&to_price, &[], &TaxRules::default(), &rates, NOW).unwrap();
    assert_eq!((cart.vendors[0].chosen, cart.shipping_total), (Some(STANDARD), 490));
    let refused = Err(PricingRefusal::ShippingMethodNotOffered { vendor: A });
    assert_eq!((cart.require_choices(), cart.require_shippable()), (refused, refused));
}

#[test]
fn shipping_by_weight_counts_each_kilogram_begun_and_free_over_counts_goods_after_discounts() {
    let by_weight = of_market([rate(STANDARD, ShippingKind::ByWeight { base: 300, per_kg: 100 })]);
    let three = cart(vec![line(1, A, 2000, 3)]);
    assert_eq!(price(&three, &[], &TaxRules::default(), &by_weight, NOW).unwrap().shipping_total, 500);
    let free_over = free_over();
    assert_eq!(price(&three, &[], &TaxRules::default(), &free_over, NOW).unwrap().shipping_total, 0);
    let off = promotion(Benefit::Percent { bps: 5_000 }, Scope::All);
    let halved = price(&three, &[off], &TaxRules::default(), &free_over, NOW).unwrap();
    assert_eq!((halved.shipping_total, halved.discount_total), (490, 3000));
}

#[test]
fn a_discount_never_makes_the_cart_dearer() {
    let free_over = free_over();
    let off = promotion(Benefit::FixedAmount { discount: 100 }, Scope::All);
    let cart =
        price(&cart(vec![line(1, A, 2000, 3)]), &[off], &TaxRules::default(), &free_over, NOW).unwrap();
    assert_eq!((cart.discount_total, cart.shipping_total), (0, 0));
}

#[test]
fn an_order_promotion_is_shared_so_that_no_cent_is_lost() {
    let lines = vec![line(1, A, 333, 1), line(2, A, 333, 1), line(3, B, 334, 1)];
    let mut off = promotion(Benefit::FixedAmount { discount: 100 }, Scope::All);
    off.funded_by = FundedBy::Platform;
    let cart = priced(&cart(lines), &[off]);
    let shares: Vec<i64> = cart.lines.iter().map(|line| line.discount).collect();
    assert_eq!((shares, cart.discount_total), (vec![33, 33, 34], 100));
    assert!(cart.lines.iter().all(|line| line.platform_discount == line.discount));
    assert_eq!(cart.vendors[1].discount - cart.vendors[1].platform_discount, 0);
}

#[test]
fn each_kind_of_promotion_lowers_what_it_says() {
    let two = || cart(vec![line(1, A, 1000, 4), line(2, B, 500, 2)]);
    let product = || Scope::Products([ProductId::from_bytes([1; 16])].into());
    for (benefit, scope, discounts) in [
        (Benefit::Percent { bps: 1_000 }, Scope::All, [400, 100]),
        (Benefit::Percent { bps: 1_000 }, Scope::Vendors([B].into()), [0, 100]),
        (Benefit::Percent { bps: 20_000 }, product(), [4000, 0]),
        (Benefit::FixedAmount { discount: 9_999_999 }, Scope::All, [4000, 1000]),
        (Benefit::FixedAmount { discount: -5 }, Scope::All, [0, 0]),
        (Benefit::FixedPrice { unit_price: 900 }, Scope::All, [400, 0]),
        (Benefit::BuyXGetY { buy: 2, get: 1, discount_bps: 10_000 }, Scope::All, [0, 1000]),
        (Benefit::BuyXGetY { buy: 1, get: 1, discount_bps: 5_000 }, product(), [1000, 0]),
        (Benefit::BuyXGetY { buy: 3, get: 5, discount_bps: 10_000 }, product(), [1000, 0]),
        (Benefit::BuyXGetY { buy: 0, get: 1, discount_bps: 10_000 }, product(), [0, 0]),
        (
            Benefit::Percent { bps: 1_000 },
            Scope::Categories([CategoryId::from_bytes([2; 16])].into()),
            [0, 100],
        ),
    ] {
        let priced = priced(&two(), &[promotion(benefit, scope.clone())]);
        let got: Vec<i64> = priced.lines.iter().map(|line| line.discount).collect();
        assert_eq!(got, discounts, "{benefit:?} {scope:?}");
        let named: i64 = priced.adjustments.iter().map(|one| one.discount).sum();
        assert_eq!(named, priced.discount_total);
    }
}

#[test]
fn free_shipping_takes_the_fee_off_and_says_who_funds_it() {
    let mut free = promotion(Benefit::FreeShipping, Scope::Vendors([A].into()));
    free.funded_by = FundedBy::Platform;
    let cart = priced(&cart(vec![line(1, A, 1000, 1), line(2, B, 1000, 1)]), &[free]);
    assert_eq!((cart.shipping_total, cart.discount_total), (490, 0));
    assert_eq!((cart.vendors[0].platform_shipping, cart.vendors[0].platform_discount), (490, 0));
    assert_eq!(
        (cart.adjustments[0].target, cart.adjustments[0].discount),
        (AdjustmentTarget::Shipping(A), 490)
    );
}

#[test]
fn numbers_beyond_the_bounds_are_refused_not_wrapped() {
    let too_large = Err(PricingRefusal::TooLarge);
    for bad in [line(1, A, -1, 1), line(1, A, i64::MAX, 1), line(1, A, 1, 0), line(1, A, 1, 1000)] {
        assert_eq!(price(&cart(vec![bad]), &[], &TaxRules::default(), &flat(), NOW), too_large);
    }
    let many = cart((0..=MAX_LINES).map(|_| line(1, A, 1, 1)).collect());
    assert_eq!(price(&many, &[], &TaxRules::default(), &flat(), NOW), too_large);
    let heavy = of_market([rate(STANDARD, ShippingKind::ByWeight { base: 0, per_kg: i64::MAX })]);
    let cart = price(&cart(vec![line(1, A, 1, 9)]), &[], &TaxRules::default(), &heavy, NOW).unwrap();
    assert_eq!(cart.vendors[0].undeliverable, Some(Undeliverable::NoFee));
    assert_eq!(cart.require_shippable(), Err(PricingRefusal::NoShippingMethod { vendor: A }));
}
