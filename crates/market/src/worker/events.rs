//! Events: their places, and the subscribers that read them in that order.

use std::sync::Arc;

use jiff::Timestamp;
use souk_db::BoxFuture;

use super::{
    lane::{Turn, Work},
    parked,
};
use crate::{
    Actor, App, Ctx, Error, Result,
    bell::Topic,
    faults::{FaultPoint, reach},
    lanes::{self, Why},
    queue::{Event, SEQUENCER, Subscriber, Waiting, outbox},
};

/// Events that get their places in one transaction.
const PLACES_PER_TURN: i64 = 256;
/// Events that a subscriber handles in one transaction.
const EVENTS_PER_TURN: i64 = 50;
/// After so many tries an event put aside makes its lane ill: with the pauses between them that is some minutes.
const STUCK_AFTER: u32 = 5;

/// Gives committed events their places.
pub(super) struct Sequencer;

impl Work for Sequencer {
    fn name(&self) -> String {
        SEQUENCER.to_owned()
    }

    fn topic(&self) -> Option<Topic> {
        Some(Topic::Events)
    }

    fn turn<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<Turn>> {
        Box::pin(async move {
            // a read first: a write for nothing costs a sync
            let waiting = app.read(Actor::System, |ctx| Box::pin(outbox::count_without_place(ctx))).await?;
            lanes::tell_backlog(SEQUENCER, waiting);
            if waiting == 0 {
                return Ok(Turn::default());
            }
            let moved = app.write(Actor::System, |ctx| Box::pin(give_places(ctx))).await?;
            if moved > 0 {
                reach(FaultPoint::AfterPlacesCommit);
            }
            Ok(Turn { moved, trouble: None })
        })
    }
}

/// Gives events their places; none while another process does. Whoever reads them sees whole commits only.
async fn give_places(ctx: &Ctx<'_>) -> Result<usize> {
    let Some(last) = lock_cursor(ctx, SEQUENCER).await? else { return Ok(0) };
    let events = outbox::list_without_place(ctx, PLACES_PER_TURN).await?;
    if events.is_empty() {
        return Ok(0);
    }
    outbox::set_places(ctx, last + 1, &events).await?;
    let count = i64::try_from(events.len()).unwrap_or_default();
    outbox::move_cursor(ctx, SEQUENCER, last + count).await?;
    reach(FaultPoint::BeforePlacesCommit);
    Ok(events.len())
}

/// Hands a subscriber its events.
pub(super) struct Reader(pub(super) Arc<dyn Subscriber>);

impl Work for Reader {
    fn name(&self) -> String {
        format!("events:{}", self.0.name())
    }

    fn topic(&self) -> Option<Topic> {
        Some(Topic::Places)
    }

    fn turn<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<Turn>> {
        Box::pin(async move {
            let name = self.0.name();
            let (waiting, parked) = app.read(Actor::System, move |ctx| Box::pin(look(ctx, name))).await?;
            lanes::tell_backlog(&self.name(), waiting);
            lanes::tell_parked(name, parked.all);
            let mut moved = 0;
            if waiting > 0 {
                moved += self.read_on(app).await?;
            }
            if parked.due > 0 {
                moved += parked::try_again(app, &self.0).await?;
            }
            let trouble = (parked.stuck > 0).then(|| {
                let words = format!("{} events failed {STUCK_AFTER} times or more", parked.stuck);
                (Why::Failed, words)
            });
            Ok(Turn { moved, trouble })
        })
    }
}

/// When the last of the events happened that a subscriber handles next; `None`: it has handled all.
pub(super) async fn next_portion_ends(app: &App, name: &'static str) -> Result<Option<Timestamp>> {
    let next = app.read(Actor::System, move |ctx| {
        Box::pin(async move {
            let at = outbox::find_cursor(ctx, name).await?.unwrap_or(0);
            outbox::list_after(ctx, at, EVENTS_PER_TURN).await
        })
    });
    Ok(next.await?.iter().map(|waiting| waiting.at).max())
}

/// How many events a subscriber has before it, and what it has put aside.
async fn look(ctx: &Ctx<'_>, name: &'static str) -> Result<(i64, outbox::Parked)> {
    let [last, at] = outbox::find_cursors(ctx, [SEQUENCER, name]).await?;
    Ok((last - at, outbox::count_parked(ctx, name, STUCK_AFTER).await?))
}

impl Reader {
    /// Handles the next events, all together in one transaction; when one of them fails, each in its own.
    async fn read_on(&self, app: &App) -> Result<usize> {
        let subscriber = Arc::clone(&self.0);
        let together = app.write(Actor::System, move |ctx| {
            let subscriber = Arc::clone(&subscriber);
            Box::pin(async move { handle_together(ctx, &*subscriber).await })
        });
        let handled = match together.await {
            Ok(handled) => handled,
            // nobody's event is to blame, and each alone would fail too
            Err(Error::Fault(fault)) if fault.is_passing() => return Err(fault.into()),
            Err(error) => {
                tracing::debug!(subscriber = self.0.name(), %error, "events are handled one by one");
                self.read_on_one_by_one(app).await?
            }
        };
        if handled > 0 {
            reach(FaultPoint::AfterEventsCommit);
        }
        Ok(handled)
    }

    /// A statement that failed may end its transaction, so each event has one of its own. One that fails is put aside.
    async fn read_on_one_by_one(&self, app: &App) -> Result<usize> {
        let name = self.0.name();
        let next = app.read(Actor::System, move |ctx| {
            Box::pin(async move {
                let at = outbox::find_cursor(ctx, name).await?.unwrap_or(0);
                Ok((at, outbox::list_after(ctx, at, EVENTS_PER_TURN).await?))
            })
        });
        let (mut at, next) = next.await?;
        let mut handled = 0;
        for waiting in next {
            let step = Step { name, at, waiting };
            let subscriber = Arc::clone(&self.0);
            let alone = app.write(Actor::System, move |ctx| {
                let subscriber = Arc::clone(&subscriber);
                Box::pin(async move { handle_alone(ctx, &*subscriber, step).await })
            });
            let went_on = match alone.await {
                Err(Error::Fault(fault)) if fault.is_passing() => return Err(fault.into()),
                Err(error) => parked::put_aside(app, step, &error).await?,
                Ok(went_on) => went_on,
            };
            // another process reads for this subscriber: what comes next is its to handle
            if !went_on {
                break;
            }
            at = waiting.place;
            handled += 1;
        }
        Ok(handled)
    }
}

/// One step of a subscriber: from a place to the next event.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pub(super) name: &'static str,
    at: i64,
    pub(super) waiting: Waiting,
}

impl Step {
    /// Makes the step in this transaction; false when another process has the cursor, or has moved it.
    pub(super) async fn make(self, ctx: &Ctx<'_>) -> Result<bool> {
        let is_ours = lock_cursor(ctx, self.name).await? == Some(self.at);
        if is_ours {
            outbox::move_cursor(ctx, self.name, self.waiting.place).await?;
        }
        Ok(is_ours)
    }
}

async fn handle_together(ctx: &Ctx<'_>, subscriber: &dyn Subscriber) -> Result<usize> {
    let name = subscriber.name();
    let Some(at) = lock_cursor(ctx, name).await? else { return Ok(0) };
    let next = outbox::list_after(ctx, at, EVENTS_PER_TURN).await?;
    let Some(last) = next.last() else { return Ok(0) };
    let events = next.iter().map(known).collect::<Result<Vec<Event>>>()?;
    subscriber.handle_all(ctx, &events).await?;
    outbox::move_cursor(ctx, name, last.place).await?;
    reach(FaultPoint::BeforeEventsCommit);
    Ok(next.len())
}

async fn handle_alone(ctx: &Ctx<'_>, subscriber: &dyn Subscriber, step: Step) -> Result<bool> {
    if !step.make(ctx).await? {
        return Ok(false);
    }
    subscriber.handle(ctx, &known(&step.waiting)?).await?;
    reach(FaultPoint::BeforeEventsCommit);
    Ok(true)
}

/// The event, unless a newer server beside this one wrote it: that one will handle it when it is tried again.
pub(super) fn known(waiting: &Waiting) -> Result<Event> {
    waiting.event.ok_or_else(|| Error::broken(format!("{} is of a kind that is not known here", waiting.id)))
}

/// How far a reader has come, locked for this transaction; none while another process has it. A cursor that was never there
/// begins before everything.
async fn lock_cursor(ctx: &Ctx<'_>, name: &'static str) -> Result<Option<i64>> {
    if let Some(place) = outbox::lock_cursor(ctx, name).await? {
        return Ok(Some(place));
    }
    if outbox::find_cursor(ctx, name).await?.is_some() {
        return Ok(None);
    }
    outbox::insert_cursor(ctx, name).await?;
    outbox::lock_cursor(ctx, name).await
}
