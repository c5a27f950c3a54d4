//! Which promotions reach a cart.

use crate::pricing::{CartToPrice, LineToPrice, Promotion, Scope, Stacking};
use crate::text::{fold_key, plain};
use jiff::Timestamp;

/// Every set of promotions that may apply together: the combinable ones, then each exclusive one alone.
pub(super) fn alternatives<'p>(
    cart: &CartToPrice,
    promotions: &'p [Promotion],
    now: Timestamp,
) -> Vec<Vec<&'p Promotion>> {
    let codes: Vec<String> = cart.codes.iter().map(|code| fold_key(&plain(code))).collect();
    let (combinable, exclusive): (Vec<_>, Vec<_>) = promotions
        .iter()
        .filter(|promotion| is_running(promotion, now) && is_unlocked(promotion, &codes))
        .filter(|promotion| is_reached(promotion, &cart.lines))
        .partition(|promotion| promotion.stacking == Stacking::Combinable);
    let together = if combinable.is_empty() { None } else { Some(combinable) };
    together.into_iter().chain(exclusive.into_iter().map(|one| vec![one])).collect()
}

/// Whether a line is in the promotion's scope.
pub(super) fn in_scope(scope: Scope, line: &LineToPrice) -> bool {
    match scope {
        Scope::All => true,
        Scope::Vendor(vendor) => line.vendor == vendor,
        Scope::Category(category) => line.categories.contains(&category),
        Scope::Product(product) => line.product == product,
    }
}

fn is_running(promotion: &Promotion, now: Timestamp) -> bool {
    promotion.starts_at.is_none_or(|start| start <= now) && promotion.ends_at.is_none_or(|end| now < end)
}

fn is_unlocked(promotion: &Promotion, codes: &[String]) -> bool {
    promotion.code.as_ref().is_none_or(|code| codes.contains(&fold_key(code)))
}

fn is_reached(promotion: &Promotion, lines: &[LineToPrice]) -> bool {
    let mut reached = lines.iter().filter(|line| in_scope(promotion.scope, line)).peekable();
    reached.peek().is_some() && {
        let spent: i64 = reached.map(|line| line.unit_price * i64::from(line.quantity)).sum();
        promotion.minimum.is_none_or(|minimum| spent >= minimum)
    }
}
