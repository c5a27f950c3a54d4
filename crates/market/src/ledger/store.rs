use std::collections::BTreeMap;

use jiff::Timestamp;
use souk_db::{params, row, sql, table};
use souk_domain::{
    ids::{LedgerTransactionId, OrderId, VendorId, VendorOrderId},
    ledger::{Account, Balance, Entry},
    money::Currency,
};

use super::{LedgerFilter, Posting};
use crate::{Ctx, Result, paging::Place};

table! {
    struct LedgerTransaction in "ledger_transaction", private {
        id: LedgerTransactionId,
        kind: String [free_text],
        cause_kind: String [free_text],
        cause_id: [u8; 16],
        currency: Currency,
        order_id: Option<OrderId>,
        vendor_order_id: Option<VendorOrderId>,
        created_at: Timestamp,
    }
}

table! {
    /// `debit` is in minor units: positive debits, negative credits.
    struct LedgerEntry in "ledger_entry", private {
        transaction_id: LedgerTransactionId,
        position: u32,
        account: String,
        vendor_id: Option<VendorId>,
        gateway: Option<String>,
        currency: Currency,
        debit: i64,
    }
}

pub(super) async fn insert(
    ctx: &Ctx<'_>,
    booked: &[(LedgerTransactionId, &Posting<'_>, &[Entry])],
) -> Result<()> {
    let transactions: Vec<LedgerTransaction> = booked
        .iter()
        .map(|(id, posting, _)| LedgerTransaction {
            id: *id,
            kind: posting.kind.to_owned(),
            cause_kind: posting.cause_kind.to_owned(),
            cause_id: *posting.cause,
            currency: posting.currency,
            order_id: posting.order,
            vendor_order_id: posting.vendor_order,
            created_at: ctx.now,
        })
        .collect();
    ctx.tx.insert_all(&transactions).await?;
    let numbered = booked.iter().flat_map(|(id, posting, entries)| {
        (0_u32..).zip(*entries).map(move |(position, entry)| (*id, posting.currency, position, entry))
    });
    let entries: Vec<LedgerEntry> = numbered
        .map(|(transaction_id, currency, position, entry)| LedgerEntry {
            transaction_id,
            position,
            account: entry.account.as_str().to_owned(),
            vendor_id: entry.vendor,
            gateway: entry.gateway.clone(),
            currency,
            debit: entry.minor,
        })
        .collect();
    Ok(ctx.tx.insert_all(&entries).await?)
}

pub(super) async fn has_transaction(
    ctx: &Ctx<'_>,
    kind: &str,
    cause_kind: &str,
    cause: &[u8; 16],
) -> Result<bool> {
    let found: Option<LedgerTransactionId> = ctx
        .tx
        .find(
            sql!("select id from ledger_transaction where kind = ? and cause_kind = ? and cause_id = ?"),
            params![kind, cause_kind, cause],
        )
        .await?;
    Ok(found.is_some())
}

/// What a vendor order has in escrow.
pub(super) async fn escrow_of(ctx: &Ctx<'_>, order: OrderId, vendor_order: VendorOrderId) -> Result<i64> {
    Ok(ctx
        .tx
        .one(
            sql!(
                "select 0 - {sum e.debit} from ledger_transaction t join ledger_entry e on e.transaction_id = t.id \
                 where t.order_id = ? and t.vendor_order_id = ? and e.account = 'vendor_escrow'"
            ),
            params![order, vendor_order],
        )
        .await?)
}

table! {
    /// What a vendor has, moved by each posting.
    struct VendorBalance in "vendor_balance", private {
        vendor_id: VendorId,
        currency: Currency,
        escrow: i64,
        available: i64,
        updated_at: Timestamp,
    }
}

/// Moves what vendors have, by what was just posted; the rows are the vendors' locks until this transaction ends, taken in
/// the order of the map.
pub(super) async fn move_balances(
    ctx: &Ctx<'_>,
    changes: &BTreeMap<(VendorId, Currency), Balance>,
) -> Result<()> {
    let changed = |(&(vendor_id, currency), change): (&(VendorId, Currency), &Balance)| VendorBalance {
        vendor_id,
        currency,
        escrow: change.escrow,
        available: change.available,
        updated_at: ctx.now,
    };
    let changed: Vec<VendorBalance> = changes.iter().map(changed).collect();
    let add = "{upsert vendor_id, currency} escrow = vendor_balance.escrow + {new escrow}, \
               available = vendor_balance.available + {new available}, updated_at = {new updated_at}";
    Ok(ctx.tx.upsert_all(&changed, add).await?)
}

row! {
    /// One entry with the transaction it belongs to. `debit` is in minor units: positive debits, negative credits.
    #[derive(Clone, Debug)]
    pub struct EntryRow {
        pub transaction: LedgerTransactionId,
        pub kind: String,
        pub order: Option<OrderId>,
        pub currency: Currency,
        pub account: String,
        pub vendor: Option<VendorId>,
        pub gateway: Option<String>,
        pub debit: i64,
        pub created_at: Timestamp,
    }
}

/// Reads the entries of the transactions that a condition names.
macro_rules! select_entries {
    ($which:literal) => {
        sql!(concat!(
            "select t.id, t.kind, t.order_id, t.currency, e.account, e.vendor_id, e.gateway, e.debit, t.created_at \
             from ledger_transaction t join ledger_entry e on e.transaction_id = t.id where ",
            $which,
            " order by t.id desc, e.position limit ?"
        ))
    };
}

/// The newest entries, oldest transaction last, at most `limit`, of transactions before `before` that the filter lets through.
pub(super) async fn list_newest(
    ctx: &Ctx<'_>,
    filter: LedgerFilter,
    before: LedgerTransactionId,
    limit: u32,
) -> Result<Vec<EntryRow>> {
    let account = filter.account.map(Account::as_str).unwrap_or_default();
    let Some(order) = filter.order else {
        let statement = select_entries!(
            "t.id < ? and (? = '' or exists (select 1 from ledger_entry x where x.transaction_id = t.id and x.account = ?))"
        );
        return Ok(ctx.tx.list(statement, params![before, account, account, limit]).await?);
    };
    let statement = select_entries!(
        "t.order_id = ? and t.id < ? \
         and (? = '' or exists (select 1 from ledger_entry x where x.transaction_id = t.id and x.account = ?))"
    );
    Ok(ctx.tx.list(statement, params![order, before, account, account, limit]).await?)
}

row! {
    /// One entry of a vendor's own accounts. `debit` is in minor units: what is credited to a vendor is below zero.
    #[derive(Clone, Debug)]
    pub struct VendorEntry {
        pub transaction: LedgerTransactionId,
        pub kind: String,
        /// The order's number, where it is about one.
        pub order: Option<String>,
        pub vendor_order: Option<VendorOrderId>,
        pub currency: Currency,
        pub account: String,
        pub debit: i64,
        pub created_at: Timestamp,
        pub(super) position: u32,
    }
}

/// The newest entries of a vendor's accounts from a moment on and before another, of transactions and places in them before those
/// of `before`.
pub(super) async fn list_of_vendor(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    (from, to): (Timestamp, Timestamp),
    before: Place,
    limit: i64,
) -> Result<Vec<VendorEntry>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select t.id, t.kind, o.number, t.vendor_order_id, t.currency, e.account, e.debit, t.created_at, e.position \
                 from ledger_entry e join ledger_transaction t on t.id = e.transaction_id \
                 left join orders o on o.id = t.order_id \
                 where e.vendor_id = ? and e.transaction_id <= ? and (e.transaction_id < ? or e.position < ?) \
                 and t.created_at >= ? and t.created_at < ? \
                 order by e.transaction_id desc, e.position desc limit ?"
            ),
            params![vendor, before.id, before.id, before.key, from, to, limit],
        )
        .await?)
}

/// The entries of a vendor's accounts from a moment on and before another, the oldest first.
pub(super) async fn list_of_time(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    (from, to): (Timestamp, Timestamp),
    limit: i64,
) -> Result<Vec<VendorEntry>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select t.id, t.kind, o.number, t.vendor_order_id, t.currency, e.account, e.debit, t.created_at, e.position \
                 from ledger_entry e join ledger_transaction t on t.id = e.transaction_id \
                 left join orders o on o.id = t.order_id \
                 where e.vendor_id = ? and t.created_at >= ? and t.created_at < ? \
                 order by e.transaction_id, e.position limit ?"
            ),
            params![vendor, from, to, limit],
        )
        .await?)
}

/// What is kept of a vendor in a currency.
pub(super) async fn find_balance(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    currency: Currency,
) -> Result<Option<(i64, i64)>> {
    Ok(ctx
        .tx
        .find(
            sql!("select escrow, available from vendor_balance where vendor_id = ? and currency = ?"),
            params![vendor, currency],
        )
        .await?)
}

/// What was sent to a vendor, less what came back.
pub(super) async fn paid_out(ctx: &Ctx<'_>, vendor: VendorId, currency: Currency) -> Result<i64> {
    Ok(ctx
        .tx
        .one(
            sql!(
                "select {sum e.debit} from ledger_entry e join ledger_transaction t on t.id = e.transaction_id \
                 where e.vendor_id = ? and e.currency = ? and e.account = 'vendor_available' and t.cause_kind = 'payout'"
            ),
            params![vendor, currency],
        )
        .await?)
}
