//! What failed is tried again: after how long, and what is kept of why it failed.

use jiff::SignedDuration;

/// Nothing is put off for longer than an hour: what is to come up later than this was put off by a clock that was ahead, and
/// is due.
pub(crate) const FURTHEST: SignedDuration = SignedDuration::from_hours(2);

/// Letters of an error that are kept.
pub(crate) const MAX_ERROR_CHARS: usize = 500;
/// After the first failure; doubled with each.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(2);
/// Failures after which the pause grows no more, so that doubling cannot overflow.
const MOST_DOUBLINGS: u32 = 16;

/// How long to wait after so many failures: 2, 4, 8 … seconds, at most `longest`.
pub(crate) fn pause(failures: u32, longest: SignedDuration) -> SignedDuration {
    (FIRST_PAUSE * 2_i32.pow(failures.saturating_sub(1).min(MOST_DOUBLINGS))).min(longest)
}

/// What is kept of an error.
pub(crate) fn shortened(error: &str) -> String {
    error.chars().take(MAX_ERROR_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_doubles_until_it_is_the_longest() {
        let hour = SignedDuration::from_hours(1);
        let pauses = [0, 1, 2, 3, 11, 12, u32::MAX].map(|failures| pause(failures, hour).as_secs());
        assert_eq!(pauses, [2, 2, 4, 8, 2048, 3600, 3600]);
    }
}
