//! What holds for every cart.

use super::any::{lines, promotions, rules, shipping, to_price};
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
            prop_assert!(line.discount <= line.subtotal);
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
