use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use souk_domain::{network::Network, refusal::RequestRefusal};

use super::{BUSY_RETRY_S, browsing_share};
use crate::Refusal;

/// A body holds at least so much: its connection and its request are not free either.
const LEAST_HELD_BYTES: u64 = 64 << 10;
/// One client may hold one part in so many.
const CLIENT_PARTS: u64 = 4;

/// The memory of bodies that are coming or worked on.
pub(crate) struct Bodies {
    most: u64,
    held: Mutex<Sums>,
}

#[derive(Default)]
struct Sums {
    all: u64,
    by_client: HashMap<[u8; 16], u64>,
}

/// What one body holds of it, given back when it is dropped.
pub(crate) struct Held {
    bodies: Arc<Bodies>,
    client: [u8; 16],
    most: u64,
    bytes: u64,
}

impl Bodies {
    pub(super) fn of(most: u64) -> Arc<Self> {
        Arc::new(Self { most, held: Mutex::default() })
    }

    /// What a body of this client holds, nothing so far. Browsing leaves a share to those who pay.
    pub(crate) fn hold(self: &Arc<Self>, client: Network, is_browsing: bool) -> Held {
        let most = if is_browsing { browsing_share(self.most) } else { self.most };
        Held { bodies: Arc::clone(self), client: client.as_bytes(), most, bytes: 0 }
    }

    fn sums(&self) -> MutexGuard<'_, Sums> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    /// Holds so many bytes. Errors: there is not so much left, in all or for this client.
    pub(crate) fn grow_to(&mut self, bytes: usize) -> Result<(), Refusal> {
        let wanted = (bytes as u64).max(LEAST_HELD_BYTES);
        let more = wanted.saturating_sub(self.bytes);
        let mut sums = self.bodies.sums();
        let own = sums.by_client.get(&self.client).copied().unwrap_or(0);
        if sums.all + more > self.most || own + more > self.bodies.most / CLIENT_PARTS {
            return Err(RequestRefusal::Unavailable { retry_after_s: BUSY_RETRY_S }.into());
        }
        sums.all += more;
        sums.by_client.insert(self.client, own + more);
        drop(sums);
        self.bytes += more;
        Ok(())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if self.bytes == 0 {
            return;
        }
        let mut sums = self.bodies.sums();
        sums.all -= self.bytes;
        if let Some(own) = sums.by_client.get_mut(&self.client) {
            *own -= self.bytes;
            if *own == 0 {
                sums.by_client.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(address: &str) -> Network {
        Network::of_client(address.parse().unwrap())
    }

    #[test]
    fn a_client_has_a_quarter_browsing_three_quarters_and_what_goes_is_free() {
        let bodies = Bodies::of(16 * LEAST_HELD_BYTES);
        let hold = |address: &str, is_browsing| {
            let mut held = bodies.hold(client(address), is_browsing);
            held.grow_to(1).map(|()| held)
        };
        let mut held: Vec<Held> = (0..4).map(|_| hold("192.0.2.1", true).unwrap()).collect();
        assert_eq!(hold("192.0.2.1", true).err().unwrap().status(), 503);
        assert!(held[0].grow_to(1 + LEAST_HELD_BYTES as usize).is_err());
        for other in ["192.0.2.2", "192.0.2.3"] {
            held.extend((0..4).map(|_| hold(other, true).unwrap()));
        }
        assert!(hold("192.0.2.4", true).is_err());
        held.extend((0..4).map(|_| hold("192.0.2.4", false).unwrap()));
        assert!(hold("192.0.2.5", false).is_err());
        held.clear();
        assert!(hold("192.0.2.1", true).is_ok());
        assert!(bodies.sums().by_client.is_empty());
    }
}
