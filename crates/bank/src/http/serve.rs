//! Serving on a socket until told to stop.

use std::convert::Infallible;
use std::future::{Future, IntoFuture};
use std::io;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::time::sleep;
use tower::ServiceExt;

use crate::bank::Bank;

/// How long requests may take to end after the stop: longer than the slow card, shorter than the ten seconds a
/// supervisor waits.
const DRAIN_WITHIN: Duration = Duration::from_secs(6);
/// Before the file is tried again after the disk failed: by then somebody may have made room.
const REOPEN_AFTER: Duration = Duration::from_secs(1);

/// The bank that answers now: another one after the disk failed and took something again.
#[derive(Clone)]
struct Now(Arc<RwLock<(Bank, Router)>>);

impl Now {
    fn of(bank: Bank) -> Self {
        let router = bank.router();
        Self(Arc::new(RwLock::new((bank, router))))
    }

    fn bank(&self) -> Bank {
        self.0.read().unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    fn router(&self) -> Router {
        self.0.read().unwrap_or_else(PoisonError::into_inner).1.clone()
    }

    fn put(&self, bank: Bank) {
        let router = bank.router();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = (bank, router);
    }

    /// Opens the file again and again after it took nothing more. Never ends.
    async fn keep_open(&self) -> Infallible {
        loop {
            self.bank().stopped().await;
            sleep(REOPEN_AFTER).await;
            let bank = self.bank();
            match tokio::task::spawn_blocking(move || bank.reopened()).await {
                Ok(Ok(bank)) => {
                    self.put(bank);
                    tracing::info!("the bank's file is written again");
                }
                Ok(Err(error)) => tracing::debug!(%error, "the bank's file cannot be written yet"),
                Err(error) => tracing::error!(%error, "the bank's file could not be opened again"),
            }
        }
    }
}

/// Serves the bank on a socket until `shutdown` is ready, lets requests end, then closes the bank's file. While the disk
/// fails, the bank answers that it does not know; it goes on as soon as the disk takes what is written.
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
    let now = Now::of(bank);
    let router = Router::new().fallback(answer).with_state(now.clone());
    let serving = axum::serve(prompt, router).with_graceful_shutdown(told);
    let ended = tokio::select! {
        ended = serving.into_future() => ended,
        () = async { let _told = stopping.await; sleep(DRAIN_WITHIN).await } => Ok(()),
        never = now.keep_open() => match never {},
    };
    now.bank().close();
    ended
}

async fn answer(State(now): State<Now>, request: Request) -> Result<Response, Infallible> {
    now.router().oneshot(request).await
}
