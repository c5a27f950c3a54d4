//! The time of what has arrived: confirmed by itself, then completed.

use std::time::Duration;

use souk_db::BoxFuture;
use souk_domain::ids::VendorOrderId;

use super::{
    lane::{Failure, Turn, Work, guarded},
    resting::Resting,
};
use crate::{App, Result, fulfilment, lanes::Why};

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
}

impl Work for Deliveries {
    fn name(&self) -> String {
        "deliveries".to_owned()
    }

    fn look_every(&self) -> Duration {
        LOOK_EVERY
    }

    fn turn<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<Turn>> {
        Box::pin(self.go_on(app))
    }

    fn is_still_ill<'a>(&'a self, _app: &'a App) -> BoxFuture<'a, Result<bool>> {
        Box::pin(async { Ok(!self.failed.is_empty()) })
    }
}

impl Deliveries {
    /// Page by page, so that those which cannot go on never stand before all others.
    async fn go_on(&self, app: &App) -> Result<Turn> {
        let (mut turn, mut seen, mut last) = (Turn::default(), Vec::new(), None);
        loop {
            let page = fulfilment::list_due(app, last, PER_PAGE).await?;
            for due in &page {
                seen.push(due.vendor_order);
                if self.failed.has(due.vendor_order, app.now()) {
                    continue;
                }
                match guarded(STEP_WITHIN, fulfilment::go_on(app, due.vendor_order)).await {
                    Ok(()) => turn.moved += 1,
                    Err(failure) => turn.trouble = Some(self.rest(app, due.vendor_order, failure)?),
                }
            }
            let is_full = i64::try_from(page.len()).unwrap_or_default() == PER_PAGE;
            let Some(end) = page.last().filter(|_| is_full) else { break };
            last = Some(*end);
        }
        self.failed.keep_only(&seen);
        Ok(turn)
    }

    /// Lets one rest that cannot go on. Errors: none could now.
    fn rest(&self, app: &App, id: VendorOrderId, failure: Failure) -> Result<(Why, String)> {
        let failure = failure.unless_passing()?;
        tracing::error!(vendor_order = %id, error = failure.words(), "a step that is due could not be taken");
        self.failed.note(id, app.now());
        Ok(failure.told())
    }
}
