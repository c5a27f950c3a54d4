//! Being told to stop: SIGTERM, or Ctrl-C.

use std::{future::Future, time::Duration};

use anyhow::{Context as _, Result};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};

/// What a shell reports of a program that Ctrl-C ended.
const EXIT_INTERRUPTED: i32 = 130;
/// A second Ctrl-C within this time is the first one, passed on by whoever started us.
const ONE_PRESS: Duration = Duration::from_millis(500);

/// Tells everybody who waits that it is time to stop. Cloning is cheap.
#[derive(Clone)]
pub(crate) struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Listens for signals from now on. A second Ctrl-C ends the process where it stands: nothing that was promised is
    /// lost by that, and whoever presses it has lost patience.
    pub(crate) fn listen() -> Result<Self> {
        let mut terminate = signal(SignalKind::terminate()).context("signals cannot be heard")?;
        let mut interrupt = signal(SignalKind::interrupt()).context("signals cannot be heard")?;
        let (tell, told) = watch::channel(false);
        tokio::spawn(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            tracing::info!("stopping");
            tell.send_replace(true);
            tokio::time::sleep(ONE_PRESS).await;
            // what arrived meanwhile was the same press
            while tokio::time::timeout(Duration::ZERO, interrupt.recv()).await.is_ok() {}
            let _pressed_again = interrupt.recv().await;
            std::process::exit(EXIT_INTERRUPTED);
        });
        Ok(Self(told))
    }

    /// Waits until the process was told to stop.
    pub(crate) async fn asked(mut self) {
        // without a teller nobody can be told to go on either
        let _ended = self.0.wait_for(|asked| *asked).await;
    }
}

/// Waits for the signal of a process with one thing to do.
pub(crate) fn asked() -> Result<impl Future<Output = ()> + Send + 'static> {
    Ok(Stop::listen()?.asked())
}
