use jiff::Timestamp;
use souk_db::{params, row, sql, table};
use souk_domain::{
    ids::{AttemptId, OrderId, PaymentId},
    order::AttemptStatus,
};

use super::Payment;
use crate::{Ctx, Result};

row! {
    /// One try to be paid.
    #[derive(Clone, Debug)]
    pub struct Attempt {
        pub id: AttemptId,
        pub payment: PaymentId,
        pub order: OrderId,
        pub gateway: String,
        pub gateway_key: String,
        pub status: AttemptStatus,
        pub charge: i64,
        pub decline_code: Option<String>,
        pub next_action_url: Option<String>,
        pub sent_at: Option<Timestamp>,
        pub unknown_since: Option<Timestamp>,
        pub unknown_seen: u32,
        pub created_at: Timestamp,
    }
}

macro_rules! attempt_columns {
    () => {
        "a.id, a.payment_id, p.order_id, a.gateway, a.gateway_key, a.status, a.charge, a.decline_code, a.next_action_url, \
         a.sent_at, a.unknown_since, a.unknown_seen, a.created_at"
    };
}

table! {
    /// An attempt's own row. The gateway knows it by its key; the card is told by what may be kept of it.
    struct AttemptRow in "payment_attempt", private {
        id: AttemptId,
        payment_id: PaymentId,
        sequence: u32,
        gateway: String,
        gateway_key: String [free_text],
        status: AttemptStatus,
        charge: i64,
        transaction_id: Option<String> [free_text],
        decline_code: Option<String> [free_text],
        next_action_url: Option<String> [free_text],
        brand: Option<String> [free_text],
        last4: Option<String> [free_text],
        exp_month: Option<u8>,
        exp_year: Option<u16>,
        sent_at: Option<Timestamp>,
        unknown_since: Option<Timestamp>,
        unknown_seen: u32,
        next_check_at: Option<Timestamp>,
        ended_at: Option<Timestamp>,
        created_at: Timestamp,
        updated_at: Timestamp,
    }
}

/// What is known of the card: never its number.
#[derive(Clone, Debug)]
pub(crate) struct CardFacts {
    pub(crate) brand: &'static str,
    pub(crate) last4: String,
    pub(crate) exp_month: u8,
    pub(crate) exp_year: u16,
}

/// Writes the attempt as sent: from here on the gateway may have been asked.
pub(crate) async fn insert_attempt(
    ctx: &Ctx<'_>,
    id: AttemptId,
    payment: &Payment,
    gateway: &str,
    card: &CardFacts,
) -> Result<()> {
    let check_at = ctx.now + ctx.app.limits().gateway_timeout + ctx.app.limits().doubt_check;
    let row = AttemptRow {
        id,
        payment_id: payment.id,
        sequence: payment.attempts + 1,
        gateway: gateway.to_owned(),
        gateway_key: id.to_string(),
        status: AttemptStatus::Sent,
        charge: payment.total,
        transaction_id: None,
        decline_code: None,
        next_action_url: None,
        brand: Some(card.brand.to_owned()),
        last4: Some(card.last4.clone()),
        exp_month: Some(card.exp_month),
        exp_year: Some(card.exp_year),
        sent_at: Some(ctx.now),
        unknown_since: None,
        unknown_seen: 0,
        next_check_at: Some(check_at),
        ended_at: None,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    Ok(ctx.tx.insert(&row).await?)
}

pub(crate) async fn find_attempt(ctx: &Ctx<'_>, id: AttemptId) -> Result<Option<Attempt>> {
    Ok(ctx
        .tx
        .find(
            sql!(concat!(
                "select ",
                attempt_columns!(),
                " from payment_attempt a join payment p on p.id = a.payment_id where a.id = ?"
            )),
            params![id],
        )
        .await?)
}

pub(crate) async fn find_attempt_by_key(ctx: &Ctx<'_>, gateway: &str, key: &str) -> Result<Option<Attempt>> {
    Ok(ctx
        .tx
        .find(
            sql!(concat!(
                "select ",
                attempt_columns!(),
                " from payment_attempt a join payment p on p.id = a.payment_id where a.gateway_key = ? and a.gateway = ?"
            )),
            params![key, gateway],
        )
        .await?)
}

/// The newest attempt of a payment.
pub(crate) async fn find_last_attempt(ctx: &Ctx<'_>, payment: PaymentId) -> Result<Option<Attempt>> {
    Ok(ctx
        .tx
        .find(
            sql!(concat!(
                "select ",
                attempt_columns!(),
                " from payment_attempt a join payment p on p.id = a.payment_id where a.payment_id = ? \
                  order by a.sequence desc limit 1"
            )),
            params![payment],
        )
        .await?)
}

/// Moves an attempt from one status to another, unless someone else moved it.
pub(crate) async fn move_attempt(
    ctx: &Ctx<'_>,
    attempt: &Attempt,
    to: AttemptStatus,
    transaction_id: Option<&str>,
    decline_code: Option<&str>,
    next_action_url: Option<&str>,
) -> Result<bool> {
    let check_at = to.is_open().then(|| ctx.now + ctx.app.limits().doubt_check);
    let ended_at = (!to.is_open()).then_some(ctx.now);
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update payment_attempt set status = ?, transaction_id = coalesce(?, transaction_id), decline_code = ?, \
                 next_action_url = ?, next_check_at = ?, ended_at = ?, updated_at = ? where id = ? and status = ?"
            ),
            params![
                to,
                transaction_id,
                decline_code,
                next_action_url,
                check_at,
                ended_at,
                ctx.now,
                attempt.id,
                attempt.status
            ],
        )
        .await?)
}

/// Lets the payment take another attempt, when `attempt` is the open one.
pub(crate) async fn close_attempt(ctx: &Ctx<'_>, attempt: &Attempt) -> Result<()> {
    ctx.tx
        .run(
            sql!("update payment set open_attempt_id = null, updated_at = ? where id = ? and open_attempt_id = ?"),
            params![ctx.now, attempt.payment, attempt.id],
        )
        .await?;
    Ok(())
}

/// The same call is made again: its time and its count of silent looks start anew, or a stale look could give it up while
/// it is on its way. False when the attempt has ended meanwhile.
pub(crate) async fn resend(ctx: &Ctx<'_>, attempt: AttemptId) -> Result<bool> {
    let check_at = ctx.now + ctx.app.limits().gateway_timeout + ctx.app.limits().doubt_check;
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update payment_attempt set sent_at = ?, unknown_since = null, unknown_seen = 0, \
                 next_check_at = ?, updated_at = ? where id = ? and status in ('created', 'sent', 'in_doubt')"
            ),
            params![ctx.now, check_at, ctx.now, attempt],
        )
        .await?)
}

/// Attempts whose outcome is to be asked for now, whatever their order's status: an order that another attempt paid must
/// not leave one behind. Each is put off, so that two servers do not ask at once.
pub(crate) async fn take_to_check(ctx: &Ctx<'_>, at_most: i64) -> Result<Vec<(Attempt, bool)>> {
    let due: Vec<AttemptId> = ctx
        .tx
        .list(
            sql!(
                "select id from payment_attempt where status in ('created', 'sent', 'requires_action', 'in_doubt') \
                 and next_check_at <= ? order by next_check_at limit ? {skip locked}"
            ),
            params![ctx.now, at_most],
        )
        .await?;
    let mut taken = Vec::with_capacity(due.len());
    for id in due {
        ctx.tx
            .run(
                sql!("update payment_attempt set next_check_at = ? where id = ?"),
                params![ctx.now + ctx.app.limits().doubt_check, id],
            )
            .await?;
        if let Some(attempt) = find_attempt(ctx, id).await? {
            let closing: bool = ctx
                .tx
                .one(sql!("select closing from payment where id = ?"), params![attempt.payment])
                .await?;
            taken.push((attempt, closing));
        }
    }
    Ok(taken)
}

/// How many attempts are to be asked after now.
pub(crate) async fn count_to_check(ctx: &Ctx<'_>) -> Result<i64> {
    Ok(ctx
        .tx
        .one(
            sql!(
                "select count(*) from payment_attempt where status in ('created', 'sent', 'requires_action', 'in_doubt') \
                 and next_check_at <= ?"
            ),
            params![ctx.now],
        )
        .await?)
}

/// The gateway did not know the key: counted, since only a second look long after tells that no call is on its way.
pub(crate) async fn count_unknown(ctx: &Ctx<'_>, attempt: AttemptId) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update payment_attempt set unknown_seen = unknown_seen + 1, unknown_since = coalesce(unknown_since, ?), \
                 updated_at = ? where id = ?"
            ),
            params![ctx.now, ctx.now, attempt],
        )
        .await?;
    Ok(())
}
