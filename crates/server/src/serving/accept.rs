//! Accepting connections, and letting those under way end.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
};
use hyper::{Version, body::Incoming};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::{conn::auto, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use souk_domain::network::Network;
use souk_market::Seldom;
use tokio::net::{TcpListener, TcpStream};

use super::{
    connection::{AnswerBody, AskedBody, Connection, Socket},
    connections::Connections,
    stop::Stop,
};
use crate::config::HttpLimits;

/// How long requests may take to end once we were told to stop: a supervisor waits ten seconds.
const DRAIN_WITHIN: Duration = Duration::from_secs(7);
/// After a failed accept, mostly for want of file handles: long enough for some to be closed.
const AFTER_FAILURE: Duration = Duration::from_millis(100);
/// Requests one HTTP/2 connection may have open at once: a page's pictures, not an attack.
const MAX_STREAMS: u32 = 128;
/// Bytes of a request's head: the longest query we read, cookies, and room. A longer one is answered 431.
const MAX_HEAD_BYTES: u32 = 32 << 10;
/// Whoever floods us would fill the log too.
static NO_ROOM: Seldom = Seldom::new();

/// Serves until told to stop; answers when the last request has ended or its time is over.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: HttpLimits,
    proxies: Vec<Network>,
    stop: Stop,
) {
    let connections = Connections::new(limits, proxies);
    let protocol = protocol();
    let open = GracefulShutdown::new();
    let mut stopping = std::pin::pin!(stop.asked());
    loop {
        let accepted = tokio::select! {
            biased;
            () = &mut stopping => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                let Some(place) = connections.admit(peer.ip()) else {
                    if let Some(unsaid) = NO_ROOM.turn() {
                        tracing::warn!(unsaid, "all connections are at work, one more was turned away");
                    }
                    continue;
                };
                let connection = open.watch(connect(&protocol, &router, stream, peer, &place.connection));
                let connections = Arc::clone(&connections);
                tokio::spawn(async move {
                    tokio::select! {
                        // a peer that goes away is no news
                        _ended = connection => {}
                        () = place.connection.overdue(connections.limits()) => {}
                    }
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

/// How bytes are read as requests. Times are kept by [`Connection::overdue`], for each protocol alike.
fn protocol() -> auto::Builder<TokioExecutor> {
    let mut protocol = auto::Builder::new(TokioExecutor::new());
    protocol.http1().header_read_timeout(None).max_buf_size(MAX_HEAD_BYTES as usize);
    protocol.http2().max_concurrent_streams(MAX_STREAMS).max_header_list_size(MAX_HEAD_BYTES);
    protocol
}

/// One connection; each of its requests knows its peer.
fn connect(
    protocol: &auto::Builder<TokioExecutor>,
    router: &Router,
    stream: TcpStream,
    peer: SocketAddr,
    connection: &Arc<Connection>,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = Box<dyn std::error::Error + Send + Sync>>
+ Send
+ 'static {
    // answers are small; without this they would wait for acknowledgements
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a socket keeps its delay");
    }
    let (router, known) = (router.clone(), Arc::clone(connection));
    let answer = tower::service_fn(move |request: hyper::Request<Incoming>| {
        let body = hyper::body::Body::size_hint(request.body()).exact();
        let under_way = known.begin(request.version() == Version::HTTP_2, body);
        let known = Arc::clone(&known);
        let mut request: Request = request.map(|body| Body::new(AskedBody::new(body, known)));
        request.extensions_mut().insert(ConnectInfo(peer));
        let router = router.clone();
        async move {
            let answer = tower::ServiceExt::<Request>::oneshot(router, request)
                .await
                .map_err(|never: Infallible| never)?;
            Ok::<hyper::Response<AnswerBody>, Infallible>(answer.map(|body| under_way.answer(body)))
        }
    });
    let socket = Socket::new(stream, Arc::clone(connection));
    protocol.serve_connection(TokioIo::new(socket), TowerToHyperService::new(answer)).into_owned()
}
