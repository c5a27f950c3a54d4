use std::{
    fmt,
    sync::{Mutex, OnceLock, PoisonError},
};

use jiff::Timestamp;
use souk_db::Tx;
use souk_domain::ids::AuditEntryId;

use super::{Actor, App};
use crate::{
    Result,
    trail::{self, AuditEntry, Note, Origin},
};

/// Tables in which the machinery keeps its own books: what changes these alone is nothing that somebody did.
const BOOKS: &[&str] = &["throttle", "idempotency", "account_session", "outbox", "job"];

/// What a use case works with: the open transaction, one `now` for all of it, who asks, and where ids come from.
///
/// A use case loads, decides with a rule of the domain, saves, and emits events. It never commits, spawns, or touches the
/// network.
pub struct Ctx<'c> {
    pub app: &'c App,
    pub tx: &'c Tx<'c>,
    pub now: Timestamp,
    pub actor: Actor,
    /// The version of the rules before this transaction read anything; `None` while none are kept.
    pub(crate) rules: Option<u64>,
    /// What is to be written down of it.
    pub(crate) told: &'c Told,
}

/// What a transaction says of what it does, and from where it is asked.
#[derive(Default)]
pub(crate) struct Told {
    origin: Origin,
    notes: Mutex<Vec<Note>>,
    /// The first id that it gave out: that of the thing it makes.
    first_id: OnceLock<String>,
}

impl Told {
    pub(super) fn of(origin: Origin) -> Self {
        Self { origin, ..Self::default() }
    }
}

impl<'c> Ctx<'c> {
    pub(super) fn new(app: &'c App, tx: &'c Tx<'c>, actor: Actor, told: &'c Told) -> Self {
        Self { app, tx, now: app.now(), actor, rules: app.rules().version(), told }
    }

    /// A new id of any kind: `ctx.id(OrderId::from_parts)`.
    pub fn id<T: fmt::Display>(&self, from_parts: impl FnOnce(u64, [u8; 10]) -> T) -> T {
        let (unix_ms, random) = self.app.id_parts(self.now);
        let id = from_parts(unix_ms, random);
        if self.told.origin.operation.is_some() {
            self.told.first_id.get_or_init(|| id.to_string());
        }
        id
    }

    /// Says what this transaction does, for the log of what people do.
    pub(crate) fn note(&self, note: Note) {
        self.told.notes.lock().unwrap_or_else(PoisonError::into_inner).push(note);
    }

    /// Writes down what was done. Whatever the staff or a vendor's people change by a request is written down: as the use case says
    /// it, or else as the operation that was called, and what its address names or what it made.
    pub(crate) async fn write_down(&self) -> Result<()> {
        let mut notes = std::mem::take(&mut *self.told.notes.lock().unwrap_or_else(PoisonError::into_inner));
        if notes.is_empty()
            && let Some(operation) = self.told.origin.operation
            && self.actor.is_watched()
            && self.tx.has_changed_beside(BOOKS)
        {
            let made = || self.told.first_id.get().cloned().unwrap_or_default();
            let object = self.told.origin.object.clone().unwrap_or_else(made);
            notes.push(Note { action: operation, object, ..Note::default() });
        }
        if notes.is_empty() {
            return Ok(());
        }
        let (who, key) = (self.actor.who(), self.app.key());
        let entries: Vec<AuditEntry> = notes
            .into_iter()
            .map(|note| {
                let (unix_ms, random) = self.app.id_parts(self.now);
                let id = AuditEntryId::from_parts(unix_ms, random);
                AuditEntry::of(id, &who, &self.told.origin, note, self.now, key)
            })
            .collect();
        trail::insert(self.tx, &entries).await
    }
}
