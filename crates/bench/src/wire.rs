//! HTTP/1.1 on a bare socket: one request at a time, kept alive, no more than an answer with `Content-Length`.

use std::{net::SocketAddr, time::Instant};

use anyhow::{Context as _, Result, bail};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// More than any answer here.
const ROOM: usize = 64 * 1024;

/// A connection that is kept.
pub(crate) struct Wire {
    stream: TcpStream,
    buffer: Vec<u8>,
    /// When the first byte of the last answer came.
    pub(crate) first_byte: Instant,
}

/// An answer, as it lies in the buffer.
pub(crate) struct Answered<'w> {
    pub(crate) status: u16,
    pub(crate) body: &'w [u8],
}

impl Wire {
    pub(crate) async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(ROOM), first_byte: Instant::now() })
    }

    /// Sends a request that is written already, and reads the whole answer.
    pub(crate) async fn ask(&mut self, request: &[u8]) -> Result<Answered<'_>> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let mut head = None;
        loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the server closed the connection");
            }
            if head.is_none() {
                self.first_byte = Instant::now();
            }
            head = head.or_else(|| find_head(&self.buffer));
            let Some((length, body)) = head else { continue };
            let body_bytes = length.context("an answer without Content-Length")?;
            if self.buffer.len() >= body + body_bytes {
                let status = self.buffer.get(9..12).context("a short answer")?;
                let status = std::str::from_utf8(status)?.parse()?;
                let body = self.buffer.get(body..body + body_bytes).unwrap_or_default();
                return Ok(Answered { status, body });
            }
        }
    }
}

/// `Content-Length` and where the body begins, once the head is whole.
fn find_head(buffer: &[u8]) -> Option<(Option<usize>, usize)> {
    let end = buffer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(buffer.get(..end)?).ok()?;
    let length = head.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    });
    Some((length, end + 4))
}

/// A request without a body.
pub(crate) fn get(address: SocketAddr, target: &str) -> Vec<u8> {
    format!("GET {target} HTTP/1.1\r\nhost: {address}\r\n\r\n").into_bytes()
}

/// A request with JSON, and a header line more when there is one to send (`name: value\r\n`).
pub(crate) fn post(address: SocketAddr, target: &str, header_line: &str, body: &str) -> Vec<u8> {
    format!(
        "POST {target} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n{header_line}content-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}
