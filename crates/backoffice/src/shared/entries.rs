//! What was booked, as several pages show it.

use std::collections::BTreeMap;

use jiff::Zoned;
use souk_domain::ids::VendorId;
use souk_domain::money::Money;
use souk_market::ledger::EntryRow;
use souk_ui::dates::at;

use super::account_key;

/// One movement of money, whole: its entries sum to zero.
#[derive(Clone, Debug)]
pub struct TransactionOnPage {
    /// What it is, as the books call it.
    pub kind: String,
    pub when: Zoned,
    /// The number of its order; empty: of none.
    pub order: String,
    pub entries: Vec<EntryOnPage>,
}

/// One side of a movement.
#[derive(Clone, Debug)]
pub struct EntryOnPage {
    /// The key of the account's name.
    pub account: &'static str,
    /// Whose it is: a vendor's name or a gateway's; may be empty.
    pub whose: String,
    pub debit: Option<Money>,
    pub credit: Option<Money>,
}

/// A transaction as it is shown; `number` is its order's.
pub(crate) fn transaction(
    entries: &[EntryRow],
    number: String,
    vendors: &BTreeMap<VendorId, String>,
) -> Option<TransactionOnPage> {
    let first = entries.first()?;
    let entry = |row: &EntryRow| {
        let sum = Money::new(row.debit.saturating_abs(), row.currency);
        let vendor = row.vendor.and_then(|vendor| vendors.get(&vendor).cloned());
        EntryOnPage {
            account: account_key(&row.account),
            whose: vendor.or_else(|| row.gateway.clone()).unwrap_or_default(),
            debit: (row.debit >= 0).then_some(sum),
            credit: (row.debit < 0).then_some(sum),
        }
    };
    Some(TransactionOnPage {
        kind: first.kind.replace('_', " "),
        when: at(first.created_at),
        order: number,
        entries: entries.iter().map(entry).collect(),
    })
}
