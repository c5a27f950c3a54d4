//! Which addresses of the network a picture may come from: never our own machine or house.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use souk_domain::network::Network;

/// Where the server may fetch from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutgoingPolicy {
    /// Networks that are allowed although they are private. Their hosts may listen on any port.
    pub allow_networks: Vec<Network>,
}

impl OutgoingPolicy {
    /// Whether the address, at that port, may be called: public and a port of the web, or allowed.
    pub fn allows(&self, address: IpAddr, port: u16) -> bool {
        let address = address.to_canonical();
        let named = self.allow_networks.iter().any(|network| network.contains(address));
        named || (matches!(port, 80 | 443) && is_public(address))
    }
}

/// Whether an address belongs to a machine out in the internet.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    // this machine, private networks, link-local with the clouds' metadata
    let near = matches!((a, b, c), (0 | 10 | 127, ..) | (169, 254, _) | (172, 16..=31, _) | (192, 168, _));
    // carriers' shared space, protocol assignments, 6to4, benchmarks
    let shared = matches!((a, b, c), (100, 64..=127, _) | (192, 0, 0) | (192, 88, 99) | (198, 18 | 19, _));
    let documentation = matches!((a, b, c), (192, 0, 2) | (198, 51, 100) | (203, 0, 113));
    let multicast_or_reserved = a >= 224;
    !(near || shared || documentation || multicast_or_reserved)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    // of what is in use only 2000::/3 is public; within it, these wrap or stand for something else:
    // 2001::/23 (Teredo and other protocols), 2001:db8::/32 (documentation), 2002::/16 (wraps IPv4), 3fff::/20
    let public = (0x2000..=0x3fff).contains(&a);
    let special = (a == 0x2001 && (b < 0x200 || b == 0xdb8)) || a == 0x2002 || (a == 0x3fff && b < 0x1000);
    public && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(policy: &OutgoingPolicy, address: &str, port: u16) -> bool {
        policy.allows(address.parse().expect("an address"), port)
    }

    #[test]
    fn only_public_addresses_on_ports_of_the_web_are_called() {
        let policy = OutgoingPolicy::default();
        for good in
            ["93.184.216.34", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:1.1.1.1"]
        {
            assert!(allows(&policy, good, 443), "{good}");
            assert!(!allows(&policy, good, 22), "{good} on another port");
        }
        for bad in [
            "0.0.0.0",
            "10.1.2.3",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "100.64.0.1",
            "100.127.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "198.18.0.1",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001::1",
            "2001:db8::1",
            "100::1",
        ] {
            assert!(!allows(&policy, bad, 443), "{bad}");
            assert!(!allows(&policy, bad, 80), "{bad}");
        }
    }

    #[test]
    fn what_the_operator_allows_is_called_on_any_port_and_nothing_beside_it() {
        let policy = OutgoingPolicy { allow_networks: vec!["127.0.0.0/8".parse().expect("a network")] };
        assert!(allows(&policy, "127.0.0.1", 8080));
        assert!(allows(&policy, "::ffff:127.0.0.1", 8080));
        assert!(!allows(&policy, "128.0.0.1", 8080));
        assert!(!allows(&policy, "10.0.0.1", 80));
    }
}
