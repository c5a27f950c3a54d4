//! A bound on work under way: beyond it the newest is turned away, and buyers at the till last. A request whose body is
//! still coming is not worked on, and so takes no place from others.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use souk_domain::refusal::RequestRefusal;
use tokio::time::Instant;

use crate::{
    Client, HttpState, Refusal, Shed,
    routes::Facts,
    state::{BUSY_RETRY_S, Held, InFlight, InFlightPermit, browsing_share},
};

/// A request's turn to be worked on. It steps aside while its body comes.
#[derive(Clone)]
pub(crate) struct Turn(Arc<Inner>);

struct Inner {
    http: HttpState,
    client: Client,
    shed: Shed,
    state: Mutex<State>,
}

struct State {
    place: Option<InFlightPermit>,
    held: Option<Held>,
    /// Since when it is worked on; `None` while its body comes.
    since: Option<Instant>,
}

/// Ends a turn, whatever of the request still lives on.
pub(crate) struct UntilEnd(Turn);

impl Turn {
    /// Takes a place. Errors: none is left for this kind of request.
    pub(crate) fn enter(http: &HttpState, facts: Option<&Facts>, client: Client) -> Result<Self, Refusal> {
        let shed = facts.map_or(Shed::First, |facts| facts.shed);
        let place = take(http.in_flight(), shed)?;
        let state = State { place: Some(place), held: None, since: Some(Instant::now()) };
        Ok(Self(Arc::new(Inner { http: http.clone(), client, shed, state: Mutex::new(state) })))
    }

    pub(crate) fn until_end(&self) -> UntilEnd {
        UntilEnd(self.clone())
    }

    /// Gives the place to others while the body comes.
    pub(crate) fn step_aside(&self) {
        let mut state = self.state();
        (state.place, state.since) = (None, None);
    }

    /// Comes back with the body. Errors: no place is left.
    pub(crate) fn come_back(&self) -> Result<(), Refusal> {
        let mut state = self.state();
        if state.place.is_none() {
            state.place = Some(take(self.0.http.in_flight(), self.0.shed)?);
            state.since = Some(Instant::now());
        }
        Ok(())
    }

    /// Holds memory for a body of so many bytes until the turn ends. Errors: there is not so much left.
    pub(crate) fn hold(&self, bytes: usize) -> Result<(), Refusal> {
        let Inner { http, client, shed, .. } = &*self.0;
        let mut state = self.state();
        let held =
            state.held.get_or_insert_with(|| http.bodies().hold(client.network(), *shed == Shed::First));
        held.grow_to(bytes)
    }

    /// When its time is over. A body has time limits of its own.
    pub(crate) fn end(&self, timeout: Duration) -> Instant {
        self.state().since.unwrap_or_else(Instant::now) + timeout
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for UntilEnd {
    fn drop(&mut self) {
        let mut state = self.0.state();
        (state.place, state.held) = (None, None);
    }
}

fn take(in_flight: &InFlight, shed: Shed) -> Result<InFlightPermit, Refusal> {
    let most = match shed {
        Shed::First => browsing_share(u64::from(in_flight.most())).try_into().unwrap_or(u32::MAX),
        Shed::Last => in_flight.most(),
        Shed::Never => u32::MAX,
    };
    let place = in_flight.enter(most);
    place.ok_or_else(|| RequestRefusal::Unavailable { retry_after_s: BUSY_RETRY_S }.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsing_gives_way_before_the_till_and_probes_never() {
        let in_flight = InFlight::new(4);
        let enter = |shed| take(&in_flight, shed);
        let mut places: Vec<InFlightPermit> = (0..3).map(|_| enter(Shed::First).unwrap()).collect();
        assert_eq!(enter(Shed::First).err().unwrap().status(), 503);
        places.push(enter(Shed::Last).unwrap());
        assert_eq!(enter(Shed::Last).err().unwrap().retry_after_s(), Some(BUSY_RETRY_S));
        assert!(enter(Shed::Never).is_ok());
        places.clear();
        assert!(enter(Shed::First).is_ok());
    }
}
