//! The worker: whatever was put off is done here, each kind in a lane of its own.
//!
//! | lane | does |
//! |---|---|
//! | `sequencer` | gives committed events their places |
//! | `events:NAME` | hands a subscriber its events |
//! | `mails`, `refunds`, `pictures`, `imports` | jobs |
//! | `gateway_events` | applies what gateways said without being asked |
//! | `payments` | asks gateways what became of attempts |
//! | `reminders` | reminds buyers of transfers that are awaited |
//! | `expiry` | ends orders whose time is over; waits for no gateway |
//! | `deliveries` | confirms what has arrived, and completes it |
//! | `cleaning` | removes what is old |
//!
//! A lane is supervised: a turn that fails, panics or takes too long ends no other, and the lane rests before its next. It
//! reports to [`crate::lanes`]. What is in the list of kinds and subscribers stands in `registry`.

mod cleaning;
mod deliveries;
mod events;
mod gateway_events;
mod jobs;
mod lane;
mod parked;
mod payments;
mod registry;
mod resting;

use std::{future::Future, sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp};
use tokio::{sync::watch, task::JoinSet};

use self::lane::Work;
use crate::{
    App, Result,
    lanes::Why,
    queue::{Job, JobKind, Lane, SEQUENCER, Subscriber},
};

/// How long what is under way may take once the worker was told to stop: below the ten seconds that a supervisor waits.
const DRAIN_WITHIN: Duration = Duration::from_secs(6);
/// For giving leases back after that.
const GIVE_BACK_WITHIN: Duration = Duration::from_millis(500);
/// Before a lane that died is started again.
const RESTART_AFTER: Duration = Duration::from_secs(1);

/// What is due must not be later than this once what was wrong is mended.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_mins(5);

/// What is done after commits, and who wants to know of events.
#[derive(Clone)]
pub struct Worker {
    jobs: Vec<JobKind>,
    subscribers: Vec<Arc<dyn Subscriber>>,
}

impl Worker {
    /// Everything this market does.
    pub fn standard() -> Self {
        registry::standard()
    }

    const fn empty() -> Self {
        Self { jobs: Vec::new(), subscribers: Vec::new() }
    }

    /// Adds a kind of job.
    #[must_use]
    pub fn job<J: Job>(mut self) -> Self {
        self.jobs.push(JobKind::of::<J>());
        self
    }

    /// Adds a subscriber.
    #[must_use]
    pub fn subscriber(mut self, subscriber: impl Subscriber) -> Self {
        self.subscribers.push(Arc::new(subscriber));
        self
    }

    /// Does everything whose time has come, in one fixed order and one after another, so that a run can be replayed.
    /// Answers how much it moved: 0 when nothing was due. A part that fails keeps no later part waiting; the first error is
    /// answered in the end.
    pub async fn run_due(&self, app: &App) -> Result<usize> {
        let (mut moved, mut failed) = (0, None);
        for work in self.lanes(payments::AtOnce::One) {
            match work.turn(app).await {
                Ok(turn) => moved += turn.moved,
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        failed.map_or(Ok(moved), Err)
    }

    /// Hands every subscriber what has happened, portion by portion, and delivers what comes of it. The time is set to that of
    /// each portion by `set`: for a history that is written down at once.
    pub async fn catch_up(&self, app: &App, set: impl Fn(Timestamp)) -> Result<()> {
        while self.run_lane(app, SEQUENCER).await? > 0 {}
        for subscriber in &self.subscribers {
            let (reader, name) = (events::Reader(Arc::clone(subscriber)), subscriber.name());
            while let Some(last) = events::next_portion_ends(app, name).await? {
                set(last);
                // another process reads: it hands on the rest
                if reader.turn(app).await?.moved == 0 {
                    break;
                }
                while self.run_lane(app, Lane::Mails.as_str()).await? > 0 {}
            }
        }
        Ok(())
    }

    /// Does what is due in one lane. Answers how much it moved; 0 also where there is no lane of that name.
    pub async fn run_lane(&self, app: &App, name: &str) -> Result<usize> {
        let mut moved = 0;
        for work in self.lanes(payments::AtOnce::One) {
            if work.name() == name {
                moved += work.turn(app).await?.moved;
            }
        }
        Ok(moved)
    }

    /// Works until `stop` is done. Nothing new is begun then; what is under way may end for some seconds, and is then
    /// dropped, its jobs given back.
    pub async fn work(self, app: App, stop: impl Future<Output = ()>) {
        let (tell, told) = watch::channel(false);
        let leases = Arc::new(jobs::Leases::default());
        let works: Vec<Arc<dyn Work>> = self
            .lanes_with(payments::AtOnce::Several, &leases)
            .into_iter()
            .chain([Arc::new(cleaning::Cleaning::new(&self)) as Arc<dyn Work>])
            .collect();
        let mut running = JoinSet::new();
        let start = |running: &mut JoinSet<()>, work: &Arc<dyn Work>, after: Duration| {
            let lane = lane::run(Arc::clone(work), app.clone(), told.clone(), after);
            running.spawn(lane).id()
        };
        let mut ids: Vec<_> =
            works.iter().map(|work| (start(&mut running, work, Duration::ZERO), Arc::clone(work))).collect();
        let mut stop = std::pin::pin!(stop);
        loop {
            let ended = tokio::select! {
                biased;
                () = &mut stop => break,
                ended = running.join_next_with_id() => ended,
            };
            // a lane ends only when it is told to, so this one died
            let Some(Err(error)) = ended else { continue };
            if let Some((id, work)) = ids.iter_mut().find(|(id, _)| *id == error.id()) {
                tracing::error!(lane = work.name(), %error, "a lane died and is started again");
                app.lanes().note_ill(&work.name(), app.now(), Why::Died, &error.to_string());
                *id = start(&mut running, work, RESTART_AFTER);
            }
        }
        tell.send_replace(true);
        let drained = async { while running.join_next().await.is_some() {} };
        if tokio::time::timeout(DRAIN_WITHIN, drained).await.is_err() {
            tracing::warn!("work was still under way when its time was over; it will be done again");
            running.abort_all();
            jobs::give_back(&app, &leases, GIVE_BACK_WITHIN).await;
        }
    }

    /// Removes what is old, as the worker does now and then.
    pub async fn clean(&self, app: &App) -> Result<()> {
        cleaning::Cleaning::new(self).turn(app).await.map(|_| ())
    }

    fn lanes(&self, at_once: payments::AtOnce) -> Vec<Arc<dyn Work>> {
        self.lanes_with(at_once, &Arc::default())
    }

    /// In the order in which what one does is seen by the next.
    fn lanes_with(&self, at_once: payments::AtOnce, leases: &Arc<jobs::Leases>) -> Vec<Arc<dyn Work>> {
        let mut lanes: Vec<Arc<dyn Work>> = vec![
            Arc::new(gateway_events::GatewayEvents),
            Arc::new(payments::Expiry::default()),
            Arc::new(payments::LookUps(at_once)),
            Arc::new(payments::Reminders),
            Arc::new(deliveries::Deliveries::default()),
            Arc::new(events::Sequencer),
        ];
        for subscriber in &self.subscribers {
            lanes.push(Arc::new(events::Reader(Arc::clone(subscriber))));
        }
        for lane in Lane::ALL {
            lanes.push(Arc::new(jobs::Jobs::new(*lane, self.jobs.clone(), Arc::clone(leases))));
        }
        lanes
    }
}

/// Does everything whose time has come, as [`Worker::run_due`] of the standard worker.
pub async fn run_due(app: &App) -> Result<usize> {
    Worker::standard().run_due(app).await
}
