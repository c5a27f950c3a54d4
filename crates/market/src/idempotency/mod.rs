//! Idempotency records: one key has at most one effect, and everyone who sends it again gets the first answer.
//!
//! The record is written in the transaction that has the effect. A refusal rolls it back, which frees the key. The lease
//! tells a request that is still running from one whose process died; a dead one is resumed from its order's state.

mod store;

use jiff::Timestamp;
use souk_domain::{
    ids::{JobId, OrderId},
    refusal::IdempotencyRefusal,
};

use crate::{App, Ctx, Result};

/// One request's claim to have its effect.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Whose key it is: a keyed hash of the account, API key, cart or order.
    pub scope: [u8; 32],
    /// The key itself, hashed.
    pub key_hash: [u8; 32],
    /// What was asked, hashed under a server key, without card number and CVC.
    pub fingerprint: [u8; 32],
    /// Which operation: `place_order`, `pay_order`, `create_vendor`.
    pub operation: &'static str,
    /// Tells this request from a later one that takes over its lease.
    pub lease: JobId,
}

impl Claim {
    /// Hashes what makes a claim. `holder` is the capability or id that owns the key, `asked` canonical bytes.
    pub fn new(app: &App, operation: &'static str, holder: &[u8], key: &str, asked: &[u8]) -> Self {
        let hash = |purpose, part: &[u8]| app.key().keyed_hash(purpose, &[operation.as_bytes(), part]);
        let (unix_ms, random) = app.id_parts(app.now());
        Self {
            scope: scope(app, operation, holder),
            key_hash: hash("idempotency key", key.as_bytes()),
            fingerprint: hash("idempotency fingerprint", asked),
            operation,
            lease: JobId::from_parts(unix_ms, random),
        }
    }
}

/// What a claim is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// Nobody has used this key: go on, in this transaction.
    Fresh,
    /// An earlier process died after it made this order: go on from the order's state.
    Resume(OrderId),
    /// The first answer: HTTP status and body, for the order.
    Replay { status: u16, body: String, order: Option<OrderId> },
}

/// Claims a key. Errors: another request with it is running, or it was used for something else.
pub(crate) async fn begin(ctx: &Ctx<'_>, claim: &Claim) -> Result<Begun> {
    let lease_until = ctx.now + ctx.app.limits().idempotency_lease;
    store::insert_if_new(ctx, claim, lease_until).await?;
    let record = store::lock(ctx, claim).await?;
    if record.lease == claim.lease && record.created_at == ctx.now {
        return Ok(Begun::Fresh);
    }
    if record.expires_at <= ctx.now {
        store::take_over(ctx, claim, lease_until).await?;
        return Ok(Begun::Fresh);
    }
    if record.fingerprint != claim.fingerprint {
        return Err(IdempotencyRefusal::Conflict.into());
    }
    match (record.answer_status, record.answer) {
        (Some(status), Some(body)) => Ok(Begun::Replay { status, body, order: record.order }),
        _ if record.lease_until > ctx.now && record.lease != claim.lease => {
            Err(IdempotencyRefusal::InFlight { retry_after_s: seconds_left(record.lease_until, ctx.now) }
                .into())
        }
        _ => {
            store::renew_lease(ctx, claim, lease_until).await?;
            match record.order {
                Some(order) => Ok(Begun::Resume(order)),
                None => Ok(Begun::Fresh),
            }
        }
    }
}

/// In-flight requests are asked to come back soon, not when the lease of a dead process would end.
fn seconds_left(until: Timestamp, now: Timestamp) -> u32 {
    u32::try_from(until.duration_since(now).as_secs().clamp(1, 2)).unwrap_or(1)
}

/// Forgets what was answered to a holder's requests for an operation: the answers tell of somebody who is gone.
pub(crate) async fn forget(ctx: &Ctx<'_>, operation: &'static str, holder: &[u8]) -> Result<()> {
    store::delete_of_scope(ctx, &scope(ctx.app, operation, holder)).await
}

/// Forgets every answer about an order.
pub(crate) async fn forget_of_order(ctx: &Ctx<'_>, order: OrderId) -> Result<()> {
    for operation in ["cancel_order", "pay_order"] {
        forget(ctx, operation, order.as_bytes()).await?;
    }
    store::delete_of_order(ctx, order).await
}

fn scope(app: &App, operation: &'static str, holder: &[u8]) -> [u8; 32] {
    app.key().keyed_hash("idempotency scope", &[operation.as_bytes(), holder])
}

/// Ties the record to the order it made, so that a later process can resume.
pub(crate) async fn attach_order(ctx: &Ctx<'_>, claim: &Claim, order: OrderId) -> Result<()> {
    store::set_order(ctx, claim, order).await
}

/// Keeps the answer. Only the first one is kept, whoever else comes to the same point.
pub(crate) async fn finish(ctx: &Ctx<'_>, claim: &Claim, status: u16, body: &str) -> Result<()> {
    store::set_answer(ctx, claim, status, body).await
}

/// An answer in the words of a face, as it is kept under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The HTTP status.
    pub status: u16,
    /// The rest of the answer, without any capability.
    pub text: String,
    /// True when this is the answer to an earlier request with the same key.
    pub replayed: bool,
}

/// Runs `effect` in the caller's transaction, at most once under its claim; without a claim each time. It answers status
/// and text, which are kept in the same transaction. Its errors roll everything back, and so free the key.
pub async fn once<E>(ctx: &Ctx<'_>, claim: Option<&Claim>, effect: E) -> Result<Kept>
where
    E: Future<Output = Result<(u16, String)>> + Send,
{
    if let Some(claim) = claim
        && let Begun::Replay { status, body, .. } = begin(ctx, claim).await?
    {
        return Ok(Kept { status, text: body, replayed: true });
    }
    let (status, text) = effect.await?;
    if let Some(claim) = claim {
        finish(ctx, claim, status, &text).await?;
    }
    Ok(Kept { status, text, replayed: false })
}

/// Forgets records whose time is over.
pub(crate) async fn clean(ctx: &Ctx<'_>) -> Result<u64> {
    store::delete_expired(ctx).await
}
