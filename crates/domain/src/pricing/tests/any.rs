//! Any cart, and any rules to price it by.

use crate::ids::*;
use crate::money::{Currency, MAX_PRICE};
use crate::pricing::*;
use crate::tax::{TaxClass, TaxClassCode, TaxPlace, TaxRemitter, TaxRounding, TaxZone};
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
                        tax_class: class(product),
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
        (0_u8..3).prop_map(|number| Scope::Vendors([vendor(number)].into())),
        (0_u8..2).prop_map(|number| Scope::Categories([CategoryId::from_bytes([number; 16])].into())),
        (0_u8..4).prop_map(|number| Scope::Products([ProductId::from_bytes([number; 16])].into())),
    ];
    let lane = prop_oneof![Just(Stacking::Combinable), Just(Stacking::Priority), Just(Stacking::Exclusive)];
    let minimum = (prop::option::of(amounts()), prop::option::of(0_u32..20));
    let owner = prop::option::of((0_u8..3).prop_map(vendor));
    let one = (benefit, scope, owner, 0_u32..=10_000, lane, 0_u8..3, minimum);
    prop::collection::vec(one, 0..6).prop_map(|all| {
        let all = (0_u8..).zip(all);
        all.map(|(number, (benefit, scope, owner, bps, stacking, priority, (minimum, minimum_quantity)))| {
            Promotion {
                id: PromotionId::from_bytes([number; 16]),
                owner,
                name: String::new(),
                needs_code: false,
                benefit,
                scope,
                starts_at: None,
                ends_at: None,
                minimum,
                minimum_quantity,
                stacking,
                priority,
                funded_by: FundedBy::of_platform_bps(bps),
            }
        })
        .collect()
    })
}

pub(crate) fn rules() -> impl Strategy<Value = TaxRules> {
    let zone = (any::<(bool, bool, bool, bool)>(), 0_u32..12_000, prop::option::of(0_u32..12_000), 0_u8..4);
    let zone =
        zone.prop_map(|((included, taxes_shipping, together, by_vendor), standard, reduced, number)| {
            let place = |region: Option<&str>, prefix: Option<&str>| TaxPlace {
                country: "US".to_owned(),
                region: region.map(str::to_owned),
                postal_prefix: prefix.map(str::to_owned),
            };
            TaxZone {
                name: String::new(),
                places: match number {
                    0 => vec![],
                    1 => vec![place(None, None)],
                    2 => vec![place(None, Some("100"))],
                    _ => vec![place(Some("NY"), None)],
                },
                included,
                taxes_shipping,
                rounding: if together { TaxRounding::VendorOrder } else { TaxRounding::Line },
                remitter: if by_vendor { TaxRemitter::Vendor } else { TaxRemitter::Market },
                rates: [(TaxClassCode::default(), standard)]
                    .into_iter()
                    .chain(reduced.map(|bps| (class(1), bps)))
                    .collect(),
            }
        });
    let zones = prop::collection::vec(zone, 0..4);
    (0_u32..12_000, any::<(bool, bool)>(), zones).prop_map(
        |(default_bps, (included, taxes_shipping), zones)| TaxRules {
            default_bps,
            included,
            taxes_shipping,
            classes: [(1, None), (2, Some(0))]
                .map(|(number, bps)| TaxClass { code: class(number), name: String::new(), bps })
                .into(),
            zones,
        },
    )
}

/// The class of some product: standard, reduced, or zero.
pub(crate) fn class(number: u8) -> TaxClassCode {
    let word = ["standard", "reduced", "zero"][usize::from(number % 3)];
    TaxClassCode::parse(word).unwrap()
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
        used_up: Default::default(),
        live: Default::default(),
        tax: Default::default(),
    }
}
