//! Rounding, and sharing a sum so that no cent is lost.

/// `a × b / c` rounded half up, computed in 128 bits; `c` must be positive, else the answer is 0.
pub fn round_half_up(a: i64, b: i64, c: i64) -> i64 {
    if c <= 0 {
        return 0;
    }
    let doubled = 2 * i128::from(a) * i128::from(b) + i128::from(c);
    clamp(doubled.div_euclid(2 * i128::from(c)))
}

/// Shares `total` by `weights` (none negative) so that the shares sum to it exactly.
///
/// The cents left by rounding down go to the largest remainders, the earlier first. No share exceeds its weight
/// while `total` does not exceed the sum of weights. All weights zero: shared evenly. No weights: nothing.
pub fn share_by_largest_remainder(total: i64, weights: &[i64]) -> Vec<i64> {
    let clean: Vec<i128> = weights.iter().map(|weight| i128::from((*weight).max(0))).collect();
    let sum: i128 = clean.iter().sum();
    if sum > 0 { share(total, &clean, sum) } else { share(total, &vec![1; clean.len()], clean.len() as i128) }
}

fn share(total: i64, weights: &[i128], sum: i128) -> Vec<i64> {
    let size = i128::from(total.unsigned_abs());
    let mut parts: Vec<(i128, i128)> =
        weights.iter().map(|weight| (size * weight / sum.max(1), size * weight % sum.max(1))).collect();
    let mut left = size - parts.iter().map(|(share, _)| share).sum::<i128>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(parts.get(*place).map_or(0, |(_, remainder)| *remainder)));
    for place in order {
        if left == 0 {
            break;
        }
        if let Some((share, _)) = parts.get_mut(place) {
            *share += 1;
            left -= 1;
        }
    }
    let sign = if total < 0 { -1 } else { 1 };
    parts.into_iter().map(|(share, _)| clamp(sign * share)).collect()
}

fn clamp(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(if value < 0 { i64::MIN } else { i64::MAX })
}
