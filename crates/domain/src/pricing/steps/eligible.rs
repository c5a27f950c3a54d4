//! Which promotions reach a cart, and why others do not.

use crate::pricing::{CartToPrice, CodeStanding, LineToPrice, NotApplied, Promotion, UsedUp};
use jiff::Timestamp;
use std::cmp::Reverse;

/// Promotions in the one order in which they are taken off, whichever order they came in: those of vendors first, then by
/// priority, the older first.
pub(super) fn in_order(promotions: &[Promotion]) -> Vec<&Promotion> {
    let mut sorted: Vec<&Promotion> = promotions.iter().collect();
    sorted.sort_by_key(|one| (one.owner.is_none(), Reverse(one.priority), one.id));
    sorted
}

/// Whether a promotion may lower something in the cart, whatever others do. Errors: why not.
pub(super) fn check(cart: &CartToPrice, promotion: &Promotion, now: Timestamp) -> Result<(), NotApplied> {
    check_code(cart, promotion)?;
    if let Some(at) = promotion.starts_at.filter(|start| now < *start) {
        return Err(NotApplied::NotStarted { at });
    }
    if let Some(at) = promotion.ends_at.filter(|end| *end <= now) {
        return Err(NotApplied::Ended { at });
    }
    match cart.used_up.get(&promotion.id) {
        Some(UsedUp::ByAll) => return Err(NotApplied::UsedUp),
        Some(UsedUp::ByBuyer) => return Err(NotApplied::UsedUpByYou),
        None => {}
    }
    check_minimum(promotion, &cart.lines)
}

/// One open code is enough; otherwise the first one says what is wrong.
fn check_code(cart: &CartToPrice, promotion: &Promotion) -> Result<(), NotApplied> {
    if !promotion.needs_code {
        return Ok(());
    }
    let own = || cart.codes.iter().filter(|code| code.promotion == promotion.id);
    if own().any(|code| code.standing == CodeStanding::Open) {
        return Ok(());
    }
    Err(match own().next().map(|code| code.standing) {
        Some(CodeStanding::UsedUp) => NotApplied::UsedUp,
        Some(_) => NotApplied::CodeWithdrawn,
        None => NotApplied::CodeMissing,
    })
}

fn check_minimum(promotion: &Promotion, lines: &[LineToPrice]) -> Result<(), NotApplied> {
    let reached: Vec<&LineToPrice> = lines.iter().filter(|line| promotion.reaches(line)).collect();
    if reached.is_empty() {
        return Err(NotApplied::NothingInScope);
    }
    let spent: i64 = reached.iter().map(|line| line.unit_price * i64::from(line.quantity)).sum();
    if let Some(minimum) = promotion.minimum.filter(|minimum| spent < *minimum) {
        return Err(NotApplied::MinimumNotReached { missing: minimum - spent });
    }
    let pieces: u32 = reached.iter().map(|line| line.quantity).sum();
    match promotion.minimum_quantity.filter(|minimum| pieces < *minimum) {
        Some(minimum) => Err(NotApplied::QuantityNotReached { missing: minimum - pieces }),
        None => Ok(()),
    }
}
