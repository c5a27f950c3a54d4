use std::net::IpAddr;

use http::{HeaderMap, Uri, header::HOST};

/// The name in `name:port`, `[::1]:port` or either without port.
pub(crate) fn host_name(authority: &str) -> &str {
    match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(rest),
        None => authority.split(':').next().unwrap_or(authority),
    }
}

/// The host that a request names, without port. `None`: none, several, or one with a user's name before it, which is no host
/// that a browser would send.
pub(crate) fn named_host<'r>(uri: &'r Uri, headers: &'r HeaderMap) -> Option<&'r str> {
    let mut lines = headers.get_all(HOST).iter();
    let header = lines.next().filter(|_| lines.next().is_none()).and_then(|line| line.to_str().ok());
    let named = uri.authority().map(http::uri::Authority::as_str).or(header)?;
    let is_plain = |authority: &str| !authority.contains('@');
    (is_plain(named) && header.is_none_or(is_plain)).then(|| host_name(named))
}

/// Whether a host is a name of this very machine.
pub(crate) fn is_loopback(host: &str) -> bool {
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

    #[test]
    fn a_host_with_a_user_before_it_is_none() {
        let named = |uri: &str, host: &str| {
            let headers = HeaderMap::from_iter([(HOST, host.parse().unwrap())]);
            named_host(&uri.parse().unwrap(), &headers).map(str::to_owned)
        };
        assert_eq!(named("/", "shop.example:443").as_deref(), Some("shop.example"));
        assert_eq!(named("/", "evil.example@127.0.0.1"), None);
        assert_eq!(named("http://evil.example@localhost/", "localhost"), None);
        assert_eq!(named("http://localhost/", "evil.example@localhost"), None);
        assert_eq!(named_host(&Uri::from_static("/"), &HeaderMap::new()), None);
    }
}
