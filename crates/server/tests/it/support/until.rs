use std::{future::Future, time::Duration};

use tokio::time::{Instant, Interval, interval};

/// Longer than anyone is told to wait: the key of a request that failed on the way is free after a minute.
const PATIENCE: Duration = Duration::from_secs(150);
/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(15);

/// Before asking again when told to wait: less than the shop asks for, and no storm.
const ASK_AGAIN: Duration = Duration::from_millis(250);

/// Waiting for something, with an end to patience.
pub(crate) struct Wait {
    what: String,
    note: String,
    deadline: Instant,
    ticks: Interval,
}

impl Wait {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            note: String::new(),
            deadline: Instant::now() + PATIENCE,
            ticks: interval(LOOK_EVERY),
        }
    }

    /// The same with looks that are further apart: for one who was told to wait.
    pub(crate) fn unhurried(what: impl Into<String>) -> Self {
        Self { ticks: interval(ASK_AGAIN), ..Self::new(what) }
    }

    /// Comes back when it is time for the next look. Panics when patience has ended.
    pub(crate) async fn look(&mut self) {
        self.ticks.tick().await;
        let Self { what, note, .. } = self;
        assert!(Instant::now() < self.deadline, "{what}: not within {} s {note}", PATIENCE.as_secs());
    }

    /// What is told when patience ends.
    pub(crate) fn note(&mut self, told: &str) {
        self.note = format!("(last told: {told})");
    }
}

/// Looks until there is an answer. Panics, naming `what`, when patience ends.
pub(crate) async fn until<T, F: Future<Output = Option<T>>>(what: &str, mut look: impl FnMut() -> F) -> T {
    let mut wait = Wait::new(what);
    loop {
        wait.look().await;
        if let Some(found) = look().await {
            return found;
        }
    }
}
