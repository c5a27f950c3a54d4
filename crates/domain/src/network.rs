//! Ranges of addresses, as settings name them.

use std::{
    fmt,
    net::{IpAddr, Ipv6Addr},
    str::FromStr,
};

/// A range of addresses in CIDR form, such as `10.0.0.0/8`; a bare address is a range of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    first: u128,
    prefix_bits: u8,
}

/// The text is no network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a network such as 10.0.0.0/8 or an address such as ::1")]
pub struct MalformedNetwork;

/// IPv4 lives inside IPv6 at `::ffff:0:0/96`, so that one comparison serves both and a mapped peer is itself.
const MAPPED_BITS: u8 = 96;

impl Network {
    /// Whether the address lies in it.
    pub fn contains(&self, address: IpAddr) -> bool {
        (wide(address) ^ self.first) & mask(self.prefix_bits) == 0
    }

    /// The network a client is counted by: the address itself for IPv4, its /64 for IPv6, since one house has all of that.
    pub fn of_client(address: IpAddr) -> Self {
        let prefix_bits = match address.to_canonical() {
            IpAddr::V4(_) => 128,
            IpAddr::V6(_) => 64,
        };
        Self { first: wide(address) & mask(prefix_bits), prefix_bits }
    }

    /// Its bytes, to count or hash by.
    pub fn as_bytes(&self) -> [u8; 16] {
        self.first.to_be_bytes()
    }
}

/// As it is read: `192.0.2.1`, `2001:db8:1:2::/64`.
impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = Ipv6Addr::from_bits(self.first);
        match (IpAddr::V6(address).to_canonical(), self.prefix_bits) {
            (IpAddr::V4(address), 128) => write!(f, "{address}"),
            (IpAddr::V4(address), bits) if bits >= MAPPED_BITS => {
                write!(f, "{address}/{}", bits - MAPPED_BITS)
            }
            (_, 128) => write!(f, "{address}"),
            (_, bits) => write!(f, "{address}/{bits}"),
        }
    }
}

impl FromStr for Network {
    type Err = MalformedNetwork;

    fn from_str(text: &str) -> Result<Self, MalformedNetwork> {
        let (address, bits) =
            text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.trim().parse().map_err(|_| MalformedNetwork)?;
        let (most, above) = if address.is_ipv4() { (32, MAPPED_BITS) } else { (128, 0) };
        let bits: u8 = match bits {
            Some(bits) => bits.trim().parse().map_err(|_| MalformedNetwork)?,
            None => most,
        };
        if bits > most {
            return Err(MalformedNetwork);
        }
        let prefix_bits = bits + above;
        Ok(Self { first: wide(address) & mask(prefix_bits), prefix_bits })
    }
}

fn wide(address: IpAddr) -> u128 {
    let wide: Ipv6Addr = match address {
        IpAddr::V4(v4) => v4.to_ipv6_mapped(),
        IpAddr::V6(v6) => v6,
    };
    wide.to_bits()
}

fn mask(prefix_bits: u8) -> u128 {
    u128::MAX.checked_shl(128 - u32::from(prefix_bits)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_contains_its_addresses_in_either_family() {
        for (network, inside, outside) in [
            ("10.0.0.0/8", "10.255.0.1", "11.0.0.1"),
            ("10.0.0.0/8", "::ffff:10.1.1.1", "::a01:101"),
            ("192.168.1.7", "192.168.1.7", "192.168.1.8"),
            ("fd00::/8", "fd12::1", "fe80::1"),
            ("::/0", "1.2.3.4", ""),
            ("0.0.0.0/0", "10.0.0.1", "2001:db8::1"),
        ] {
            let network: Network = network.parse().unwrap();
            assert!(network.contains(inside.parse().unwrap()), "{inside}");
            assert!(outside.is_empty() || !network.contains(outside.parse().unwrap()), "{outside}");
        }
        for bad in ["", "10.0.0.0/33", "10.0.0/8", "x/8", "::1/129", "::/129", "10.0.0.0/-1", "proxy"] {
            assert_eq!(bad.parse::<Network>(), Err(MalformedNetwork), "{bad}");
        }
    }

    #[test]
    fn a_network_is_written_as_it_is_read() {
        let of = |text: &str| Network::of_client(text.parse().unwrap()).to_string();
        assert_eq!(of("192.0.2.1"), "192.0.2.1");
        assert_eq!(of("::ffff:192.0.2.1"), "192.0.2.1");
        assert_eq!(of("2001:db8:1:2:3::1"), "2001:db8:1:2::/64");
        assert_eq!("10.0.0.0/8".parse::<Network>().unwrap().to_string(), "10.0.0.0/8");
    }

    #[test]
    fn a_house_is_one_client() {
        let of = |text: &str| Network::of_client(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
        assert_eq!(of("192.0.2.1"), of("::ffff:192.0.2.1"));
    }
}
