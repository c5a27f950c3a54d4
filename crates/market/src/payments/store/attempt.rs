use std::{collections::BTreeMap, ops::Deref};

use jiff::Timestamp;
use souk_db::{fill_places, params, row, sql, table};
use souk_domain::{
    ids::{AttemptId, OrderId, PaymentId},
    money::{Currency, Money},
    order::AttemptStatus,
};

use super::{AT_ONCE, Payment};
use crate::{Ctx, Result, payments::ChargeRef, queue::FURTHEST, stored::open_statuses};

table! {
    /// One try to be paid. Amounts are minor units of the payment's currency, but for what was taken in another.
    #[derive(Clone, Debug)]
    pub struct AttemptRow in "payment_attempt", private {
        pub id: AttemptId,
        pub payment as payment_id: PaymentId,
        /// Its place among the attempts of its payment, from 1.
        pub sequence: u32,
        pub gateway: String,
        pub gateway_key: String [free_text],
        /// The reference by which the gateway knows it; none before it was begun there: then it was never confirmed.
        pub gateway_ref: Option<String> [free_text],
        pub status: AttemptStatus,
        /// What it is to take.
        pub charge: i64,
        /// What arrived in place of that.
        pub taken: Option<i64>,
        pub taken_currency: Option<Currency>,
        /// What the gateway kept of it, where it said so.
        pub fee: Option<i64>,
        pub transaction_id: Option<String> [free_text],
        pub decline_code: Option<String> [free_text],
        pub next_action_url: Option<String> [free_text],
        pub brand: Option<String> [free_text],
        pub last4: Option<String> [free_text],
        pub exp_month: Option<u8>,
        pub exp_year: Option<u16>,
        pub sent_at: Option<Timestamp>,
        pub unknown_since: Option<Timestamp>,
        pub unknown_seen: u32,
        /// When its outcome is to be asked for.
        pub next_check_at: Option<Timestamp>,
        /// When people were told that it stays open.
        pub alerted_at: Option<Timestamp>,
        pub ended_at: Option<Timestamp>,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

row! {
    /// One try to be paid, with what its payment says of it. It reads as its row.
    #[derive(Clone, Debug)]
    pub struct Attempt {
        pub row: AttemptRow,
        pub order: OrderId,
        pub currency: Currency,
    }
}

impl Deref for Attempt {
    type Target = AttemptRow;

    fn deref(&self) -> &AttemptRow {
        &self.row
    }
}

/// Reads the [`Attempt`]s that a condition names.
macro_rules! select_attempts {
    ($which:literal) => {
        sql!(concat!(
            "select {columns payment_attempt a}, p.order_id, p.currency from payment_attempt a \
             join payment p on p.id = a.payment_id where ",
            $which
        ))
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

impl CardFacts {
    /// By these words limits count declines of a card.
    pub(crate) fn described(&self) -> String {
        described(self.brand, &self.last4, self.exp_month, self.exp_year)
    }
}

impl AttemptRow {
    /// As [`CardFacts::described`], of the card it was tried with.
    pub(crate) fn card_described(&self) -> String {
        let (brand, last4) = (self.brand.as_deref(), self.last4.as_deref());
        let (month, year) = (self.exp_month.unwrap_or_default(), self.exp_year.unwrap_or_default());
        described(brand.unwrap_or_default(), last4.unwrap_or_default(), month, year)
    }
}

fn described(brand: &str, last4: &str, exp_month: u8, exp_year: u16) -> String {
    format!("{brand} {last4} {exp_month}/{exp_year}")
}

/// When to ask after a call that goes out now: its deadline is over then.
fn check_call_at(ctx: &Ctx<'_>) -> Timestamp {
    ctx.now + ctx.app.limits().gateway_timeout + ctx.app.limits().doubt_check
}

/// Writes the attempt that was opened last: as sent when its reference is known, since from here on the gateway may have been
/// asked to charge it; as created when it must be begun first.
pub(crate) async fn insert_attempt(
    ctx: &Ctx<'_>,
    id: AttemptId,
    payment: &Payment,
    gateway: &str,
    reference: Option<&str>,
    card: &CardFacts,
) -> Result<()> {
    let status = if reference.is_some() { AttemptStatus::Sent } else { AttemptStatus::Created };
    let attempt = AttemptRow {
        id,
        payment: payment.id,
        sequence: payment.attempts,
        gateway: gateway.to_owned(),
        gateway_key: id.to_string(),
        gateway_ref: reference.map(str::to_owned),
        status,
        charge: payment.total,
        taken: None,
        taken_currency: None,
        fee: None,
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
        next_check_at: Some(check_call_at(ctx)),
        alerted_at: None,
        ended_at: None,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    Ok(ctx.tx.insert(&attempt).await?)
}

pub(crate) async fn find_attempt(ctx: &Ctx<'_>, id: AttemptId) -> Result<Option<Attempt>> {
    Ok(ctx.tx.find(select_attempts!("a.id = ?"), params![id]).await?)
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
            let by_key = select_attempts!("a.gateway_key = ? and a.gateway = ?");
            ctx.tx.find(by_key, params![key, gateway]).await?
        }
        None => None,
    };
    match (by_key, reference) {
        (None, Some(reference)) => {
            let by_reference = select_attempts!("a.gateway_ref = ? and a.gateway = ?");
            Ok(ctx.tx.find(by_reference, params![reference, gateway]).await?)
        }
        (found, _) => Ok(found),
    }
}

/// The attempts with these keys, which gateways know them by.
pub(crate) async fn list_attempts_by_key(ctx: &Ctx<'_>, keys: &[&str]) -> Result<BTreeMap<String, Attempt>> {
    let mut found = BTreeMap::new();
    for some in keys.chunks(AT_ONCE) {
        let statement = select_attempts!("a.gateway_key in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        let rows: Vec<Attempt> = ctx.tx.list(statement, &fill_places::<AT_ONCE, _>(some)).await?;
        found.extend(rows.into_iter().map(|attempt| (attempt.gateway_key.clone(), attempt)));
    }
    Ok(found)
}

/// The newest attempts of orders that have any.
pub(crate) async fn list_last_attempts(
    ctx: &Ctx<'_>,
    orders: &[OrderId],
) -> Result<BTreeMap<OrderId, Attempt>> {
    let mut last = BTreeMap::new();
    for some in orders.chunks(AT_ONCE) {
        let statement = select_attempts!(
            "p.order_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) order by a.payment_id, a.sequence"
        );
        let rows: Vec<Attempt> = ctx.tx.list(statement, &fill_places::<AT_ONCE, _>(some)).await?;
        // of one order the later one takes the place of the one before
        last.extend(rows.into_iter().map(|attempt| (attempt.order, attempt)));
    }
    Ok(last)
}

/// The newest attempt of a payment.
pub(crate) async fn find_last_attempt(ctx: &Ctx<'_>, payment: PaymentId) -> Result<Option<Attempt>> {
    let last = select_attempts!("a.payment_id = ? order by a.sequence desc limit 1");
    Ok(ctx.tx.find(last, params![payment]).await?)
}

/// The attempt that paid for a payment. None: no card did.
pub(crate) async fn find_paying(ctx: &Ctx<'_>, payment: &Payment) -> Result<Option<Attempt>> {
    let paying = select_attempts!(
        "a.payment_id = ? and a.status = 'succeeded' and a.gateway = ? and a.transaction_id = ? order by a.sequence limit 1"
    );
    Ok(ctx.tx.find(paying, params![payment.id, payment.gateway, payment.transaction_id]).await?)
}

/// Moves an attempt from one status to another, unless someone else moved it. Answers it as it stands then.
pub(crate) async fn move_attempt(
    ctx: &Ctx<'_>,
    attempt: &Attempt,
    to: AttemptStatus,
    transaction_id: Option<&str>,
    decline_code: Option<&str>,
    next_action_url: Option<&str>,
) -> Result<Option<Attempt>> {
    let moved = AttemptRow {
        status: to,
        transaction_id: transaction_id.map(str::to_owned).or_else(|| attempt.transaction_id.clone()),
        decline_code: decline_code.map(str::to_owned),
        next_action_url: next_action_url.map(str::to_owned),
        next_check_at: to.is_open().then(|| ctx.now + ctx.app.limits().doubt_check),
        ended_at: (!to.is_open()).then_some(ctx.now),
        updated_at: ctx.now,
        ..attempt.row.clone()
    };
    let written = ctx
        .tx
        .guarded(
            sql!(
                "update payment_attempt set status = ?, transaction_id = ?, decline_code = ?, next_action_url = ?, \
                 next_check_at = ?, ended_at = ?, updated_at = ? where id = ? and status = ?"
            ),
            params![
                moved.status,
                moved.transaction_id,
                moved.decline_code,
                moved.next_action_url,
                moved.next_check_at,
                moved.ended_at,
                moved.updated_at,
                moved.id,
                attempt.status
            ],
        )
        .await?;
    Ok(written.then_some(Attempt { row: moved, ..attempt.clone() }))
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
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update payment_attempt set gateway_ref = ?, status = 'sent', sent_at = ?, next_check_at = ?, updated_at = ? \
                 where id = ? and status = 'created'"
            ),
            params![reference, ctx.now, check_call_at(ctx), ctx.now, attempt],
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
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update payment_attempt set sent_at = ?, unknown_since = null, unknown_seen = 0, \
                 next_check_at = ?, updated_at = ? where id = ? and status in ('created', 'sent', 'in_doubt')"
            ),
            params![ctx.now, check_call_at(ctx), ctx.now, attempt],
        )
        .await?)
}

/// Gateways that open attempts wait for.
pub(crate) async fn list_awaited_gateways(ctx: &Ctx<'_>) -> Result<Vec<String>> {
    Ok(ctx
        .tx
        .list(
            sql!(concat!(
                "select distinct gateway from payment_attempt where status in ",
                open_statuses!(),
                " order by gateway"
            )),
            params![],
        )
        .await?)
}

/// Attempts whose outcome is to be asked for now, whatever their order's status: an order that another attempt paid must
/// not leave one behind. Each is put off, so that two servers do not ask at once. True beside one that is to be cancelled: its
/// order is ending, or has its money or its end already.
pub(crate) async fn take_to_check(ctx: &Ctx<'_>, at_most: i64) -> Result<Vec<(Attempt, bool)>> {
    let due: Vec<AttemptId> = ctx
        .tx
        .list(
            sql!(concat!(
                "select id from payment_attempt where status in ",
                open_statuses!(),
                " and (next_check_at <= ? or next_check_at > ?) order by next_check_at limit ? {skip locked}"
            )),
            params![ctx.now, ctx.now + FURTHEST, at_most],
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
            let cancelled: bool = ctx
                .tx
                .one(
                    sql!("select closing or status <> 'pending' from payment where id = ?"),
                    params![attempt.payment],
                )
                .await?;
            taken.push((attempt, cancelled));
        }
    }
    Ok(taken)
}

/// Writes down that people are told of an attempt that stays open. False when that was written before, or it has ended.
pub(crate) async fn set_alerted(ctx: &Ctx<'_>, attempt: AttemptId) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!("update payment_attempt set alerted_at = ?, updated_at = ? where id = ? and alerted_at is null and ended_at is null"),
            params![ctx.now, ctx.now, attempt],
        )
        .await?)
}

/// How many attempts are to be asked after now.
pub(crate) async fn count_to_check(ctx: &Ctx<'_>) -> Result<i64> {
    Ok(ctx
        .tx
        .one(
            sql!(concat!(
                "select count(*) from payment_attempt where status in ",
                open_statuses!(),
                " and (next_check_at <= ? or next_check_at > ?)"
            )),
            params![ctx.now, ctx.now + FURTHEST],
        )
        .await?)
}

/// Whether the outcome of any attempt is in doubt, or an order that is ending waits for one.
pub(crate) async fn has_in_doubt(ctx: &Ctx<'_>) -> Result<bool> {
    let found: Option<i64> = ctx
        .tx
        .find(
            sql!(concat!(
                "select 1 from payment_attempt a join payment p on p.id = a.payment_id where a.status in ",
                open_statuses!(),
                " and (a.status = 'in_doubt' or p.closing) limit 1"
            )),
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
