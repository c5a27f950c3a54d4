//! What holds for every cart.

use super::any::{amounts, lines, promotions, rules, shipping, to_price};
use crate::pricing::*;
use jiff::Timestamp;
use proptest::prelude::*;

proptest! {
    #[test]
    fn the_sums_of_a_cart_always_meet(
        lines in lines(),
        promotions in promotions(),
        tax in rules(),
        shipping in shipping(),
        addressed in prop::option::of(Just(())),
    ) {
        let given = to_price(lines, addressed);
        let cart = price(&given, &promotions, &tax, &shipping, Timestamp::UNIX_EPOCH).unwrap();
        let on_top = |tax| if cart.tax_included { 0 } else { tax };
        prop_assert_eq!(
            cart.grand_total,
            cart.subtotal - cart.discount_total + cart.shipping_total + on_top(cart.tax_total)
        );
        prop_assert_eq!(cart.vendors.iter().map(|v| v.total).sum::<i64>(), cart.grand_total);
        prop_assert_eq!(cart.vendors.iter().map(|v| v.subtotal).sum::<i64>(), cart.subtotal);
        prop_assert_eq!(cart.vendors.iter().map(|v| v.discount).sum::<i64>(), cart.discount_total);
        prop_assert_eq!(cart.vendors.iter().map(|v| v.tax).sum::<i64>(), cart.tax_total);
        prop_assert_eq!(cart.lines.len(), given.lines.len());
        for line in &cart.lines {
            prop_assert!(0 <= line.platform_discount && line.platform_discount <= line.discount);
            prop_assert!(0 <= line.discount && line.discount <= line.subtotal);
            prop_assert!(0 <= line.tax && 0 <= line.total);
            prop_assert_eq!(line.total, line.subtotal - line.discount + on_top(line.tax));
        }
        for vendor in &cart.vendors {
            prop_assert!(vendor.shipping >= 0 && vendor.platform_shipping >= 0);
            prop_assert_eq!(vendor.chosen.is_some(), vendor.needs_shipping && given.destination.is_some());
            prop_assert_eq!(
                vendor.total,
                vendor.subtotal - vendor.discount + vendor.shipping + on_top(vendor.tax)
            );
        }
        let off_lines: i64 =
            cart.adjustments.iter().filter(|a| matches!(a.target, AdjustmentTarget::Line(_))).map(|a| a.discount).sum();
        prop_assert_eq!(off_lines, cart.discount_total);
        let platform: i64 = cart.adjustments.iter().map(|given| given.platform).sum();
        let of_vendors: i64 = cart.vendors.iter().map(|v| v.platform_discount + v.platform_shipping).sum();
        prop_assert_eq!(platform, of_vendors);
        prop_assert!(cart.adjustments.iter().all(|given| 0 <= given.platform && given.platform <= given.discount));
        prop_assert!(cart.adjustments.iter().all(|given| given.discount > 0));
    }

    #[test]
    fn each_promotion_is_told_once_and_what_is_applied_is_what_was_taken_off(
        lines in lines(), promotions in promotions(), tax in rules(), shipping in shipping(),
    ) {
        let given = to_price(lines, Some(()));
        let cart = price(&given, &promotions, &tax, &shipping, Timestamp::UNIX_EPOCH).unwrap();
        prop_assert_eq!(cart.considered.len(), promotions.len());
        for one in &cart.considered {
            let own = cart.adjustments.iter().filter(|given| given.promotion == one.promotion);
            let taken: i64 = own.map(|given| given.discount).sum();
            let told = if let Outcome::Applied { discount } = one.outcome { discount } else { 0 };
            prop_assert_eq!(told, taken);
        }
        for (lane, owner) in promotions.iter().map(|one| (one.stacking, one.owner)) {
            let applied = |stacking| cart.considered.iter().filter(|one| {
                let of = promotions.iter().find(|of| of.id == one.promotion);
                matches!(one.outcome, Outcome::Applied { .. })
                    && of.is_some_and(|of| of.stacking == stacking && of.owner == owner)
            }).count();
            prop_assert!(lane == Stacking::Combinable || applied(lane) <= 1);
        }
    }

    #[test]
    fn the_order_in_which_promotions_are_given_counts_for_nothing(
        lines in lines(), promotions in promotions(), tax in rules(), shipping in shipping(), turn in 0_usize..6,
    ) {
        let given = to_price(lines, Some(()));
        let cart = price(&given, &promotions, &tax, &shipping, Timestamp::UNIX_EPOCH).unwrap();
        let mut turned = promotions.clone();
        turned.rotate_left(if promotions.is_empty() { 0 } else { turn % promotions.len() });
        prop_assert_eq!(&price(&given, &turned, &tax, &shipping, Timestamp::UNIX_EPOCH).unwrap(), &cart);
        turned.reverse();
        prop_assert_eq!(&price(&given, &turned, &tax, &shipping, Timestamp::UNIX_EPOCH).unwrap(), &cart);
    }

    #[test]
    fn a_vendors_own_reaches_nobody_elses_goods_and_costs_nobody_else(
        lines in lines(), promotions in promotions(), tax in rules(), shipping in shipping(),
    ) {
        let given = to_price(lines, Some(()));
        let cart = price(&given, &promotions, &tax, &shipping, Timestamp::UNIX_EPOCH).unwrap();
        for adjustment in &cart.adjustments {
            let Some(owner) = promotions.iter().find(|one| one.id == adjustment.promotion).unwrap().owner else {
                continue;
            };
            let vendor = match adjustment.target {
                AdjustmentTarget::Shipping(vendor) => vendor,
                AdjustmentTarget::Line(line) => given.lines.iter().find(|one| one.line == line).unwrap().vendor,
            };
            prop_assert_eq!((vendor, adjustment.platform), (owner, 0));
        }
    }

    #[test]
    fn what_is_used_up_lowers_nothing(lines in lines(), promotions in promotions()) {
        let mut given = to_price(lines, Some(()));
        given.used_up = promotions.iter().map(|one| (one.id, UsedUp::ByAll)).collect();
        let (tax, shipping) = (TaxRules::default(), ShippingRules::default());
        let cart = price(&given, &promotions, &tax, &shipping, Timestamp::UNIX_EPOCH).unwrap();
        prop_assert!(cart.adjustments.is_empty());
        let bare = price(&given, &[], &tax, &shipping, Timestamp::UNIX_EPOCH).unwrap();
        prop_assert_eq!(cart.totals(), bare.totals());
    }

    #[test]
    fn the_parts_of_a_discount_are_the_whole_and_a_vendor_pays_no_more_than_its_percentage(
        discount in amounts(), bps in 0_u32..=10_000,
    ) {
        let platform = FundedBy::of_platform_bps(bps).platform_part(discount);
        prop_assert!((0..=discount).contains(&platform));
        let of_vendor = i128::from(discount - platform) * 10_000;
        let share = i128::from(discount) * i128::from(10_000 - bps);
        prop_assert!(of_vendor <= share && share < of_vendor + 10_000);
    }

    #[test]
    fn promotions_never_make_a_cart_dearer(
        lines in lines(), promotions in promotions(), tax in rules(), shipping in shipping(),
    ) {
        let given = to_price(lines, Some(()));
        let plain = price(&given, &[], &tax, &shipping, Timestamp::UNIX_EPOCH).unwrap();
        let cart = price(&given, &promotions, &tax, &shipping, Timestamp::UNIX_EPOCH).unwrap();
        prop_assert!(cart.grand_total <= plain.grand_total);
    }
}
