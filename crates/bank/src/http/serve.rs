//! Serving on a socket until told to stop.

use std::future::{Future, IntoFuture};
use std::io;
use std::time::Duration;

use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::time::sleep;

use crate::bank::Bank;

/// How long requests may take to end after the stop: longer than the slow card, shorter than the ten seconds a
/// supervisor waits.
const DRAIN_WITHIN: Duration = Duration::from_secs(6);

/// Serves the bank on a socket until `shutdown` is ready, lets requests end, then closes the bank's file.
///
/// # Errors
/// When the socket fails.
pub async fn serve<F>(listener: TcpListener, bank: Bank, shutdown: F) -> io::Result<()>
where
    F: Future<Output = ()> + Send + 'static,
{
    let (stop, stopping) = oneshot::channel();
    let told = async move {
        shutdown.await;
        // Nobody listening means the serving has ended already.
        let _ended = stop.send(());
    };
    let prompt = listener.tap_io(|socket| {
        // Answers are small; without this they would wait for acknowledgements.
        if let Err(error) = socket.set_nodelay(true) {
            tracing::debug!(%error, "a socket keeps its delay");
        }
    });
    let serving = axum::serve(prompt, bank.router()).with_graceful_shutdown(told);
    let ended = tokio::select! {
        ended = serving.into_future() => ended,
        () = async { let _told = stopping.await; sleep(DRAIN_WITHIN).await } => Ok(()),
    };
    bank.close();
    ended
}
