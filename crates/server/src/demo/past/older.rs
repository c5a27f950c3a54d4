//! The orders that come in behind the open door: the market sells meanwhile, and whatever ends the process, the next start goes on.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};
use jiff::Timestamp;
use souk_domain::{
    ids::{AccountId, OrderId},
    order::OrderStatus,
    text::Slug,
};
use souk_market::{App, accounts, paging, settings};
use tokio::task::JoinSet;

use super::{
    Past, Plan,
    life::{self, Around, Goods},
    plan::Planned,
};
use crate::demo::WHOLE;

/// The older orders of a demonstration, of which some are missing.
pub(in crate::demo) struct Older {
    app: App,
    past: Past,
    plan: Plan,
    products: Vec<Slug>,
}

/// An order as it is found.
type Found = (OrderId, OrderStatus);

impl Older {
    pub(in crate::demo) fn of(app: &App, past: Past, plan: Plan, products: Vec<Slug>) -> Self {
        Self { app: app.clone(), past, plan, products }
    }

    /// How many older orders there will be.
    pub(in crate::demo) fn count(&self) -> usize {
        self.plan.first_recent(self.past.now)
    }

    /// Makes what is missing, a few orders at a time; between them everything else goes on. Answers how long that took; `None`: it
    /// was told to stop before it was done, and goes on at the next start.
    pub(in crate::demo) async fn fill(self, stop: impl Future<Output = ()>) -> Result<Option<Duration>> {
        let began = Instant::now();
        let mut stop = std::pin::pin!(stop);
        let _watching = self.watch();
        let lane = self.past.first();
        let accounts = super::accounts_of_people(&lane.app).await?;
        let goods: Goods = super::goods(&lane.app, &self.products).await?;
        let around = Around { goods: &goods, accounts: &accounts, until: self.past.now };
        let found = self.find(&accounts).await?;
        let older = || self.plan.orders.iter().take(self.count());
        for planned in older() {
            match found.get(&key(planned)) {
                Some((_, OrderStatus::Cancelled | OrderStatus::Completed)) | None => {}
                Some((order, _)) => {
                    let _time = self.app.hold_time().await;
                    let finished = life::finish(lane, planned, *order, self.past.now).await;
                    finished.with_context(|| format!("the end of order {}", planned.place))?;
                }
            }
        }
        let mut waiting = self.past.waiting(older().filter(|planned| !found.contains_key(&key(planned))));
        loop {
            let lived = {
                let _time = self.app.hold_time().await;
                self.past.live_some(&mut waiting, around).await
            };
            if lived.is_empty() {
                break;
            }
            lived.into_iter().try_for_each(unless_refused)?;
            let is_told =
                std::future::poll_fn(|task| std::task::Poll::Ready(stop.as_mut().poll(task).is_ready()));
            if is_told.await {
                return Ok(None);
            }
            tokio::task::yield_now().await;
        }
        settings::leave_mark(&self.app, WHOLE, "yes".to_owned()).await?;
        Ok(Some(began.elapsed()))
    }

    /// Lets each lane keep the market's rules in memory, until what is answered is dropped.
    fn watch(&self) -> JoinSet<()> {
        let mut watching = JoinSet::new();
        for lane in &self.past.lanes {
            let app = lane.app.clone();
            watching.spawn(async move { app.watch_commits(std::future::pending()).await });
        }
        watching
    }

    /// The orders that are there, by buyer and time.
    async fn find(&self, accounts: &[AccountId]) -> Result<BTreeMap<(usize, Timestamp), Found>> {
        let mut found = BTreeMap::new();
        for (person, account) in accounts.iter().enumerate() {
            let mut after = None;
            loop {
                let page = accounts::list_own_orders(&self.app, *account, after, paging::MAX_LIMIT).await?;
                found.extend(
                    page.items.iter().map(|order| ((person, order.created_at), (order.id, order.status))),
                );
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
        }
        Ok(found)
    }
}

/// Somebody who visits may do something with an order before its past does: then it goes on as they will. Errors: anything else.
fn unless_refused(lived: Result<()>) -> Result<()> {
    match lived {
        Err(error) if matches!(error.downcast_ref(), Some(souk_market::Error::Refused(_))) => {
            tracing::warn!(error = format!("{error:#}"), "an older order came out otherwise than it was to");
            Ok(())
        }
        lived => lived,
    }
}

/// What a planned order is known by: nobody buys twice in one moment.
fn key(planned: &Planned) -> (usize, Timestamp) {
    (planned.person, planned.at)
}
