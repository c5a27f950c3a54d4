//! One connection: what is under way on it, and since when it has kept us waiting.

use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::body::Body;
use bytes::Bytes;
use hyper::body::{Frame, SizeHint};
use souk_domain::network::Network;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    sync::Notify,
    time::{Instant, Sleep},
};

use super::heads::Heads;
use crate::config::HttpLimits;

/// Over this time an answer that is being sent must be taken at the least rate that bodies have.
const TAKEN_WITHIN: Duration = Duration::from_secs(30);
/// After an answer to somebody who still sends: how long nothing may come before we hang up.
const LINGER_FOR: Duration = Duration::from_secs(2);
/// The most that is taken in for that, and thrown away.
const MAX_LINGER_BYTES: u64 = 64 << 20;
/// What is thrown away at a time.
const LINGER_PIECE_BYTES: usize = 16 << 10;

/// What is known of an open connection.
pub(super) struct Connection {
    client: Network,
    state: Mutex<State>,
    close: Notify,
}

struct State {
    /// Requests whose head came whole and whose answer is not taken yet.
    under_way: u32,
    /// Answers of them that are being sent.
    sending: u32,
    /// When it was opened, or when the last answer was taken.
    idle_since: Instant,
    /// When the first byte came that belongs to no whole head yet, or the answer was taken that it came before.
    head_since: Option<Instant>,
    heads: Heads,
    /// Some request came.
    is_used: bool,
    /// Its bytes do not tell where a head begins.
    is_http2: bool,
    /// Whoever sends was answered before all was read.
    is_unread: bool,
    is_closing: bool,
    written: u64,
    /// When answers were last looked at, and how much had been written then.
    looked: Option<(Instant, u64)>,
}

impl Connection {
    pub(super) fn new(client: Network) -> Self {
        let state = State {
            under_way: 0,
            sending: 0,
            idle_since: Instant::now(),
            head_since: None,
            heads: Heads::new(),
            is_used: false,
            is_http2: false,
            is_unread: false,
            is_closing: false,
            written: 0,
            looked: None,
        };
        Self { client, state: Mutex::new(state), close: Notify::new() }
    }

    pub(super) fn client(&self) -> Network {
        self.client
    }

    /// Since when nothing is under way on it; `None` while something is.
    pub(super) fn idle_since(&self) -> Option<Instant> {
        let state = self.state();
        (state.under_way == 0).then_some(state.idle_since)
    }

    /// Ends it, whatever it does.
    pub(super) fn close_now(&self) {
        self.state().is_closing = true;
        self.close.notify_one();
    }

    #[cfg(test)]
    pub(super) fn is_closing(&self) -> bool {
        self.state().is_closing
    }

    /// A request has come with its whole head; `body` is the length of its body, where that is known.
    pub(super) fn begin(self: &Arc<Self>, is_http2: bool, body: Option<u64>) -> UnderWay {
        let mut state = self.state();
        state.heads.begin(body);
        state.under_way += 1;
        state.head_since = None;
        state.is_used = true;
        state.is_unread = false;
        state.is_http2 = is_http2;
        drop(state);
        UnderWay { connection: Arc::clone(self), is_sending: false }
    }

    /// Waits until it must be closed: for no whole head in time, for idling or taking an answer too slowly, or to make room.
    pub(super) async fn overdue(&self, limits: &HttpLimits) {
        loop {
            let Some(look_again) = self.state().due(limits, Instant::now()) else { return };
            tokio::select! {
                biased;
                () = self.close.notified() => return,
                () = tokio::time::sleep_until(look_again) => {}
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// When to look again; `None` when the time is over.
    fn due(&mut self, limits: &HttpLimits, now: Instant) -> Option<Instant> {
        if self.is_closing {
            return None;
        }
        if self.under_way > 0 {
            return self.taken(limits, now);
        }
        let end = match self.head_since {
            Some(begun) if !self.is_http2 => begun + limits.head_timeout,
            _ if self.is_used => self.idle_since + limits.idle_timeout,
            _ => self.idle_since + limits.head_timeout,
        };
        // a head may begin meanwhile, whose time is over sooner
        (now < end).then(|| end.min(now + limits.head_timeout))
    }

    /// The same while something is under way. Whoever works on a request has a time limit of its own.
    fn taken(&mut self, limits: &HttpLimits, now: Instant) -> Option<Instant> {
        let next = now + TAKEN_WITHIN;
        if self.sending == 0 {
            return Some(next);
        }
        let Some((since, written)) = self.looked else {
            self.looked = Some((now, self.written));
            return Some(next);
        };
        if now < since + TAKEN_WITHIN {
            return Some(since + TAKEN_WITHIN);
        }
        let least = u64::from(limits.body_bytes_per_second.get()) * TAKEN_WITHIN.as_secs();
        self.looked = Some((now, self.written));
        (self.written - written >= least).then_some(next)
    }
}

/// A request under way, until its answer was taken or given up.
pub(super) struct UnderWay {
    connection: Arc<Connection>,
    is_sending: bool,
}

impl UnderWay {
    /// The answer to send, which ends the request when all of it was taken.
    pub(super) fn answer(mut self, body: Body) -> AnswerBody {
        self.is_sending = true;
        self.connection.state().sending += 1;
        AnswerBody { body, _under_way: self }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut state = self.connection.state();
        state.under_way = state.under_way.saturating_sub(1);
        if self.is_sending {
            state.sending = state.sending.saturating_sub(1);
        }
        if state.sending == 0 {
            state.looked = None;
        }
        if state.under_way == 0 {
            let now = Instant::now();
            state.idle_since = now;
            if !state.is_http2 && state.heads.is_begun() {
                state.head_since.get_or_insert(now);
            }
        }
    }
}

/// A request's body, which tells whether somebody read all of it.
pub(super) struct AskedBody {
    body: hyper::body::Incoming,
    is_read: bool,
    connection: Arc<Connection>,
}

impl AskedBody {
    pub(super) fn new(body: hyper::body::Incoming, connection: Arc<Connection>) -> Self {
        let is_read = hyper::body::Body::is_end_stream(&body);
        Self { body, is_read, connection }
    }
}

impl hyper::body::Body for AskedBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let polled = ready!(Pin::new(&mut self.body).poll_frame(cx));
        self.is_read = polled.is_none() || self.body.is_end_stream();
        Poll::Ready(polled)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for AskedBody {
    fn drop(&mut self) {
        self.connection.state().is_unread |= !self.is_read;
    }
}

/// An answer's body; when it goes, the request is over.
pub(super) struct AnswerBody {
    body: Body,
    _under_way: UnderWay,
}

impl hyper::body::Body for AnswerBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The socket. When an answer went out before all was read, it takes in the rest for a while: closed with something unread,
/// a connection is reset, and the answer is lost on its way.
pub(super) struct Socket {
    stream: TcpStream,
    connection: Arc<Connection>,
    linger: Option<Linger>,
}

struct Linger {
    end: Pin<Box<Sleep>>,
    left: u64,
}

impl Socket {
    pub(super) fn new(stream: TcpStream, connection: Arc<Connection>) -> Self {
        Self { stream, connection, linger: None }
    }

    fn poll_linger(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let linger = self.linger.get_or_insert_with(|| Linger {
            end: Box::pin(tokio::time::sleep(LINGER_FOR)),
            left: MAX_LINGER_BYTES,
        });
        let mut piece = [0; LINGER_PIECE_BYTES];
        while linger.left > 0 {
            let mut piece = ReadBuf::new(&mut piece);
            match Pin::new(&mut self.stream).poll_read(cx, &mut piece) {
                Poll::Ready(Ok(())) if !piece.filled().is_empty() => {
                    linger.left = linger.left.saturating_sub(piece.filled().len() as u64);
                    linger.end.as_mut().reset(Instant::now() + LINGER_FOR);
                }
                Poll::Ready(_) => return Poll::Ready(()),
                Poll::Pending => return linger.end.as_mut().poll(cx),
            }
        }
        Poll::Ready(())
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = into.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, into))?;
        let came = into.filled().get(before..).unwrap_or_default();
        if !came.is_empty() {
            let mut state = self.connection.state();
            if !state.is_http2 {
                state.heads.see(came);
            }
            if state.under_way == 0 {
                state.head_since.get_or_insert_with(Instant::now);
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Socket {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.stream).poll_write(cx, bytes))?;
        self.connection.state().written += written as u64;
        Poll::Ready(Ok(written))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.stream).poll_write_vectored(cx, pieces))?;
        self.connection.state().written += written as u64;
        Poll::Ready(Ok(written))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.linger.is_none() {
            ready!(Pin::new(&mut self.stream).poll_shutdown(cx))?;
        }
        let state = self.connection.state();
        let is_sent_on = state.is_unread || (state.head_since.is_some() && !state.is_http2);
        drop(state);
        if is_sent_on {
            ready!(self.poll_linger(cx));
        }
        Poll::Ready(Ok(()))
    }
}
