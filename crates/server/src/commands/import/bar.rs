//! How far an import has come, for a person who waits.

use std::io::{IsTerminal as _, Write as _};

use souk_market::imports::Progress;

/// Cells of the bar.
const WIDTH: usize = 30;

/// A bar on stderr; nothing where nobody looks.
pub(super) struct Bar {
    is_seen: bool,
}

impl Bar {
    pub(super) fn start() -> Self {
        Self { is_seen: std::io::stderr().is_terminal() }
    }

    pub(super) fn show(&mut self, at: Progress) {
        if self.is_seen {
            // a terminal that went away stops no import
            let _unseen = write!(std::io::stderr(), "\r{}", drawn(at));
        }
    }

    /// Leaves the line to what comes next.
    pub(super) fn end(self) {
        if self.is_seen {
            let _unseen = write!(std::io::stderr(), "\r{:WIDTH$}{:30}\r", "", "");
        }
    }
}

fn drawn(at: Progress) -> String {
    let total = at.total.max(1);
    let full = WIDTH * at.done.min(total) / total;
    format!("[{}{}] {} of {} products", "#".repeat(full), " ".repeat(WIDTH - full), at.done, at.total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_is_empty_at_first_and_full_at_the_end() {
        assert!(drawn(Progress { done: 0, total: 40 }).starts_with(&format!("[{}]", " ".repeat(WIDTH))));
        assert!(drawn(Progress { done: 20, total: 40 }).contains(&format!(
            "[{}{}]",
            "#".repeat(15),
            " ".repeat(15)
        )));
        assert_eq!(
            drawn(Progress { done: 40, total: 40 }),
            format!("[{}] 40 of 40 products", "#".repeat(WIDTH))
        );
        assert!(drawn(Progress { done: 0, total: 0 }).ends_with("0 of 0 products"));
    }
}
