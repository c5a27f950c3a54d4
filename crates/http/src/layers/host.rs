//! Requests for other hosts are not ours to answer: a page elsewhere could otherwise rebind its name to this machine.

use std::net::IpAddr;

use axum::extract::Request;
use http::header::HOST;
use souk_domain::refusal::RequestRefusal;

use crate::{HttpState, Refusal, Shed, routes::Facts, state::host_name};

/// Refuses a host that is neither the public one nor a loopback name. Probes come by whatever address they know.
pub(super) fn check(http: &HttpState, facts: Option<&Facts>, request: &Request) -> Result<(), Refusal> {
    let is_probe = facts.is_some_and(|facts| facts.shed == Shed::Never);
    let mut lines = request.headers().get_all(HOST).iter();
    let header = lines.next().filter(|_| lines.next().is_none()).and_then(|line| line.to_str().ok());
    let named = request.uri().authority().map(http::uri::Authority::as_str).or(header);
    match named.map(host_name) {
        _ if is_probe => Ok(()),
        Some(host) if host.eq_ignore_ascii_case(http.public_host()) || is_loopback(host) => Ok(()),
        _ => Err(RequestRefusal::Misdirected.into()),
    }
}

fn is_loopback(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    host == "localhost"
        || host.ends_with(".localhost")
        || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_names_are_read_with_and_without_port() {
        for ours in [
            "localhost",
            "localhost:8080",
            "127.0.0.1:1",
            "127.9.9.9",
            "[::1]:80",
            "shop.localhost:80",
            "LOCALHOST.",
        ] {
            assert!(is_loopback(host_name(ours)), "{ours}");
        }
        for other in ["localhost.evil.example", "10.0.0.1", "", "evil.example:80", "[fe80::1]"] {
            assert!(!is_loopback(host_name(other)), "{other}");
        }
    }
}
