//! What a vendor has.

use super::{Account, Entry};
use crate::ids::VendorId;
use std::collections::BTreeMap;

/// What a vendor has in one currency, or how that changes. Minor units; owed to the vendor when positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Balance {
    /// Not released yet.
    pub escrow: i64,
    /// To be paid out; below zero it is a debt.
    pub available: i64,
}

/// How entries change what vendors have, by vendor. A credit of a vendor's account raises it.
pub fn changes_of_balances(entries: &[Entry]) -> BTreeMap<VendorId, Balance> {
    let mut changes: BTreeMap<VendorId, Balance> = BTreeMap::new();
    for entry in entries {
        let Some(vendor) = entry.vendor else { continue };
        let change = changes.entry(vendor).or_default();
        match entry.account {
            Account::VendorEscrow => change.escrow -= entry.minor,
            Account::VendorAvailable => change.available -= entry.minor,
            _ => {}
        }
    }
    changes
}
