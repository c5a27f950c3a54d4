//! A second subscriber beside the letter writer: it must see every event once and in order, whatever the process dies of.

use souk_db::{scratch::Scratch, sql};
use souk_domain::ids::EventId;
use souk_market::{Actor, App, worker::Worker};
use souk_testkit::market::{Witness, seen_by};

const NAME: &str = "witness";

/// Makes the table it writes in.
pub(crate) async fn prepare(scratch: &Scratch) {
    Witness::prepare(scratch).await;
}

/// The market's worker, with it.
pub(crate) fn worker() -> Worker {
    Worker::standard().subscriber(Witness(NAME))
}

/// Whether it saw every event there is, once and in order.
pub(crate) async fn saw_everything(app: &App) -> bool {
    let read = app.read(Actor::System, |ctx| {
        Box::pin(async move {
            Ok(ctx.tx.list::<EventId>(sql!("select id from outbox order by place"), &[]).await?)
        })
    });
    seen_by(app, NAME).await == read.await.expect("events")
}
