//! The time of orders and attempts. Ending an order waits for no gateway: where an attempt is open, the order is marked, and
//! the look-ups, which may hang as long as a gateway does, end it.

use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use souk_db::BoxFuture;
use souk_domain::ids::OrderId;

use super::{
    lane::{Failure, Turn, Work, guarded},
    resting::Resting,
};
use crate::{
    App, Result,
    checkout::{self, Doubtful, LookedUp},
    lanes::Why,
};

/// Attempts asked after in one turn.
const LOOK_UPS_PER_TURN: i64 = 16;
/// Orders read at once.
const ORDERS_PER_PAGE: i64 = 50;
/// For ending one order: statements only.
const ORDER_WITHIN: Duration = Duration::from_secs(35);
/// For the statements around the calls of one look-up.
const STATEMENTS_WITHIN: Duration = Duration::from_secs(5);
/// Calls that one look-up may make, one after the other: it asks, completes and cancels.
const CALLS_PER_LOOK_UP: u32 = 3;
/// Half of a week is over a minute sooner or later.
const REMIND_EVERY: Duration = Duration::from_mins(1);
/// The name of the lane of look-ups.
const PAYMENTS: &str = "payments";

/// How many gateway calls wait side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AtOnce {
    /// So that a run can be replayed.
    One,
    /// So that a gateway that hangs is waited for once, not once for each attempt.
    Several,
}

impl AtOnce {
    const fn count(self) -> usize {
        match self {
            Self::One => 1,
            Self::Several => 16,
        }
    }
}

/// Asks gateways what became of attempts.
pub(super) struct LookUps(pub(super) AtOnce);

impl Work for LookUps {
    fn name(&self) -> String {
        PAYMENTS.to_owned()
    }

    fn minds_time(&self) -> bool {
        true
    }

    fn deadline(&self, app: &App) -> Duration {
        look_up_within(app) + STATEMENTS_WITHIN
    }

    fn turn<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<Turn>> {
        Box::pin(async move {
            let due = checkout::take_doubtful(app, LOOK_UPS_PER_TURN).await?;
            let moved = due.len();
            let ended: Vec<Result<Option<(Why, String)>>> = stream::iter(due)
                .map(|doubtful| settle(app, doubtful))
                .buffer_unordered(self.0.count())
                .collect()
                .await;
            let ended = ended.into_iter().collect::<Result<Vec<_>>>()?;
            // one answer shows that the gateway is there
            let silent = ended.into_iter().collect::<Option<Vec<_>>>();
            let mut trouble = silent.and_then(|mut silent| silent.pop());
            if moved > 0 && trouble.is_none() && app.lanes().is_ill(PAYMENTS) {
                // another gateway's answer says nothing of one that is not set up
                trouble = checkout::find_gateway_not_set_up(app).await?.map(|gateway| not_set_up(&gateway));
            }
            Ok(Turn { moved, trouble })
        })
    }

    fn is_still_ill<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<bool>> {
        Box::pin(checkout::has_doubtful(app))
    }
}

/// Answers what went wrong; the attempt comes up again.
async fn settle(app: &App, doubtful: Doubtful) -> Result<Option<(Why, String)>> {
    let (attempt, gateway) = (doubtful.attempt.id, doubtful.attempt.gateway.clone());
    let failure = match guarded(look_up_within(app), checkout::settle_doubtful(app, doubtful)).await {
        Ok(LookedUp::Answered) => return Ok(None),
        Ok(LookedUp::Silent(reason)) => return Ok(Some((Why::Failed, reason))),
        Ok(LookedUp::NotSetUp) => return Ok(Some(not_set_up(&gateway))),
        Err(failure) => failure.unless_passing()?,
    };
    tracing::error!(%attempt, error = failure.words(), "an attempt could not be settled");
    Ok(Some(failure.told()))
}

fn not_set_up(gateway: &str) -> (Why, String) {
    let words =
        format!("payments wait for the gateway {gateway}, which is not set up, and their stock with them");
    (Why::Failed, words)
}

fn look_up_within(app: &App) -> Duration {
    app.limits().gateway_timeout.unsigned_abs() * CALLS_PER_LOOK_UP + STATEMENTS_WITHIN
}

/// Reminds buyers of transfers that are awaited.
pub(super) struct Reminders;

impl Work for Reminders {
    fn name(&self) -> String {
        "reminders".to_owned()
    }

    fn minds_time(&self) -> bool {
        true
    }

    fn look_every(&self) -> Duration {
        REMIND_EVERY
    }

    fn turn<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<Turn>> {
        Box::pin(async move { Ok(Turn { moved: checkout::remind_of_transfers(app).await?, trouble: None }) })
    }
}

/// Ends orders whose time is over.
#[derive(Default)]
pub(super) struct Expiry {
    failed: Resting<OrderId>,
}

impl Work for Expiry {
    fn name(&self) -> String {
        "expiry".to_owned()
    }

    fn minds_time(&self) -> bool {
        true
    }

    fn turn<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<Turn>> {
        Box::pin(self.end_all(app))
    }

    fn is_still_ill<'a>(&'a self, _app: &'a App) -> BoxFuture<'a, Result<bool>> {
        Box::pin(async { Ok(!self.failed.is_empty()) })
    }
}

impl Expiry {
    /// Page by page, so that orders which cannot be ended never stand before all others.
    async fn end_all(&self, app: &App) -> Result<Turn> {
        let (mut turn, mut seen, mut last) = (Turn::default(), Vec::new(), None);
        loop {
            let page = checkout::list_expired(app, last, ORDERS_PER_PAGE).await?;
            for expired in &page {
                seen.push(expired.order);
                if self.failed.has(expired.order, app.now()) {
                    continue;
                }
                match guarded(ORDER_WITHIN, checkout::end_expired(app, expired.order)).await {
                    Ok(()) => turn.moved += 1,
                    Err(failure) => turn.trouble = Some(self.rest(app, expired.order, failure)?),
                }
            }
            let is_full = i64::try_from(page.len()).unwrap_or_default() == ORDERS_PER_PAGE;
            let Some(end) = page.last().filter(|_| is_full) else { break };
            last = Some(*end);
        }
        self.failed.keep_only(&seen);
        Ok(turn)
    }

    /// Lets an order rest that cannot be ended. Errors: no order could be ended now.
    fn rest(&self, app: &App, order: OrderId, failure: Failure) -> Result<(Why, String)> {
        let failure = failure.unless_passing()?;
        tracing::error!(%order, error = failure.words(), "an order whose time is over could not be ended");
        self.failed.note(order, app.now());
        Ok(failure.told())
    }
}
