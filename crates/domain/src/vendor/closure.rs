//! When a vendor is away.

use jiff::Timestamp;

/// A time in which nothing of a vendor can be bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Closure {
    /// From when on.
    pub from: Timestamp,
    /// The first moment in which it sells again; `None`: until somebody opens it.
    pub until: Option<Timestamp>,
}

impl Closure {
    /// Whether it is away at a moment.
    pub fn holds(&self, at: Timestamp) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }

    /// When it begins or ends next, after a moment.
    pub fn next_turn(&self, after: Timestamp) -> Option<Timestamp> {
        [Some(self.from), self.until].into_iter().flatten().filter(|turn| *turn > after).min()
    }

    /// Whether it is over for good.
    pub fn is_over(&self, at: Timestamp) -> bool {
        self.until.is_some_and(|until| until <= at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn it_begins_with_its_first_moment_and_ends_before_its_last() {
        let week = Closure { from: at(100), until: Some(at(200)) };
        let away: Vec<bool> = [99, 100, 199, 200].map(|second| week.holds(at(second))).to_vec();
        assert_eq!(away, [false, true, true, false]);
        let turns = [99, 100, 199, 200].map(|second| week.next_turn(at(second)));
        assert_eq!(turns, [Some(at(100)), Some(at(200)), Some(at(200)), None]);
        assert!(!week.is_over(at(199)) && week.is_over(at(200)));
        let open_end = Closure { from: at(100), until: None };
        assert!(open_end.holds(at(1_000_000)) && !open_end.is_over(at(1_000_000)));
    }
}
