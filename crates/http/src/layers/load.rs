//! A bound on work under way: beyond it the newest is turned away, and buyers at the till last.

use souk_domain::refusal::RequestRefusal;

use super::BUSY_RETRY_S;
use crate::{
    Refusal, Shed,
    routes::Facts,
    state::{InFlight, InFlightPermit},
};

/// Browsing may use this share of the places; the rest is for those who pay.
const BROWSING_SHARE_PERCENT: u32 = 75;

/// Takes a place. Errors: none is left for this kind of request.
pub(super) fn enter(in_flight: &InFlight, facts: Option<&Facts>) -> Result<InFlightPermit, Refusal> {
    let most = match facts.map_or(Shed::First, |facts| facts.shed) {
        Shed::First => (u64::from(in_flight.most()) * u64::from(BROWSING_SHARE_PERCENT) / 100)
            .try_into()
            .unwrap_or(u32::MAX),
        Shed::Last => in_flight.most(),
        Shed::Never => u32::MAX,
    };
    let place = in_flight.enter(most);
    place.ok_or_else(|| RequestRefusal::Unavailable { retry_after_s: BUSY_RETRY_S }.into())
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
        let enter = |shed| enter(&in_flight, Some(&facts(shed)));
        let mut places: Vec<InFlightPermit> = (0..3).map(|_| enter(Shed::First).unwrap()).collect();
        assert_eq!(enter(Shed::First).err().unwrap().status(), 503);
        places.push(enter(Shed::Last).unwrap());
        assert_eq!(enter(Shed::Last).err().unwrap().retry_after_s(), Some(BUSY_RETRY_S));
        assert!(enter(Shed::Never).is_ok());
        places.clear();
        assert!(enter(Shed::First).is_ok());
    }
}
