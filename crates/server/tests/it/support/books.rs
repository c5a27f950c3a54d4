//! What the database holds, read past the shop, and time that passes.

use souk_db::{Db, Param, Result, Statement, params, row, sql};

use super::Place;

row! {
    /// One order, as far as its money goes.
    #[derive(Debug)]
    pub(crate) struct OrderRow {
        pub(crate) id: [u8; 16],
        pub(crate) status: String,
        pub(crate) total: i64,
        pub(crate) captured: i64,
        pub(crate) refunded: i64,
    }
}

/// Every order.
pub(crate) async fn orders(place: &Place) -> Vec<OrderRow> {
    list(
        &place.db,
        sql!(
            "select o.id, o.status, o.grand_total, p.captured, p.refunded from orders o \
             join payment p on p.order_id = o.id order by o.id"
        ),
    )
    .await
}

/// Every attempt's order and key at the gateway.
pub(crate) async fn attempt_keys(place: &Place) -> Vec<([u8; 16], String)> {
    list(
        &place.db,
        sql!("select p.order_id, a.gateway_key from payment_attempt a join payment p on p.id = a.payment_id"),
    )
    .await
}

/// Every mail's kind and reader, sorted.
pub(crate) async fn mails(place: &Place) -> Vec<(String, String)> {
    list(&place.db, sql!("select kind, recipient from mail where state = 'sent' order by kind, recipient"))
        .await
}

/// True when nothing waits to be done: no event before its readers, no job, no attempt in doubt, no order that is ending.
pub(crate) async fn are_quiet(place: &Place) -> bool {
    let waiting = sql!(
        "select (select count(*) from outbox where place is null or place > \
         coalesce((select place from outbox_cursor where name = 'mail'), 0)) \
         + (select count(*) from outbox_parked) + (select count(*) from job where state = 'ready') \
         + (select count(*) from mail where state = 'queued') \
         + (select count(*) from gateway_event where state = 'waiting') \
         + (select count(*) from payment_attempt where status in ('created', 'sent', 'in_doubt')) \
         + (select count(*) from payment where closing = ? and status = 'pending')"
    );
    place
        .db
        .read(move |tx| Box::pin(async move { tx.one::<i64>(waiting, params![true]).await }))
        .await
        .expect("a count")
        == 0
}

/// Which of [`rows`] counts products.
pub(crate) const PRODUCTS: usize = 8;

/// Rows of the tables that hold orders, carts and money: refusals must leave them as they were.
pub(crate) async fn rows(place: &Place) -> Vec<i64> {
    let counts = sql!(
        "select (select count(*) from orders), (select count(*) from cart), (select count(*) from cart_line), \
         (select count(*) from payment_attempt), (select count(*) from reservation), (select count(*) from outbox), \
         (select count(*) from ledger_entry), (select count(*) from idempotency), (select count(*) from product), \
         (select count(*) from variant), (select count(*) from stock_movement), (select count(*) from vendor)"
    );
    let found = place.db.read(move |tx| Box::pin(tx.one::<Counts>(counts, &[]))).await.expect("counts");
    found.0
}

struct Counts(Vec<i64>);

impl souk_db::FromRow for Counts {
    fn read_from(row: &souk_db::Row<'_>, next: &mut usize) -> Result<Self> {
        (0..12).map(|_| souk_db::FromRow::read_from(row, next)).collect::<Result<_>>().map(Self)
    }
}

/// Lets the leases of a dead process lapse and everything that was put off come due. Only while no server runs: a living
/// one holds what it leased.
pub(crate) async fn let_leases_lapse(place: &Place) {
    run(&place.db, sql!("update job set run_at = 0 where state = 'ready'")).await;
    run(&place.db, sql!("update idempotency set lease_until = 0 where state = 'running'")).await;
}

/// Lets the time of every pending order run out.
pub(crate) async fn let_orders_expire(place: &Place) {
    run(&place.db, sql!("update orders set expires_at = 1 where status = 'pending'")).await;
}

async fn run(db: &Db, statement: &'static Statement) {
    db.transaction(move |tx| Box::pin(tx.run(statement, &[] as &[Param<'_>]))).await.expect("it runs");
}

async fn list<T: souk_db::FromRow + Send + 'static>(db: &Db, statement: &'static Statement) -> Vec<T> {
    db.read(move |tx| Box::pin(tx.list::<T>(statement, &[]))).await.expect("rows")
}
