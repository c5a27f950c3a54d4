//! The ledger: every cent in double entry. Balances are sums of entries and nothing else; a vendor's is kept beside them, for
//! whoever pays it out must lock it.

mod store;
mod use_cases;

use std::collections::BTreeMap;

use souk_domain::{
    ids::{LedgerTransactionId, OrderId, RefundId, ShipmentId, VendorId, VendorOrderId},
    ledger::{self, Account, Balance, Entry, Split, changes_of_balances, is_balanced},
    money::Currency,
};
pub use store::{EntryRow, VendorEntry};
pub use use_cases::{
    ALL_TIME, VendorFunds, list_transactions, list_vendor_entries, show_vendor_funds, statement_table,
    vendor_statement,
};
pub(crate) use use_cases::{page as page_of_transactions, vendor_entries, vendor_funds};

use crate::{Ctx, Error, Result};

/// Which transactions are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LedgerFilter {
    /// Those that move money on this account; `None`: on any.
    pub account: Option<Account>,
    /// Those of this order; `None`: of any, and of none.
    pub order: Option<OrderId>,
}

/// What a ledger transaction is about. Kind and cause together are unique, so that no retry posts twice.
#[derive(Clone, Copy, Debug)]
pub struct Posting<'a> {
    /// `capture`, `capture_undone`, `release`, `surplus`, `transfer`, `transfer_applied`, `refund`, `refund_done` …
    pub kind: &'static str,
    /// What caused it: `attempt`, `refund`, `incoming_transfer`, `vendor_order`, `shipment` …
    pub cause_kind: &'static str,
    pub cause: &'a [u8; 16],
    pub order: Option<OrderId>,
    pub vendor_order: Option<VendorOrderId>,
    pub currency: Currency,
}

/// Books a transaction, and what it changes of vendors' balances; nothing when there is nothing to book. Errors: the entries do
/// not sum to zero, or the cause was booked before (then the caller's transaction must not go on).
pub(crate) async fn post(ctx: &Ctx<'_>, posting: &Posting<'_>, entries: &[Entry]) -> Result<()> {
    post_all(ctx, &[(*posting, entries.to_vec())]).await
}

/// Whether a transaction of this kind was booked for its cause.
pub(crate) async fn is_posted(ctx: &Ctx<'_>, posting: &Posting<'_>) -> Result<bool> {
    store::has_transaction(ctx, posting.kind, posting.cause_kind, posting.cause).await
}

/// As [`post`], of several transactions with as few statements as may be.
async fn post_all(ctx: &Ctx<'_>, postings: &[(Posting<'_>, Vec<Entry>)]) -> Result<()> {
    let mut booked = Vec::with_capacity(postings.len());
    for (posting, entries) in postings.iter().filter(|(_, entries)| !entries.is_empty()) {
        if !is_balanced(entries) {
            return Err(Error::broken(format!("the entries of a {} do not sum to zero", posting.kind)));
        }
        booked.push((ctx.id(LedgerTransactionId::from_parts), posting, entries.as_slice()));
    }
    store::insert(ctx, &booked).await?;
    let mut changes: BTreeMap<(VendorId, Currency), Balance> = BTreeMap::new();
    for (_, posting, entries) in booked {
        for (vendor, change) in changes_of_balances(entries) {
            let sum = changes.entry((vendor, posting.currency)).or_default();
            sum.escrow += change.escrow;
            sum.available += change.available;
        }
    }
    store::move_balances(ctx, &changes).await
}

/// What a vendor order is captured for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Captured<'a> {
    pub(crate) order: OrderId,
    pub(crate) vendor_order: VendorOrderId,
    pub(crate) vendor: VendorId,
    pub(crate) currency: Currency,
    /// Who owes the market the money.
    pub(crate) gateway: &'a str,
    /// As it was frozen when the order was placed.
    pub(crate) split: Split,
}

/// Books what was charged for vendor orders; each is the cause of its transaction, so that it is captured once.
pub(crate) async fn capture(ctx: &Ctx<'_>, captured: &[Captured<'_>]) -> Result<()> {
    let postings: Vec<(Posting<'_>, Vec<Entry>)> = captured
        .iter()
        .map(|of| {
            let posting = Posting {
                kind: "capture",
                cause_kind: "vendor_order",
                cause: of.vendor_order.as_bytes(),
                order: Some(of.order),
                vendor_order: Some(of.vendor_order),
                currency: of.currency,
            };
            (posting, ledger::capture(of.vendor, of.gateway, of.split))
        })
        .collect();
    post_all(ctx, &postings).await
}

/// What was taken at the door for a vendor order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Collected<'a> {
    pub(crate) captured: Captured<'a>,
    /// Whether its vendor took it; else the carrier that `captured` names owes it.
    pub(crate) by_vendor: bool,
    /// The parcel by whose arrival it is known.
    pub(crate) parcel: ShipmentId,
}

impl Collected<'_> {
    fn posting(&self, kind: &'static str) -> Posting<'_> {
        Posting {
            kind,
            cause_kind: "shipment",
            cause: self.parcel.as_bytes(),
            order: Some(self.captured.order),
            vendor_order: Some(self.captured.vendor_order),
            currency: self.captured.currency,
        }
    }

    fn entries(&self) -> Vec<Entry> {
        let Captured { vendor, gateway, split, .. } = self.captured;
        if self.by_vendor {
            ledger::collected_by_vendor(vendor, split)
        } else {
            ledger::capture(vendor, gateway, split)
        }
    }
}

/// Books what was taken at the door; the parcel is the cause, so that it is booked once.
pub(crate) async fn collect(ctx: &Ctx<'_>, collected: &Collected<'_>) -> Result<()> {
    post(ctx, &collected.posting("capture"), &collected.entries()).await
}

/// Turns [`collect`] round, for a parcel that had not arrived after all.
pub(crate) async fn undo_collected(ctx: &Ctx<'_>, collected: &Collected<'_>) -> Result<()> {
    let entries = ledger::capture_undone(collected.entries());
    post(ctx, &collected.posting("capture_undone"), &entries).await
}

/// A vendor order whose money is set free.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Released {
    pub(crate) order: OrderId,
    pub(crate) vendor_order: VendorOrderId,
    pub(crate) vendor: VendorId,
    pub(crate) currency: Currency,
}

/// Sets free what vendor orders still have in escrow; each is the cause of its transaction, so that it happens once.
pub(crate) async fn release(ctx: &Ctx<'_>, released: &[Released]) -> Result<()> {
    let mut postings: Vec<(Posting<'_>, Vec<Entry>)> = Vec::with_capacity(released.len());
    for of in released {
        let posting = Posting {
            kind: "release",
            cause_kind: "vendor_order",
            cause: of.vendor_order.as_bytes(),
            order: Some(of.order),
            vendor_order: Some(of.vendor_order),
            currency: of.currency,
        };
        let escrow = store::escrow_of(ctx, of.order, of.vendor_order).await?;
        postings.push((posting, ledger::release(of.vendor, escrow)));
    }
    post_all(ctx, &postings).await
}

/// What a vendor order gives back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GivenBack {
    pub(crate) refund: RefundId,
    pub(crate) order: OrderId,
    pub(crate) vendor_order: VendorOrderId,
    pub(crate) vendor: VendorId,
    pub(crate) currency: Currency,
    /// Whether its vendor has its money: it was set free before, or the vendor took it at the door. What was released may have been
    /// nothing, of which no entry tells.
    pub(crate) is_released: bool,
    /// The sum of what its lines give back.
    pub(crate) split: Split,
}

/// Books that money of vendor orders is owed to their buyer; each refund is the cause of its transaction, so that it is booked once.
/// The vendor's share comes from where it stands by now. The order's row is locked, as for releasing it.
pub(crate) async fn give_back(ctx: &Ctx<'_>, given: &[GivenBack]) -> Result<()> {
    let postings: Vec<(Posting<'_>, Vec<Entry>)> = given
        .iter()
        .map(|of| {
            let from = if of.is_released { Account::VendorAvailable } else { Account::VendorEscrow };
            let posting = Posting {
                kind: "refund",
                cause_kind: "refund",
                cause: of.refund.as_bytes(),
                order: Some(of.order),
                vendor_order: Some(of.vendor_order),
                currency: of.currency,
            };
            (posting, ledger::refund_requested(of.vendor, from, of.split))
        })
        .collect();
    post_all(ctx, &postings).await
}
