//! One entry of a ledger transaction.

use super::Account;
use crate::ids::VendorId;

/// One entry; a transaction is a list of them that sums to zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The account.
    pub account: Account,
    /// Whose, for accounts kept per vendor.
    pub vendor: Option<VendorId>,
    /// Which, for accounts kept per gateway.
    pub gateway: Option<String>,
    /// Minor units: debit positive, credit negative.
    pub minor: i64,
}

impl Entry {
    /// An entry of an account that is the market's own.
    pub fn market(account: Account, minor: i64) -> Self {
        Self { account, vendor: None, gateway: None, minor }
    }

    /// An entry of a vendor's account.
    pub fn vendor(account: Account, vendor: VendorId, minor: i64) -> Self {
        Self { account, vendor: Some(vendor), gateway: None, minor }
    }

    /// An entry of a gateway's account.
    pub fn gateway(account: Account, gateway: &str, minor: i64) -> Self {
        Self { account, vendor: None, gateway: Some(gateway.to_owned()), minor }
    }
}

/// Whether the entries sum to zero.
pub fn is_balanced(entries: &[Entry]) -> bool {
    entries.iter().map(|entry| i128::from(entry.minor)).sum::<i128>() == 0
}
