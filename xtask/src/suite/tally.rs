//! Counts tests by reading what the test programs say.

use std::fmt;
use std::ops::AddAssign;

use anyhow::{Result, bail};

/// How many tests passed, failed and were left out.
#[derive(Default, PartialEq, Eq, Debug)]
pub(super) struct Tally {
    passed: u64,
    failed: u64,
    ignored: u64,
}

impl Tally {
    /// Takes in one line of output; only the closing lines of test programs count.
    pub(super) fn read(&mut self, line: &str) {
        let Some(counts) = line.strip_prefix("test result: ") else { return };
        let counts = counts.split_once(". ").map_or(counts, |(_, counts)| counts);
        for part in counts.split(';') {
            match part.trim().split_once(' ') {
                Some((count, "passed")) => self.passed += count.parse().unwrap_or(0),
                Some((count, "failed")) => self.failed += count.parse().unwrap_or(0),
                Some((count, "ignored")) => self.ignored += count.parse().unwrap_or(0),
                _ => {}
            }
        }
    }

    /// A suite that ran nothing, or left something out, proves nothing: both are errors.
    pub(super) fn must_have_run(&self) -> Result<()> {
        if self.passed + self.failed == 0 {
            bail!("not a single test was run");
        }
        if self.ignored > 0 {
            bail!("{} tests are marked `#[ignore]`; run them or remove them", self.ignored);
        }
        Ok(())
    }

    /// Counts what failed without a test that could say so, as a suite that does not build.
    pub(super) fn count_a_failure(&mut self) {
        if self.failed == 0 {
            self.failed = 1;
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        for line in lines {
            tally.read(line);
        }
        tally
    }

    #[test]
    fn closing_lines_are_summed_and_others_passed_over() {
        let tally = tally(&[
            "running 3 tests",
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 4 filtered out; finished in 0.01s",
            "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
        ]);
        assert_eq!(tally, Tally { passed: 4, failed: 2, ignored: 0 });
        assert_eq!(tally.to_string(), "4 passed, 2 failed");
        tally.must_have_run().unwrap();
    }

    #[test]
    fn no_test_or_an_ignored_one_is_an_error() {
        let empty = tally(&["test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 9 filtered out"]);
        assert!(empty.must_have_run().unwrap_err().to_string().contains("not a single test"));
        let skipping = tally(&["test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out"]);
        assert!(skipping.must_have_run().unwrap_err().to_string().contains("1 tests are marked"));
    }

    #[test]
    fn what_failed_is_never_told_as_none() {
        let mut silent = tally(&["test result: ok. 5 passed; 0 failed; 0 ignored"]);
        silent.count_a_failure();
        assert_eq!(silent.to_string(), "5 passed, 1 failed");
        let mut told = tally(&["test result: FAILED. 5 passed; 2 failed; 0 ignored"]);
        told.count_a_failure();
        assert_eq!(told.to_string(), "5 passed, 2 failed");
    }
}
