//! How an operation has its effect once: a face gives a [`Guard`], the use case runs under it.

use std::{hash::Hash, sync::Arc};

use souk_domain::{
    account::Permission,
    ids::{OrderId, VendorId},
    vendor::VendorPermission,
};

use super::{Key, KeyClaim, begin, find_answer, finish};
use crate::{Actor, App, BoxFuture, Ctx, Result};

/// A response as it is stored under a key: HTTP status, and the rest as the face packed it, without any capability.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredResponse {
    /// The HTTP status.
    pub status: u16,
    /// What else the face needs to send it again.
    pub text: String,
}

/// What a guarded operation came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply<T> {
    /// It was done now.
    Fresh(T),
    /// It was done before under the same key; this was answered.
    Replayed(StoredResponse),
}

impl<T> Reply<T> {
    /// What was done now; `None` for a replayed response, which comes only to whoever gave a [`Guard`].
    pub fn fresh(self) -> Option<T> {
        match self {
            Self::Fresh(value) => Some(value),
            Self::Replayed(_) => None,
        }
    }
}

type Pack<T> = Arc<dyn Fn(&T) -> Result<StoredResponse> + Send + Sync>;

/// The `Idempotency-Key` of a request, and how its face packs the response that is stored under it. Whose key it is, and
/// what the request asks for, the use case knows by itself.
pub struct Guard<T> {
    pub(crate) key: String,
    pack: Pack<T>,
}

impl<T> Clone for Guard<T> {
    fn clone(&self) -> Self {
        Self { key: self.key.clone(), pack: Arc::clone(&self.pack) }
    }
}

impl<T> Guard<T> {
    /// `pack` runs inside the transaction and must write no capability.
    pub fn new(
        key: impl Into<String>,
        pack: impl Fn(&T) -> Result<StoredResponse> + Send + Sync + 'static,
    ) -> Self {
        Self { key: key.into(), pack: Arc::new(pack) }
    }

    /// The response to store of what was done.
    pub(crate) fn pack(&self, done: &T) -> Result<StoredResponse> {
        (self.pack)(done)
    }
}

/// An operation that may be asked for again under the same key.
pub(crate) struct Operation<T> {
    name: &'static str,
    actor: Actor,
    /// Whose keys these are: an account, an API key, a cart or an order.
    owner: Option<[u8; 16]>,
    guard: Option<Guard<T>>,
    /// Whether whoever asks may.
    allowed: Result<()>,
    about: Option<fn(&T) -> OrderId>,
}

impl<T: Send + 'static> Operation<T> {
    /// An operation under the keys of whoever asks. A guest owns no keys: there the guard is let be.
    pub(crate) fn new(name: &'static str, actor: Actor, guard: Option<Guard<T>>) -> Self {
        Self { name, actor, owner: actor.key_owner(), guard, allowed: Ok(()), about: None }
    }

    /// The same for who of the staff has a permission.
    pub(crate) fn needs(self, permission: Permission) -> Self {
        Self { allowed: self.allowed.and_then(|()| self.actor.require(permission)), ..self }
    }

    /// The same for who acts for a vendor and whose role includes it.
    pub(crate) fn needs_of(self, vendor: VendorId, permission: VendorPermission) -> Self {
        Self { allowed: self.allowed.and_then(|()| self.actor.require_of(vendor, permission)), ..self }
    }

    /// The same under the keys of a cart or an order.
    pub(crate) fn owned_by(self, owner: &[u8; 16]) -> Self {
        Self { owner: Some(*owner), ..self }
    }

    /// The same where the answer tells of an order: it is forgotten with who bought.
    pub(crate) fn about(self, order: fn(&T) -> OrderId) -> Self {
        Self { about: Some(order), ..self }
    }

    /// What was answered before under the same key. Whoever looks at the state before [`Operation::run`] asks this first: what was
    /// done may be why it could not be done again. Errors: the key was used for something else.
    pub(crate) fn answered<I>(&self, app: &App, input: &I) -> BoxFuture<'static, Result<Option<Reply<T>>>>
    where
        I: Hash,
    {
        let guarded = self.guard.as_ref().zip(self.owner).filter(|_| self.allowed.is_ok());
        let Some((guard, owner)) = guarded else { return Box::pin(std::future::ready(Ok(None))) };
        let key = Key::new(app, self.name, &owner, &guard.key, input);
        app.read_with(self.actor, key, |ctx, key| {
            Box::pin(async move { Ok(find_answer(ctx, key).await?.map(Reply::Replayed)) })
        })
    }

    /// Runs `effect` in one transaction, at most once under its key; without a key each time. The response is stored in the
    /// same transaction. Every field of `input` is part of the fingerprint. Errors roll everything back, and so free the key.
    pub(crate) fn run<I, F>(self, app: &App, input: I, effect: F) -> BoxFuture<'static, Result<Reply<T>>>
    where
        I: Hash + Send + Sync + 'static,
        F: for<'a, 'c> Fn(&'a Ctx<'c>, &'a I) -> BoxFuture<'a, Result<T>> + Send + Sync + 'static,
    {
        let Self { name, actor, owner, guard, allowed, about } = self;
        if let Err(refused) = allowed {
            return Box::pin(std::future::ready(Err(refused)));
        }
        let guarded = guard.zip(owner).map(|(guard, owner)| {
            let key = Key::new(app, name, &owner, &guard.key, &input);
            (key, guard)
        });
        app.write_with(actor, (guarded, input), move |ctx, (guarded, input)| {
            Box::pin(once(ctx, guarded.as_ref(), about, effect(ctx, input)))
        })
    }
}

/// Runs `effect` in the caller's transaction, unless its key has had it.
async fn once<T>(
    ctx: &Ctx<'_>,
    guarded: Option<&(Key, Guard<T>)>,
    about: Option<fn(&T) -> OrderId>,
    effect: BoxFuture<'_, Result<T>>,
) -> Result<Reply<T>> {
    let Some((key, guard)) = guarded else { return effect.await.map(Reply::Fresh) };
    if let KeyClaim::Replay { response, .. } = begin(ctx, key, None).await? {
        return Ok(Reply::Replayed(response));
    }
    let done = effect.await?;
    finish(ctx, key, (about.map(|order| order(&done)), None), &guard.pack(&done)?).await?;
    Ok(Reply::Fresh(done))
}
