//! Accepting connections, and letting those under way end.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
};
use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};

use super::stop::Stop;

/// Open connections at once. Each may be idle, so it is far above the requests that are worked on at once.
const MAX_CONNECTIONS: usize = 8_192;
/// How long a request's head may take to arrive, and a connection may be idle: without it a few slow senders hold all
/// connections.
const HEAD_WITHIN: Duration = Duration::from_secs(30);
/// How long requests may take to end once we were told to stop: a supervisor waits ten seconds.
const DRAIN_WITHIN: Duration = Duration::from_secs(7);
/// After a failed accept, mostly for want of file handles: long enough for some to be closed.
const AFTER_FAILURE: Duration = Duration::from_millis(100);
/// Requests one HTTP/2 connection may have open at once: a page's pictures, not an attack.
const MAX_STREAMS: u32 = 128;

/// Serves until told to stop; answers when the last request has ended or its time is over.
pub(crate) async fn serve(listener: TcpListener, router: Router, stop: Stop) {
    let protocol = protocol();
    let open = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let mut stopping = std::pin::pin!(stop.asked());
    loop {
        let accepted = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (listener.accept().await, place)
        };
        let (accepted, place) = tokio::select! {
            biased;
            () = &mut stopping => break,
            accepted = accepted => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                let connection = open.watch(connect(&protocol, &router, stream, peer));
                tokio::spawn(async move {
                    // a peer that goes away is no news
                    let _ended = connection.await;
                    drop(place);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(AFTER_FAILURE).await;
            }
        }
    }
    drop(listener);
    if tokio::time::timeout(DRAIN_WITHIN, open.shutdown()).await.is_err() {
        tracing::warn!("requests were still under way when their time was over");
    }
}

fn protocol() -> auto::Builder<TokioExecutor> {
    let mut protocol = auto::Builder::new(TokioExecutor::new());
    protocol.http1().timer(TokioTimer::new()).header_read_timeout(HEAD_WITHIN);
    protocol
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(HEAD_WITHIN)
        .max_concurrent_streams(MAX_STREAMS);
    protocol
}

/// One connection; each of its requests knows its peer.
fn connect(
    protocol: &auto::Builder<TokioExecutor>,
    router: &Router,
    stream: TcpStream,
    peer: SocketAddr,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = Box<dyn std::error::Error + Send + Sync>>
+ Send
+ 'static {
    // answers are small; without this they would wait for acknowledgements
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a socket keeps its delay");
    }
    let router = router.clone();
    let answer = tower::service_fn(move |request: hyper::Request<Incoming>| {
        let mut request: Request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        let router = router.clone();
        async move {
            tower::ServiceExt::<Request>::oneshot(router, request).await.map_err(|never: Infallible| never)
        }
    });
    protocol.serve_connection(TokioIo::new(stream), TowerToHyperService::new(answer)).into_owned()
}
