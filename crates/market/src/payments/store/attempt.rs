use std::collections::BTreeMap;

use jiff::Timestamp;
use souk_db::{fill_places, params, row, sql};
use souk_domain::{
    ids::{AttemptId, OrderId, PaymentId},
    money::{Currency, Money},
    order::AttemptStatus,
};

use super::{AT_ONCE, Payment};
use crate::{Ctx, Result, payments::ChargeRef};

row! {
    /// One try to be paid.
    #[derive(Clone, Debug)]
    pub struct Attempt {
        pub id: AttemptId,
        pub payment: PaymentId,
        pub order: OrderId,
        pub gateway: String,
        pub gateway_key: String,
        /// The reference by which the gateway knows it; none before it was begun there: then it was never confirmed.
        pub gateway_ref: Option<String>,
        pub status: AttemptStatus,
        /// What it is to take, in minor units of `currency`.
        pub charge: i64,
        pub currency: Currency,
        /// What the gateway kept of it, where it said so.
        pub fee: Option<i64>,
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
        "a.id, a.payment_id, p.order_id, a.gateway, a.gateway_key, a.gateway_ref, a.status, a.charge, p.currency, a.fee, \
         a.decline_code, a.next_action_url, a.sent_at, a.unknown_since, a.unknown_seen, a.created_at"
    };
}

impl Attempt {
    /// What the gateway knows it by, once that is written down.
    pub(crate) fn at_gateway(&self) -> Option<ChargeRef> {
        Some(ChargeRef { key: self.gateway_key.clone(), reference: self.gateway_ref.clone()? })
    }
}

/// What is known of the card: never its number.
#[derive(Clone, Debug, Hash)]
pub(crate) struct CardFacts {
    pub(crate) brand: &'static str,
    pub(crate) last4: String,
    pub(crate) exp_month: u8,
    pub(crate) exp_year: u16,
}

/// Writes the attempt that was opened last: as sent when its reference is known, since from here on the gateway may have been asked to charge it;
/// as created when it must be begun first.
pub(crate) async fn insert_attempt(
    ctx: &Ctx<'_>,
    id: AttemptId,
    payment: &Payment,
    gateway: &str,
    reference: Option<&str>,
    card: &CardFacts,
) -> Result<()> {
    let status = if reference.is_some() { AttemptStatus::Sent } else { AttemptStatus::Created };
    let check_at = ctx.now + ctx.app.limits().gateway_timeout + ctx.app.limits().doubt_check;
    ctx.tx
        .run(
            sql!(
                "insert into payment_attempt (id, payment_id, sequence, gateway, gateway_key, gateway_ref, status, charge, taken, \
                 taken_currency, fee, transaction_id, decline_code, next_action_url, brand, last4, exp_month, exp_year, \
                 sent_at, unknown_since, unknown_seen, next_check_at, ended_at, created_at, updated_at) \
                 values (?, ?, ?, ?, ?, ?, ?, ?, null, null, null, null, null, null, ?, ?, ?, ?, ?, null, 0, ?, null, ?, ?)"
            ),
            params![
                id,
                payment.id,
                payment.attempts,
                gateway,
                id.to_string(),
                reference,
                status,
                payment.total,
                card.brand,
                card.last4,
                card.exp_month,
                card.exp_year,
                ctx.now,
                check_at,
                ctx.now,
                ctx.now
            ],
        )
        .await?;
    Ok(())
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

/// The attempt that a gateway's event is of, by its key or the gateway's reference.
pub(crate) async fn find_attempt_of_event(
    ctx: &Ctx<'_>,
    gateway: &str,
    key: Option<&str>,
    reference: Option<&str>,
) -> Result<Option<Attempt>> {
    let by_key = match key {
        Some(key) => {
            ctx.tx
                .find(
                    sql!(concat!(
                        "select ",
                        attempt_columns!(),
                        " from payment_attempt a join payment p on p.id = a.payment_id \
                          where a.gateway_key = ? and a.gateway = ?"
                    )),
                    params![key, gateway],
                )
                .await?
        }
        None => None,
    };
    match (by_key, reference) {
        (None, Some(reference)) => Ok(ctx
            .tx
            .find(
                sql!(concat!(
                    "select ",
                    attempt_columns!(),
                    " from payment_attempt a join payment p on p.id = a.payment_id \
                      where a.gateway_ref = ? and a.gateway = ?"
                )),
                params![reference, gateway],
            )
            .await?),
        (found, _) => Ok(found),
    }
}

/// The newest attempts of orders that have any.
pub(crate) async fn list_last_attempts(
    ctx: &Ctx<'_>,
    orders: &[OrderId],
) -> Result<BTreeMap<OrderId, Attempt>> {
    let mut last = BTreeMap::new();
    for some in orders.chunks(AT_ONCE) {
        let statement = sql!(concat!(
            "select ",
            attempt_columns!(),
            " from payment p join payment_attempt a on a.payment_id = p.id \
             where p.order_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) order by a.payment_id, a.sequence"
        ));
        let rows: Vec<Attempt> = ctx.tx.list(statement, &fill_places::<AT_ONCE, _>(some)).await?;
        // of one order the later one takes the place of the one before
        last.extend(rows.into_iter().map(|attempt| (attempt.order, attempt)));
    }
    Ok(last)
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

/// Keeps the reference of an attempt that was begun, and writes it as sent: from here on the gateway may have been asked to
/// charge it. False when somebody gave it up meanwhile: then it must not be confirmed.
pub(crate) async fn keep_reference(ctx: &Ctx<'_>, attempt: AttemptId, reference: &str) -> Result<bool> {
    let check_at = ctx.now + ctx.app.limits().gateway_timeout + ctx.app.limits().doubt_check;
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update payment_attempt set gateway_ref = ?, status = 'sent', sent_at = ?, next_check_at = ?, updated_at = ? \
                 where id = ? and status = 'created'"
            ),
            params![reference, ctx.now, check_at, ctx.now, attempt],
        )
        .await?)
}

/// The outcome of an open attempt is asked for at the next turn.
pub(crate) async fn check_soon(ctx: &Ctx<'_>, attempt: AttemptId) -> Result<()> {
    ctx.tx
        .run(
            sql!("update payment_attempt set next_check_at = ?, updated_at = ? where id = ? and ended_at is null"),
            params![ctx.now, ctx.now, attempt],
        )
        .await?;
    Ok(())
}

/// Writes what a gateway kept for its work. False when that was written before.
pub(crate) async fn keep_fee(ctx: &Ctx<'_>, attempt: AttemptId, fee: i64) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!("update payment_attempt set fee = ?, updated_at = ? where id = ? and fee is null"),
            params![fee, ctx.now, attempt],
        )
        .await?)
}

/// Writes what arrived in place of what was asked for.
pub(crate) async fn keep_taken(ctx: &Ctx<'_>, attempt: AttemptId, taken: Money) -> Result<()> {
    ctx.tx
        .run(
            sql!("update payment_attempt set taken = ?, taken_currency = ?, updated_at = ? where id = ?"),
            params![taken.minor, taken.currency, ctx.now, attempt],
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

/// Gateways that open attempts wait for.
pub(crate) async fn list_awaited_gateways(ctx: &Ctx<'_>) -> Result<Vec<String>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select distinct gateway from payment_attempt \
                 where status in ('created', 'sent', 'requires_action', 'in_doubt') order by gateway"
            ),
            params![],
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

/// Whether the outcome of any attempt is in doubt, or an order that is ending waits for one.
pub(crate) async fn has_in_doubt(ctx: &Ctx<'_>) -> Result<bool> {
    let found: Option<i64> = ctx
        .tx
        .find(
            sql!(
                "select 1 from payment_attempt a join payment p on p.id = a.payment_id \
                 where a.status in ('created', 'sent', 'requires_action', 'in_doubt') \
                 and (a.status = 'in_doubt' or p.closing) limit 1"
            ),
            params![],
        )
        .await?;
    Ok(found.is_some())
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
