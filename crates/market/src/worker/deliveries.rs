//! The time of what has arrived: confirmed by itself, then completed; and its buyers are asked what it is like.

use std::time::Duration;

use souk_db::BoxFuture;
use souk_domain::ids::VendorOrderId;

use super::{
    lane::{Failure, Turn, Work, guarded},
    resting::Resting,
};
use crate::{
    App, Result,
    fulfilment::{self, Due},
    lanes::Why,
};

/// Vendor orders read at once.
const PER_PAGE: i64 = 50;
/// For one of them: statements only.
const STEP_WITHIN: Duration = Duration::from_secs(35);
/// What waits for days is a minute sooner or later.
const LOOK_EVERY: Duration = Duration::from_mins(1);

/// Takes the steps of vendor orders that are due.
#[derive(Default)]
pub(super) struct Deliveries {
    failed: Resting<VendorOrderId>,
    /// Those of which nobody could be asked.
    unasked: Resting<VendorOrderId>,
}

/// Reads vendor orders whose time has come, so many behind one.
type List = for<'a> fn(&'a App, Option<Due>, i64) -> BoxFuture<'a, Result<Vec<Due>>>;

/// What is to be done with vendor orders whose time has come.
#[derive(Clone, Copy)]
struct Steps {
    list: List,
    take: for<'a> fn(&'a App, VendorOrderId) -> BoxFuture<'a, Result<()>>,
}

const GO_ON: Steps = Steps {
    list: |app, after, at_most| Box::pin(fulfilment::list_due(app, after, at_most)),
    take: |app, id| Box::pin(fulfilment::go_on(app, id)),
};
const ASK: Steps = Steps {
    list: |app, after, at_most| Box::pin(fulfilment::list_reviews_due(app, after, at_most)),
    take: |app, id| Box::pin(fulfilment::ask_for_reviews(app, id)),
};

impl Work for Deliveries {
    fn name(&self) -> String {
        "deliveries".to_owned()
    }

    fn minds_time(&self) -> bool {
        true
    }

    fn look_every(&self) -> Duration {
        LOOK_EVERY
    }

    fn turn<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<Turn>> {
        Box::pin(async move {
            let mut turn = take_all(app, &self.failed, GO_ON).await?;
            let asked = take_all(app, &self.unasked, ASK).await?;
            turn.moved += asked.moved;
            turn.trouble = turn.trouble.or(asked.trouble);
            Ok(turn)
        })
    }

    fn is_still_ill<'a>(&'a self, _app: &'a App) -> BoxFuture<'a, Result<bool>> {
        Box::pin(async { Ok(!self.failed.is_empty() || !self.unasked.is_empty()) })
    }
}

/// Page by page, so that those which cannot go on never stand before all others.
async fn take_all(app: &App, failed: &Resting<VendorOrderId>, steps: Steps) -> Result<Turn> {
    let (mut turn, mut seen, mut last) = (Turn::default(), Vec::new(), None);
    loop {
        let page = (steps.list)(app, last, PER_PAGE).await?;
        for due in &page {
            seen.push(due.vendor_order);
            if failed.has(due.vendor_order, app.now()) {
                continue;
            }
            match guarded(STEP_WITHIN, (steps.take)(app, due.vendor_order)).await {
                Ok(()) => turn.moved += 1,
                Err(failure) => turn.trouble = Some(rest(app, failed, due.vendor_order, failure)?),
            }
        }
        let is_full = i64::try_from(page.len()).unwrap_or_default() == PER_PAGE;
        let Some(end) = page.last().filter(|_| is_full) else { break };
        last = Some(*end);
    }
    failed.keep_only(&seen);
    Ok(turn)
}

/// Lets one rest that cannot go on. Errors: none could now.
fn rest(
    app: &App,
    failed: &Resting<VendorOrderId>,
    id: VendorOrderId,
    failure: Failure,
) -> Result<(Why, String)> {
    let failure = failure.unless_passing()?;
    tracing::error!(vendor_order = %id, error = failure.words(), "a step that is due could not be taken");
    failed.note(id, app.now());
    Ok(failure.told())
}
