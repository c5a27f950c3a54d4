//! What became of each promotion, in words.

use super::sets::Together;
use crate::ids::PromotionId;
use crate::pricing::{
    Benefit, CartToPrice, Considered, NotApplied, Outcome, PricedCart, Promotion, Stacking,
};

/// Whether each promotion may lower something, and why not, in the order in which they are taken off.
pub(super) type Checked<'p> = Vec<(&'p Promotion, Result<(), NotApplied>)>;

/// What became of each promotion, and of each code that unlocks none of them.
pub(super) fn of(
    cart: &CartToPrice,
    checked: Checked<'_>,
    chosen: &Together<'_>,
    priced: &PricedCart,
) -> Vec<Considered> {
    let known: Vec<PromotionId> = checked.iter().map(|(promotion, _)| promotion.id).collect();
    let mut considered: Vec<Considered> = checked
        .into_iter()
        .map(|(promotion, checked)| {
            let entered = cart.codes.iter().find(|code| code.promotion == promotion.id);
            Considered {
                promotion: promotion.id,
                name: promotion.name.clone(),
                code: entered.filter(|_| promotion.needs_code).map(|code| code.code.clone()),
                outcome: match checked {
                    Err(why) => Outcome::Refused(why),
                    Ok(()) => outcome(cart, promotion, chosen, priced),
                },
            }
        })
        .collect();
    considered.extend(cart.codes.iter().filter(|code| !known.contains(&code.promotion)).map(|code| {
        Considered {
            promotion: code.promotion,
            name: code.name.clone(),
            code: Some(code.code.clone()),
            outcome: Outcome::Refused(NotApplied::CodeWithdrawn),
        }
    }));
    considered
}

fn outcome(cart: &CartToPrice, promotion: &Promotion, chosen: &Together<'_>, priced: &PricedCart) -> Outcome {
    let own = priced.adjustments.iter().filter(|given| given.promotion == promotion.id);
    let discount: i64 = own.map(|given| given.discount).sum();
    if discount > 0 {
        return Outcome::Applied { discount };
    }
    if chosen.iter().any(|one| one.id == promotion.id) {
        let waits = promotion.benefit == Benefit::FreeShipping
            && cart.destination.is_none()
            && cart.lines.iter().any(|line| line.requires_shipping && promotion.reaches(line));
        return if waits { Outcome::AddressNeeded } else { Outcome::Refused(NotApplied::NoEffect) };
    }
    Outcome::Refused(match rival(promotion, chosen) {
        Some(rival) => NotApplied::NotCombinable { with: rival.name.clone() },
        None if chosen.is_empty() => NotApplied::WouldCostMore,
        None => NotApplied::NoEffect,
    })
}

/// The chosen one that the promotion does not go together with.
fn rival<'p>(promotion: &Promotion, chosen: &Together<'p>) -> Option<&'p Promotion> {
    let in_the_way = |one: &&&Promotion| {
        let same_owner = one.owner == promotion.owner;
        match (promotion.stacking, one.stacking) {
            // one of the market excludes all, one of a vendor excludes that vendor's others
            (Stacking::Exclusive, _) => same_owner || promotion.owner.is_none(),
            (_, Stacking::Exclusive) => same_owner || one.owner.is_none(),
            (Stacking::Priority, Stacking::Priority) => same_owner,
            _ => false,
        }
    };
    chosen.iter().find(in_the_way).copied()
}
