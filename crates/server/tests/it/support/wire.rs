//! Bytes on a socket, as no well-behaved client would send them.

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
};

use super::Server;

/// A server that has not ended a wait by then never will.
const NEVER: Duration = Duration::from_secs(60);
/// What a server says when it starts to read a body that was announced with care.
const GO_ON: &str = "HTTP/1.1 100 Continue\r\n\r\n";

/// One connection.
pub(crate) struct Wire {
    stream: TcpStream,
}

impl Wire {
    /// A connection from this very machine.
    pub(crate) async fn open(server: &Server) -> Self {
        Self::from("127.0.0.1", server).await
    }

    /// The same from another address of this machine, which so is another client.
    pub(crate) async fn from(address: &str, server: &Server) -> Self {
        let address: IpAddr = address.parse().expect("an address");
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.bind(SocketAddr::new(address, 0)).expect("an address of this machine");
        Self { stream: socket.connect(server.listens()).await.expect("a connection") }
    }

    /// Sends bytes, and tells whether all were taken. A server that has closed already takes none, which is what some are sent for.
    pub(crate) async fn send(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.stream.write_all(bytes.as_ref()).await.is_ok()
    }

    /// Sends a request's head that announces a body, and waits until the server reads on: `None`. Else what it says.
    pub(crate) async fn announce(&mut self, path: &str, more: &str, bytes: usize) -> Option<String> {
        self.send(format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {bytes}\r\n\
             expect: 100-continue\r\n{more}\r\n"
        ))
        .await;
        let head = self.head().await;
        (head != GO_ON).then_some(head)
    }

    /// The next head of an answer: up to the empty line, or to the end of the connection.
    pub(crate) async fn head(&mut self) -> String {
        let mut head = Vec::new();
        let read = async {
            while !head.ends_with(b"\r\n\r\n") {
                match self.stream.read_u8().await {
                    Ok(byte) => head.push(byte),
                    Err(_) => break,
                }
            }
        };
        tokio::time::timeout(NEVER, read).await.expect("the server says something");
        String::from_utf8(head).expect("a head is text")
    }

    /// Exactly so many bytes.
    pub(crate) async fn read_exact(&mut self, into: &mut [u8]) {
        let read = tokio::time::timeout(NEVER, self.stream.read_exact(into)).await;
        read.expect("the server says something").expect("as much as it announced");
    }

    /// Everything that comes until the server closes, and whether it closed in order.
    pub(crate) async fn rest(&mut self) -> (String, bool) {
        let mut bytes = Vec::new();
        let read = tokio::time::timeout(NEVER, self.stream.read_to_end(&mut bytes)).await;
        let is_in_order = read.expect("the server closes").is_ok();
        (String::from_utf8_lossy(&bytes).into_owned(), is_in_order)
    }

    /// A small request on this connection, and the status of its answer; 0 when there was none.
    pub(crate) async fn get(&mut self, path: &str) -> u16 {
        self.send(format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")).await;
        status(&self.rest().await.0)
    }
}

/// The status in an answer's first line; 0 when there is none.
pub(crate) fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|word| word.parse().ok()).unwrap_or(0)
}
