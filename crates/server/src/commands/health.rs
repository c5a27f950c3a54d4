use std::{
    io::{Read as _, Write as _},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream},
    process::ExitCode,
    time::Duration,
};

use anyhow::{Context as _, Result, bail};

use crate::cli::Place;

/// A shop that does not answer in this time is not well.
const PATIENCE: Duration = Duration::from_secs(5);
/// The status line is all that is asked.
const MAX_ANSWER_BYTES: u64 = 64;

/// Asks the shop of these settings whether it is ready.
pub(super) fn run(place: &Place) -> Result<ExitCode> {
    let listen = super::load(place)?.settings.listen;
    let address = reachable(listen);
    let status = ask(address).with_context(|| format!("no shop answers at {address}"))?;
    match status {
        200 => {
            super::say("ready");
            Ok(ExitCode::SUCCESS)
        }
        status => bail!("the shop at {address} is not ready: it answers {status}"),
    }
}

/// Where a shop that listens on every address is reached from here.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

fn ask(address: SocketAddr) -> Result<u16> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.take(MAX_ANSWER_BYTES).read_to_string(&mut answer)?;
    let status = answer.split(' ').nth(1).and_then(|word| word.get(..3));
    status.and_then(|status| status.parse().ok()).context("what answers is no web server")
}
