use std::{future::Future, time::Duration};

use tokio::time::{Instant, interval};

/// Longer than anything a test waits for, on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(15);

/// Looks until there is an answer. Panics, naming `what`, when patience ends.
pub(crate) async fn until<T, F: Future<Output = Option<T>>>(what: &str, mut look: impl FnMut() -> F) -> T {
    let deadline = Instant::now() + PATIENCE;
    let mut ticks = interval(LOOK_EVERY);
    loop {
        ticks.tick().await;
        if let Some(found) = look().await {
            return found;
        }
        assert!(Instant::now() < deadline, "{what}: not within {} s", PATIENCE.as_secs());
    }
}

/// The same with something that each look may change.
pub(crate) async fn with<S, T>(what: &str, state: &mut S, mut look: impl AsyncFnMut(&mut S) -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    let mut ticks = interval(LOOK_EVERY);
    loop {
        ticks.tick().await;
        if let Some(found) = look(state).await {
            return found;
        }
        assert!(Instant::now() < deadline, "{what}: not within {} s", PATIENCE.as_secs());
    }
}
