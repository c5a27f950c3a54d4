//! Taking the port.

use std::{
    io::ErrorKind,
    net::{IpAddr, SocketAddr},
};

use anyhow::{Result, anyhow};
use tokio::net::{TcpListener, TcpSocket};

use super::holder;

/// Connections the system holds for us while we are busy: a burst of buyers, not a flood.
const BACKLOG: u32 = 1024;

/// Listens at an address; port 0 takes a free one. Errors name who holds the port, and what to do.
pub(crate) fn bind(address: SocketAddr) -> Result<TcpListener> {
    take(address).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow!(
            "port {} is taken{}. Try --listen {}",
            address.port(),
            holder::of(address.port()).map(|program| format!(" by {program}")).unwrap_or_default(),
            SocketAddr::new(address.ip(), next_port(address))
        ),
        ErrorKind::PermissionDenied => anyhow!(
            "port {} needs rights this user does not have. Try --listen {}, and let a proxy take the other",
            address.port(),
            SocketAddr::new(address.ip(), 8080)
        ),
        ErrorKind::AddrNotAvailable => {
            anyhow!(
                "{} is no address of this machine. Try --listen 127.0.0.1:{}",
                address.ip(),
                address.port()
            )
        }
        _ => anyhow!("{address} cannot be listened on: {error}"),
    })
}

fn take(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // a restart must not wait for connections of the last run to be forgotten
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// The next port above that is free.
fn next_port(address: SocketAddr) -> u16 {
    let free = |port: &u16| std::net::TcpListener::bind((address.ip(), *port)).is_ok();
    (address.port().saturating_add(1)..=u16::MAX).take(100).find(free).unwrap_or(0)
}

/// A loopback address: at `port` when it is free, else at any.
pub(crate) fn bind_near(port: u16) -> Result<TcpListener> {
    let local = |port| SocketAddr::new(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), port);
    take(local(port))
        .or_else(|_taken| take(local(0)))
        .map_err(|error| anyhow!("no free port on this machine: {error}"))
}
