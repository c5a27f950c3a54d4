//! Any cart, and any rules to price it by.

use crate::ids::*;
use crate::money::{Currency, MAX_PRICE};
use crate::pricing::*;
use proptest::prelude::*;

pub(crate) fn vendor(number: u8) -> VendorId {
    VendorId::from_bytes([number; 16])
}

pub(crate) fn amounts() -> impl Strategy<Value = i64> {
    prop_oneof![4 => 0_i64..20_000, 1 => 0..=MAX_PRICE]
}

pub(crate) fn lines() -> impl Strategy<Value = Vec<LineToPrice>> {
    let line = (0_u8..4, 0_u8..3, amounts(), 1_u32..=999, any::<(bool, bool)>(), 0_u32..50_000);
    prop::collection::vec(line, 0..12).prop_map(|lines| {
        let lines = lines.into_iter().enumerate();
        lines
            .map(
                |(place, (product, seller, unit_price, quantity, (taxable, requires_shipping), weight_g))| {
                    LineToPrice {
                        line: CartLineId::from_bytes([u8::try_from(place).unwrap(); 16]),
                        variant: VariantId::from_bytes([product; 16]),
                        product: ProductId::from_bytes([product; 16]),
                        vendor: vendor(seller),
                        categories: vec![CategoryId::from_bytes([product % 2; 16])],
                        unit_price,
                        quantity,
                        taxable,
                        requires_shipping,
                        weight_g,
                    }
                },
            )
            .collect()
    })
}

pub(crate) fn promotions() -> impl Strategy<Value = Vec<Promotion>> {
    let benefit = prop_oneof![
        any::<u32>().prop_map(|bps| Benefit::Percent { bps: bps % 12_000 }),
        any::<i64>().prop_map(|discount| Benefit::FixedAmount { discount }),
        amounts().prop_map(|discount| Benefit::FixedAmount { discount }),
        Just(Benefit::FreeShipping),
        (0_u32..5, 0_u32..5, 0_u32..12_000).prop_map(|(buy, get, discount_bps)| Benefit::BuyXGetY {
            buy,
            get,
            discount_bps
        }),
        any::<i64>().prop_map(|unit_price| Benefit::FixedPrice { unit_price }),
        amounts().prop_map(|unit_price| Benefit::FixedPrice { unit_price }),
    ];
    let scope = prop_oneof![
        Just(Scope::All),
        (0_u8..3).prop_map(|number| Scope::Vendor(vendor(number))),
        (0_u8..2).prop_map(|number| Scope::Category(CategoryId::from_bytes([number; 16]))),
        (0_u8..4).prop_map(|number| Scope::Product(ProductId::from_bytes([number; 16]))),
    ];
    let one = (benefit, scope, any::<(bool, bool)>(), prop::option::of(amounts()));
    prop::collection::vec(one, 0..5).prop_map(|all| {
        all.into_iter()
            .map(|(benefit, scope, (market, exclusive), minimum)| Promotion {
                id: PromotionId::from_bytes([0; 16]),
                name: String::new(),
                code: None,
                benefit,
                scope,
                starts_at: None,
                ends_at: None,
                minimum,
                stacking: if exclusive { Stacking::Exclusive } else { Stacking::Combinable },
                funded_by: if market { FundedBy::Platform } else { FundedBy::Vendor },
            })
            .collect()
    })
}

pub(crate) fn rules() -> impl Strategy<Value = TaxRules> {
    (0_u32..12_000, any::<(bool, bool)>()).prop_map(|(default_bps, (included, taxes_shipping))| TaxRules {
        default_bps,
        included,
        taxes_shipping,
        rules: Vec::new(),
    })
}

pub(crate) fn shipping() -> impl Strategy<Value = ShippingRules> {
    let brackets = || {
        prop::collection::btree_map(1_i64..5_000, 0_i64..5_000, 1..4).prop_map(|ends| {
            let bracket = |(end, fee)| Bracket { up_to: Some(end), fee };
            ends.into_iter().map(bracket).collect::<Vec<_>>()
        })
    };
    let kind = prop_oneof![
        (0_i64..10_000).prop_map(|fee| ShippingKind::Flat { fee }),
        (0_i64..1_000, 0_i64..1_000).prop_map(|(base, per_kg)| ShippingKind::ByWeight { base, per_kg }),
        brackets().prop_map(ShippingKind::WeightBrackets),
        brackets().prop_map(ShippingKind::AmountBrackets),
    ];
    prop::collection::vec((kind, prop::option::of(amounts()), 0_u8..3), 1..4).prop_map(|all| {
        let fallback = (ShippingKind::Flat { fee: 490 }, None, 9);
        let market = all.into_iter().chain([fallback]).map(|(kind, free_from, method)| ShippingMethod {
            method: ShippingMethodId::from_bytes([method; 16]),
            vendor: None,
            name: String::new(),
            zones: vec![ShippingZone { free_from, ..ShippingZone::everywhere(kind) }],
            min_days: 1,
            max_days: 2,
            takes_cash: false,
        });
        ShippingRules { market: market.collect(), ..ShippingRules::default() }
    })
}

pub(crate) fn to_price(lines: Vec<LineToPrice>, addressed: Option<()>) -> CartToPrice {
    let destination =
        addressed.map(|()| Destination { country: "US".into(), region: None, postal_code: "10001".into() });
    CartToPrice {
        currency: Currency::USD,
        lines,
        destination,
        chosen: Default::default(),
        codes: Vec::new(),
        live: Default::default(),
    }
}
