//! What goes back of what was paid: pieces of a line, a sum, or the shipping.

use super::split_of_pieces;
use crate::ledger::Split;
use crate::money::{round_half_up, share_by_largest_remainder};

/// Who gave what of something, and the sales tax in it, whoever remits it. Minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shares {
    /// Who gets what.
    pub split: Split,
    /// The sales tax in what the buyer paid.
    pub tax: i64,
}

impl Shares {
    /// Each figure of this and two others, put together; the vendor's net is what the others leave.
    fn with(self, other: Self, third: Self, join: impl Fn(i64, i64, i64) -> i64) -> Self {
        let (a, b, c) = (self.split, other.split, third.split);
        let gross = join(a.gross, b.gross, c.gross);
        let platform_discount = join(a.platform_discount, b.platform_discount, c.platform_discount);
        let commission = join(a.commission, b.commission, c.commission);
        let commission_tax = join(a.commission_tax, b.commission_tax, c.commission_tax);
        let sales_tax = join(a.sales_tax, b.sales_tax, c.sales_tax);
        let net = gross + platform_discount - commission - commission_tax - sales_tax;
        let split = Split { gross, platform_discount, net, commission, commission_tax, sales_tax };
        Self { split, tax: join(self.tax, other.tax, third.tax) }
    }
}

impl std::ops::Add for Shares {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { split: self.split + other.split, tax: self.tax + other.tax }
    }
}

impl std::iter::Sum for Shares {
    fn sum<I: Iterator<Item = Self>>(shares: I) -> Self {
        shares.fold(Self::default(), std::ops::Add::add)
    }
}

/// A line, or the shipping, of a vendor order that was paid, and what of it went back so far.
///
/// Whatever goes back of it, in pieces or as sums and in any order, adds up to what was frozen, figure by figure: each portion
/// is cut to what is left, and the last one is all of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Refundable {
    /// As it was frozen when the order was placed.
    pub frozen: Shares,
    /// The sum of what went back of it, or is on its way.
    pub refunded: Shares,
}

impl Refundable {
    /// What is left of it to go back.
    pub fn left(&self) -> Shares {
        self.frozen.with(self.refunded, Shares::default(), |frozen, refunded, _| frozen - refunded)
    }

    /// What goes back when `count` more of its `quantity` pieces do after `before` did.
    pub fn of_pieces(&self, quantity: u32, before: u32, count: u32) -> Shares {
        let left = self.left();
        if before.saturating_add(count) >= quantity {
            return left;
        }
        let due = |pieces: u32| round_half_up(self.frozen.tax, i64::from(pieces), i64::from(quantity));
        let split = split_of_pieces(self.frozen.split, quantity, before, count);
        let pieces = Shares { split, tax: due(before.saturating_add(count)) - due(before) };
        pieces.with(left, left, |piece, left, _| piece.min(left))
    }

    /// What goes back when `gross`, at most what is left of the buyer's money, does. After r of b went back, each figure F
    /// has given round(F·r/b).
    fn of_sum(&self, gross: i64) -> Shares {
        let left = self.left();
        if gross >= left.split.gross {
            return left;
        }
        let whole = self.frozen.split.gross;
        let so_far = self.refunded.split.gross + gross;
        self.frozen.with(self.refunded, left, |frozen, refunded, left| {
            (round_half_up(frozen, so_far, whole) - refunded).clamp(0, left.max(0))
        })
    }
}

/// What goes back of each of `parts` when `gross` of the buyer's money goes back of all of them together, shared by what is
/// left of each. `None`: that is more than is left.
pub fn shares_of_sum(parts: &[Refundable], gross: i64) -> Option<Vec<Shares>> {
    let left: Vec<i64> = parts.iter().map(|part| part.left().split.gross).collect();
    if gross > left.iter().sum() {
        return None;
    }
    let sums = share_by_largest_remainder(gross, &left);
    let of = |(part, sum): (&Refundable, i64)| if sum == 0 { Shares::default() } else { part.of_sum(sum) };
    Some(parts.iter().zip(sums).map(of).collect())
}
