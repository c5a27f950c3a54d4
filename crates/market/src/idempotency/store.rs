use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::ids::{AttemptId, JobId, OrderId};

use super::{Key, StoredResponse};
use crate::{Ctx, Result, packed::packed, stored::delete_some};

table! {
    /// What is kept of a request that may be sent again.
    pub(super) struct Record in "idempotency", private {
        scope: [u8; 32],
        key_hash: [u8; 32],
        operation: String [free_text],
        pub(super) fingerprint: [u8; 32],
        pub(super) order as order_id: Option<OrderId>,
        pub(super) attempt as attempt_id: Option<AttemptId>,
        state: String,
        pub(super) lease as lease_id: JobId,
        pub(super) lease_until: Timestamp,
        pub(super) answer_status: Option<u16>,
        /// As [`packed`] makes it.
        pub(super) answer: Option<Vec<u8>>,
        pub(super) created_at: Timestamp,
        pub(super) expires_at: Timestamp,
    }
}

/// A second request with the same key waits here until the first one's transaction has ended.
pub(super) async fn insert_if_new(
    ctx: &Ctx<'_>,
    key: &Key,
    lease_until: Timestamp,
    opens: Option<(OrderId, AttemptId)>,
) -> Result<()> {
    let (order, attempt) = opens.unzip();
    let record = Record {
        scope: key.scope,
        key_hash: key.key_hash,
        operation: key.operation.to_owned(),
        fingerprint: key.fingerprint,
        order,
        attempt,
        state: "running".to_owned(),
        lease: key.lease,
        lease_until,
        answer_status: None,
        answer: None,
        created_at: ctx.now,
        expires_at: ctx.now + ctx.app.limits().idempotency_life,
    };
    ctx.tx.insert_missing(&[record]).await?;
    Ok(())
}

pub(super) async fn lock(ctx: &Ctx<'_>, key: &Key) -> Result<Record> {
    let found = ctx
        .tx
        .find(
            sql!(
                "select {columns idempotency} from idempotency where scope = ? and key_hash = ? {for update}"
            ),
            params![key.scope, key.key_hash],
        )
        .await?;
    // one whose day was over may be cleaned between the insert that found it and this
    found.ok_or_else(|| souk_db::Error::Contended { code: "the record was cleaned".to_owned() }.into())
}

/// The record of a key, as far as its day is not over, without waiting for whoever works under it.
pub(super) async fn find(ctx: &Ctx<'_>, key: &Key) -> Result<Option<Record>> {
    Ok(ctx
        .tx
        .find(
            sql!(
                "select {columns idempotency} from idempotency where scope = ? and key_hash = ? and expires_at > ?"
            ),
            params![key.scope, key.key_hash, ctx.now],
        )
        .await?)
}

/// Starts the record over, as if it had just been made.
pub(super) async fn take_over(
    ctx: &Ctx<'_>,
    key: &Key,
    lease_until: Timestamp,
    opens: Option<(OrderId, AttemptId)>,
) -> Result<()> {
    let (order, attempt) = opens.unzip();
    let expires_at = ctx.now + ctx.app.limits().idempotency_life;
    ctx.tx
        .run(
            sql!(
                "update idempotency set operation = ?, fingerprint = ?, order_id = ?, attempt_id = ?, state = 'running', lease_id = ?, \
                 lease_until = ?, answer_status = null, answer = null, created_at = ?, expires_at = ? \
                 where scope = ? and key_hash = ?"
            ),
            params![
                key.operation,
                key.fingerprint,
                order,
                attempt,
                key.lease,
                lease_until,
                ctx.now,
                expires_at,
                key.scope,
                key.key_hash
            ],
        )
        .await?;
    Ok(())
}

pub(super) async fn renew_lease(ctx: &Ctx<'_>, key: &Key, lease_until: Timestamp) -> Result<()> {
    ctx.tx
        .run(
            sql!("update idempotency set lease_id = ?, lease_until = ? where scope = ? and key_hash = ?"),
            params![key.lease, lease_until, key.scope, key.key_hash],
        )
        .await?;
    Ok(())
}

pub(super) async fn set_response(
    ctx: &Ctx<'_>,
    key: &Key,
    (order, attempt): (Option<OrderId>, Option<AttemptId>),
    response: &StoredResponse,
) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update idempotency set state = 'done', order_id = ?, attempt_id = ?, answer_status = ?, answer = ? \
                 where scope = ? and key_hash = ? and state = 'running'"
            ),
            params![order, attempt, response.status, packed(&response.text), key.scope, key.key_hash],
        )
        .await?;
    Ok(())
}

/// Removes records whose time is over. Answers how many.
pub(super) async fn delete_expired(ctx: &Ctx<'_>, at_most: i64) -> Result<u64> {
    let expired = sql!(delete_some!("idempotency", "scope, key_hash", "expires_at <= ?", "expires_at"));
    Ok(ctx.tx.run(expired, params![ctx.now, at_most, ctx.now]).await?)
}

/// Removes the record of a request that still holds it.
pub(super) async fn delete_running(ctx: &Ctx<'_>, key: &Key) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "delete from idempotency where scope = ? and key_hash = ? and lease_id = ? and state = 'running'"
            ),
            params![key.scope, key.key_hash, key.lease],
        )
        .await?;
    Ok(())
}

pub(super) async fn delete_of_scope(ctx: &Ctx<'_>, scope: &[u8; 32]) -> Result<()> {
    ctx.tx.run(sql!("delete from idempotency where scope = ?"), params![scope]).await?;
    Ok(())
}

pub(super) async fn delete_of_order(ctx: &Ctx<'_>, order: OrderId) -> Result<()> {
    ctx.tx.run(sql!("delete from idempotency where order_id = ?"), params![order]).await?;
    Ok(())
}
