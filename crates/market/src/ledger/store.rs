use jiff::Timestamp;
use souk_db::{params, row, sql};
use souk_domain::{
    commission::{Rate, RateRule},
    ids::{CategoryId, LedgerTransactionId, OrderId, VendorId},
    ledger::{Balance, Entry},
    money::Currency,
};

use super::Posting;
use crate::{Ctx, Result};

pub(super) async fn insert(
    ctx: &Ctx<'_>,
    id: LedgerTransactionId,
    posting: &Posting<'_>,
    entries: &[Entry],
) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "insert into ledger_transaction (id, kind, cause_kind, cause_id, currency, order_id, vendor_order_id, created_at) \
                 values (?, ?, ?, ?, ?, ?, ?, ?)"
            ),
            params![
                id,
                posting.kind,
                posting.cause_kind,
                posting.cause,
                posting.currency,
                posting.order,
                posting.vendor_order,
                ctx.now
            ],
        )
        .await?;
    let currency = posting.currency;
    for (position, entry) in (0_u32..).zip(entries) {
        ctx.tx
            .run(
                sql!(
                    "insert into ledger_entry (transaction_id, position, account, vendor_id, gateway, currency, debit) \
                     values (?, ?, ?, ?, ?, ?, ?)"
                ),
                params![id, position, entry.account.as_str(), entry.vendor, entry.gateway, currency, entry.minor],
            )
            .await?;
    }
    Ok(())
}

/// Moves what a vendor has, by what was just posted; the row is the vendor's lock until this transaction ends.
pub(super) async fn move_balance(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    currency: Currency,
    change: Balance,
) -> Result<()> {
    if add_to_balance(ctx, vendor, currency, change).await? {
        return Ok(());
    }
    // the first of this vendor and currency; another transaction may have made the row meanwhile
    ctx.tx
        .run(
            sql!(
                "insert into vendor_balance (vendor_id, currency, escrow, available, updated_at) \
                 values (?, ?, 0, 0, ?) {or ignore vendor_id}"
            ),
            params![vendor, currency, ctx.now],
        )
        .await?;
    add_to_balance(ctx, vendor, currency, change).await.map(|_| ())
}

async fn add_to_balance(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    currency: Currency,
    change: Balance,
) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update vendor_balance set escrow = escrow + ?, available = available + ?, updated_at = ? \
                 where vendor_id = ? and currency = ?"
            ),
            params![change.escrow, change.available, ctx.now, vendor, currency],
        )
        .await?)
}

row! {
    struct RateRow {
        vendor: Option<VendorId>,
        category: Option<CategoryId>,
        percent_bps: u32,
        fixed: i64,
        min: i64,
        max: Option<i64>,
    }
}

pub(super) async fn list_rates(ctx: &Ctx<'_>) -> Result<Vec<RateRule>> {
    let rows: Vec<RateRow> = ctx
        .tx
        .list(
            sql!("select vendor_id, category_id, percent_bps, fixed_fee, minimum, maximum from commission_rate order by id"),
            &[],
        )
        .await?;
    let rule = |row: RateRow| RateRule {
        vendor: row.vendor,
        category: row.category,
        rate: Rate { percent_bps: row.percent_bps, fixed: row.fixed, min: Some(row.min), max: row.max },
    };
    Ok(rows.into_iter().map(rule).collect())
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

/// The newest entries, oldest transaction last, at most `limit`, of transactions before `before`.
pub async fn list_newest(
    ctx: &Ctx<'_>,
    before: Option<LedgerTransactionId>,
    limit: u32,
) -> Result<Vec<EntryRow>> {
    let before = before.unwrap_or(LedgerTransactionId::from_bytes([0xff; 16]));
    Ok(ctx
        .tx
        .list(
            sql!(
                "select t.id, t.kind, t.order_id, t.currency, e.account, e.vendor_id, e.gateway, e.debit, t.created_at \
                 from ledger_transaction t join ledger_entry e on e.transaction_id = t.id \
                 where t.id < ? order by t.id desc, e.position limit ?"
            ),
            params![before, limit],
        )
        .await?)
}
