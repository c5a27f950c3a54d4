//! A bound on work under way: beyond it the newest is turned away, and buyers at the till last.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use souk_domain::refusal::RequestRefusal;

use super::BUSY_RETRY_S;
use crate::{Refusal, Shed, routes::Facts};

/// Browsing may use this share of the places; the rest is for those who pay.
const BROWSING_SHARE_PERCENT: u32 = 75;

/// How many requests are under way.
pub(crate) struct InFlight {
    now: Arc<AtomicU32>,
    most: u32,
}

/// A place among them, given back when it is dropped.
pub(super) struct Place(Arc<AtomicU32>);

impl InFlight {
    pub(crate) fn new(most: u32) -> Self {
        Self { now: Arc::new(AtomicU32::new(0)), most }
    }

    /// Takes a place. Errors: none is left for this kind of request.
    pub(super) fn enter(&self, facts: Option<&Facts>) -> Result<Place, Refusal> {
        let most = match facts.map_or(Shed::First, |facts| facts.shed) {
            Shed::First => (u64::from(self.most) * u64::from(BROWSING_SHARE_PERCENT) / 100)
                .try_into()
                .unwrap_or(u32::MAX),
            Shed::Last => self.most,
            Shed::Never => u32::MAX,
        };
        let place = Place(Arc::clone(&self.now));
        if self.now.fetch_add(1, Ordering::Relaxed) < most {
            Ok(place)
        } else {
            Err(RequestRefusal::Unavailable { retry_after_s: BUSY_RETRY_S }.into())
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;
    use crate::{Access, Face};

    fn facts(shed: Shed) -> Facts {
        Facts { method: Method::GET, path: "/", access: Access::Anyone, face: Face::Api, shed }
    }

    #[test]
    fn browsing_gives_way_before_the_till_and_probes_never() {
        let in_flight = InFlight::new(4);
        let enter = |shed| in_flight.enter(Some(&facts(shed)));
        let mut places: Vec<Place> = (0..3).map(|_| enter(Shed::First).unwrap()).collect();
        assert_eq!(enter(Shed::First).err().unwrap().status(), 503);
        places.push(enter(Shed::Last).unwrap());
        assert_eq!(enter(Shed::Last).err().unwrap().retry_after_s(), Some(BUSY_RETRY_S));
        assert!(enter(Shed::Never).is_ok());
        places.clear();
        assert!(enter(Shed::First).is_ok());
    }
}
