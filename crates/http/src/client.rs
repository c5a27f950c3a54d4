//! Where a request comes from.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use http::{Extensions, HeaderMap, HeaderName, Uri, request::Parts};
use souk_domain::{hex::hex, network::Network};

use crate::{
    HttpState, Refusal,
    state::{is_loopback, named_host},
};

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// Any of these means that somebody stands between the peer and the client.
const FORWARDING: [&str; 4] = ["x-forwarded-for", "forwarded", "x-real-ip", "via"];
/// Hops of proxies worth following; a longer list is an attempt to make us work.
const MAX_HOPS: usize = 16;

/// The client of a request: the peer, or behind `trusted_proxies` the first forwarded address that is not ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client {
    address: IpAddr,
    unforwarded_loopback: bool,
}

impl Client {
    /// The client of a connection's peer, the host that the request names, and its headers. Only `X-Forwarded-For` is followed, from the right,
    /// and only past addresses in `trusted_proxies`: whatever stands further left, anyone may have written.
    pub fn of(peer: IpAddr, host: Option<&str>, headers: &HeaderMap, trusted_proxies: &[Network]) -> Self {
        let forwarded = FORWARDING.iter().any(|name| headers.contains_key(*name));
        // a proxy at this machine that says nothing of whom it brings still passes on the host they asked for
        let unforwarded_loopback =
            peer.to_canonical().is_loopback() && !forwarded && host.is_some_and(is_loopback);
        let trusted = |address: IpAddr| trusted_proxies.iter().any(|network| network.contains(address));
        let mut address = peer;
        for hop in forwarded_hops(headers).into_iter().rev().take(MAX_HOPS) {
            if !trusted(address) {
                break;
            }
            let Some(hop) = hop else { break };
            address = hop;
        }
        Self { address: address.to_canonical(), unforwarded_loopback }
    }

    /// Its address.
    pub fn address(&self) -> IpAddr {
        self.address
    }

    /// The network it is counted by.
    pub fn network(&self) -> Network {
        Network::of_client(self.address)
    }

    /// Someone at this very machine with no proxy between, who asks for this machine: not counted, and shown the metrics.
    pub fn is_unforwarded_loopback(&self) -> bool {
        self.unforwarded_loopback
    }

    /// By what limits count it: its network. `None` for someone at this machine, whom limits spare.
    pub fn counted(&self) -> Option<String> {
        (!self.unforwarded_loopback).then(|| hex(&self.network().as_bytes()))
    }

    pub(crate) fn of_request(
        extensions: &Extensions,
        uri: &Uri,
        headers: &HeaderMap,
        trusted: &[Network],
    ) -> Self {
        // without a connection (a server that was not told to tell) nobody is taken for a friend
        let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        Self::of(peer, named_host(uri, headers), headers, trusted)
    }
}

/// Every address of every `X-Forwarded-For`, left to right; `None` for one that cannot be read.
fn forwarded_hops(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let lines = headers.get_all(X_FORWARDED_FOR).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(|hop| address_of(hop.trim())).collect()
}

/// Reads `1.2.3.4`, `1.2.3.4:567`, `::1` and `[::1]:567`.
fn address_of(hop: &str) -> Option<IpAddr> {
    let bare = hop.trim_start_matches('[').trim_end_matches(']');
    bare.parse().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

impl FromRequestParts<HttpState> for Client {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, http: &HttpState) -> Result<Self, Refusal> {
        if let Some(client) = parts.extensions.get::<Self>() {
            return Ok(*client);
        }
        let trusted = &http.settings().trusted_proxies;
        Ok(Self::of_request(&parts.extensions, &parts.uri, &parts.headers, trusted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, forwarded: &[&str], trusted: &[&str]) -> Client {
        client_of("localhost", peer, forwarded, trusted)
    }

    fn client_of(host: &str, peer: &str, forwarded: &[&str], trusted: &[&str]) -> Client {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append(X_FORWARDED_FOR, line.parse().unwrap());
        }
        let trusted: Vec<Network> = trusted.iter().map(|text| text.parse().unwrap()).collect();
        Client::of(peer.parse().unwrap(), Some(host), &headers, &trusted)
    }

    #[test]
    fn forwarded_addresses_count_only_behind_trusted_proxies() {
        let ours = &["10.0.0.0/8", "127.0.0.1"][..];
        for (peer, forwarded, expected) in [
            ("192.0.2.1", &[][..], "192.0.2.1"),
            ("192.0.2.1", &["203.0.113.9"][..], "192.0.2.1"),
            ("10.0.0.2", &["203.0.113.9"], "203.0.113.9"),
            ("10.0.0.2", &["6.6.6.6, 203.0.113.9, 10.0.0.3"], "203.0.113.9"),
            ("10.0.0.2", &["6.6.6.6", "203.0.113.9:4711"], "203.0.113.9"),
            ("10.0.0.2", &["6.6.6.6, nonsense"], "10.0.0.2"),
            ("127.0.0.1", &["[2001:db8::1]:99"], "2001:db8::1"),
        ] {
            assert_eq!(
                client(peer, forwarded, ours).address(),
                expected.parse::<IpAddr>().unwrap(),
                "{forwarded:?}"
            );
        }
    }

    #[test]
    fn only_an_unforwarded_peer_is_a_loopback_client() {
        assert!(client("127.0.0.1", &[], &[]).is_unforwarded_loopback());
        assert!(client("::ffff:127.0.0.1", &[], &[]).is_unforwarded_loopback());
        assert!(!client("127.0.0.1", &["127.0.0.1"], &["127.0.0.1"]).is_unforwarded_loopback());
        assert!(!client("192.0.2.1", &[], &[]).is_unforwarded_loopback());
        assert!(!client_of("shop.example", "127.0.0.1", &[], &[]).is_unforwarded_loopback());
        let nameless = Client::of("127.0.0.1".parse().unwrap(), None, &HeaderMap::new(), &[]);
        assert!(!nameless.is_unforwarded_loopback());
    }
}
