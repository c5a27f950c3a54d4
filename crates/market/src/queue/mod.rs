//! The queue: what happened, and what must be done, written in the transaction it comes of and cared for after it.
//!
//! - an [`Event`] tells what happened; every [`Subscriber`] handles every event once and in order, at its own pace
//! - a [`Job`] is an effect outside the database, promised in a transaction and done after it, at least once
//!
//! It knows no capability: each writes its own events and jobs, and declares its own subscribers and kinds of job. The
//! worker is built from all of them, and takes what is due.

mod again;
mod events;
mod jobs;
mod store;

pub(crate) use again::{FURTHEST, MAX_ERROR_CHARS, pause, shortened};
pub use events::{Event, EventKind, Subscriber};
pub(crate) use events::{SEQUENCER, Waiting, emit};
pub use jobs::{Job, Lane, Started, Tried};
pub(crate) use jobs::{JobKind, enqueue, enqueue_all};
pub(crate) use store::{backlog, outbox};
