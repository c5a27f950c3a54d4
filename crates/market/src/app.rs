use std::sync::Arc;

use jiff::Timestamp;
use souk_db::{BoxFuture, Db, Tx};
use tokio::sync::Notify;

use crate::{
    Actor, Ctx, Result,
    files::FileStore,
    mail::{Letters, Mailer},
    payments::Gateways,
    seams::{Clock, IdSource, Random},
    secrets::ServerKey,
};

/// Everything a use case needs from outside. Cloning is cheap.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// What an [`App`] is made of.
pub struct Parts {
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub key: ServerKey,
    pub gateways: Gateways,
    pub letters: Arc<dyn Letters>,
    pub mailer: Arc<dyn Mailer>,
    pub files: Arc<dyn FileStore>,
    /// Where the shop is reached, without a slash at the end: the base of every link in a mail.
    pub public_url: String,
    /// How long money and stock wait for whom.
    pub limits: crate::limits::Limits,
}
    /// Where pictures may be fetched from.
    pub outgoing: crate::catalogue::OutgoingPolicy,

struct Inner {
    parts: Parts,
    ids: IdSource,
    /// Rung after each commit that changed something, so that jobs start at once instead of at their next look.
    committed: Notify,
}

impl App {
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(Inner { parts, ids: IdSource::new(), committed: Notify::new() }))
    }

    pub fn db(&self) -> &Db {
        &self.0.parts.db
    }

    pub fn now(&self) -> Timestamp {
        self.0.parts.clock.now()
    }

    pub fn key(&self) -> &ServerKey {
        &self.0.parts.key
    }

    pub fn gateways(&self) -> &Gateways {
        &self.0.parts.gateways
    }

    pub fn letters(&self) -> &dyn Letters {
        &*self.0.parts.letters
    }

    pub fn mailer(&self) -> &dyn Mailer {
        &*self.0.parts.mailer
    }

    pub fn files(&self) -> &Arc<dyn FileStore> {
        &self.0.parts.files
    }

    pub fn public_url(&self) -> &str {
        &self.0.parts.public_url
    }

    pub fn limits(&self) -> &crate::limits::Limits {
        &self.0.parts.limits
    }

    /// Random bytes, for capabilities.
    pub fn random_bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.parts.random.fill(&mut bytes);
        bytes
    }

    /// What an id type's `from_parts` takes.
    pub fn id_parts(&self, now: Timestamp) -> (u64, [u8; 10]) {
        self.0.ids.parts(now, &*self.0.parts.random)
    }

    /// Waits until this process committed a change.
    pub async fn committed(&self) {
        self.0.committed.notified().await;
    pub(crate) fn outgoing(&self) -> &crate::catalogue::OutgoingPolicy {
        &self.0.parts.outgoing
    }

    }

    /// Runs a use case in one transaction; durable when this answers `Ok`. The body may run again after a conflict, so it
    /// must do nothing but statements. Network calls belong before or after.
    pub async fn write<T, F>(&self, actor: Actor, body: F) -> Result<T>
    where
        F: for<'a, 'c> Fn(&'a Ctx<'c>) -> BoxFuture<'a, Result<T>> + Send + Sync + 'static,
        T: Send + 'static,
    {
        let body = in_ctx(self.clone(), actor, body);
        let (written, changed) = self.db().transaction(noting_changes(body)).await?;
        // jobs that found nothing to do must not wake themselves
        if changed {
            self.0.committed.notify_one();
        }
        Ok(written)
    }

    /// Runs a use case that only reads.
    pub async fn read<T, F>(&self, actor: Actor, body: F) -> Result<T>
    where
        F: for<'a, 'c> Fn(&'a Ctx<'c>) -> BoxFuture<'a, Result<T>> + Send + Sync + 'static,
        T: Send + 'static,
    {
        self.db().read(in_ctx(self.clone(), actor, body)).await
    }

    /// Runs a use case that only reads, in one snapshot on every database.
    pub async fn snapshot<T, F>(&self, actor: Actor, body: F) -> Result<T>
    where
        F: for<'a, 'c> Fn(&'a Ctx<'c>) -> BoxFuture<'a, Result<T>> + Send + Sync + 'static,
        T: Send + 'static,
    {
        self.db().snapshot(in_ctx(self.clone(), actor, body)).await
    }
}

/// Makes a body over a transaction from a body over a [`Ctx`]; each run has a ctx, and so a `now`, of its own.
fn in_ctx<T, F>(
    app: App,
    actor: Actor,
    body: F,
) -> impl for<'t> Fn(&'t Tx<'t>) -> BoxFuture<'t, Result<T>> + Send + Sync + 'static
where
    F: for<'a, 'c> Fn(&'a Ctx<'c>) -> BoxFuture<'a, Result<T>> + Send + Sync + 'static,
    T: Send + 'static,
{
    let body = Arc::new(body);
    move |tx| {
        let app = app.clone();
        let body = Arc::clone(&body);
        Box::pin(async move { body(&Ctx::new(&app, tx, actor)).await })
    }
}

/// A body that tells beside its answer whether it changed anything.
fn noting_changes<T, F>(
    body: F,
) -> impl for<'t> Fn(&'t Tx<'t>) -> BoxFuture<'t, Result<(T, bool)>> + Send + Sync + 'static
where
    F: for<'t> Fn(&'t Tx<'t>) -> BoxFuture<'t, Result<T>> + Send + Sync + 'static,
    T: Send + 'static,
{
    move |tx| {
        let answer = body(tx);
        Box::pin(async move {
            let answer = answer.await?;
            Ok((answer, tx.has_changed()))
        })
    }
}
