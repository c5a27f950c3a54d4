//! How far an import has come, for a person who waits.

use std::{
    io::{IsTerminal as _, Write as _},
    time::{Duration, Instant},
};

use souk_market::imports::Progress;

/// Cells of the bar.
const WIDTH: usize = 30;
/// Columns the whole line may take.
const LINE: usize = 79;
/// Before this much time passed nobody can tell how much is left.
const LEARNING: Duration = Duration::from_secs(2);

/// A bar on stderr; nothing where nobody looks.
pub(super) struct Bar {
    is_seen: bool,
    since: Instant,
}

impl Bar {
    pub(super) fn start() -> Self {
        Self { is_seen: std::io::stderr().is_terminal(), since: Instant::now() }
    }

    pub(super) fn show(&mut self, at: Progress) {
        if self.is_seen {
            // a terminal that went away stops no import
            let _unseen = write!(std::io::stderr(), "\r{:LINE$}", drawn(at, self.since.elapsed()));
        }
    }

    /// Leaves the line to what comes next.
    pub(super) fn end(self) {
        if self.is_seen {
            let _unseen = write!(std::io::stderr(), "\r{:LINE$}\r", "");
        }
    }
}

fn drawn(at: Progress, elapsed: Duration) -> String {
    let total = at.total_bytes.max(1);
    let done = at.bytes.min(total);
    let full = usize::try_from(WIDTH as u64 * done / total).unwrap_or(WIDTH);
    let mut line = format!("[{}{}] {} products", "#".repeat(full), " ".repeat(WIDTH - full), at.products);
    let millis = elapsed.as_millis().max(1);
    if elapsed >= LEARNING && done > 0 {
        let rate = at.products as u128 * 1000 / millis;
        let left = millis * u128::from(total - done) / u128::from(done) / 1000;
        line.push_str(&format!(", {rate} a second, {}:{:02} left", left / 60, left % 60));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(bytes: u64, products: usize) -> Progress {
        Progress { bytes, total_bytes: 4_000, products }
    }

    #[test]
    fn the_bar_is_empty_at_first_and_full_at_the_end() {
        let empty = Duration::ZERO;
        assert_eq!(drawn(at(0, 0), empty), format!("[{}] 0 products", " ".repeat(WIDTH)));
        assert!(drawn(at(2_000, 9), empty).contains(&format!("[{}{}]", "#".repeat(15), " ".repeat(15))));
        assert_eq!(drawn(at(4_000, 40), empty), format!("[{}] 40 products", "#".repeat(WIDTH)));
        let none = Progress { bytes: 0, total_bytes: 0, products: 0 };
        assert!(drawn(none, LEARNING).ends_with("0 products"));
    }

    #[test]
    fn rate_and_time_left_are_told_once_they_are_known() {
        let line = drawn(at(1_000, 500), Duration::from_secs(25));
        assert!(line.ends_with("500 products, 20 a second, 1:15 left"), "{line}");
        assert!(!drawn(at(1_000, 500), Duration::from_secs(1)).contains("left"));
        assert!(drawn(at(4_000, 99_999), Duration::from_secs(9_999)).len() <= LINE);
    }
}
