use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Between two lines about the same lasting trouble: an operator sees it at once, and no disk fills with it.
const BETWEEN_LINES: Duration = Duration::from_secs(10);

/// Lets a line about a lasting trouble be logged now and then, and counts what was kept back.
#[derive(Debug, Default)]
pub struct Seldom(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    last: Option<Instant>,
    unsaid: u64,
}

impl Seldom {
    /// One that has not let any line through.
    pub const fn new() -> Self {
        Self(Mutex::new(State { last: None, unsaid: 0 }))
    }

    /// How many lines were kept back since the last one, when it is time for a line; `None` when this one is kept back.
    pub fn turn(&self) -> Option<u64> {
        self.turn_at(Instant::now())
    }

    fn turn_at(&self, now: Instant) -> Option<u64> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.last.is_some_and(|last| now.duration_since(last) < BETWEEN_LINES) {
            state.unsaid += 1;
            return None;
        }
        state.last = Some(now);
        Some(std::mem::take(&mut state.unsaid))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_comes_at_once_and_the_next_tells_what_was_kept_back() {
        let (lines, start) = (Seldom::new(), Instant::now());
        assert_eq!(lines.turn_at(start), Some(0));
        assert_eq!(lines.turn_at(start + BETWEEN_LINES / 2), None);
        assert_eq!(lines.turn_at(start + BETWEEN_LINES / 2), None);
        assert_eq!(lines.turn_at(start + BETWEEN_LINES), Some(2));
        assert_eq!(lines.turn_at(start + BETWEEN_LINES), None);
    }
}
