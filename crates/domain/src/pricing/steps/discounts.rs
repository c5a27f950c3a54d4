//! What promotions take off the lines.

use crate::money::{round_half_up, share_by_largest_remainder};
use crate::pricing::{
    Adjustment, AdjustmentTarget, Benefit, EnteredCode, LineToPrice, Promotion, Scope, WHOLE_BPS,
};

/// What was taken off, line by line in the order of the cart.
pub(super) struct Discounts {
    pub(super) lines: Vec<LineDiscount>,
    pub(super) adjustments: Vec<Adjustment>,
}

/// What was taken off one line.
#[derive(Clone, Copy)]
pub(super) struct LineDiscount {
    /// What is left to pay.
    left: i64,
    /// What was taken off.
    pub(super) discount: i64,
    /// The part of it the market funds.
    pub(super) platform: i64,
}

/// Applies promotions on lines, then those on the order, each on what the earlier ones left.
pub(super) fn give(lines: &[LineToPrice], codes: &[EnteredCode], promotions: &[&Promotion]) -> Discounts {
    let start = |line: &LineToPrice| LineDiscount {
        left: line.unit_price * i64::from(line.quantity),
        discount: 0,
        platform: 0,
    };
    let mut discounts = Discounts { lines: lines.iter().map(start).collect(), adjustments: Vec::new() };
    let (on_order, on_lines): (Vec<&Promotion>, Vec<_>) = promotions.iter().partition(|one| is_on_order(one));
    for promotion in on_lines.into_iter().chain(on_order) {
        let more = discounts_of(promotion, lines, &discounts.lines);
        discounts.take((promotion, codes), lines, &more);
    }
    discounts
}

/// A percentage or sum off everything, or off everything of one vendor, is figured once and shared over the lines.
fn is_on_order(promotion: &Promotion) -> bool {
    let figured_once = matches!(promotion.benefit, Benefit::Percent { .. } | Benefit::FixedAmount { .. });
    figured_once && matches!(promotion.scope, Scope::All | Scope::Vendors(_))
}

/// What the promotion takes off each line.
fn discounts_of(promotion: &Promotion, lines: &[LineToPrice], so_far: &[LineDiscount]) -> Vec<i64> {
    let reached = |line: &LineToPrice| promotion.reaches(line);
    let left: Vec<i64> =
        lines.iter().zip(so_far).map(|(line, now)| if reached(line) { now.left } else { 0 }).collect();
    let sum: i64 = left.iter().sum();
    match promotion.benefit {
        Benefit::Percent { bps } if is_on_order(promotion) => {
            share_by_largest_remainder(percent(sum, bps), &left)
        }
        Benefit::Percent { bps } => left.iter().map(|left| percent(*left, bps)).collect(),
        Benefit::FixedAmount { discount } => share_by_largest_remainder(discount.clamp(0, sum), &left),
        Benefit::FixedPrice { unit_price } => lines
            .iter()
            .zip(&left)
            .map(|(line, left)| {
                left.saturating_sub(unit_price.max(0).saturating_mul(i64::from(line.quantity))).max(0)
            })
            .collect(),
        Benefit::BuyXGetY { buy, get, discount_bps } => {
            let cheaper = cheaper_pieces(lines, reached, buy, get);
            lines
                .iter()
                .zip(&left)
                .zip(cheaper)
                .map(|((line, left), pieces)| {
                    let share = pieces * WHOLE_BPS.min(i64::from(discount_bps));
                    round_half_up(*left, share, i64::from(line.quantity) * WHOLE_BPS)
                })
                .collect()
        }
        Benefit::FreeShipping => Vec::new(),
    }
}

fn percent(of: i64, bps: u32) -> i64 {
    round_half_up(of, i64::from(bps).min(WHOLE_BPS), WHOLE_BPS)
}

/// How many pieces of each line get cheaper: of all pieces in scope `get` after every `buy`, the cheapest ones.
fn cheaper_pieces(
    lines: &[LineToPrice],
    reached: impl Fn(&LineToPrice) -> bool,
    buy: u32,
    get: u32,
) -> Vec<i64> {
    let mut pieces = vec![0; lines.len()];
    let (buy, get) = (i64::from(buy), i64::from(get));
    if buy == 0 || get == 0 {
        return pieces;
    }
    let mut cheapest: Vec<(usize, &LineToPrice)> =
        lines.iter().enumerate().filter(|(_, line)| reached(line)).collect();
    cheapest.sort_by_key(|(_, line)| line.unit_price);
    let all: i64 = cheapest.iter().map(|(_, line)| i64::from(line.quantity)).sum();
    let begun = (all % (buy + get) - buy).max(0);
    let mut open = all / (buy + get) * get + begun;
    for (place, line) in cheapest {
        let here = open.min(i64::from(line.quantity));
        if let Some(pieces) = pieces.get_mut(place) {
            *pieces = here;
        }
        open -= here;
    }
    pieces
}

impl Discounts {
    fn take(
        &mut self,
        (promotion, codes): (&Promotion, &[EnteredCode]),
        lines: &[LineToPrice],
        discounts: &[i64],
    ) {
        for ((line, now), discount) in lines.iter().zip(&mut self.lines).zip(discounts) {
            let discount = (*discount).clamp(0, now.left);
            if discount == 0 {
                continue;
            }
            now.left -= discount;
            now.discount += discount;
            let given = adjustment((promotion, codes), AdjustmentTarget::Line(line.line), discount);
            now.platform += given.platform;
            self.adjustments.push(given);
        }
    }
}

/// What the promotion did to one thing, to be shown and kept.
pub(super) fn adjustment(
    (promotion, codes): (&Promotion, &[EnteredCode]),
    target: AdjustmentTarget,
    discount: i64,
) -> Adjustment {
    let code = codes.iter().find(|code| promotion.needs_code && code.promotion == promotion.id);
    Adjustment {
        promotion: promotion.id,
        name: promotion.name.clone(),
        code: code.map(|code| code.code.clone()),
        funded_by: promotion.bearer(),
        target,
        discount,
        platform: promotion.bearer().platform_part(discount),
    }
}
