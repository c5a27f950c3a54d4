//! Idempotency records: one key has at most one effect, and everyone who sends it again gets the first response.
//!
//! The record is written in the transaction that has the effect. A refusal rolls it back, which frees the key. The lease
//! tells a request that is still running from one whose process died; a dead one is resumed from the
//! state of the attempt it opened, and of no other.

mod fingerprint;
mod guard;
mod store;

use std::hash::Hash;

use fingerprint::Fields;
pub(crate) use guard::Operation;
pub use guard::{Guard, Reply, StoredResponse};
use jiff::Timestamp;
use souk_domain::{
    ids::{AttemptId, JobId, OrderId},
    refusal::IdempotencyRefusal,
};

use crate::{App, Ctx, Error, Result, packed::unpacked};

/// The key of one request, as it is looked up and told from another request's.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    /// Whose key it is: a keyed hash of the account, API key, cart or order.
    scope: [u8; 32],
    /// The key itself, hashed.
    key_hash: [u8; 32],
    /// What was asked, hashed under a server key.
    fingerprint: [u8; 32],
    /// Which operation: `place_order`, `pay_order`, `create_vendor`.
    operation: &'static str,
    /// Tells this request from a later one that takes over its lease.
    lease: JobId,
}

impl Key {
    /// The key that `owner`, a capability or id, gave to one operation. `input` is what was asked, without card number and
    /// security code: all its fields count.
    pub(crate) fn new(
        app: &App,
        operation: &'static str,
        owner: &[u8],
        key: &str,
        input: &impl Hash,
    ) -> Self {
        let hash = |purpose, part: &[u8]| app.key().keyed_hash(purpose, &[operation.as_bytes(), part]);
        let (unix_ms, random) = app.id_parts(app.now());
        Self {
            scope: scope(app, operation, owner),
            key_hash: hash("idempotency key", key.as_bytes()),
            fingerprint: hash("idempotency fingerprint", &Fields::of(input)),
            operation,
            lease: JobId::from_parts(unix_ms, random),
        }
    }
}

/// What the holder of a key is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum KeyClaim {
    /// Nobody has used this key: go on, in this transaction.
    Fresh,
    /// An earlier process died after it opened this attempt to pay: go on from the attempt's state.
    Resume { order: OrderId, attempt: AttemptId },
    /// The first response, for the order.
    Replay { response: StoredResponse, order: Option<OrderId> },
}

/// Claims a key. `opens` is the attempt to pay that the request will open in this transaction, and its order: a later
/// process resumes that one and no other. Errors: another request with it is running, or it was used for something else.
pub(crate) async fn begin(ctx: &Ctx<'_>, key: &Key, opens: Option<(OrderId, AttemptId)>) -> Result<KeyClaim> {
    let lease_until = ctx.now + ctx.app.limits().idempotency_lease;
    store::insert_if_new(ctx, key, lease_until, opens).await?;
    let record = store::lock(ctx, key).await?;
    if record.lease == key.lease && record.created_at == ctx.now {
        return Ok(KeyClaim::Fresh);
    }
    if record.expires_at <= ctx.now {
        store::take_over(ctx, key, lease_until, opens).await?;
        return Ok(KeyClaim::Fresh);
    }
    if record.fingerprint != key.fingerprint {
        return Err(IdempotencyRefusal::Conflict.into());
    }
    match (record.answer_status, record.answer) {
        (Some(status), Some(answer)) => {
            let text = unpacked(&answer).ok_or_else(|| Error::broken("a stored response cannot be read"))?;
            Ok(KeyClaim::Replay { response: StoredResponse { status, text }, order: record.order })
        }
        _ if record.lease_until > ctx.now && record.lease != key.lease => {
            Err(IdempotencyRefusal::InFlight { retry_after_s: seconds_left(record.lease_until, ctx.now) }
                .into())
        }
        _ => match record.order.zip(record.attempt) {
            Some((order, attempt)) => {
                store::renew_lease(ctx, key, lease_until).await?;
                Ok(KeyClaim::Resume { order, attempt })
            }
            None => {
                store::take_over(ctx, key, lease_until, opens).await?;
                Ok(KeyClaim::Fresh)
            }
        },
    }
}

/// What was answered to a key; `None`: nothing yet. Errors: it was used for something else.
pub(crate) async fn find_answer(ctx: &Ctx<'_>, key: &Key) -> Result<Option<StoredResponse>> {
    let Some(record) = store::find(ctx, key).await? else { return Ok(None) };
    if record.fingerprint != key.fingerprint {
        return Err(IdempotencyRefusal::Conflict.into());
    }
    let Some((status, answer)) = record.answer_status.zip(record.answer) else { return Ok(None) };
    let text = unpacked(&answer).ok_or_else(|| Error::broken("a stored response cannot be read"))?;
    Ok(Some(StoredResponse { status, text }))
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
    for operation in ["cancel_order", "pay_order", "request_return", "add_return_photo"] {
        forget(ctx, operation, order.as_bytes()).await?;
    }
    store::delete_of_order(ctx, order).await
}

fn scope(app: &App, operation: &'static str, holder: &[u8]) -> [u8; 32] {
    app.key().keyed_hash("idempotency scope", &[operation.as_bytes(), holder])
}

/// Stores the response, and the order and attempt it is about, if any. Only the first one is stored, whoever else comes to
/// the same point.
pub(crate) async fn finish(
    ctx: &Ctx<'_>,
    key: &Key,
    (order, attempt): (Option<OrderId>, Option<AttemptId>),
    response: &StoredResponse,
) -> Result<()> {
    store::set_response(ctx, key, (order, attempt), response).await
}

/// Frees the key of a request that has had no effect after all.
pub(crate) async fn give_up(ctx: &Ctx<'_>, key: &Key) -> Result<()> {
    store::delete_running(ctx, key).await
}

/// Forgets records whose time is over, so many at most. Answers how many.
pub(crate) async fn clean(ctx: &Ctx<'_>, at_most: i64) -> Result<u64> {
    store::delete_expired(ctx, at_most).await
}
