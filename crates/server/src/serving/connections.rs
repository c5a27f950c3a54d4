//! The open connections: how many there may be, in all and of one client, and which go when there is no room.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use souk_domain::network::Network;

use super::connection::Connection;
use crate::config::HttpLimits;

/// When room must be made, this part of the places is freed at once, so that a flood does not make us look through all
/// connections for each newcomer.
const FREED_AT_ONCE: usize = 64;

/// Every open connection. Whoever comes finds a place as long as somebody idles: the longest idle go first.
pub(super) struct Connections {
    limits: HttpLimits,
    /// Peers that bring many clients each: what one client may have does not bind them.
    proxies: Vec<Network>,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    next: u64,
    all: HashMap<u64, Arc<Connection>>,
}

/// A place among the connections, given back when it is dropped.
pub(super) struct Place {
    id: u64,
    pub(super) connection: Arc<Connection>,
    among: Arc<Connections>,
}

impl Connections {
    pub(super) fn new(limits: HttpLimits, proxies: Vec<Network>) -> Arc<Self> {
        Arc::new(Self { limits, proxies, open: Mutex::default() })
    }

    pub(super) fn limits(&self) -> &HttpLimits {
        &self.limits
    }

    /// A place for a newcomer. `None` when all are taken, or all that its client may have, and nobody idles there.
    pub(super) fn admit(self: &Arc<Self>, peer: IpAddr) -> Option<Place> {
        let client = Network::of_client(peer);
        let is_proxy = self.proxies.iter().any(|network| network.contains(peer));
        let mut open = self.open();
        if !is_proxy {
            let share = self.limits.connections_per_client;
            make_room(&mut open, share, |connection| connection.client() == client)?;
        }
        make_room(&mut open, self.limits.connections, |_| true)?;
        let connection = Arc::new(Connection::new(client));
        let id = open.next;
        open.next += 1;
        open.all.insert(id, Arc::clone(&connection));
        Some(Place { id, connection, among: Arc::clone(self) })
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Leaves a place among the `most` that those of one kind may have. `None` when all of them are at work.
fn make_room(open: &mut Open, most: usize, is_of_kind: impl Fn(&Connection) -> bool) -> Option<()> {
    if open.all.len() < most {
        return Some(());
    }
    let of_kind: Vec<(u64, &Arc<Connection>)> =
        open.all.iter().filter(|(_, one)| is_of_kind(one)).map(|(id, one)| (*id, one)).collect();
    if of_kind.len() < most {
        return Some(());
    }
    let mut idle: Vec<_> = of_kind.iter().filter_map(|(id, one)| Some((one.idle_since()?, *id))).collect();
    idle.sort_unstable();
    idle.truncate((most / FREED_AT_ONCE).max(1));
    for (_, id) in &idle {
        if let Some(connection) = open.all.remove(id) {
            connection.close_now();
        }
    }
    (!idle.is_empty()).then_some(())
}

impl Drop for Place {
    fn drop(&mut self) {
        self.among.open().all.remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connections(all: usize, of_one: usize, proxies: &[&str]) -> Arc<Connections> {
        let limits = HttpLimits { connections: all, connections_per_client: of_one, ..HttpLimits::default() };
        Connections::new(limits, proxies.iter().map(|text| text.parse().unwrap()).collect())
    }

    fn peer(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_newcomer_takes_the_place_of_the_longest_idle_and_of_nobody_at_work() {
        let connections = connections(2, 2, &[]);
        let first = connections.admit(peer("192.0.2.1")).unwrap();
        let second = connections.admit(peer("192.0.2.2")).unwrap();
        let _third = connections.admit(peer("192.0.2.3")).unwrap();
        assert!(first.connection.is_closing() && !second.connection.is_closing());
        let _work = second.connection.begin(false, Some(0));
        let third = connections.admit(peer("192.0.2.4")).unwrap();
        let _more_work = third.connection.begin(false, Some(0));
        assert!(!second.connection.is_closing());
        assert!(connections.admit(peer("192.0.2.5")).is_none(), "everybody works");
    }

    #[test]
    fn one_client_has_its_share_whatever_addresses_of_its_network_it_uses() {
        let connections = connections(100, 2, &["198.51.100.0/24"]);
        let busy: Vec<_> =
            ["2001:db8::1", "2001:db8::2"].map(|text| connections.admit(peer(text)).unwrap()).into();
        let _work: Vec<_> = busy.iter().map(|place| place.connection.begin(false, Some(0))).collect();
        assert!(connections.admit(peer("2001:db8::ffff")).is_none());
        assert!(connections.admit(peer("2001:db8:0:1::1")).is_some(), "another house");
        let behind_proxy: Vec<_> =
            (0..10).map(|_| connections.admit(peer("198.51.100.7")).unwrap()).collect();
        let _work: Vec<_> = behind_proxy.iter().map(|place| place.connection.begin(false, Some(0))).collect();
        assert!(connections.admit(peer("198.51.100.7")).is_some(), "a proxy brings many clients");
        drop(busy);
        assert!(connections.admit(peer("2001:db8::ffff")).is_some());
    }
}
