//! What gateways said without being asked: kept when it came, applied here.

use std::time::Duration;

use souk_db::BoxFuture;

use super::lane::{Turn, Work, guarded};
use crate::{App, Result, bell::Topic, checkout, lanes};

/// The name of the lane, and of its backlog.
const GATEWAY_EVENTS: &str = "gateway_events";
/// Events applied in one turn.
const EVENTS_PER_TURN: i64 = 50;
/// For applying one event: statements only.
const EVENT_WITHIN: Duration = Duration::from_secs(35);

/// Applies events of gateways in the order in which they came. One that fails waits by itself, longer with each try.
pub(super) struct GatewayEvents;

impl Work for GatewayEvents {
    fn name(&self) -> String {
        GATEWAY_EVENTS.to_owned()
    }

    fn topic(&self) -> Option<Topic> {
        Some(Topic::GatewayEvents)
    }

    fn turn<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<Turn>> {
        Box::pin(async move {
            lanes::tell_backlog(GATEWAY_EVENTS, checkout::count_gateway_events(app).await?);
            let due = checkout::list_due_gateway_events(app, EVENTS_PER_TURN).await?;
            let mut turn = Turn { moved: due.len(), trouble: None };
            // one that cannot be read must keep no other from being applied
            let skipped = guarded(EVENT_WITHIN, checkout::skip_known_gateway_events(app, due.clone())).await;
            let others = match skipped {
                Ok(others) => others,
                Err(failure) => failure.unless_passing().map(|_| due)?,
            };
            for event in others {
                let applied = guarded(EVENT_WITHIN, checkout::apply_gateway_event(app, &event)).await;
                if let Err(failure) = applied {
                    let failure = failure.unless_passing()?;
                    let (gateway, id, error) = (&event.gateway, &event.event_id, failure.words());
                    tracing::error!(gateway, event = id, error, "an event of a gateway could not be applied");
                    checkout::put_gateway_event_off(app, event, &error).await?;
                    turn.trouble = Some(failure.told());
                }
            }
            Ok(turn)
        })
    }

    fn is_still_ill<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<bool>> {
        Box::pin(checkout::has_failed_gateway_event(app))
    }
}
