//! Being told to stop: SIGTERM, or Ctrl-C. From then on every wait has an end.

use std::{
    future::Future,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};

/// What a shell reports of a program that Ctrl-C ended.
const EXIT_INTERRUPTED: i32 = 130;
/// A second Ctrl-C within this time is the first one, passed on by whoever started us.
const ONE_PRESS: Duration = Duration::from_millis(500);
/// When nothing is waited for any more, counted from when we were told: a supervisor waits ten seconds.
const WAITS_END_AFTER: Duration = Duration::from_secs(8);
/// When the process ends though something holds its threads.
const PROCESS_ENDS_AFTER: Duration = Duration::from_secs(9);
/// For a process that did not end by itself.
const EXIT_HELD: i32 = 1;

/// Tells everybody who waits that it is time to stop. Cloning is cheap.
#[derive(Clone)]
pub(crate) struct Stop(watch::Receiver<Option<Instant>>);

impl Stop {
    /// Listens for signals from now on. A second Ctrl-C ends the process where it stands: nothing that was promised is
    /// lost by that, and whoever presses it has lost patience.
    pub(crate) fn listen() -> Result<Self> {
        outlive_full_files()?;
        let mut terminate = signal(SignalKind::terminate()).context("signals cannot be heard")?;
        let mut interrupt = signal(SignalKind::interrupt()).context("signals cannot be heard")?;
        let (tell, told) = watch::channel(None);
        tokio::spawn(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            tracing::info!("stopping");
            end_in_time();
            tell.send_replace(Some(Instant::now()));
            tokio::time::sleep(ONE_PRESS).await;
            // what arrived meanwhile was the same press
            while tokio::time::timeout(Duration::ZERO, interrupt.recv()).await.is_ok() {}
            let _pressed_again = interrupt.recv().await;
            std::process::exit(EXIT_INTERRUPTED);
        });
        Ok(Self(told))
    }

    /// Waits until the process was told to stop.
    pub(crate) async fn asked(self) {
        self.asked_at().await;
    }

    async fn asked_at(mut self) -> Instant {
        // without a teller nobody can be told to go on either
        let told = self.0.wait_for(Option::is_some).await;
        told.ok().and_then(|at| *at).unwrap_or_else(Instant::now)
    }

    /// Waits for something that must not hold up the end. None when it did not come in time.
    pub(crate) async fn bounded<T>(&self, what: &str, awaited: impl Future<Output = T>) -> Option<T> {
        let end = async {
            let asked_at = self.clone().asked_at().await;
            tokio::time::sleep_until((asked_at + WAITS_END_AFTER).into()).await;
        };
        tokio::select! {
            biased;
            done = awaited => Some(done),
            () = end => {
                tracing::warn!(what, "was not waited for any longer");
                None
            }
        }
    }
}

/// Ends the process in the end, from a thread that nothing of the shop can hold up.
fn end_in_time() {
    let thread = std::thread::Builder::new().name("the-end".to_owned()).spawn(|| {
        std::thread::sleep(PROCESS_ENDS_AFTER);
        tracing::error!("something did not end in time; what it did not finish is done at the next start");
        std::process::exit(EXIT_HELD);
    });
    if let Err(error) = thread {
        tracing::warn!(%error, "the end is not watched");
    }
}

/// A file that may not grow any more fails the write that would make it grow; the system would end the process for it.
fn outlive_full_files() -> Result<()> {
    let full = SignalKind::from_raw(rustix::process::Signal::XFSZ.as_raw());
    // whoever wrote hears of it; the signal itself tells nothing more
    let _heard = signal(full).context("signals cannot be heard")?;
    Ok(())
}

/// Waits for the signal of a process with one thing to do.
pub(crate) fn asked() -> Result<impl Future<Output = ()> + Send + 'static> {
    Ok(Stop::listen()?.asked())
}
