//! Which promotions may apply together.

use super::discounts;
use crate::ids::VendorId;
use crate::pricing::{Benefit, CartToPrice, Promotion, Stacking};
use std::collections::BTreeSet;

/// Promotions that apply together, in the order in which they are taken off.
pub(super) type Together<'p> = Vec<&'p Promotion>;

/// The sets of promotions that may apply, of which the buyer gets the cheapest; the first wins among equals.
///
/// Each vendor's own are settled by themselves: they reach its goods alone. Those of the market then go together with them, or
/// one exclusive one stands alone. `total` says what a cart costs under a set.
pub(super) fn alternatives<'p>(
    cart: &CartToPrice,
    reached: &[&'p Promotion],
    total: impl Fn(&CartToPrice, &[&Promotion]) -> i64,
) -> Vec<Together<'p>> {
    let owners: BTreeSet<VendorId> = reached.iter().filter_map(|one| one.owner).collect();
    let mut of_vendors: Together<'p> = Vec::new();
    for owner in owners {
        let own = Lanes::of(cart, reached.iter().copied().filter(|one| one.owner == Some(owner)));
        of_vendors.extend(own.cheapest(&cart_of(cart, owner), &total));
    }
    // one order for all of them, whoever they belong to
    let sorted = |set: Together<'p>| -> Together<'p> {
        reached.iter().copied().filter(|one| set.iter().any(|of_set| of_set.id == one.id)).collect()
    };
    let market = Lanes::of(cart, reached.iter().copied().filter(|one| one.owner.is_none()));
    let both = of_vendors.iter().chain(&market.together).copied().collect();
    let mut sets = vec![sorted(both), sorted(of_vendors), market.together];
    sets.extend(market.alone.into_iter().map(|one| vec![one]));
    sets.retain(|set| !set.is_empty());
    sets
}

/// The lanes of the market, or of one vendor.
struct Lanes<'p> {
    /// The combinable ones, and the first of the priority lane.
    together: Together<'p>,
    /// The exclusive ones.
    alone: Together<'p>,
}

impl<'p> Lanes<'p> {
    fn of(cart: &CartToPrice, promotions: impl Iterator<Item = &'p Promotion>) -> Self {
        let (mut together, mut alone) = (Vec::new(), Vec::new());
        let mut is_led = false;
        // they come sorted, the highest priority first
        for promotion in promotions {
            match promotion.stacking {
                Stacking::Combinable => together.push(promotion),
                Stacking::Priority if !is_led && lowers_anything(cart, promotion) => {
                    is_led = true;
                    together.push(promotion);
                }
                Stacking::Priority => {}
                Stacking::Exclusive => alone.push(promotion),
            }
        }
        Self { together, alone }
    }

    /// What a vendor's buyer gets of the vendor's own.
    fn cheapest(
        self,
        goods: &CartToPrice,
        total: impl Fn(&CartToPrice, &[&Promotion]) -> i64,
    ) -> Together<'p> {
        if self.alone.is_empty() {
            return self.together;
        }
        let together = (!self.together.is_empty()).then_some(self.together);
        let sets = together.into_iter().chain(self.alone.into_iter().map(|one| vec![one]));
        sets.min_by_key(|set| total(goods, set)).unwrap_or_default()
    }
}

fn cart_of(cart: &CartToPrice, vendor: VendorId) -> CartToPrice {
    let lines = cart.lines.iter().filter(|line| line.vendor == vendor).cloned().collect();
    CartToPrice { lines, ..cart.clone() }
}

/// Whether it takes anything off the cart as it is without others; of a shipping fee that is as good as certain.
fn lowers_anything(cart: &CartToPrice, promotion: &Promotion) -> bool {
    match promotion.benefit {
        Benefit::FreeShipping => {
            cart.lines.iter().any(|line| line.requires_shipping && promotion.reaches(line))
        }
        _ => !discounts::give(&cart.lines, &cart.codes, &[promotion]).adjustments.is_empty(),
    }
}
